package runnel.indexd.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.WriteView;

/**
 * Which names are claimed by which keys: a key claims one name at a time, until it moves to
 * another. Who comes first has it alone, unless another key held it before or is witnessed for it.
 */
final class Names {
  private Names() {}

  /**
   * Claims the announced name for the key and keeps what it said.
   *
   * @return how the key stands now, then all others whose standing that changed
   */
  static List<Standing> bind(WriteView view, PeerKey key, Announcement said, Instant now) {
    PeerId id = key.id();
    String folded = said.name().folded();
    Optional<Registration> old =
        view.get(Tables.USERS, id.hash().bytes()).map(Registration::decode);
    requireRoom(view, old, said.name());
    if (view.get(Tables.CLAIMS, NameKeys.key(folded, id)).isEmpty()) {
      requireFree(view, said, id);
    }
    Contests contests = new Contests(view);
    contests.watch(folded);
    old.ifPresent(was -> {
      contests.watch(was.name().folded());
      view.delete(Tables.CLAIMS, NameKeys.key(was.name().folded(), id));
    });
    view.put(Tables.CLAIMS, NameKeys.key(folded, id), new byte[0]);
    Registration registration = new Registration(said.name(), key, said.address(), now);
    view.put(Tables.USERS, id.hash().bytes(), registration.encode());
    List<Standing> standings = new ArrayList<>();
    standings.add(Contests.of(view, registration));
    contests.changed().stream()
        .filter(standing -> !standing.registration().key().equals(key))
        .forEach(standings::add);
    return standings;
  }

  /** Says whether a program that had no claims made this store. */
  static boolean lacksClaims(ReadView view) {
    return view.count(Tables.CLAIMS) != view.count(Tables.USERS);
  }

  /** Makes the claims of all users. */
  static boolean makeClaims(WriteView view) {
    List<Registration> users = new ArrayList<>();
    view.scan(Tables.USERS, new byte[0], (key, value) -> users.add(Registration.decode(value)));
    users.forEach(user ->
        view.put(Tables.CLAIMS, NameKeys.key(user.name().folded(), user.key().id()), new byte[0]));
    return true;
  }

  private static void requireRoom(ReadView view, Optional<Registration> old, UserName name) {
    if (old.isEmpty() && view.count(Tables.USERS) >= IndexLimits.USERS_MAX) {
      throw new IndexException(
          Kind.REFUSED,
          "could not bind the name '%s': this index knows %d users already"
              .formatted(name, IndexLimits.USERS_MAX));
    }
  }

  private static void requireFree(ReadView view, Announcement said, PeerId id) {
    String folded = said.name().folded();
    boolean isWitnessed = view.get(Tables.WITNESSED, NameKeys.key(folded, id)).isPresent();
    boolean hasRoom =
        isWitnessed
            || NameKeys.claimants(view, folded, IndexLimits.CLAIMS_PER_NAME).size()
                < IndexLimits.CLAIMS_PER_NAME;
    if (NameKeys.isOfAnother(view, folded, id) && !(said.held() && hasRoom)) {
      throw taken(view, said.name(), id);
    }
  }

  private static IndexException taken(ReadView view, UserName name, PeerId id) {
    List<String> free =
        Suggestions.of(
            name, id, suggestion -> !NameKeys.isOfAnother(view, suggestion.folded(), id));
    return new IndexException(
        Kind.NAME_TAKEN,
        "the name '%s' belongs to another key; free are %s"
            .formatted(name, String.join(", ", free)),
        null,
        free);
  }
}
