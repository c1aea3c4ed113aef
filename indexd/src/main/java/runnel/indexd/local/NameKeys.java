package runnel.indexd.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Table;

/**
 * The keys that a name, case folded, is claimed by or witnessed for. No question here takes longer
 * because a name has many of them, but for {@link #claimants}.
 */
final class NameKeys {
  private NameKeys() {}

  /** Says whether several keys have to do with the name. */
  static boolean contested(ReadView view, String folded) {
    Set<PeerId> keys = new HashSet<>();
    Predicate<PeerId> untilSecond =
        key -> {
          keys.add(key);
          return keys.size() < 2;
        };
    scan(view, Tables.CLAIMS, folded, untilSecond);
    scan(view, Tables.WITNESSED, folded, untilSecond);
    return keys.size() > 1;
  }

  /** Says whether another key than this one has to do with the name. */
  static boolean isOfAnother(ReadView view, String folded, PeerId key) {
    Set<PeerId> others = new HashSet<>();
    Predicate<PeerId> untilOther =
        found -> {
          if (!found.equals(key)) {
            others.add(found);
          }
          return others.isEmpty();
        };
    scan(view, Tables.CLAIMS, folded, untilOther);
    scan(view, Tables.WITNESSED, folded, untilOther);
    return !others.isEmpty();
  }

  /** Returns the keys that claim the name, at most so many. */
  static List<PeerId> claimants(ReadView view, String folded, int most) {
    List<PeerId> found = new ArrayList<>();
    scan(
        view,
        Tables.CLAIMS,
        folded,
        key -> {
          found.add(key);
          return found.size() < most;
        });
    return found;
  }

  /** Returns the key, in {@link Tables#CLAIMS} and {@link Tables#WITNESSED}, of a name's key. */
  static byte[] key(String folded, PeerId key) {
    byte[] prefix = prefix(folded);
    return ByteBuffer.allocate(prefix.length + Hash.BYTES)
        .put(prefix)
        .put(key.hash().bytes())
        .array();
  }

  private static void scan(ReadView view, Table table, String folded, Predicate<PeerId> whileTrue) {
    byte[] prefix = prefix(folded);
    view.scan(
        table,
        prefix,
        (key, value) ->
            whileTrue.test(
                new PeerId(Hash.of(Arrays.copyOfRange(key, prefix.length, key.length)))));
  }

  /** The zero, which no name has, keeps names apart of which one begins with the other. */
  private static byte[] prefix(String folded) {
    return (folded + '\0').getBytes(UTF_8);
  }
}
