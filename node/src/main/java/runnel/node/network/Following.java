package runnel.node.network;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;

/** How far this node has followed what the index tells of users. Used by one thread at a time. */
final class Following {
  private final Index index;
  private final Roster roster;
  private Optional<Cursor> reached = Optional.empty();

  /** While all users are being told of anew: whom the index has vouched for so far. */
  private Optional<Set<PeerId>> vouched = Optional.empty();

  Following(Index index, Roster roster) {
    this.index = index;
    this.roster = roster;
  }

  /** Takes the next changes, waiting so long for some. */
  void follow(Duration wait) {
    Changes changes = index.changes(reached, wait);
    if (changes.whole()) {
      vouched = Optional.of(new HashSet<>());
    }
    roster.update(changes.users());
    vouched.ifPresent(told -> changes.users().stream().map(User::id).forEach(told::add));
    // Only at the end of a new beginning: who is told of later must not flicker until then.
    if (changes.users().size() < IndexLimits.USERS_PER_ANSWER) {
      vouched.ifPresent(roster::offlineExcept);
      vouched = Optional.empty();
    }
    reached = Optional.of(changes.cursor());
  }
}
