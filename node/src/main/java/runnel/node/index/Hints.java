package runnel.node.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/**
 * Where indexes may be, by address. What was only heard or told is bounded and forgotten after a
 * while; it never displaces what is given or remembered. What was heard is shared out by the hosts
 * that it was heard from, so that whoever invents many leaves room for the others. Used by one
 * thread.
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
  private final RandomGenerator random;
  private final LinkedHashMap<Address, Entry> entries = new LinkedHashMap<>();

  private record Entry(Hint hint, long noticedNanos, boolean failed) {
    boolean heard() {
      return hint.origin() == Origin.HEARD;
    }

    String host() {
      return hint.address().host();
    }
  }

  /**
   * @param known whether a peer was met before; those are tried before strangers
   * @param random which of several gives way
   */
  Hints(LongSupplier nanoTime, Predicate<PeerId> known, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.known = known;
    this.random = random;
  }

  /** Takes a hint, if there is room; says whether it tells something new. */
  boolean offer(Hint hint) {
    forgetOld();
    Entry old = entries.get(hint.address());
    if (old != null && old.hint().origin().compareTo(hint.origin()) < 0) {
      return !old.hint().given() && refresh(old.hint(), hint);
    }
    if (old == null && !makeRoom(hint)) {
      return false;
    }
    put(hint);
    return old == null || !old.hint().equals(hint);
  }

  /** Nobody was there: if there is no room for others, it is the first to go. */
  void failed(Address address) {
    entries.computeIfPresent(
        address, (_, entry) -> new Entry(entry.hint(), entry.noticedNanos(), true));
  }

  /** Forgets what was heard of a host that said goodbye. */
  void bye(PeerId host) {
    entries
        .values()
        .removeIf(entry -> entry.heard() && entry.hint().host().filter(host::equals).isPresent());
  }

  /** Returns all, in the order in which they are to be tried. */
  List<Hint> ordered() {
    forgetOld();
    List<Hint> hints = new ArrayList<>(entries.values().stream().map(Entry::hint).toList());
    hints.sort(
        Comparator.comparing((Hint hint) -> !hint.given())
            .thenComparing(this::isStranger)
            .thenComparing(hint -> Rank.of(hint.candidacy()))
            .thenComparing(Hint::origin));
    return hints;
  }

  /** Whether all that is known of it is what somebody said by multicast. */
  boolean isStranger(Hint hint) {
    return hint.origin() == Origin.HEARD && hint.host().filter(known).isEmpty();
  }

  /** What is heard now of one that was told of before is newer; its origin stays. */
  private boolean refresh(Hint old, Hint now) {
    Hint merged = new Hint(old.address(), now.host(), now.candidacy(), old.origin());
    put(merged);
    return !merged.equals(old);
  }

  private boolean makeRoom(Hint hint) {
    if (hint.origin() != Origin.HEARD) {
      return entries.values().stream().filter(entry -> !entry.heard()).count() < OTHERS_MAX;
    }
    Map<String, List<Entry>> byHost =
        entries.values().stream()
            .filter(Entry::heard)
            .collect(Collectors.groupingBy(Entry::host, LinkedHashMap::new, Collectors.toList()));
    List<Entry> same = byHost.getOrDefault(hint.address().host(), List.of());
    if (same.size() >= HEARD_PER_HOST) {
      return evict(same);
    }
    return byHost.values().stream().mapToInt(List::size).sum() < HEARD_MAX
        || evictForHostWith(same.size(), byHost);
  }

  /** Whoever has more places gives one; where all have as many, one gives way that failed. */
  private boolean evictForHostWith(int places, Map<String, List<Entry>> byHost) {
    List<Entry> most =
        byHost.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    if (most.size() > places + 1) {
      return evict(most);
    }
    List<Entry> failed =
        byHost.values().stream().flatMap(List::stream).filter(Entry::failed).toList();
    return !failed.isEmpty() && evict(failed);
  }

  /** Which one is left to chance, or who knows the rule would choose; but first what failed. */
  private boolean evict(List<Entry> among) {
    List<Entry> failed = among.stream().filter(Entry::failed).toList();
    List<Entry> last = failed.isEmpty() ? among : failed;
    entries.remove(last.get(random.nextInt(last.size())).hint().address());
    return true;
  }

  private void put(Hint hint) {
    Entry old = entries.get(hint.address());
    boolean failed = old != null && old.failed();
    entries.put(hint.address(), new Entry(hint, nanoTime.getAsLong(), failed));
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
