package runnel.node.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;

/**
 * All fetching of one content that is open: who wants a node that is under way joins.
 *
 * <p>Thread-safe. Each errand of the {@link Board} is run by a virtual thread; while there are
 * some, another watches for those that stand still. Who else has the content is asked when it is
 * large, and before anything fails.
 */
final class ContentFetch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ContentFetch.class.getName());

  private final ContentId content;
  private final Keeper keeper;
  private final Engine engine;
  private final Board board;
  private final CrowdWatch crowd;

  private final Jumps jumps;

  // All below are guarded by this; no I/O is done under it.
  private boolean watched;
  private boolean finding;
  private Optional<Long> foundAt = Optional.empty();
  private volatile boolean abandoned;

  /** For who reads; into the cache. */
  ContentFetch(ContentId content, CachedContent cached, Engine engine) {
    this(content, new CacheKeeper(cached), engine, TransferLimits.CROWD);
  }

  /**
   * @param crowd readers from which on the owner is spared
   */
  ContentFetch(ContentId content, Keeper keeper, Engine engine, int crowd) {
    this.content = content;
    this.keeper = keeper;
    this.engine = engine;
    this.board = new Board(engine.caller(), new Company(engine.crowds().self(), crowd));
    this.crowd = new CrowdWatch(content, board, engine, this::dispatch);
    this.jumps = new Jumps(content.length());
  }

  ContentId content() {
    return content;
  }

  /**
   * Begins to fetch what is missing of the nodes and returns at once.
   *
   * @return for each node that is not in the cache: completed with nothing once it is, or with the
   *     verified bytes if they could not be kept, or with a {@link NodeException}
   */
  Map<Long, CompletableFuture<Optional<byte[]>>> want(
      List<Long> nodes, Urgency urgency, List<Source> sources) {
    board.add(sources);
    Map<Long, CompletableFuture<Optional<byte[]>>> waits =
        board.want(nodes, urgency, keeper::has, engine.now());
    if (!waits.isEmpty() && content.length() >= TransferLimits.SEVERAL_SOURCES_BYTES) {
      boolean _ = findMore();
      crowd.wanted(sources);
      if (urgency != Urgency.NOW) {
        wantOurs(nodes.getLast() + 1, urgency);
      }
    }
    dispatch();
    return waits;
  }

  /** A crowd reads faster when each has fetched early what is its own to fetch. */
  private void wantOurs(long first, Urgency urgency) {
    long end = (content.length() - 1) / TransferLimits.NODE_BYTES + 1;
    var _ = board.want(board.ours(first, end), urgency, keeper::has, engine.now());
  }

  /** The jumps of all who read this. */
  Jumps jumps() {
    return jumps;
  }

  /** Bytes per second of the slowest source that is known; 0 if none is. */
  double speed() {
    return board.slowest();
  }

  /** As {@link Engine#now}. */
  long now() {
    return engine.now();
  }

  /**
   * Counts the whole of a content of one node as being fetched with others in one request.
   *
   * @return false if it is there, or being fetched; else {@link #disown} ends it
   */
  boolean adopt() {
    return !keeper.check(0) && board.adopt(0);
  }

  /** Takes the whole of it, as received. */
  void takeWhole(byte[] bytes) throws SourceFailure {
    if (abandoned) {
      return;
    }
    Optional<byte[]> unkept = keep(0, content.root().orElseThrow(), bytes);
    engine.counters().fetched(bytes.length);
    board.finish(0).ifPresent(wait -> wait.complete(unkept));
  }

  /** Whoever came to wait for what did not come is served as usual. */
  void disown() {
    board
        .disown(0, engine.now())
        .ifPresent(wait ->
            wait.completeExceptionally(
                new NodeException(NodeException.Kind.STALE, "nobody reads this")));
    dispatch();
  }

  /** Forgets what nobody waits for: the reader went elsewhere. */
  void dropAhead() {
    NodeException why = new NodeException(NodeException.Kind.STALE, "it was not needed any more");
    board.dropAhead().forEach(wait -> wait.completeExceptionally(why));
  }

  /**
   * Gives up what is under way, at once, without waiting for that: nobody has the content open any
   * more. What has arrived is kept.
   */
  @Override
  public void close() {
    abandoned = true;
    crowd.close();
    board.close().begin();
    keeper.close();
  }

  private void dispatch() {
    Optional<Errand> errand = board.next(engine.now());
    while (errand.isPresent()) {
      Errand begun = errand.get();
      Thread.ofVirtual().name("fetch").start(() -> run(begun));
      errand = board.next(engine.now());
    }
    giveUpHopeless();
    watch();
  }

  private void run(Errand errand) {
    Optional<NodeException> failure =
        Optional.of(new NodeException(NodeException.Kind.FAILED, "fetching broke off"));
    try {
      engine.caller().fetch(content, errand.source, new ErrandJob(errand, this, board, engine));
      failure = Optional.empty();
    } catch (NodeException e) {
      failure = Optional.of(e);
    } catch (RuntimeException e) {
      failure = Optional.of(unexpected(e));
    } finally {
      board.ended(errand, failure); // Even after an Error: who joins later would wait for nobody.
      board.needless().forEach(Runnable::run);
      dispatch();
    }
  }

  private NodeException unexpected(RuntimeException e) {
    // The last reader may close the content's file while a node is being kept.
    if (!abandoned) {
      LOG.log(System.Logger.Level.WARNING, "could not fetch " + content, e);
    }
    return new NodeException(
        NodeException.Kind.FAILED, "could not fetch " + content + ": " + e.getMessage(), e);
  }

  /**
   * What every source refused fails, unless somebody else may have it. Until the search is over it
   * stays where the end of the search finds it.
   */
  private void giveUpHopeless() {
    boolean mayFind = board.hasHopeless() && !abandoned && findMore();
    if (!mayFind) {
      board.takeHopeless().forEach(this::fail);
    }
  }

  private void fail(Piece piece) {
    NodeException why =
        piece
            .failure()
            .orElseGet(() -> new NodeException(NodeException.Kind.UNAVAILABLE, "no peer has it"));
    for (long node = piece.nodes().first(); node < piece.nodes().end(); node++) {
      board.finish(node).ifPresent(wait -> wait.completeExceptionally(why));
    }
  }

  /** Begins to look for more sources, unless that was done lately; says whether some may come. */
  private synchronized boolean findMore() {
    if (engine.finder().equals(SourceFinder.NOBODY)) {
      return false;
    }
    boolean lately =
        foundAt.isPresent()
            && engine.now() - foundAt.get() < TransferLimits.FIND_AGAIN_AFTER.toNanos();
    if (finding || lately) {
      return finding;
    }
    finding = true;
    Thread.ofVirtual().name("find-sources").start(this::find);
    return true;
  }

  private void find() {
    try {
      board.add(engine.finder().find(content));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "could not find sources of " + content, e);
    } finally {
      synchronized (this) {
        finding = false;
        foundAt = Optional.of(engine.now());
      }
      dispatch();
    }
  }

  private void watch() {
    synchronized (this) {
      if (watched || abandoned || !board.isBusy()) {
        return;
      }
      watched = true;
    }
    Thread.ofVirtual().name("fetch-watch").start(this::watching);
  }

  private void watching() {
    try {
      while (!abandoned && board.isBusy()) {
        Thread.sleep(TransferLimits.WATCH_EVERY);
        long now = engine.now();
        if (board.hasStalled(now, TransferLimits.STALLED.toNanos())) {
          boolean _ = findMore();
        }
        board.trickling(now, TransferLimits.TRICKLE.toNanos()).forEach(Runnable::run);
        dispatch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        watched = false;
      }
    }
    watch(); // Something may have begun just when this ended.
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /** As {@link Keeper#learn}. */
  List<Hash> learn(HashRange range, List<Hash> proof) {
    return keeper.learn(range, proof);
  }

  /** Keeps a node; returns its bytes if that was not possible. */
  Optional<byte[]> keep(long node, Hash expected, byte[] bytes) throws SourceFailure {
    return switch (keeper.keep(node, expected, bytes)) {
      case KEPT -> Optional.empty();
      case NOT_KEPT -> Optional.of(bytes.clone());
      case WRONG -> {
        engine.counters().refused();
        throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
      }
    };
  }
}
