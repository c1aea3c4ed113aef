package runnel.node.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * In which order hints are tried: whoever promises most comes first, until too many of those were
 * not there. Then promises count for nothing: each host has a turn before any has another one, in
 * an order that nobody can foresee. So whoever invents the best of all indexes at a hundred
 * addresses hides a real one for as long as it takes to try those, and not for ever. Used by one
 * thread.
 */
final class Turns {
  private final Hints hints;
  private final DialBudget budget;
  private final RandomGenerator random;

  Turns(Hints hints, DialBudget budget, RandomGenerator random) {
    this.hints = hints;
    this.budget = budget;
    this.random = random;
  }

  /** Returns the hints to be tried, the next one first. */
  List<Hint> next() {
    List<Hint> ordered = hints.ordered();
    return budget.doubtsPromises() ? byHosts(ordered) : ordered;
  }

  private List<Hint> byHosts(List<Hint> ordered) {
    List<Hint> turns = new ArrayList<>(ordered);
    turns.removeIf(hints::isStranger);
    List<Hint> strangers = new ArrayList<>(ordered);
    strangers.removeIf(hint -> !hints.isStranger(hint));
    shuffle(strangers);
    strangers.sort(Comparator.comparingInt(hint -> budget.tries(hint.address().host())));
    Set<String> hosts = new HashSet<>();
    strangers.removeIf(hint -> !hosts.add(hint.address().host()));
    turns.addAll(strangers);
    return turns;
  }

  private void shuffle(List<Hint> strangers) {
    for (int i = strangers.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      strangers.set(i, strangers.set(j, strangers.get(i)));
    }
  }
}
