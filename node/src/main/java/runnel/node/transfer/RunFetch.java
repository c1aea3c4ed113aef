package runnel.node.transfer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * One run that is fetched past the cache: from one source after the other, until one delivers.
 *
 * <p>The least busy source is asked first, of those the fastest, so that runs that are fetched side
 * by side spread over all. Confined to the fetching thread, but for giving up.
 */
final class RunFetch implements SourceCaller.Job {
  private final Engine engine;
  private final NodeRun run;
  private final Source.Sink sink;
  private long next;
  private boolean enough;

  /** Whom the bytes come from now. */
  private Optional<Source> asked = Optional.empty();

  RunFetch(Engine engine, NodeRun run, Source.Sink sink) {
    this.engine = engine;
    this.run = run;
    this.sink = sink;
    this.next = run.first();
  }

  /** Blocks until the run is there or the sink wants no more; throws as {@link Transfer#fetch}. */
  void from(ContentId content, List<Source> sources) {
    boolean several = content.length() >= TransferLimits.SEVERAL_SOURCES_BYTES;
    List<Source> all = several ? withOthers(content, sources) : sources;
    Optional<NodeException> last = Optional.empty();
    for (Source source : best(all)) {
      asked = Optional.of(source);
      try {
        engine.caller().fetch(content, source, this);
        return;
      } catch (NodeException e) {
        boolean lessHope = e.kind() == NodeException.Kind.STALE && last.isPresent();
        last = lessHope ? last : Optional.of(e);
      }
    }
    throw last.orElseGet(() -> new NodeException(NodeException.Kind.UNAVAILABLE, "no peer has it"));
  }

  private List<Source> withOthers(ContentId content, List<Source> sources) {
    Map<PeerId, Source> all = new LinkedHashMap<>();
    Stream.concat(sources.stream(), engine.finder().find(content).stream())
        .forEach(source -> all.putIfAbsent(source.peer(), source));
    return List.copyOf(all.values());
  }

  private List<Source> best(List<Source> sources) {
    SourceCaller caller = engine.caller();
    return sources.stream()
        .sorted(
            Comparator.comparing((Source source) -> caller.isPaused(source.peer()))
                .thenComparingInt(source -> caller.requests(source.peer()))
                .thenComparingDouble(source -> -caller.speed(source.peer())))
        .toList();
  }

  @Override
  public Optional<NodeRun> left() {
    return enough || next >= run.end()
        ? Optional.empty()
        : Optional.of(new NodeRun(next, run.end()));
  }

  @Override
  public boolean isGivenUp() {
    return false;
  }

  @Override
  public Urgency urgency() {
    return Urgency.DOWNLOAD;
  }

  @Override
  public void begun(Runnable abort) {
    sink.begun(abort);
  }

  @Override
  public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
    try {
      return sink.proven(range, proof);
    } catch (SourceFailure e) {
      engine.counters().refused();
      throw e;
    }
  }

  @Override
  public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
    try {
      enough = !sink.take(node, expected, bytes);
    } catch (SourceFailure e) {
      engine.counters().refused();
      throw e;
    }
    next = node + 1;
    engine.counters().fetched(bytes.length);
    if (asked.isPresent()) {
      engine.caller().arrived(asked.get().peer(), bytes.length);
      engine.holdBack(asked.get().peer(), bytes.length, urgency());
    }
    return !enough;
  }
}
