package runnel.node.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.limits.Throttle;

/** The engine that brings content into the cache for whoever reads it. Thread-safe. */
public final class Transfer {
  private final Cache cache;
  private final TransferCounters counters = new TransferCounters();
  private final Failures failures = new Failures();
  private final Engine engine;
  // Guarded by this: contents that are open, with the number of their readings.
  private final Map<ContentId, Shared> open = new HashMap<>();

  /** An engine that asks only the sources that it is given. */
  public Transfer(Cache cache, LongSupplier nanoTime) {
    this(cache, nanoTime, SourceFinder.NOBODY, new Throttle(nanoTime));
  }

  /**
   * @param nanoTime a monotonic clock, as {@code System::nanoTime}
   * @param finder knows who else has a content
   * @param throttle holds back what is fetched
   */
  public Transfer(Cache cache, LongSupplier nanoTime, SourceFinder finder, Throttle throttle) {
    this(cache, nanoTime, new Others(finder, Crowds.NONE), throttle);
  }

  /**
   * Who else is there than the sources that a reader names.
   *
   * @param finder knows who else has a content
   * @param crowds knows who else reads one
   */
  public record Others(SourceFinder finder, Crowds crowds) {}

  /** The same, for one that also takes part in what others read. */
  public Transfer(Cache cache, LongSupplier nanoTime, Others others, Throttle throttle) {
    SourceFinder finder = others.finder();
    this.cache = cache;
    SourceCaller caller = new SourceCaller(nanoTime, counters, failures);
    SourceFinder recent =
        finder.equals(SourceFinder.NOBODY) ? finder : new RecentSources(finder, nanoTime);
    this.engine = new Engine(caller, recent, others.crowds(), counters, throttle, nanoTime);
  }

  /** Returns how the peers stand that were asked lately. */
  public List<PeerHealth> health() {
    return engine.caller().health();
  }

  /** Returns the last failures of sources, the newest first. */
  public List<Failure> failures() {
    return failures.all();
  }

  /**
   * Returns who gave verified bytes of the content to programs that read it since the start, as far
   * as is remembered: of the contents read last.
   */
  public List<PeerId> giversOf(ContentId content) {
    return engine.caller().givers().of(content);
  }

  /** Returns what was moved since the start. */
  public TransferCounters counters() {
    return counters;
  }

  /**
   * Opens content for a program that reads it; fetches nothing yet.
   *
   * @param content not the empty one
   * @param sources who may have it, the best first
   * @return to be closed by the caller
   */
  public Reading open(ContentId content, List<Source> sources) {
    ContentFetch fetch = hold(content);
    try {
      Reading.Wanting wanting = new Reading.Wanting(fetch, sources, Urgency.NOW);
      return new Reading(cache.open(content), wanting, () -> release(content));
    } catch (RuntimeException e) {
      release(content);
      throw e;
    }
  }

  /**
   * Opens a version of a file that may not be hashed yet; fetches nothing yet. Its bytes are
   * neither verified nor cached. When the owner has that version no longer, reads fail with STALE.
   *
   * @param owner whose file it is: nobody else is asked
   * @return to be closed by the caller
   */
  public VersionReading open(FileVersion file, Source owner) {
    return new VersionReading(engine, file, owner);
  }

  /**
   * Reads one byte of a version of a file and forgets it; blocks. Its owner then hashes the file
   * before others.
   *
   * @throws runnel.node.failure.NodeException as {@link Bringing#fetch}
   */
  public void touch(FileVersion file, Source owner) {
    ByteRange one = new ByteRange(0, 1);
    Abort abort = new Abort();
    var asked = new SourceCaller.Asked(owner, Urgency.DOWNLOAD, Optional.empty(), abort);
    var _ = engine.caller().ask(asked, () -> owner.fetchVersion(file, one, abort));
  }

  /**
   * Opens content for a download, past the cache; fetches nothing yet. Leaves room for programs
   * that wait; spares the owner where others fetch the same.
   *
   * @param content not the empty one
   * @param sources who may have it, the best first; of a large content whoever else has it is asked
   *     as well
   * @param keeper keeps what comes; closed with what is returned
   * @return to be closed by the caller
   */
  public Bringing download(ContentId content, List<Source> sources, Keeper keeper) {
    return new DownloadFetch(
        new ContentFetch(content, keeper, engine, TransferLimits.CROWD_OF_DOWNLOADS),
        List.copyOf(sources));
  }

  /**
   * Fetches small contents past the cache, in one request; blocks. Some may not come. Leaves room
   * for programs that wait.
   *
   * @param contents at most {@link Source#SMALL_MAX}, each of 1 to 65,536 bytes
   * @param sink the judge of what comes: it compares, as {@link SmallSink} says; what it gives up
   *     ends at once, even before the request has its turn, and is no failure
   * @throws runnel.node.failure.NodeException as {@link Bringing#fetch}; STALE also if the source
   *     sends one content at a time
   */
  public void fetchSmall(List<ContentId> contents, Source source, SmallSink sink) {
    new SmallRun(engine, source, sink, new Abort()).fetch(contents);
  }

  /**
   * Returns who has the content by the index's account, as {@link SourceFinder#find}; what was
   * found lately is not asked for again.
   */
  public List<Source> owners(ContentId content) {
    return engine.finder().find(content);
  }

  /**
   * Begins to fetch small contents that will be read soon, in one request, and returns at once.
   *
   * @param contents at most {@link Source#SMALL_MAX}, each of 1 to 65,536 bytes
   */
  public void fetchAhead(List<ContentId> contents, Source source) {
    SmallFiles small = new SmallFiles(engine, this::hold, this::release);
    Thread.ofVirtual().name("fetch-small").start(() -> small.fetch(contents, source));
  }

  private ContentFetch hold(ContentId content) {
    return join(content).orElseGet(() -> begin(content));
  }

  private synchronized Optional<ContentFetch> join(ContentId content) {
    Optional<Shared> shared = Optional.ofNullable(open.get(content));
    shared.ifPresent(known -> known.readings++);
    return shared.map(known -> known.fetch);
  }

  private ContentFetch begin(ContentId content) {
    // Opening the cache's file is I/O, so it is done without the lock; the later of two gives way.
    ContentFetch mine = new ContentFetch(content, cache.open(content), engine);
    ContentFetch winner;
    synchronized (this) {
      Shared shared = open.computeIfAbsent(content, absent -> new Shared(mine));
      shared.readings++;
      winner = shared.fetch;
    }
    if (winner != mine) {
      mine.close();
    }
    return winner;
  }

  private void release(ContentId content) {
    ContentFetch unused = null;
    synchronized (this) {
      Shared shared = open.get(content);
      shared.readings--;
      if (shared.readings == 0) {
        open.remove(content);
        unused = shared.fetch;
      }
    }
    if (unused != null) {
      unused.close();
    }
  }

  private static final class Shared {
    private final ContentFetch fetch;
    private int readings;

    Shared(ContentFetch fetch) {
      this.fetch = fetch;
    }
  }
}
