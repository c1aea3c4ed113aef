package runnel.node.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.failure.NodeException;

/**
 * Asks sources, each through its peer's gate, and remembers how they did. Thread-safe.
 *
 * <p>A failure in the middle of a run costs only what had not arrived: another source goes on from
 * there.
 */
final class SourceCaller implements Board.Standing {
  private static final System.Logger LOG = System.getLogger(SourceCaller.class.getName());

  private final LongSupplier nanoTime;
  private final TransferCounters counters;
  private final Failures failures;
  private final Givers givers = new Givers();
  private final Map<PeerId, PeerLine> lines = new ConcurrentHashMap<>();

  SourceCaller(LongSupplier nanoTime, TransferCounters counters, Failures failures) {
    this.nanoTime = nanoTime;
    this.counters = counters;
    this.failures = failures;
  }

  /** One request to a source: what is left of it, and who takes it. */
  interface Job extends Source.Sink {
    /** What is still to be fetched; empty if there is nothing, or nobody wants it any more. */
    Optional<NodeRun> left();

    /** Whether the source was given up, because it stood still. */
    boolean isGivenUp();

    /** Whether nobody wants anything of it any more, through no fault of the source. */
    default boolean isUnwanted() {
      return false;
    }

    /** Gives it up. */
    default Abort abort() {
      return new Abort();
    }

    /** How soon it is needed. */
    Urgency urgency();
  }

  /**
   * Fetches what is left of the job from the source; blocks until it is there or the job wants no
   * more.
   *
   * @throws NodeException if the source does not deliver: STALE if it has not got the content, else
   *     UNAVAILABLE, BUSY or FAILED with the reason
   */
  void fetch(ContentId content, Source source, Job job) {
    Asked asked = new Asked(source, job.urgency(), Optional.of(content), job.abort());
    var _ =
        through(asked, () -> askAgain(content, source, job) ? Optional.of(true) : Optional.empty());
  }

  /** What is asked of a source. */
  interface Request<T> {
    T send() throws SourceFailure;
  }

  /**
   * Asks the source for something whole; blocks.
   *
   * @return the answer; empty if the request was given up
   * @throws NodeException as {@link #fetch}
   */
  <T> Optional<T> ask(Asked asked, Request<T> request) {
    return through(
        asked,
        () -> {
          try {
            return Optional.of(request.send());
          } catch (SourceFailure e) {
            if (asked.abort().isOver() && isBroken(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Who is asked, how soon, for which content, if it is one, and what gives that up. */
  record Asked(Source source, Urgency urgency, Optional<ContentId> content, Abort abort) {}

  /** As a request fails that was given up. */
  private static boolean isBroken(SourceFailure failure) {
    return switch (failure.kind()) {
      case BROKEN, SILENT -> true;
      case NOT_THERE, WRONG, WRONG_KEY, WRONG_NETWORK -> false;
    };
  }

  /** An empty answer says nothing of the source: nobody wanted one any more. */
  private <T> Optional<T> through(Asked asked, Request<Optional<T>> request) {
    Source source = asked.source();
    PeerLine line = line(source);
    Optional<PeerGate.Turn> entered = enter(line.gate(), asked);
    if (entered.isEmpty()) {
      return Optional.empty();
    }
    try (PeerGate.Turn turn = entered.get()) {
      line.speed().begun(nanoTime.getAsLong());
      try {
        Optional<T> answer = request.send();
        answer.ifPresent(there -> {
          turn.answered();
          line.speed().heard(nanoTime.getAsLong());
        });
        return answer;
      } catch (SourceFailure e) {
        counters.sourceFailed();
        judge(turn, line, e);
        failures.note(asked.content(), source, e);
        LOG.log(System.Logger.Level.INFO, "peer {0}: {1}", source.name(), e.getMessage());
        throw failure(source, e);
      } finally {
        line.speed().ended(nanoTime.getAsLong());
      }
    }
  }

  /** Who gave bytes of which content. */
  Givers givers() {
    return givers;
  }

  /** Notes verified bytes of the content that came from the peer. */
  void arrived(ContentId content, PeerId peer, int length) {
    givers.note(content, peer);
    arrived(peer, length);
  }

  /** Notes bytes that came from the peer. */
  void arrived(PeerId peer, int length) {
    PeerLine line = lines.get(peer);
    if (line != null) {
      line.speed().arrived(length, nanoTime.getAsLong());
    }
  }

  @Override
  public double speed(PeerId peer) {
    PeerLine line = lines.get(peer);
    return line == null ? 0 : line.speed().bytesPerSecond();
  }

  /** The peer said something, or was held back by our own limits. */
  void heard(PeerId peer) {
    PeerLine line = lines.get(peer);
    if (line != null) {
      line.speed().heard(nanoTime.getAsLong());
    }
  }

  @Override
  public boolean isPaused(PeerId peer) {
    PeerLine line = lines.get(peer);
    return line != null && (line.gate().isPaused() || line.isAvoided(nanoTime.getAsLong()));
  }

  /** Returns how the peers stand that were asked lately. */
  List<PeerHealth> health() {
    return lines.entrySet().stream()
        .map(each -> {
          PeerLine line = each.getValue();
          long speed = Math.round(line.speed().bytesPerSecond());
          return new PeerHealth(
              each.getKey(), line.name(), line.problem(nanoTime.getAsLong()), speed);
        })
        .toList();
  }

  private PeerLine line(Source source) {
    PeerId peer = source.peer();
    if (lines.size() >= TransferLimits.GATES_MAX && !lines.containsKey(peer)) {
      lines.values().removeIf(line -> line.gate().isIdle());
    }
    return lines.computeIfAbsent(
        peer, id -> new PeerLine(source.name(), new PeerGate(nanoTime), new SpeedMeter()));
  }

  private static Optional<PeerGate.Turn> enter(PeerGate gate, Asked asked) {
    try {
      return gate.enter(TransferLimits.READ_DEADLINE, asked.urgency(), asked.abort());
    } catch (NodeException e) {
      throw new NodeException(
          e.kind(), "could not fetch from " + asked.source().name() + ": " + e.getMessage(), e);
    }
  }

  /** Returns false if nobody wants anything of it any more: that is no answer. */
  private boolean askAgain(ContentId content, Source source, Job job) throws SourceFailure {
    Optional<NodeRun> rest = job.left();
    for (int tries = 1; rest.isPresent(); tries++) {
      try {
        source.fetch(content, rest.get(), job);
        return true;
      } catch (SourceFailure e) {
        rest = job.left();
        if (job.isGivenUp()) {
          throw new SourceFailure(SourceFailure.Kind.SILENT, "sent next to nothing for long", e);
        }
        if (job.isUnwanted() && isBroken(e)) {
          return false;
        }
        boolean ended = rest.isEmpty() && e.kind() == SourceFailure.Kind.BROKEN;
        if (ended) {
          noteSilence(content, source);
        } else if (!mayAskAgain(source, e, tries)) {
          throw e;
        }
      }
    }
    return false;
  }

  /** Others stood in for it, so nothing failed; but who asks why it was slow learns of it. */
  private void noteSilence(ContentId content, Source source) {
    if (!line(source).speed().heardWithin(TransferLimits.STALLED, nanoTime.getAsLong())) {
      failures.note(
          Optional.of(content),
          source,
          new SourceFailure(
              SourceFailure.Kind.SILENT, "sent nothing, so another was asked for the same"));
    }
  }

  /**
   * A connection that broke may have been an old one, closed for its age. A request that stood
   * still at a peer that brings other things was only not its turn: slow is not dead.
   */
  private boolean mayAskAgain(Source source, SourceFailure failure, int tries) {
    return switch (failure.kind()) {
      case BROKEN -> tries == 1;
      case SILENT -> tries < TransferLimits.STANDING_TRIES_MAX && isHeard(line(source));
      case NOT_THERE, WRONG, WRONG_KEY, WRONG_NETWORK -> false;
    };
  }

  private boolean isHeard(PeerLine line) {
    return line.speed().heardWithin(TransferLimits.QUIET, nanoTime.getAsLong());
  }

  private void judge(PeerGate.Turn turn, PeerLine line, SourceFailure failure) {
    String why = failure.getMessage();
    switch (failure.kind()) {
      case NOT_THERE -> turn.answered();
      case BROKEN -> turn.failed(TransferLimits.PAUSE_AFTER_BREAK, why);
      case SILENT -> {
        if (!isHeard(line)) {
          turn.failed(TransferLimits.PAUSE_AFTER_SILENCE, why);
        }
      }
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
}
