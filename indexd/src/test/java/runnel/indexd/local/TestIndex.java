package runnel.indexd.local;

import java.nio.file.Path;
import java.time.Duration;
import runnel.indexd.identity.PeerId;

/** A local index with a clock that tests move. */
public final class TestIndex implements AutoCloseable {
  private static final long MAP_BYTES = 32L << 20;

  private final FakeClock clock;
  private final LocalIndex index;

  public TestIndex(Path folder, PeerId host, FakeClock clock) {
    this.clock = clock;
    this.index =
        LocalIndex.open(
            folder.resolve("index"), new LocalIndexSettings(host, true, MAP_BYTES, clock));
  }

  public LocalIndex index() {
    return index;
  }

  public void pass(Duration time) {
    clock.pass(time);
    index.sweep();
  }

  @Override
  public void close() {
    index.close();
  }
}
