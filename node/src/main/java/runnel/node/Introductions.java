package runnel.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.network.Roster;
import runnel.node.peer.Greeter;
import runnel.node.peer.Greeting;

/**
 * Pins a user's name at first contact with the user's own node. From then on no other key is shown
 * under that name, whatever an index says. A name that several claim is pinned by nobody but the
 * user of this node. Thread-safe.
 */
final class Introductions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Introductions.class.getName());

  /**
   * How long a name has to stand undisputed first: a fresh index is told within that time of names
   * that others pinned.
   */
  static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

  private static final Duration END_MAX = Duration.ofMillis(500);

  /** Each holds a connection for a moment. */
  private static final int AT_ONCE = 4;

  /** Beyond this the memory of failures is not worth its room. */
  private static final int FAILED_MAX = 10_000;

  private final Pins pins;
  private final Roster roster;
  private final Asking asking;
  private final Disputes disputes;
  private final Duration settledAfter;
  private final ScheduledThreadPoolExecutor workers =
      new ScheduledThreadPoolExecutor(
          AT_ONCE,
          Thread.ofVirtual().name("introduce-", 0).factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /** Who is to be met; as many as the roster has at most. */
  private final Set<PeerId> waiting = ConcurrentHashMap.newKeySet();

  /** Where each failed, so that a wrong address is dialled once, not at every news of its user. */
  private final Set<Attempt> failed = ConcurrentHashMap.newKeySet();

  Introductions(Pins pins, Roster roster, Ties ties, Duration settledAfter) {
    this.pins = pins;
    this.roster = roster;
    this.asking = ties.asking();
    this.disputes = ties.disputes();
    this.settledAfter = settledAfter;
  }

  /** Whom it asks, and whom it tells. */
  record Ties(Asking asking, Disputes disputes) {}

  /** Who is told that somebody proved to have another key than the pinned one. */
  @FunctionalInterface
  interface Disputes {
    /** Takes note of it; {@code where} is the address at which that key answered. */
    void met(Pinned.Conflict conflict, String where);
  }

  /** How a peer is asked what it is called; see {@link Greeter#greet}. */
  @FunctionalInterface
  interface Asking {
    /** Returns who answered at the address, if it was that peer. */
    Optional<Greeting> greet(PeerId peer, Address address);
  }

  private record Attempt(PeerId peer, Address address) {}

  /** Takes new records of users; returns at once. */
  void learn(List<User> users) {
    for (User user : users) {
      if (isToBeMet(user) && waiting.add(user.id())) {
        var _ =
            workers.schedule(() -> meet(user.id()), settledAfter.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Whether nobody is to be met. */
  boolean isIdle() {
    return waiting.isEmpty();
  }

  /** Gives up what is under way, and waits for its end: it may be about to use the pins. */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "meeting peers did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that has another key than the pinned one is met so that it is known, not believed. */
  private boolean isToBeMet(User user) {
    Optional<PeerId> pinned = pins.of(user.name());
    return user.online()
        && user.address().isPresent()
        && (pinned.isPresent() ? !pinned.get().equals(user.id()) : !user.contested());
  }

  private boolean isUndisputed(User user) {
    return pins.of(user.name()).isPresent() || roster.isUndisputed(user);
  }

  private void meet(PeerId peer) {
    try {
      roster.user(peer).filter(this::isToBeMet).filter(this::isUndisputed).ifPresent(this::meet);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "could not meet peer " + peer, e);
    } finally {
      waiting.remove(peer);
    }
  }

  private void meet(User user) {
    Attempt attempt = new Attempt(user.id(), user.address().orElseThrow());
    boolean met =
        !failed.contains(attempt)
            && asking
                .greet(attempt.peer(), attempt.address())
                .filter(greeting -> pin(user, greeting))
                .isPresent();
    if (!met && failed.size() < FAILED_MAX) {
      failed.add(attempt);
    }
  }

  private boolean pin(User user, Greeting greeting) {
    if (greeting.name().filter(name -> name.folded().equals(user.name().folded())).isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the index calls a peer {0} that calls itself {1}: not pinned",
          user.name(),
          greeting.name().map(UserName::text).orElse("nothing"));
      return false;
    }
    return switch (pins.pin(user.name(), greeting.key())) {
      case Pinned.Agreed agreed -> true;
      case Pinned.Conflict conflict -> { // Somebody was first; the roster shows a suffix.
        disputes.met(conflict, user.address().map(Address::toString).orElse("-"));
        yield false;
      }
    };
  }
}
