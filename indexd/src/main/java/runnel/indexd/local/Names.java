package runnel.indexd.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.WriteView;

/** Which name belongs to which key: first come, kept for ever or until its owner moves. */
final class Names {
  private Names() {}

  /** Binds the announced name to the key and keeps what it said. */
  static Registration bind(WriteView view, PeerKey key, Announcement said, Instant now) {
    PeerId id = key.id();
    Optional<PeerId> owner = owner(view, said.name());
    if (owner.isPresent() && !owner.get().equals(id)) {
      throw taken(view, said.name(), id);
    }
    Optional<Registration> old =
        view.get(Tables.USERS, id.hash().bytes()).map(Registration::decode);
    if (old.isEmpty() && view.count(Tables.USERS) >= IndexLimits.USERS_MAX) {
      throw new IndexException(
          Kind.REFUSED,
          "could not bind the name '%s': this index knows %d users already"
              .formatted(said.name(), IndexLimits.USERS_MAX));
    }
    old.ifPresent(was -> view.delete(Tables.NAMES, key(was.name())));
    view.put(Tables.NAMES, key(said.name()), id.hash().bytes());
    Registration registration = new Registration(said.name(), key, said.address(), now);
    view.put(Tables.USERS, id.hash().bytes(), registration.encode());
    return registration;
  }

  private static Optional<PeerId> owner(ReadView view, UserName name) {
    return view.get(Tables.NAMES, key(name)).map(bytes -> new PeerId(Hash.of(bytes)));
  }

  private static IndexException taken(ReadView view, UserName name, PeerId id) {
    List<String> free = Suggestions.of(name, id, suggestion -> owner(view, suggestion).isEmpty());
    return new IndexException(
        Kind.NAME_TAKEN,
        "the name '%s' belongs to another key; free are %s"
            .formatted(name, String.join(", ", free)),
        null,
        free);
  }

  private static byte[] key(UserName name) {
    return name.folded().getBytes(UTF_8);
  }
}
