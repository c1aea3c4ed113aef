package runnel.node.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/**
 * Where indexes may be, by address. What was only heard or told is bounded and forgotten after a
 * while; it never displaces what is given or remembered. Used by one thread.
 */
final class Hints {
  static final int HEARD_MAX = 256;
  static final int HEARD_PER_HOST = 8;

  /** Longer than the pause between two beacons of one node, however many nodes there are. */
  static final Duration HEARSAY_FOR = Duration.ofMinutes(10);

  /** What peers told: each is asked rarely and tells of one. */
  static final int OTHERS_MAX = 64;

  private final LongSupplier nanoTime;
  private final Predicate<PeerId> known;
  private final LinkedHashMap<Address, Entry> entries = new LinkedHashMap<>();

  private record Entry(Hint hint, long noticedNanos) {}

  /**
   * @param known whether a peer was met before; those are tried before strangers
   */
  Hints(LongSupplier nanoTime, Predicate<PeerId> known) {
    this.nanoTime = nanoTime;
    this.known = known;
  }

  /** Takes a hint, if there is room; says whether it tells something new. */
  boolean offer(Hint hint) {
    forgetOld();
    Entry old = entries.get(hint.address());
    if (old != null && old.hint().origin().compareTo(hint.origin()) < 0) {
      return !old.hint().given() && refresh(old.hint(), hint);
    }
    if (old == null && !hasRoom(hint)) {
      return false;
    }
    put(hint);
    return old == null || !old.hint().equals(hint);
  }

  /** Forgets what was heard of a host that said goodbye. */
  void bye(PeerId host) {
    entries
        .values()
        .removeIf(entry ->
            entry.hint().origin() == Origin.HEARD
                && entry.hint().host().filter(host::equals).isPresent());
  }

  /** Returns all, in the order in which they are to be tried. */
  List<Hint> ordered() {
    forgetOld();
    List<Hint> hints = new ArrayList<>(entries.values().stream().map(Entry::hint).toList());
    hints.sort(
        Comparator.comparing((Hint hint) -> !hint.given())
            .thenComparing(hint -> hint.origin() == Origin.HEARD && isStranger(hint))
            .thenComparing(hint -> Rank.of(hint.candidacy()))
            .thenComparing(Hint::origin));
    return hints;
  }

  private boolean isStranger(Hint hint) {
    return hint.host().filter(known).isEmpty();
  }

  /** What is heard now of one that was told of before is newer; its origin stays. */
  private boolean refresh(Hint old, Hint now) {
    Hint merged = new Hint(old.address(), now.host(), now.candidacy(), old.origin());
    put(merged);
    return !merged.equals(old);
  }

  private boolean hasRoom(Hint hint) {
    if (hint.origin() != Origin.HEARD) {
      return count(entry -> entry.hint().origin() != Origin.HEARD) < OTHERS_MAX;
    }
    String host = hint.address().host();
    return count(entry -> entry.hint().origin() == Origin.HEARD) < HEARD_MAX
        && count(entry -> entry.hint().address().host().equals(host)) < HEARD_PER_HOST;
  }

  private long count(Predicate<Entry> which) {
    return entries.values().stream().filter(which).count();
  }

  private void put(Hint hint) {
    entries.put(hint.address(), new Entry(hint, nanoTime.getAsLong()));
  }

  private void forgetOld() {
    long now = nanoTime.getAsLong();
    entries
        .values()
        .removeIf(entry ->
            entry.hint().origin().compareTo(Origin.TOLD) >= 0
                && now - entry.noticedNanos() > HEARSAY_FOR.toNanos());
  }
}
