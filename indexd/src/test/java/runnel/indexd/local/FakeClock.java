package runnel.indexd.local;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. */
public final class FakeClock implements IndexClock {
  private final AtomicLong nanos = new AtomicLong();

  public void pass(Duration time) {
    var _ = nanos.addAndGet(time.toNanos());
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_700_000_000).plusNanos(nanos.get());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }
}
