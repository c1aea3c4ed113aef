package runnel.node.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.api.Witness;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;

/**
 * Everyone ever seen on the network but oneself, with the names under which they are shown.
 *
 * <p>Thread-safe: readers see one whole state. A name that is pinned to another key, or claimed by
 * several of which none is pinned, is shown with a suffix of the key: nobody takes another's place.
 */
public final class Roster {
  /** The users of one network; more are refused by the index too. */
  private static final int USERS_MAX = 100_000;

  /** The share of them that makes room at once, so that a flood of users costs little. */
  private static final int ROOM_SHARE = 100;

  private static final int SUFFIX_LETTERS = 4;

  private final PeerId self;
  private final NamePins pins;
  private final int usersMax;
  private final List<Consumer<List<User>>> followers = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<PeerId>>> forgetters = new CopyOnWriteArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Map<PeerId, User> users = Map.of();
  private volatile Map<String, Peer> shown = Map.of();
  private volatile List<Witness> contradictions = List.of();

  public Roster(PeerId self, NamePins pins) {
    this(self, pins, USERS_MAX);
  }

  Roster(PeerId self, NamePins pins, int usersMax) {
    this.self = self;
    this.pins = pins;
    this.usersMax = usersMax;
  }

  /** Which key a name is pinned to. */
  @FunctionalInterface
  public interface NamePins {
    /** Returns the key that the name is pinned to, if it is. */
    Optional<PeerId> pinned(UserName name);
  }

  /** Calls the follower with all new records of one update, from the thread that brings them. */
  public void follow(Consumer<List<User>> follower) {
    followers.add(follower);
  }

  /**
   * Calls the watcher after each change of what is shown, also of presence and names alone, from
   * the thread that brings it; several threads may do so at once.
   */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Calls the follower with those who had to make room for others. */
  public void followForgotten(Consumer<List<PeerId>> follower) {
    forgetters.add(follower);
  }

  /** Takes new records of users. */
  public void update(List<User> changed) {
    List<PeerId> forgotten = new ArrayList<>();
    synchronized (this) {
      Map<PeerId, User> next = new TreeMap<>(users);
      for (User user : changed) {
        if (next.size() >= usersMax && !next.containsKey(user.id())) {
          forgotten.addAll(makeRoom(next));
        }
        if (!user.id().equals(self) && (next.size() < usersMax || next.containsKey(user.id()))) {
          next.put(user.id(), user);
        }
      }
      show(next);
      forgotten.removeIf(next::containsKey);
    }
    if (!forgotten.isEmpty()) {
      forgetters.forEach(forgetter -> forgetter.accept(forgotten));
    }
    watchers.forEach(Runnable::run);
    // Not of whom there was no room for: what the followers keep is bounded by this, too.
    List<User> others = changed.stream().filter(user -> users.containsKey(user.id())).toList();
    if (!others.isEmpty()) {
      followers.forEach(follower -> follower.accept(others));
    }
  }

  /** Shows everybody offline but those: nobody vouches for the others any more. */
  public void offlineExcept(Set<PeerId> vouched) {
    synchronized (this) {
      Map<PeerId, User> next = new TreeMap<>();
      users.forEach((id, user) -> next.put(id, vouched.contains(id) ? user : offline(user)));
      show(next);
    }
    watchers.forEach(Runnable::run);
  }

  /** Shows everybody anew, after a pin has changed. */
  public void showAgain() {
    synchronized (this) {
      show(new TreeMap<>(users));
    }
    watchers.forEach(Runnable::run);
  }

  /** Returns all peers, by shown name. */
  public List<Peer> peers() {
    return new ArrayList<>(shown.values());
  }

  /** Returns the peer shown under that name. */
  public Optional<Peer> byShownName(String name) {
    return Optional.ofNullable(shown.get(name));
  }

  /** Returns the names that others claim than those whom they are pinned to. */
  public List<Witness> contradictions() {
    return contradictions;
  }

  /** Returns the last records of all. */
  public Collection<User> users() {
    return users.values();
  }

  /** Says whether nobody else claims the user's name, as far as is known. */
  public boolean isUndisputed(User user) {
    return byShownName(user.name().text()).filter(peer -> peer.id().equals(user.id())).isPresent();
  }

  /** Returns the last record of the peer with that id. */
  public Optional<User> user(PeerId id) {
    return Optional.ofNullable(users.get(id));
  }

  private static User offline(User user) {
    return new User(
        user.name(),
        user.key(),
        user.address(),
        false,
        user.lastActive(),
        user.headVersion(),
        user.contested());
  }

  private void show(Map<PeerId, User> next) {
    Map<String, Long> claims =
        next.values().stream()
            .collect(Collectors.groupingBy(user -> user.name().folded(), Collectors.counting()));
    Map<String, Peer> byName = new TreeMap<>();
    Map<String, List<User>> suffixed = new HashMap<>();
    for (User user : next.values()) {
      if (isPinned(user) || isOnlyClaim(user, claims)) {
        byName.put(user.name().text(), new Peer(user.name().text(), user));
      } else {
        suffixed
            .computeIfAbsent(suffixed(user, SUFFIX_LETTERS), absent -> new ArrayList<>())
            .add(user);
      }
    }
    // Another key with the same first letters is soon made: then neither gets the short name.
    suffixed.forEach((name, sharing) ->
        sharing.forEach(user -> {
          String own = sharing.size() == 1 ? name : suffixed(user, user.id().text().length());
          byName.put(own, new Peer(own, user));
        }));
    users = Map.copyOf(next);
    shown = Collections.unmodifiableMap(byName);
    contradictions = contradictions(next.values());
  }

  private List<Witness> contradictions(Collection<User> all) {
    Map<String, Witness> found = new TreeMap<>();
    for (User user : all) {
      pins.pinned(user.name())
          .filter(pinned -> !pinned.equals(user.id()))
          .ifPresent(pinned -> found.put(user.name().folded(), new Witness(user.name(), pinned)));
    }
    return found.values().stream().limit(IndexLimits.WITNESSES_PER_CALLER).toList();
  }

  /** Those go first who are away and were never met, who was seen longest ago before all others. */
  private List<PeerId> makeRoom(Map<PeerId, User> from) {
    List<PeerId> going =
        from.values().stream()
            .filter(user -> !user.online() && !isPinned(user))
            .sorted(Comparator.comparing(User::lastActive))
            .limit(1 + usersMax / ROOM_SHARE)
            .map(User::id)
            .toList();
    from.keySet().removeAll(going);
    return going;
  }

  private boolean isOnlyClaim(User user, Map<String, Long> claims) {
    return claims.get(user.name().folded()) == 1 && !user.contested() && !isPinnedToAnother(user);
  }

  private boolean isPinned(User user) {
    return pins.pinned(user.name()).filter(user.id()::equals).isPresent();
  }

  private boolean isPinnedToAnother(User user) {
    return pins.pinned(user.name()).filter(pinned -> !pinned.equals(user.id())).isPresent();
  }

  private static String suffixed(User user, int letters) {
    return user.name().text() + "~" + user.id().text().substring(0, letters);
  }
}
