package runnel.indexd.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;

/** Tells whose standing a write changes: made before it, asked after it, within one view. */
final class Contests {
  /** A name with more claimants than this was contested before a write and is so after it. */
  private static final int CLAIMANTS_OF_A_CHANGE = 3;

  private final ReadView view;
  private final Map<String, Boolean> before = new HashMap<>();

  Contests(ReadView view) {
    this.view = view;
  }

  /** Notes how a name, case folded, stands before the write. */
  void watch(String folded) {
    before.computeIfAbsent(folded, name -> NameKeys.contested(view, name));
  }

  /** Returns how those stand now who stand otherwise than before. */
  List<Standing> changed() {
    SequencedSet<PeerId> keys = new LinkedHashSet<>();
    before.forEach((folded, was) -> {
      if (was != NameKeys.contested(view, folded)) {
        keys.addAll(NameKeys.claimants(view, folded, CLAIMANTS_OF_A_CHANGE));
      }
    });
    List<Standing> standings = new ArrayList<>();
    keys.forEach(key -> standings.add(standing(key)));
    return standings;
  }

  private Standing standing(PeerId key) {
    Registration registration =
        view.get(Tables.USERS, key.hash().bytes()).map(Registration::decode).orElseThrow();
    return of(view, registration);
  }

  static Standing of(ReadView view, Registration registration) {
    return new Standing(registration, NameKeys.contested(view, registration.name().folded()));
  }
}
