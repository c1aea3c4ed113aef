package runnel.indexd.local;

import runnel.indexd.api.User;

/** One user in memory. Not thread-safe: guarded by the lock of {@link Members}. */
final class Member {
  Registration registration;

  /** The order in which the writer thread made the registration: later ones win. */
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

  Member(Registration registration, long headVersion) {
    this.registration = registration;
    this.headVersion = headVersion;
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
