package runnel.mount.fuse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the kernel and libfuse have agreed: the kernel asks for that first, and all other
 * requests wait until it has the answer. Thread-safe; those who tell it allocate nothing, since it
 * may be memory that there is none of.
 */
final class Beginning {
  private final CountDownLatch agreed = new CountDownLatch(1);

  /** Null until then. */
  private volatile Throwable failure;

  /** The kernel has the answer. */
  void agreed() {
    agreed.countDown();
  }

  /** The kernel will never have it. */
  void failed(Throwable why) {
    failure = why;
  }

  /** Waits at most so long; says whether the kernel has the answer. */
  boolean awaitAgreed(Duration wait) throws InterruptedException {
    return agreed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Why the kernel will never have it, if that is so. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
