package runnel.node.transfer;

import java.util.List;
import java.util.Optional;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.ProofException;

/** Takes what one source sends on its errand for a content. */
final class ErrandJob implements SourceCaller.Job {
  private final Errand errand;
  private final ContentFetch fetch;
  private final Board board;
  private final Engine engine;

  ErrandJob(Errand errand, ContentFetch fetch, Board board, Engine engine) {
    this.errand = errand;
    this.fetch = fetch;
    this.board = board;
    this.engine = engine;
  }

  @Override
  public Optional<NodeRun> left() {
    return fetch.isAbandoned() ? Optional.empty() : board.left(errand);
  }

  @Override
  public Urgency urgency() {
    return errand.piece.urgency();
  }

  @Override
  public boolean isForDownload() {
    return urgency() == Urgency.DOWNLOAD;
  }

  @Override
  public boolean isGivenUp() {
    return board.isGivenUp(errand);
  }

  @Override
  public boolean isUnwanted() {
    return fetch.isAbandoned();
  }

  @Override
  public Abort abort() {
    return errand.abort;
  }

  @Override
  public void begun(Runnable abort) {
    board.begun(errand, engine.now());
    errand.abort.begun(abort);
  }

  @Override
  public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
    engine.caller().heard(errand.source.peer());
    try {
      return fetch.learn(range, proof);
    } catch (ProofException e) {
      engine.counters().refused();
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent a wrong proof: " + e.getMessage());
    }
  }

  @Override
  public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
    if (fetch.isAbandoned()) {
      return false;
    }
    Optional<byte[]> unkept = fetch.keep(node, expected, bytes);
    if (unkept.isPresent() && fetch.isAbandoned()) {
      return false; // It came when nobody was there to keep it any more.
    }
    engine.caller().arrived(fetch.content(), errand.source.peer(), bytes.length);
    engine.counters().fetched(bytes.length);
    board.finish(node).ifPresent(wait -> wait.complete(unkept));
    boolean goOn = board.arrived(errand, node, engine.now());
    if (goOn && engine.throttle().isLimited()) {
      holdBack(bytes.length);
    }
    return goOn;
  }

  /** It is not the source that stands still meanwhile. */
  private void holdBack(int length) throws SourceFailure {
    board.held(errand, true, engine.now());
    try {
      engine.holdBack(errand.source.peer(), length, urgency());
    } finally {
      engine.caller().heard(errand.source.peer());
      board.held(errand, false, engine.now());
    }
  }
}
