package runnel.node.transfer;

/**
 * Nodes that one source is being asked for. All but the constant fields belong to the {@link
 * Board}, under its lock.
 */
final class Errand {
  final Source source;
  final Piece piece;

  /** Behind the last node that was asked for. */
  final long askedEnd;

  /** The first that has not arrived. */
  long next;

  /** Behind the last that is still expected of this source; another took over what follows. */
  long end;

  /** When it began or a node arrived last. */
  long progressedAt;

  /** Another source was asked for all of the rest, too, because this one stands still. */
  boolean doubled;

  /** Somebody waits for a node of it. */
  boolean awaited;

  /** Our own limits hold the source back: it does not stand still. */
  boolean held;

  /** The source was given up. */
  boolean givenUp;

  /** Another source brought all of it, which says nothing of this one. */
  boolean needless;

  /** The source is being asked: it has its turn. */
  boolean begun;

  /** Gives it up, whether it has begun or not. */
  final Abort abort = new Abort();

  Errand(Source source, Piece piece, long now) {
    this.source = source;
    this.piece = piece;
    this.next = piece.nodes().first();
    this.end = piece.nodes().end();
    this.askedEnd = end;
    this.progressedAt = now;
    this.awaited = piece.urgency() == Urgency.NOW;
  }

  long left() {
    return end - next;
  }

  /** For how long the source has brought nothing, through its own fault. */
  long nanosStill(long now) {
    return held ? 0 : now - progressedAt;
  }

  boolean covers(long node) {
    return next <= node && node < end;
  }
}
