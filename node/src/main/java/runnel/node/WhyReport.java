package runnel.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import runnel.indexd.content.ContentId;
import runnel.node.control.TransferDocuments;
import runnel.node.failure.NodeException;
import runnel.node.network.Peer;
import runnel.node.transfer.Failure;
import runnel.node.transfer.PeerHealth;
import runnel.node.tree.Lister;

/** Why something could not be read, from what sources did lately. */
record WhyReport(NodeParts whole) {
  TransferDocuments.Why all() {
    return new TransferDocuments.Why(null, null, null, null, mishaps(failure -> true), avoided());
  }

  /**
   * @param path {@code /alice} or {@code /alice/talks/x}
   * @throws NodeException NOT_FOUND if there is no such user
   */
  TransferDocuments.Why of(String path) {
    String clean = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    String owner = clean.split("/", 2)[0];
    Optional<Peer> peer = whole.roster().byShownName(owner);
    Optional<Lister.Line> line = line(clean, peer.isPresent());
    Optional<ContentId> content = line.flatMap(Lister.Line::content);
    boolean unhashed = line.filter(file -> !file.folder()).isPresent() && content.isEmpty();
    Predicate<Failure> concerned =
        failure ->
            (content.isPresent() && content.equals(failure.content()))
                || peer.map(Peer::id).filter(failure.peer()::equals).isPresent();
    return new TransferDocuments.Why(
        "/" + clean,
        content.map(ContentId::text).orElse(null),
        unhashed ? true : null,
        peer.map(WhyReport::owner).orElse(null),
        mishaps(concerned),
        avoided());
  }

  /** What is gone, or can't be looked up now, is none; its owner's failures tell why. */
  private Optional<Lister.Line> line(String path, boolean ownerIsKnown) {
    try {
      return Optional.of(whole.lister().one(path));
    } catch (NodeException e) {
      if (ownerIsKnown) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static TransferDocuments.Owner owner(Peer peer) {
    return new TransferDocuments.Owner(peer.shownName(), peer.id().text(), peer.user().online());
  }

  private List<TransferDocuments.Mishap> mishaps(Predicate<Failure> which) {
    return whole.moving().transfer().failures().stream()
        .filter(which)
        .map(WhyReport::mishap)
        .toList();
  }

  private static TransferDocuments.Mishap mishap(Failure failure) {
    return new TransferDocuments.Mishap(
        failure.when().toString(),
        failure.times(),
        failure.name(),
        failure.peer().text(),
        failure.content().map(ContentId::text).orElse(null),
        failure.what(),
        failure.help());
  }

  /** Peers that are not asked for a while. */
  List<TransferDocuments.Avoided> avoided() {
    return whole.moving().transfer().health().stream()
        .filter(health -> !health.problem().isEmpty())
        .map(WhyReport::avoided)
        .toList();
  }

  private static TransferDocuments.Avoided avoided(PeerHealth health) {
    return new TransferDocuments.Avoided(health.name(), health.peer().text(), health.problem());
  }
}
