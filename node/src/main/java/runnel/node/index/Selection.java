package runnel.node.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.identity.PeerId;

/**
 * What is known of indexes, which one is the present one, and who is to be met next. Decides only:
 * whoever uses it dials, connects and closes. Used by one thread.
 */
final class Selection {
  /** A dial to nobody lasts some seconds, so a search through a flood needs several. */
  private static final int DIALS_AT_ONCE = 12;

  private final PeerId self;
  private final Hints hints;
  private final DialBudget budget;
  private final Turns turns;
  private final Set<Address> dialling = new HashSet<>();

  /** Why each address failed last, while it is among the hints. */
  private final Map<Address, String> failures = new HashMap<>();

  private Optional<Met> present = Optional.empty();
  private Optional<Candidacy> standing = Optional.empty();
  private long highestSince;

  Selection(PeerId self, LongSupplier nanoTime, Predicate<PeerId> known, RandomGenerator random) {
    this.self = self;
    this.hints = new Hints(nanoTime, known, random);
    this.budget = new DialBudget(nanoTime);
    this.turns = new Turns(hints, budget, random);
  }

  void take(Hint hint) {
    hint.candidacy().ifPresent(said -> highestSince = Math.max(highestSince, said.since()));
    boolean _ = hints.offer(hint);
  }

  void bye(PeerId host) {
    hints.bye(host);
  }

  /** The index that is used; empty for the own one. */
  Optional<Met> present() {
    return present;
  }

  /** Whether the own index is a candidate. */
  boolean stands() {
    return standing.isPresent();
  }

  /** Whether somebody is being met now. */
  boolean isDialling() {
    return !dialling.isEmpty();
  }

  /**
   * Makes the own index a candidate, behind all that were heard of: whoever comes later ranks
   * behind, whatever the clocks say.
   */
  Candidacy stand(long clockMillis) {
    // The highest is what anybody said: at the end of the scale there is no later.
    long later = Math.min(highestSince + 1, Candidacy.SINCE_MAX);
    Candidacy own = new Candidacy(false, Math.max(clockMillis, later), self);
    standing = Optional.of(own);
    return own;
  }

  /** Returns who is to be met now; each is under way until {@link #met} or {@link #failed}. */
  List<Hint> dials() {
    List<Hint> next = new ArrayList<>();
    for (Hint hint : turns.next()) {
      if (dialling.size() < DIALS_AT_ONCE
          && mayHelp(hint)
          && !dialling.contains(hint.address())
          && budget.take(hint)) {
        dialling.add(hint.address());
        next.add(hint);
      }
    }
    return next;
  }

  /** Takes one that was met; says whether it is the present one now, else it is to be closed. */
  boolean met(Hint hint, Met met) {
    dialling.remove(hint.address());
    failures.remove(hint.address());
    follow(met.facts());
    boolean _ = hints.offer(met.hint());
    if (met.usable() && met.rank().isBefore(presentRank()) && !met.host().equals(self)) {
      budget.succeeded(hint.address());
      present = Optional.of(met);
      return true;
    }
    budget.failed(hint); // There, but not what is wanted: asked again, ever more rarely.
    return false;
  }

  /** Takes that nobody was met; says whether it failed otherwise before, or not at all. */
  boolean failed(Hint hint, String why) {
    dialling.remove(hint.address());
    budget.failed(hint);
    hints.failed(hint.address());
    return !why.equals(failures.put(hint.address(), why));
  }

  /**
   * The present one answered again and said this; says whether the own one is the present one now:
   * if its host uses ours while we use its, one of both has to give way, and that is who ranks
   * behind.
   */
  boolean confirmed(Met met, Met.Facts facts) {
    if (!isPresent(met)) {
      return false;
    }
    present = Optional.of(present.get().with(facts));
    follow(facts);
    boolean usesOurs = facts.instead().map(Elsewhere::host).filter(self::equals).isPresent();
    boolean isOurs = usesOurs && Rank.of(standing).isBefore(presentRank());
    if (isOurs) {
      present = Optional.empty();
    }
    return isOurs;
  }

  /** The host of the present one uses another one itself; says the same as {@link #confirmed}. */
  boolean instead(Elsewhere other) {
    return present.map(met -> confirmed(met, met.facts().using(other))).orElse(false);
  }

  /** The present one fails; says whether the own one is the present one now. */
  boolean lost(Met met, String why) {
    boolean _ = failed(met.hint(), why);
    boolean was = isPresent(met);
    if (was) {
      present = Optional.empty();
    }
    return was;
  }

  Choice choice() {
    List<Hint> ordered = hints.ordered();
    failures.keySet().retainAll(ordered.stream().map(Hint::address).toList());
    return new Choice(
        present.map(Met::address), present.map(Met::host).orElse(self), why(ordered), ordered);
  }

  private boolean isPresent(Met met) {
    return present.filter(now -> now.index().equals(met.index())).isPresent();
  }

  private void follow(Met.Facts facts) {
    facts
        .instead()
        .map(other ->
            new Hint(other.address(), Optional.of(other.host()), Optional.empty(), Origin.TOLD))
        .ifPresent(this::take);
  }

  private boolean mayHelp(Hint hint) {
    boolean isOwn = hint.host().filter(self::equals).isPresent();
    return !isOwn && !isOfPresent(hint) && mayRankBefore(hint);
  }

  private boolean isOfPresent(Hint hint) {
    return present
        .filter(met ->
            met.address().equals(hint.address())
                || (!hint.given() && hint.host().filter(met.host()::equals).isPresent()))
        .isPresent();
  }

  /** Whoever did not say how it ranks may rank first. */
  private boolean mayRankBefore(Hint hint) {
    Rank rank = presentRank();
    boolean unknown = hint.candidacy().isEmpty() && !rank.given();
    return hint.given() || unknown || Rank.of(hint.candidacy()).isBefore(rank);
  }

  private Rank presentRank() {
    return present.map(Met::rank).orElseGet(() -> Rank.of(standing));
  }

  private String why(List<Hint> ordered) {
    return present.map(Selection::why).orElseGet(() -> whyOwn(ordered));
  }

  private static String why(Met met) {
    if (met.rank().given()) {
      return Origin.GIVEN.words();
    }
    boolean dedicated = met.facts().candidacy().filter(Candidacy::dedicated).isPresent();
    return (dedicated ? "dedicated, " : "the first of the candidates, ") + met.origin().words();
  }

  private String whyOwn(List<Hint> ordered) {
    return ordered.stream()
        .filter(Hint::given)
        .map(Hint::address)
        .filter(failures::containsKey)
        .map(address -> "own, the one given fails: " + failures.get(address))
        .findFirst()
        .orElse(ordered.isEmpty() ? "own, no other found" : "own, the first of the candidates");
  }
}
