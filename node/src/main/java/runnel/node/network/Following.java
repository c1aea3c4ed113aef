package runnel.node.network;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;

/** How far this node has followed what the index tells of users. Used by one thread at a time. */
final class Following {
  /**
   * To an index that begins anew everybody announces himself within a heartbeat ({@link IndexLink})
   * and what it takes to find it; a killed node is to show offline within 15 s all the same.
   */
  static final Duration GRACE = Duration.ofSeconds(6);

  private final Index index;
  private final Roster roster;
  private final LongSupplier nanoTime;
  private Optional<Cursor> reached = Optional.empty();

  /** Since all users are being told of anew: whom the index has vouched for so far. */
  private Optional<Beginning> beginning = Optional.empty();

  private record Beginning(Set<PeerId> vouched, long endsNanos) {}

  Following(Index index, Roster roster, LongSupplier nanoTime) {
    this.index = index;
    this.roster = roster;
    this.nanoTime = nanoTime;
  }

  /** Takes the next changes, waiting so long for some; says whether the index began anew. */
  boolean follow(Duration wait) {
    Changes changes = index.changes(reached, shorter(wait));
    if (changes.whole()) {
      long ends = nanoTime.getAsLong() + GRACE.toNanos();
      beginning = Optional.of(new Beginning(new HashSet<>(), ends));
    }
    roster.update(changes.users());
    beginning.ifPresent(
        begun -> changes.users().stream().map(User::id).forEach(begun.vouched()::add));
    // Not before: who is told of later must not flicker until then.
    if (beginning.filter(begun -> isOver(begun, changes)).isPresent()) {
      roster.offlineExcept(beginning.get().vouched());
      beginning = Optional.empty();
    }
    reached = Optional.of(changes.cursor());
    return changes.whole();
  }

  private boolean isOver(Beginning begun, Changes last) {
    return last.users().size() < IndexLimits.USERS_PER_ANSWER
        && begun.endsNanos() - nanoTime.getAsLong() <= 0;
  }

  private Duration shorter(Duration wait) {
    Duration left =
        beginning
            .map(begun -> Duration.ofNanos(begun.endsNanos() - nanoTime.getAsLong()))
            .filter(Duration::isPositive)
            .orElse(wait);
    return left.compareTo(wait) < 0 ? left : wait;
  }
}
