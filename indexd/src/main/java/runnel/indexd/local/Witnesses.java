package runnel.indexd.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Witness;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.WriteView;

/** Which keys each caller has pinned for which names, as far as it told; names case folded. */
final class Witnesses {
  private Witnesses() {}

  /** Returns what a caller says, checked against the limits. */
  static Map<String, PeerId> checked(List<Witness> witnesses) {
    if (witnesses.size() > IndexLimits.WITNESSES_PER_CALLER) {
      throw refused(
          "a caller witnesses %d names at most, not %d"
              .formatted(IndexLimits.WITNESSES_PER_CALLER, witnesses.size()));
    }
    Map<String, PeerId> pinned = new TreeMap<>();
    for (Witness witness : witnesses) {
      if (pinned.put(witness.name().folded(), witness.pinned()) != null) {
        throw refused("the name '" + witness.name() + "' is witnessed twice");
      }
    }
    return pinned;
  }

  /** Returns what the caller witnesses now. */
  static Map<String, PeerId> of(ReadView view, PeerId caller) {
    Map<String, PeerId> pinned = new TreeMap<>();
    view.scan(
        Tables.WITNESSES,
        caller.hash().bytes(),
        (key, value) -> {
          String folded = new String(Arrays.copyOfRange(key, Hash.BYTES, key.length), UTF_8);
          pinned.put(folded, new PeerId(Hash.of(value)));
          return true;
        });
    return pinned;
  }

  /**
   * Keeps this in place of what the caller witnessed before.
   *
   * @return those whose standing that changed
   */
  static List<Standing> replace(WriteView view, PeerId caller, Map<String, PeerId> pinned) {
    Map<String, PeerId> old = of(view, caller);
    if (view.count(Tables.WITNESSES) - old.size() + pinned.size() > IndexLimits.WITNESSES_MAX) {
      throw refused("this index has %d of all callers".formatted(IndexLimits.WITNESSES_MAX));
    }
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(pinned.keySet());
    names.removeIf(name -> Objects.equals(old.get(name), pinned.get(name)));
    Contests contests = new Contests(view);
    for (String name : names) {
      contests.watch(name);
      if (old.containsKey(name)) {
        view.delete(Tables.WITNESSES, key(caller, name));
        count(view, NameKeys.key(name, old.get(name)), -1);
      }
      if (pinned.containsKey(name)) {
        view.put(Tables.WITNESSES, key(caller, name), pinned.get(name).hash().bytes());
        count(view, NameKeys.key(name, pinned.get(name)), 1);
      }
    }
    return contests.changed();
  }

  /** Counts a witness in or out; what nobody witnesses is not there. */
  private static void count(WriteView view, byte[] key, int more) {
    int counted =
        view.get(Tables.WITNESSED, key).map(ByteBuffer::wrap).map(ByteBuffer::getInt).orElse(0)
            + more;
    if (counted > 0) {
      view.put(Tables.WITNESSED, key, ByteBuffer.allocate(Integer.BYTES).putInt(counted).array());
    } else {
      view.delete(Tables.WITNESSED, key);
    }
  }

  static byte[] key(PeerId caller, String folded) {
    byte[] name = folded.getBytes(UTF_8);
    return ByteBuffer.allocate(Hash.BYTES + name.length)
        .put(caller.hash().bytes())
        .put(name)
        .array();
  }

  private static IndexException refused(String why) {
    return new IndexException(Kind.REFUSED, "could not take the witnesses: " + why);
  }
}
