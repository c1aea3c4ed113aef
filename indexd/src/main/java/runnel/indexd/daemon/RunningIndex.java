package runnel.indexd.daemon;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import runnel.indexd.api.Address;
import runnel.indexd.daemon.monitor.Metrics;
import runnel.indexd.daemon.monitor.Monitor;
import runnel.indexd.http.CallLimits;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.IdentityException;
import runnel.indexd.identity.PeerId;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.indexd.process.FileReason;
import runnel.indexd.process.FolderLock;
import runnel.indexd.process.RotatingLog;
import runnel.indexd.store.StoreException;
import runnel.indexd.tls.ConnectionCount;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Paths;

/** A daemon that runs: an index over the store in its home, served at an address. */
final class RunningIndex implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunningIndex.class.getName());

  /** What is to be closed, the last opened first. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final PeerId id;
  private final List<Address> addresses;

  private RunningIndex(DaemonSettings settings) {
    try {
      opened.push(lock(settings.home()));
      startLog(settings.home());
      Identity identity = Identity.open(settings.home().resolve("identity"));
      id = identity.id();
      LocalIndex index =
          LocalIndex.open(
              settings.home().resolve("index"), LocalIndexSettings.of(identity.id(), true));
      opened.push(index);
      index.stand(FirstStart.of(settings.home(), Instant.now()));
      addresses = serve(settings, identity, index);
    } catch (StoreException | IdentityException e) {
      close();
      throw new DaemonException(DaemonException.Kind.FAILED, e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts to serve.
   *
   * @throws DaemonException if it can't; nothing stays open then
   */
  static RunningIndex start(DaemonSettings settings) {
    return new RunningIndex(settings);
  }

  PeerId id() {
    return id;
  }

  /** All under which it can be reached. */
  List<Address> addresses() {
    return addresses;
  }

  /** Wakes who waits, ends the listeners, then closes the store and frees the home. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "could not close a part of the daemon", e);
      }
    }
  }

  private List<Address> serve(DaemonSettings settings, Identity identity, LocalIndex index) {
    Metrics metrics = new Metrics();
    ConnectionCount connections = new ConnectionCount();
    metrics.watch(index, connections);
    settings.monitor().ifPresent(where -> monitor(settings, index, metrics));
    InetSocketAddress bind = Reachable.requireFree("--listen", settings.listen());
    IndexService service = new IndexService(index, CallLimits.DEFAULT, metrics);
    WebServer server =
        PeerListener.server(identity, ListenerLimits.DEFAULT, connections)
            .bindAddress(bind)
            .routing(routing -> routing.register(Paths.ROOT, service))
            .build()
            .start();
    opened.push(server::stop);
    opened.push(index::endWaits);
    InetSocketAddress bound = new InetSocketAddress(bind.getAddress(), server.port());
    if (settings.discovery()) {
      opened.push(Announcing.start(index.as(identity.key()).info(), bound));
    }
    return Reachable.of(bound);
  }

  private void monitor(DaemonSettings settings, LocalIndex index, Metrics metrics) {
    InetSocketAddress bind =
        Reachable.requireFree("--monitor (or --no-monitor)", settings.monitor().orElseThrow());
    opened.push(Monitor.start(bind, index, settings.home(), metrics));
  }

  private static void startLog(Path home) {
    try {
      RotatingLog.start(home.resolve("log"), "indexd");
    } catch (IOException e) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          "could not write the log below %s: %s; see who owns it and whether the disk takes writes"
              .formatted(home, FileReason.of(e)),
          e);
    }
  }

  private static FolderLock lock(Path home) {
    try {
      return FolderLock.take(home)
          .orElseThrow(() ->
              new DaemonException(
                  DaemonException.Kind.REFUSED,
                  "another runnel-indexd already uses "
                      + home
                      + "; end it, or choose another folder with --home"));
    } catch (IOException e) {
      throw new DaemonException(
          DaemonException.Kind.FAILED,
          "could not use the home %s: %s; see who owns it and whether the disk takes writes"
              .formatted(home, FileReason.of(e)),
          e);
    }
  }
}
