package runnel.indexd.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds other nodes and indexes of the local network by multicast, and lets itself be found.
 *
 * <pre>{@code
 * try (Discovery discovery = Discovery.start(DiscoverySettings.of(tag), () -> own, heard::add)) {
 *   …
 * }
 * }</pre>
 *
 * <p>All that is heard is a hint from anybody: nothing of it is to be believed before TLS shows the
 * key.
 */
public final class Discovery implements AutoCloseable {
  /** How soon an interface that came or went is noticed. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** After a failure that should not be. */
  private static final Duration RECOVER = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final Supplier<Beacon> supplier;
  private final Selector selector;
  private final Voices voices;
  private final Sieve sieve;
  private final Ear ear;
  private final Thread thread;
  private final RareLog log = new RareLog();
  private final SleepWatch sleep = new SleepWatch(now(), System.currentTimeMillis());
  private final Due look = new Due();

  private final AtomicBoolean asking = new AtomicBoolean();
  private final AtomicBoolean announcing = new AtomicBoolean();
  private volatile boolean closing;

  /** Of discovery's thread. */
  private Beacon own;

  private Discovery(
      DiscoverySettings settings, Supplier<Beacon> supplier, Consumer<Heard> listener) {
    this.supplier = supplier;
    own = supplier.get();
    if (!own.network().equals(settings.network())) {
      throw new IllegalArgumentException("the own beacon is of another network than the settings");
    }
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("can't wait for beacons: out of descriptors?", e);
    }
    voices = new Voices(settings, selector);
    sieve = new Sieve(settings.network(), own.peer(), new Inflow(settings.limits(), now()));
    ear = new Ear(sieve, listener);
    look.at(now());
    thread = Thread.ofPlatform().daemon().name("discovery").unstarted(this::run);
  }

  /**
   * Starts to ask, answer and listen on all suitable interfaces, those included that come later.
   * That there is none now, or that none works, is no error: see {@link #report}.
   *
   * @param own what this node says of itself; asked every few seconds and after {@link
   *     #announceSoon}, must return at once. Its kind does not matter; network and peer stay the
   *     same. If it fails later on, what it gave last is used
   * @param listener is called on discovery's thread, so it must return at once; at most as often as
   *     the limits say. One peer is heard again and again, and by each interface and IP version.
   *     What it throws is logged
   * @throws IllegalArgumentException if the own beacon is of another network
   * @throws UncheckedIOException if the process has no descriptor left
   */
  public static Discovery start(
      DiscoverySettings settings, Supplier<Beacon> own, Consumer<Heard> listener) {
    Discovery discovery = new Discovery(settings, own, listener);
    discovery.thread.start();
    return discovery;
  }

  /** Asks who is there: now, or a few seconds after the last time. Any thread; does not wait. */
  public void ask() {
    asking.set(true);
    var _ = selector.wakeup();
  }

  /** Says again who this is, within a second or so. Any thread; does not wait. */
  public void announceSoon() {
    announcing.set(true);
    var _ = selector.wakeup();
  }

  /** How it goes on each network interface that has an address; any thread. */
  public List<InterfaceReport> report() {
    return voices.report();
  }

  /** Says good-bye on every interface and ends, within a second. Any thread; idempotent. */
  @Override
  public void close() {
    closing = true;
    var _ = selector.wakeup();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      if (!thread.join(PATIENCE)) {
        // The listener hangs, or the system; it is left alone and ends when it returns.
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector) {
      while (!closing) {
        turnSafely();
      }
      voices.all().forEach(voice -> voice.leave(own));
    } catch (IOException e) {
      log.warn("discovery: ending failed", e, now());
    } finally {
      List.copyOf(voices.all()).forEach(voices::drop);
    }
  }

  private void turnSafely() {
    try {
      turn();
    } catch (IOException | RuntimeException e) {
      log.warn("discovery: failed, goes on", e, now());
      pause();
    }
  }

  private void turn() throws IOException {
    if (look.isReached(now())) {
      look();
    }
    if (asking.getAndSet(false)) {
      voices.all().forEach(voice -> voice.ask(now()));
    }
    if (announcing.getAndSet(false)) {
      refresh();
      voices.all().forEach(voice -> voice.announce(now()));
    }
    long quiet = look.left(now(), LOOK.toNanos());
    for (Voice voice : voices.all()) {
      quiet = Math.min(quiet, voice.speak(own, now()));
    }
    // Rounded up, or it would turn idly within the last millisecond.
    long millis = Duration.ofNanos(quiet).toMillis() + 1;
    var _ = selector.select(key -> hear((Voice) key.attachment()), millis);
  }

  private void look() {
    refresh();
    voices.follow(now());
    sieve.own(voices.addresses());
    if (sleep.slept(now(), System.currentTimeMillis())) {
      ask();
    }
    look.at(now() + LOOK.toNanos());
  }

  private void refresh() {
    try {
      own = supplier.get();
    } catch (RuntimeException e) {
      log.warn("discovery: who this is can't be told, says what was true before", e, now());
    }
  }

  private void hear(Voice voice) {
    try {
      ear.hear(voice, own, now());
    } catch (IOException e) {
      log.warn("discovery: receiving on " + voice.link().place() + " failed", e, now());
      voices.drop(voice);
    }
  }

  private void pause() {
    try {
      Thread.sleep(RECOVER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    return System.nanoTime();
  }
}
