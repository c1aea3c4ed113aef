package runnel.node;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.peer.Greeter;

/**
 * Pins a user's name at first contact with the user's own node. From then on no other key is shown
 * under that name, whatever an index says. Thread-safe.
 */
final class Introductions {
  private static final System.Logger LOG = System.getLogger(Introductions.class.getName());

  /** Beyond this the memory of failures is not worth its room. */
  private static final int FAILED_MAX = 10_000;

  private final Pins pins;
  private final Asking asking;
  private final Disputes disputes;

  /** Where each failed, so that a wrong address is dialled once, not at every news of its user. */
  private final Set<Attempt> failed = ConcurrentHashMap.newKeySet();

  Introductions(Pins pins, Asking asking, Disputes disputes) {
    this.pins = pins;
    this.asking = asking;
    this.disputes = disputes;
  }

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
    Optional<Greeter.Greeting> greet(PeerId peer, Address address);
  }

  private record Attempt(PeerId peer, Address address) {}

  /**
   * Meets the user's node, unless the name is pinned to its key already or the node was not at its
   * address. One that has another key than the pinned one is met so that it is known, not believed.
   */
  void meet(User user) {
    if (user.online() && user.address().isPresent() && !isPinned(user)) {
      Attempt attempt = new Attempt(user.id(), user.address().get());
      boolean met =
          !failed.contains(attempt)
              && asking
                  .greet(attempt.peer(), attempt.address())
                  .filter(greeting -> pin(user, greeting))
                  .isPresent();
      remember(attempt, met);
    }
  }

  private boolean isPinned(User user) {
    return pins.of(user.name()).filter(user.id()::equals).isPresent();
  }

  private void remember(Attempt attempt, boolean met) {
    if (!met && failed.size() < FAILED_MAX) {
      failed.add(attempt);
    }
  }

  private boolean pin(User user, Greeter.Greeting greeting) {
    if (!greeting.name().folded().equals(user.name().folded())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the index calls a peer {0} that calls itself {1}: not pinned",
          user.name(),
          greeting.name());
      return false;
    }
    return switch (pins.pin(greeting.name(), greeting.key())) {
      case Pinned.Agreed agreed -> true;
      case Pinned.Conflict conflict -> { // Somebody was first; the roster shows a suffix.
        disputes.met(conflict, user.address().map(Address::toString).orElse("-"));
        yield false;
      }
    };
  }
}
