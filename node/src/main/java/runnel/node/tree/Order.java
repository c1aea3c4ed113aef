package runnel.node.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * One order in which things may be taken, and how far somebody got in it. Not thread-safe.
 *
 * @param <T> the things, all different
 */
final class Order<T> {
  /** Several readers side by side arrive a little out of order. */
  private static final int SKIPPED_MAX = 4;

  private final List<T> things;
  private final ToLongFunction<T> weight;
  private final Reach reach;
  private final Map<T, Integer> places = new HashMap<>();
  private int last = -1;
  private int inOrder;

  /** Behind the last that was said to come. */
  private int aheadEnd;

  Order(List<T> things, ToLongFunction<T> weight, Reach reach) {
    this.things = things;
    this.weight = weight;
    this.reach = reach;
    for (int i = 0; i < things.size(); i++) {
      places.put(things.get(i), i);
    }
  }

  /** Notes that the thing was taken; returns those that should be fetched now, each once. */
  List<T> taken(T thing) {
    int place = places.getOrDefault(thing, -1);
    boolean follows = place > last && place <= last + SKIPPED_MAX;
    boolean isLate = place <= last && place > last - SKIPPED_MAX;
    if (isLate) {
      return List.of();
    }
    inOrder = follows && last >= 0 ? inOrder + 1 : 1;
    last = place;
    if (inOrder < reach.beginsAt()) {
      aheadEnd = place + 1;
      return List.of();
    }
    return ahead(place + 1);
  }

  /** The next step begins when half of what was fetched ahead is reached. */
  private List<T> ahead(int from) {
    aheadEnd = Math.max(aheadEnd, from);
    long weighs = 0;
    for (int i = from; i < aheadEnd; i++) {
      weighs += weight.applyAsLong(things.get(i));
    }
    int count = aheadEnd - from;
    if (weighs > reach.weightMax() / 2 || count > reach.countMax() / 2) {
      return List.of();
    }
    List<T> next = new ArrayList<>();
    while (aheadEnd < things.size() && count + next.size() < reach.countMax()) {
      T thing = things.get(aheadEnd);
      weighs += weight.applyAsLong(thing);
      boolean isFirst = count + next.size() == 0;
      if (weighs > reach.weightMax() && !isFirst) {
        break;
      }
      next.add(thing);
      aheadEnd++;
    }
    return next;
  }
}
