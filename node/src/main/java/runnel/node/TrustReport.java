package runnel.node;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.indexd.tls.PinSubject;
import runnel.node.control.PeopleDocuments;
import runnel.node.failure.NodeException;
import runnel.node.network.Peer;
import runnel.node.trust.Conflict;
import runnel.node.trust.Contested;
import runnel.node.trust.Trust;

/** Pins and conflicts, as the control API tells of them and lets a person settle them. */
record TrustReport(Trust trust, UserName self, PeerId own) {
  PeopleDocuments.Trust trusted() {
    return new PeopleDocuments.Trust(
        key(self.text(), own),
        trust.pins().entrySet().stream()
            .sorted(Comparator.comparing(pin -> pin.getKey().toString()))
            .map(pin -> pin(pin.getKey(), pin.getValue()))
            .toList(),
        trust.open().stream().map(this::conflict).toList(),
        trust.contested().stream().map(TrustReport::contested).toList());
  }

  PeopleDocuments.Decision accept(String subject, Optional<String> key) {
    PinSubject meant = subject(subject);
    return decision(meant, trust.accept(meant, key));
  }

  PeopleDocuments.Decision forget(String subject) {
    PinSubject meant = subject(subject);
    return decision(meant, trust.remove(meant));
  }

  /** No user's name has a colon, every address has. */
  private static PinSubject subject(String text) {
    try {
      return text.indexOf(':') >= 0
          ? PinSubject.of(Address.parse(text))
          : PinSubject.of(new UserName(text));
    } catch (IllegalArgumentException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "'%s' is neither a user's name nor HOST:PORT of an index: %s"
              .formatted(text, e.getMessage()),
          e);
    }
  }

  private PeopleDocuments.Pin pin(PinSubject subject, PeerId peer) {
    return new PeopleDocuments.Pin(
        subject.text(),
        kind(subject),
        peer.text(),
        peer.words(),
        trust.since(subject).map(Object::toString).orElse(null));
  }

  private static PeopleDocuments.Decision decision(PinSubject subject, PeerId peer) {
    return new PeopleDocuments.Decision(subject.text(), kind(subject), peer.text(), peer.words());
  }

  private PeopleDocuments.Conflict conflict(Conflict conflict) {
    String subject = conflict.subject().text();
    return new PeopleDocuments.Conflict(
        subject,
        kind(conflict.subject()),
        trust.pinned(conflict.subject()).map(peer -> key(subject, peer)).orElse(null),
        key(subject, conflict.met()),
        conflict.meeting().proved(),
        conflict.meeting().where(),
        new PeopleDocuments.Times(
            conflict.first().toString(), conflict.meeting().time().toString()));
  }

  private static PeopleDocuments.Contested contested(Contested contested) {
    List<PeopleDocuments.Claim> claims =
        contested.claims().stream().map(TrustReport::claim).toList();
    return new PeopleDocuments.Contested(contested.subject().text(), claims);
  }

  private static PeopleDocuments.Claim claim(Peer peer) {
    return new PeopleDocuments.Claim(
        peer.shownName(),
        key(peer.user().name().text(), peer.id()),
        peer.user().online(),
        peer.user().address().map(Address::toString).orElse(null));
  }

  private static PeopleDocuments.Key key(String subject, PeerId peer) {
    return new PeopleDocuments.Key(subject, peer.text(), peer.words());
  }

  private static String kind(PinSubject subject) {
    return subject.kind().name().toLowerCase(Locale.ROOT);
  }
}
