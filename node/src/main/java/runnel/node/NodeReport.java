package runnel.node;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.content.ContentId;
import runnel.node.control.ControlDocuments;
import runnel.node.control.ControlledNode;
import runnel.node.failure.NodeException;
import runnel.node.tree.Lister;

/** The node as its control API sees it, from its start on. Thread-safe. */
final class NodeReport implements ControlledNode {
  private final NodeSettings settings;
  private final Runnable stop;
  private final long startedNanos = System.nanoTime();
  private volatile State state = State.STARTING;
  private volatile NodeParts parts;

  private enum State {
    STARTING,
    READY,
    STOPPING
  }

  NodeReport(NodeSettings settings, Runnable stop) {
    this.settings = settings;
    this.stop = stop;
  }

  void started(NodeParts whole) {
    parts = whole;
  }

  void ready() {
    state = State.READY;
  }

  void stopping() {
    state = State.STOPPING;
  }

  @Override
  public void stop() {
    stop.run();
  }

  @Override
  public ControlDocuments.Status status() {
    Optional<NodeParts> now = Optional.ofNullable(parts);
    return new ControlDocuments.Status(
        state.name().toLowerCase(Locale.ROOT),
        ProcessHandle.current().pid(),
        Version.TEXT,
        now.map(known -> known.name().text()).orElse(null),
        now.map(known -> known.identity().id().text()).orElse(null),
        now.map(known -> known.address().toString()).orElse(null),
        settings.mount().map(Object::toString).orElse(null),
        settings.share().toString(),
        settings.home().toString(),
        now.map(NodeParts::index).orElse(null),
        now.map(NodeParts::counters).orElse(null),
        now.map(known -> known.sharing().state()).orElse(null),
        Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds());
  }

  @Override
  public ControlDocuments.Peers peers() {
    NodeParts whole = whole();
    List<ControlDocuments.PeerLine> lines = new ArrayList<>();
    whole.roster().peers().forEach(peer -> lines.add(line(whole, peer.shownName(), peer.user())));
    lines.add(self(whole));
    lines.sort(Comparator.comparing(ControlDocuments.PeerLine::name));
    return new ControlDocuments.Peers(lines);
  }

  @Override
  public ControlDocuments.Listing list(String path) {
    NodeParts whole = whole();
    try {
      List<ControlDocuments.ListingLine> lines =
          whole.lister().list(path).stream().map(NodeReport::line).toList();
      return new ControlDocuments.Listing(path, lines);
    } catch (NodeException e) {
      throw e.kind() == NodeException.Kind.NOT_FOUND ? nothingAt(path, whole, e) : e;
    }
  }

  /** People see the tree's path without its first folder; what is theirs is not in the tree. */
  private NodeException nothingAt(String path, NodeParts whole, NodeException cause) {
    String own = "/" + whole.name().text();
    String help =
        path.equals(own) || path.startsWith(own + "/")
            ? "what you share yourself is in " + settings.share() + ", see 'runnel share ls'"
            : "'runnel ls' lists the users, 'runnel ls NAME' what one shares";
    return new NodeException(
        NodeException.Kind.NOT_FOUND, "nothing is at %s; %s".formatted(path, help), cause);
  }

  @Override
  public ControlDocuments.Share share() {
    return whole().sharing().share();
  }

  @Override
  public ControlDocuments.Share rescan() {
    return whole().sharing().rescan();
  }

  private static ControlDocuments.ListingLine line(Lister.Line line) {
    return new ControlDocuments.ListingLine(
        line.name(),
        line.folder() ? "folder" : "file",
        line.size(),
        line.modified().map(Instant::toString).orElse(null),
        line.executable(),
        line.content().map(ContentId::text).orElse(null),
        line.files().orElse(null));
  }

  private static ControlDocuments.PeerLine line(NodeParts whole, String name, User user) {
    return new ControlDocuments.PeerLine(
        name,
        user.id().text(),
        user.address().map(Address::toString).orElse(null),
        user.online(),
        user.lastActive().toString(),
        whole.catalogs().files(user.id()),
        whole.catalogs().bytes(user.id()));
  }

  private static ControlDocuments.PeerLine self(NodeParts whole) {
    ControlDocuments.ShareState share = whole.sharing().state();
    return new ControlDocuments.PeerLine(
        whole.name().text(),
        whole.identity().id().text(),
        whole.address().toString(),
        true,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        share.files(),
        share.bytes());
  }

  private NodeParts whole() {
    NodeParts whole = parts;
    if (whole == null) {
      throw new NodeException(
          NodeException.Kind.UNAVAILABLE, "the node is still starting; try again in a moment");
    }
    return whole;
  }
}
