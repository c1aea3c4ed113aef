package runnel.node.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerId;

/** Whether nodes answer at their addresses with their keys. */
public final class ReachCheck {
  /** A few tell; nobody waits for a campus, nor is it to be rung up at once. */
  static final int ASKED_MAX = 16;

  private static final long WITHIN_SECONDS = 6;

  private final Predicate<Target> answers;

  /**
   * @param answers connects and says whether the right key answered; blocks, and may be interrupted
   */
  public ReachCheck(Predicate<Target> answers) {
    this.answers = answers;
  }

  /**
   * Somebody to be asked.
   *
   * @param shown the name for people, with how the peer was found if that is known
   * @param peer the key that must answer
   * @param address where
   */
  public record Target(String shown, PeerId peer, Address address) {}

  /** Asks this node at the address that it tells others. */
  public Finding self(Target self) {
    Address address = self.address();
    if (!areReached(List.of(self)).getFirst()) {
      return Finding.fail(
          "own address",
          "nothing with this node's key answers at " + address,
          "start the node with --listen HOST:PORT where others reach this computer; "
              + Firewall.help("tcp", address.port()));
    }
    return isLoopback(address.host())
        ? Finding.warn(
            "own address",
            "%s answers, but is told to others, who can't reach it".formatted(address),
            "nothing if all nodes are on this computer; else connect it to a network, or --listen")
        : Finding.ok(
            "own address",
            "%s answers from this computer, with this node's key".formatted(address));
  }

  /** Asks peers that are said to be online, the first few of them. */
  public Finding peers(List<Target> online) {
    List<Target> asked = online.subList(0, Math.min(online.size(), ASKED_MAX));
    List<Boolean> reached = areReached(asked);
    List<String> silent = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!reached.get(i)) {
        silent.add("%s at %s".formatted(asked.get(i).shown(), asked.get(i).address()));
      }
    }
    if (silent.isEmpty()) {
      return Finding.ok(
          "peers",
          asked.isEmpty()
              ? "nobody else is online"
              : "%d asked, all answer".formatted(asked.size()));
    }
    return Finding.warn(
        "peers",
        "%d of %d that were asked do not answer: %s"
            .formatted(silent.size(), asked.size(), String.join(", ", silent)),
        "on their computers: " + Firewall.help("tcp", asked.getFirst().address().port()));
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
  }

  private List<Boolean> areReached(List<Target> targets) {
    List<Callable<Boolean>> questions =
        targets.stream().map(target -> (Callable<Boolean>) () -> answers.test(target)).toList();
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("doctor-", 0).factory());
    try {
      return threads.invokeAll(questions, WITHIN_SECONDS, TimeUnit.SECONDS).stream()
          .map(ReachCheck::isTrue)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return targets.stream().map(target -> false).toList();
    } finally {
      threads.shutdownNow(); // Not close: it would wait for who does not answer.
    }
  }

  private static boolean isTrue(Future<Boolean> answer) {
    try {
      return !answer.isCancelled() && answer.get();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
