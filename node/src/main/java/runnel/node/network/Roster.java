package runnel.node.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import runnel.indexd.api.User;
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

  private static final int SUFFIX_LETTERS = 4;

  private final PeerId self;
  private final NamePins pins;
  private final List<Consumer<User>> followers = new CopyOnWriteArrayList<>();
  private volatile Map<PeerId, User> users = Map.of();
  private volatile Map<String, Peer> shown = Map.of();

  public Roster(PeerId self, NamePins pins) {
    this.self = self;
    this.pins = pins;
  }

  /** Which key a name is pinned to. */
  @FunctionalInterface
  public interface NamePins {
    /** Returns the key that the name is pinned to, if it is. */
    Optional<PeerId> pinned(UserName name);
  }

  /** Calls the follower with every new record, from the thread that brings it. */
  public void follow(Consumer<User> follower) {
    followers.add(follower);
  }

  /** Takes new records of users. */
  public void update(List<User> changed) {
    synchronized (this) {
      Map<PeerId, User> next = new TreeMap<>(users);
      for (User user : changed) {
        PeerId id = user.key().id();
        if (!id.equals(self) && (next.size() < USERS_MAX || next.containsKey(id))) {
          next.put(id, user);
        }
      }
      show(next);
    }
    changed.stream()
        .filter(user -> !user.key().id().equals(self))
        .forEach(user -> followers.forEach(follower -> follower.accept(user)));
  }

  /** Shows everybody offline whom no index vouches for any more. */
  public void allOffline() {
    synchronized (this) {
      Map<PeerId, User> next = new TreeMap<>();
      users.forEach((id, user) -> next.put(id, offline(user)));
      show(next);
    }
  }

  /** Returns all peers, by shown name. */
  public List<Peer> peers() {
    return new ArrayList<>(shown.values());
  }

  /** Returns the peer shown under that name. */
  public Optional<Peer> byShownName(String name) {
    return Optional.ofNullable(shown.get(name));
  }

  /** Returns the last record of the peer with that id. */
  public Optional<User> user(PeerId id) {
    return Optional.ofNullable(users.get(id));
  }

  private static User offline(User user) {
    return new User(
        user.name(), user.key(), user.address(), false, user.lastActive(), user.headVersion());
  }

  private void show(Map<PeerId, User> next) {
    Map<String, Long> claims =
        next.values().stream()
            .collect(Collectors.groupingBy(user -> user.name().folded(), Collectors.counting()));
    Map<String, Peer> byName = new TreeMap<>();
    for (User user : next.values()) {
      boolean plain = isPinned(user) || isOnlyClaim(user, claims);
      String name = user.name().text();
      String shownName = plain ? name : name + "~" + id(user).text().substring(0, SUFFIX_LETTERS);
      byName.put(shownName, new Peer(shownName, user));
    }
    users = Map.copyOf(next);
    shown = Collections.unmodifiableMap(byName);
  }

  private boolean isOnlyClaim(User user, Map<String, Long> claims) {
    return claims.get(user.name().folded()) == 1 && !isPinnedToAnother(user);
  }

  private boolean isPinned(User user) {
    return pins.pinned(user.name()).filter(id(user)::equals).isPresent();
  }

  private boolean isPinnedToAnother(User user) {
    return pins.pinned(user.name()).filter(pinned -> !pinned.equals(id(user))).isPresent();
  }

  private static PeerId id(User user) {
    return user.key().id();
  }
}
