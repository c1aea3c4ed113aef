package runnel.node;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import runnel.node.control.ControlServer;
import runnel.node.control.ControlSocket;

/**
 * One running node: starts the parts in their order and stops them in reverse.
 *
 * <pre>{@code
 * try (Node node = Node.start(settings)) {
 *   node.awaitStop();
 * }
 * }</pre>
 */
final class Node implements AutoCloseable {
  private final Lifetime lifetime = new Lifetime();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<NodeReport> report = new AtomicReference<>();

  private Node() {}

  /**
   * Starts a node; it is mounted and known to the index when this returns.
   *
   * @throws runnel.node.failure.NodeException and the parts' own exceptions, with the reason; what
   *     was started is stopped again
   */
  static Node start(NodeSettings settings) {
    Node node = new Node();
    try {
      node.run(settings);
      return node;
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  /** Waits until somebody asks the node to end. */
  void awaitStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the node to end; {@link #awaitStop} returns. */
  void askToStop() {
    report.get().stopping();
    stop.countDown();
  }

  /** Stops every part: the mount first, so that nobody waits for what is gone. */
  @Override
  public void close() {
    lifetime.close();
  }

  private void run(NodeSettings settings) {
    lifetime.own(HomeLock.take(settings.state()));
    MountNote.keep(settings);
    report.set(new NodeReport(settings, this::askToStop));
    lifetime.own(ControlServer.start(ControlSocket.prepare(settings.home()), report.get()));
    settings.mount().ifPresent(Drive::prepare);
    NodeParts parts = NodeParts.open(settings, lifetime);
    // Before it is known to others: a mount point that can't be used costs nobody a name, and an
    // index has time to answer meanwhile.
    settings.mount().ifPresent(place -> mount(place, parts));
    parts.join();
    report.get().started(parts);
    parts.sharing().start();
    report.get().ready();
    WarmUp.begin();
    lifetime.own(Tidying.begin(parts::forgetUnused));
  }

  private void mount(Path place, NodeParts parts) {
    report.get().mounted(lifetime.own(Drive.mount(place, parts.tree(), parts.people().news())));
  }
}
