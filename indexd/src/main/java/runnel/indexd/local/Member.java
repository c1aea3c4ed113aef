package runnel.indexd.local;

import java.time.Instant;
import runnel.indexd.api.User;

/** One user in memory. Not thread-safe: guarded by the lock of {@link Members}. */
final class Member {
  Registration registration;

  /** The order in which the writer thread made the standing: later ones win. */
  long sequence;

  long headVersion;
  boolean contested;
  boolean online;

  /** By the index's clock, in nanoseconds; meaningful while online. */
  long leaseEnd;

  /** When the last activity was kept, by the index's clock, in nanoseconds. */
  long savedAt;

  /** The revision that last changed this user. */
  long revision;

  Member(Standing standing, long headVersion) {
    this.registration = standing.registration();
    this.contested = standing.contested();
    this.headVersion = headVersion;
  }

  /** Takes over what the store says; says whether others see a difference. */
  boolean take(Standing standing) {
    Registration taken = standing.registration();
    boolean differs =
        contested != standing.contested() || !registration.says(taken.name(), taken.address());
    // What the store has may be older: activity is not kept at once.
    Instant active = registration.lastActive();
    registration = active.isAfter(taken.lastActive()) ? taken.activeAt(active) : taken;
    contested = standing.contested();
    return differs;
  }

  User user() {
    return new User(
        registration.name(),
        registration.key(),
        registration.address(),
        online,
        registration.lastActive(),
        headVersion,
        contested);
  }
}
