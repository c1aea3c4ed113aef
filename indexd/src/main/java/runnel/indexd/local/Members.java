package runnel.indexd.local;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;

/**
 * All users as they are now, who is online, and the revisions that changed them. Memory only:
 * nothing here waits for the disk, so one lock guards it all.
 */
final class Members {
  private static final Duration SAVE_EVERY = Duration.ofMinutes(1);

  /** As many bits as every JSON reader keeps of a number. */
  private static final int EPOCH_BITS = 53;

  private final IndexClock clock;
  private final long epoch = new SecureRandom().nextLong(1, 1L << EPOCH_BITS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition leasesChanged = lock.newCondition();

  private final Map<PeerId, Member> members = new HashMap<>();

  /** Each user by the last revision that changed it. */
  private final TreeMap<Long, Member> byRevision = new TreeMap<>();

  private final Waits waits = new Waits();
  private long revision;
  private boolean closed;

  Members(IndexClock clock) {
    this.clock = clock;
  }

  /** Adds a user that the store knows. */
  void load(Standing standing, long headVersion) {
    locked(() -> {
      Member member = new Member(standing, headVersion);
      members.put(standing.registration().key().id(), member);
      touch(member);
      return true;
    });
  }

  /** How many users are known, online, contested, and how many calls wait. */
  record Counts(long users, long online, long contested, long waits) {}

  Counts counts() {
    return locked(() ->
        new Counts(
            members.size(),
            members.values().stream().filter(member -> member.online).count(),
            members.values().stream().filter(member -> member.contested).count(),
            waits.count()));
  }

  long count() {
    return locked(members::size);
  }

  /** Says whether the user has this name and address already. */
  boolean knows(PeerId id, Announcement said) {
    return locked(() ->
        members.containsKey(id) && members.get(id).registration.says(said.name(), said.address()));
  }

  /** Takes over what the store now holds of users, unless something later was taken over. */
  void take(List<Standing> standings, long sequence) {
    locked(() -> {
      standings.forEach(standing -> take(standing, sequence));
      return true;
    });
  }

  /** Says whether several keys have to do with the user's name. */
  boolean contested(PeerId id) {
    return locked(() -> members.containsKey(id) && members.get(id).contested);
  }

  /** Renews the lease; returns what should be kept of it now, if anything. */
  Optional<Registration> renew(PeerId id) {
    return locked(() -> {
      Member member = members.get(id);
      member.registration = member.registration.activeAt(clock.now());
      member.leaseEnd = clock.nanoTime() + IndexLimits.LEASE.toNanos();
      boolean appeared = !member.online;
      if (appeared) {
        member.online = true;
        touch(member);
        leasesChanged.signalAll();
      }
      return appeared || saveIsDue(member) ? Optional.of(saved(member)) : Optional.empty();
    });
  }

  /** Ends the lease; returns what is to be kept, if there was one. */
  Optional<Registration> leave(PeerId id) {
    return locked(() -> {
      Member member = members.get(id);
      return member != null && member.online ? Optional.of(end(member)) : Optional.empty();
    });
  }

  /** Ends the leases whose time is over; returns what is to be kept. */
  List<Registration> sweep() {
    return locked(() -> {
      long now = clock.nanoTime();
      List<Registration> ended = new ArrayList<>();
      for (Member member : members.values()) {
        if (member.online && member.leaseEnd - now <= 0) {
          ended.add(end(member));
        }
      }
      return ended;
    });
  }

  /** Ends all leases; returns what is to be kept. */
  List<Registration> leaveAll() {
    return locked(
        () -> members.values().stream().filter(member -> member.online).map(this::end).toList());
  }

  boolean contains(PeerId id) {
    return locked(() -> members.containsKey(id));
  }

  boolean isOnline(PeerId id) {
    return locked(() -> members.containsKey(id) && members.get(id).online);
  }

  /** Waits until a lease is over; says false once closed. */
  boolean awaitLeaseEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanosToLeaseEnd();
      while (!closed && left > 0) {
        var _ = leasesChanged.awaitNanos(left);
        left = nanosToLeaseEnd();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  long headVersion(PeerId id) {
    return locked(() -> members.containsKey(id) ? members.get(id).headVersion : 0L);
  }

  /** Takes over the version of a user's newest head; a user without a name has no head. */
  void published(PeerId id, long version) {
    locked(() -> {
      Member member = members.get(id);
      if (version > member.headVersion) {
        member.headVersion = version;
        touch(member);
      }
      return true;
    });
  }

  /** Returns the changes since the cursor, waiting for one in the caller's name. */
  Changes changes(PeerId caller, Optional<Cursor> since, Duration wait) {
    boolean whole = since.isEmpty() || since.get().epoch() != epoch || since.get().revision() == 0;
    long from = whole ? 0 : since.get().revision();
    lock.lock();
    try {
      if (!whole && wait.isPositive()) {
        awaitChange(caller, from, wait);
      }
      return changesSince(from, whole);
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait. */
  void close() {
    locked(() -> {
      closed = true;
      changed.signalAll();
      leasesChanged.signalAll();
      return true;
    });
  }

  private void take(Standing standing, long sequence) {
    PeerId id = standing.registration().key().id();
    Member member = members.get(id);
    if (member == null) {
      member = new Member(standing, 0);
      members.put(id, member);
      member.sequence = sequence;
      member.savedAt = clock.nanoTime();
      touch(member);
    } else if (sequence > member.sequence) {
      member.sequence = sequence;
      if (member.take(standing)) {
        touch(member);
      }
    }
  }

  private void awaitChange(PeerId caller, long from, Duration wait) {
    waits.enter(caller);
    try {
      // The machine's clock, not the injected one: this is a wait of a thread, not of a lease.
      Duration cut = wait.compareTo(IndexLimits.WAIT_MAX) < 0 ? wait : IndexLimits.WAIT_MAX;
      long nanos = cut.toNanos();
      while (nanos > 0 && !closed && revision <= from) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexException(Kind.UNAVAILABLE, "waiting for changes was interrupted", e);
    } finally {
      waits.leave(caller);
    }
  }

  private Changes changesSince(long from, boolean whole) {
    List<User> users =
        byRevision.tailMap(from, false).values().stream()
            .limit(IndexLimits.USERS_PER_ANSWER)
            .map(Member::user)
            .toList();
    boolean cut = users.size() == IndexLimits.USERS_PER_ANSWER;
    long reached = cut ? members.get(users.getLast().key().id()).revision : revision;
    return new Changes(new Cursor(epoch, reached), whole, users);
  }

  /** Returns how long the first lease to end still runs; for ever if there is none. */
  private long nanosToLeaseEnd() {
    long now = clock.nanoTime();
    return members.values().stream()
        .filter(member -> member.online)
        .mapToLong(member -> member.leaseEnd - now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Registration end(Member member) {
    member.online = false;
    touch(member);
    return saved(member);
  }

  private Registration saved(Member member) {
    member.savedAt = clock.nanoTime();
    return member.registration;
  }

  private boolean saveIsDue(Member member) {
    return clock.nanoTime() - member.savedAt >= SAVE_EVERY.toNanos();
  }

  private void touch(Member member) {
    byRevision.remove(member.revision);
    member.revision = ++revision;
    byRevision.put(revision, member);
    changed.signalAll();
  }

  private <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }
}
