package runnel.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PinSubject;
import runnel.node.control.ControlDocuments;
import runnel.node.network.Peer;

/** Everyone ever seen, as the control API tells. */
record PeersReport(NodeParts whole) {
  ControlDocuments.Peers peers() {
    List<ControlDocuments.PeerLine> lines = new ArrayList<>();
    whole.roster().peers().forEach(peer -> lines.add(line(peer)));
    lines.add(self());
    lines.sort(Comparator.comparing(ControlDocuments.PeerLine::name));
    return new ControlDocuments.Peers(lines);
  }

  private ControlDocuments.PeerLine line(Peer peer) {
    User user = peer.user();
    boolean counted = whole.catalogs().isCounted(user.id());
    return new ControlDocuments.PeerLine(
        peer.shownName(),
        user.id().text(),
        user.address().map(Address::toString).orElse(null),
        user.online(),
        user.lastActive().toString(),
        counted ? whole.catalogs().files(user.id()) : null,
        counted ? whole.catalogs().bytes(user.id()) : null,
        whole.facts().foundBy(user.id()).orElse(null),
        key(peer));
  }

  private ControlDocuments.PeerKey key(Peer peer) {
    String claims = peer.user().name().text();
    Optional<PeerId> pinned = whole.people().trust().pinned(PinSubject.of(peer.user().name()));
    if (pinned.filter(peer.id()::equals).isPresent()) {
      return new ControlDocuments.PeerKey(claims, peer.id().words(), "pinned", null, null);
    }
    if (pinned.isEmpty() && !peer.isSuffixed()) {
      return new ControlDocuments.PeerKey(claims, peer.id().words(), "new", null, null);
    }
    return new ControlDocuments.PeerKey(
        claims,
        peer.id().words(),
        pinned.isPresent() ? "conflict" : "contested",
        pinned.isPresent()
            ? "%s claims the name %s, which is pinned to another key"
                .formatted(peer.shownName(), claims)
            : "%s is one of several keys that claim the name %s, of which none is pinned"
                .formatted(peer.shownName(), claims),
        help(peer));
  }

  /** The id, not the suffix: a key that begins with four given letters is made in a second. */
  private static String help(Peer peer) {
    return "compare words with its owner by another way (runnel trust words '%s'), then: %s"
        .formatted(
            peer.shownName(), "runnel trust accept %s KEY".formatted(peer.user().name().text()));
  }

  private ControlDocuments.PeerLine self() {
    ControlDocuments.ShareState share = whole.sharing().state();
    PeerId id = whole.identity().id();
    return new ControlDocuments.PeerLine(
        whole.name().text(),
        id.text(),
        whole.address().toString(),
        true,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        share.files(),
        share.bytes(),
        null,
        new ControlDocuments.PeerKey(whole.name().text(), id.words(), "self", null, null));
  }
}
