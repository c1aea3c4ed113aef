package runnel.node.transfer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Asks one source after the other until one delivers; keeps a gate for each peer. Thread-safe.
 *
 * <p>A failure in the middle of a run costs only what had not arrived: the next source goes on from
 * there.
 */
final class SourceCaller {
  private static final System.Logger LOG = System.getLogger(SourceCaller.class.getName());

  private final LongSupplier nanoTime;
  private final TransferCounters counters;
  private final Map<PeerId, PeerGate> gates = new ConcurrentHashMap<>();

  SourceCaller(LongSupplier nanoTime, TransferCounters counters) {
    this.nanoTime = nanoTime;
    this.counters = counters;
  }

  /**
   * Fetches the run; blocks until it is there or the sink wants no more.
   *
   * @throws NodeException if no source delivers: STALE if none has the content, else UNAVAILABLE or
   *     FAILED with the last reason
   */
  void fetch(ContentId content, NodeRun run, List<Source> sources, Source.Sink sink) {
    Rest rest = new Rest(run, sink);
    NodeException last = new NodeException(NodeException.Kind.UNAVAILABLE, "no peer has it");
    for (Source source : sources) {
      try {
        ask(content, rest, source);
        return;
      } catch (NodeException e) {
        last = e;
      }
    }
    throw last;
  }

  private void ask(ContentId content, Rest rest, Source source) {
    try (PeerGate.Turn turn = enter(gate(source.peer()), source)) {
      try {
        askTwice(content, rest, source);
        turn.answered();
      } catch (SourceFailure e) {
        counters.sourceFailed();
        judge(turn, e);
        LOG.log(System.Logger.Level.INFO, "peer {0}: {1}", source.name(), e.getMessage());
        throw failure(source, e);
      }
    }
  }

  private PeerGate gate(PeerId peer) {
    if (gates.size() >= TransferLimits.GATES_MAX && !gates.containsKey(peer)) {
      gates.values().removeIf(PeerGate::isIdle);
    }
    return gates.computeIfAbsent(peer, id -> new PeerGate(nanoTime));
  }

  private static PeerGate.Turn enter(PeerGate gate, Source source) {
    try {
      return gate.enter(TransferLimits.READ_DEADLINE);
    } catch (NodeException e) {
      throw new NodeException(
          e.kind(), "could not fetch from " + source.name() + ": " + e.getMessage(), e);
    }
  }

  /** A connection that broke may have been an old one, closed for its age: that is no verdict. */
  private static void askTwice(ContentId content, Rest rest, Source source) throws SourceFailure {
    try {
      source.fetch(content, rest.left(), rest);
    } catch (SourceFailure e) {
      if (e.kind() != SourceFailure.Kind.BROKEN) {
        throw e;
      }
      source.fetch(content, rest.left(), rest);
    }
  }

  private static void judge(PeerGate.Turn turn, SourceFailure failure) {
    String why = failure.getMessage();
    switch (failure.kind()) {
      case NOT_THERE -> turn.answered();
      case BROKEN -> turn.failed(TransferLimits.PAUSE_AFTER_BREAK, why);
      case SILENT -> turn.failed(TransferLimits.PAUSE_AFTER_SILENCE, why);
      case WRONG_NETWORK -> turn.failed(TransferLimits.PAUSE_AFTER_WRONG, why);
      case WRONG, WRONG_KEY -> turn.distrusted(TransferLimits.PAUSE_AFTER_WRONG, why);
    }
  }

  private static NodeException failure(Source source, SourceFailure failure) {
    NodeException.Kind kind =
        switch (failure.kind()) {
          case NOT_THERE -> NodeException.Kind.STALE;
          case BROKEN, SILENT -> NodeException.Kind.UNAVAILABLE;
          case WRONG, WRONG_KEY, WRONG_NETWORK -> NodeException.Kind.FAILED;
        };
    return new NodeException(
        kind, "could not fetch from " + source.name() + ": it " + failure.getMessage(), failure);
  }

  /** What is left of a run, as nodes arrive in order. Confined to the fetching thread. */
  private static final class Rest implements Source.Sink {
    private final NodeRun run;
    private final Source.Sink sink;
    private long next;

    Rest(NodeRun run, Source.Sink sink) {
      this.run = run;
      this.sink = sink;
      this.next = run.first();
    }

    NodeRun left() {
      return new NodeRun(next, run.end());
    }

    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
      return sink.proven(range, proof);
    }

    @Override
    public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
      boolean goOn = sink.take(node, expected, bytes);
      next = Math.min(node + 1, run.end() - 1);
      return goOn;
    }
  }
}
