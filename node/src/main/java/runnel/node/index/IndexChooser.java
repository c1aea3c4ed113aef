package runnel.node.index;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import runnel.indexd.api.Address;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.identity.PeerId;

/**
 * Keeps this node with the first of the live indexes: meets those that hints tell of, changes to a
 * better one, and falls back to the own one when the present one fails.
 *
 * <pre>{@code
 * IndexChooser chooser = new IndexChooser(own, setup);
 * chooser.learn(Hint.given(address));
 * chooser.start(Duration.ofMillis(800));
 * chooser.awaitFirst(Duration.ofSeconds(6));
 * }</pre>
 *
 * <p>Thread-safe. All decisions are made on one thread, which never waits for the network.
 */
public final class IndexChooser implements AutoCloseable {
  private static final Logger LOG = System.getLogger(IndexChooser.class.getName());

  private static final Duration TICK = Duration.ofSeconds(1);

  /** An index that was restarted ranks otherwise. */
  private static final Duration CHECK_EVERY = Duration.ofMinutes(1);

  /** Hints that wait to be looked at; more are dropped and come again. */
  private static final int HINTS_WAITING_MAX = 1_000;

  private final OwnIndex own;
  private final ChooserSetup setup;
  private final ChosenIndex chosen;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final AtomicInteger hintsWaiting = new AtomicInteger();
  private final CompletableFuture<Boolean> first = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("index-chooser").unstarted(this::run);
  private volatile boolean closed;
  private volatile Choice choice;

  // All below are used by the chooser's thread only, once it runs.
  private final Selection selection;
  private long listeningEnds;
  private long checkedAt;
  private boolean checking;

  public IndexChooser(OwnIndex own, ChooserSetup setup) {
    this.own = own;
    this.setup = setup;
    chosen = new ChosenIndex(own.index());
    selection =
        new Selection(
            own.host(), setup.clock()::nanoTime, setup.known(), RandomGenerator.getDefault());
    choice = selection.choice();
  }

  /** Begins. For that long it listens before the own index becomes a candidate. */
  public void start(Duration listening) {
    listeningEnds = setup.clock().nanoTime() + listening.toNanos();
    checkedAt = setup.clock().nanoTime();
    thread.start();
  }

  /** Takes a hint; returns at once. */
  public void learn(Hint hint) {
    if (hintsWaiting.incrementAndGet() > HINTS_WAITING_MAX) {
      hintsWaiting.decrementAndGet();
      return;
    }
    inbox.add(() -> {
      hintsWaiting.decrementAndGet();
      selection.take(hint);
    });
  }

  /** A peer says goodbye, or somebody in its name: what was heard of it is forgotten. */
  public void bye(PeerId host) {
    if (inbox.size() < HINTS_WAITING_MAX) {
      inbox.add(() -> selection.bye(host));
    }
  }

  /** The present index said that its host uses another one. */
  public void instead(Elsewhere other) {
    inbox.add(() -> {
      Optional<Met> former = selection.present();
      if (selection.instead(other)) {
        changed(former);
      }
    });
  }

  /** The present index may fail: it is looked at now. */
  public void wake() {
    inbox.add(() -> {});
  }

  /** Waits until the first decision, so long at most. */
  public void awaitFirst(Duration most) {
    try {
      boolean _ = first.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(Level.INFO, "no other index answered in time; this node uses its own meanwhile");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The index that is used now and from now on, whichever that is. */
  public ChosenIndex index() {
    return chosen;
  }

  /** Which index is used, and why. */
  public Choice choice() {
    return choice;
  }

  /** Stops, and closes the connection to the present index. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      // A node that can't listen closes what it did not start yet.
      var _ = thread.getState() == Thread.State.NEW || thread.join(TICK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    selection.present().ifPresent(met -> met.index().close());
  }

  private void run() {
    while (!closed) {
      try {
        Runnable next = inbox.poll(untilTick().toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
        step();
      } catch (InterruptedException e) {
        return; // Only close interrupts.
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "could not choose an index", e);
      }
    }
  }

  private Duration untilTick() {
    Duration listening = Duration.ofNanos(listeningEnds - setup.clock().nanoTime());
    boolean ends = !selection.stands() && listening.compareTo(TICK) < 0;
    return !ends ? TICK : listening.isPositive() ? listening.plusMillis(1) : Duration.ZERO;
  }

  private void step() {
    if (!selection.stands() && setup.clock().nanoTime() - listeningEnds >= 0) {
      own.stand().accept(selection.stand(setup.clock().millis()).since());
      setup.stood().run();
    }
    checkPresent();
    for (Hint hint : selection.dials()) {
      Thread.ofVirtual().name("index-dial").start(() -> dial(hint));
    }
    choice = selection.choice();
    if (selection.stands() && !selection.isDialling()) {
      first.complete(true);
    }
  }

  private void checkPresent() {
    long since = setup.clock().nanoTime() - checkedAt;
    boolean suspicious = since > TICK.toNanos() && setup.presentFails().getAsBoolean();
    if (!checking && (suspicious || since > CHECK_EVERY.toNanos())) {
      checkedAt = setup.clock().nanoTime();
      selection
          .present()
          .ifPresent(met -> {
            checking = true;
            Thread.ofVirtual().name("index-check").start(() -> check(met, suspicious));
          });
    }
  }

  private void check(Met met, boolean suspicious) {
    Runnable outcome;
    try {
      Met.Facts facts = suspicious ? metAgain(met) : setup.meeting().facts(met);
      outcome = () -> confirm(met, facts);
    } catch (IndexException e) {
      outcome = () -> lose(met, e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not ask the index at " + met.address(), e);
      outcome = () -> lose(met, e.toString());
    }
    Runnable checked = outcome;
    inbox.add(() -> {
      checking = false;
      checked.run();
    });
  }

  private void confirm(Met met, Met.Facts facts) {
    if (selection.confirmed(met, facts)) {
      changed(Optional.of(met));
    }
  }

  /**
   * By a connection of its own: one to a host that fell silent (its cable was pulled) waits for an
   * answer, while a new one soon fails, and one to a host that is only slow does not.
   */
  private Met.Facts metAgain(Met met) {
    Met again = setup.meeting().meet(met.hint());
    again.index().close();
    return again.facts();
  }

  private void lose(Met met, String why) {
    if (selection.lost(met, why)) {
      LOG.log(Level.INFO, "the index at {0} is lost: {1}", met.address(), why);
      changed(Optional.of(met));
    }
  }

  private void dial(Hint hint) {
    Runnable outcome;
    try {
      Met met = setup.meeting().meet(hint);
      outcome = () -> met(hint, met);
    } catch (IndexException e) {
      outcome = () -> failed(hint, e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "could not meet the index at " + hint.address(), e);
      outcome = () -> selection.failed(hint, e.toString());
    }
    inbox.add(outcome);
  }

  /** Of what was only heard of it is usual that nobody is there. */
  private void failed(Hint hint, IndexException why) {
    if (selection.failed(hint, why.getMessage()) && hint.given()) {
      boolean wrongKey = why.kind() == IndexException.Kind.WRONG_KEY;
      LOG.log(
          wrongKey ? Level.WARNING : Level.INFO,
          "could not use the index that was given: {0}",
          why.getMessage());
    }
  }

  private void met(Hint hint, Met met) {
    Optional<Met> former = selection.present();
    if (!selection.met(hint, met)) {
      met.index().close();
      return;
    }
    changed(former);
    first.complete(true);
  }

  /** Another index is the present one; the former one is closed, unless it was the own one. */
  private void changed(Optional<Met> former) {
    Optional<Met> present = selection.present();
    chosen.use(present.<Index>map(Met::index).orElse(own.index()));
    choice = selection.choice();
    LOG.log(
        Level.INFO,
        "the index is {0} now: {1}",
        choice.address().map(Address::toString).orElse("the own one"),
        choice.why());
    setup.changed().accept(choice);
    former.ifPresent(met -> met.index().close());
  }
}
