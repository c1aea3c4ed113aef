package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import runnel.indexd.content.Hash;

/**
 * Whatever happens, in whatever order: what the cache gives is the content's bytes, or nothing; and
 * what was stored and not harmed since is there.
 */
class CacheModelTest {
  private static final List<Sample> SAMPLES =
      List.of(Sample.of(5 * Sample.UNIT_BYTES + 1, 1), Sample.of(3 * Sample.UNIT_BYTES, 2));

  /** One thing that happens. */
  record Event(Kind kind, int sample, int unit) {}

  enum Kind {
    STORE,
    STORE_PAIR,
    STORE_WRONG,
    READ,
    REOPEN,
    RESTART,
    FLIP,
    EVICT
  }

  @Property(tries = 40)
  void cachedReadsEqualAByteArray(@ForAll("histories") List<Event> history) throws IOException {
    Path folder = Files.createTempDirectory("cache-model");
    try (World world = new World(folder)) {
      for (Event event : history) {
        world.happens(event);
        world.check();
      }
    } finally {
      Disk.delete(folder);
    }
  }

  /** The cache, and what it should have. */
  private static final class World implements AutoCloseable {
    private final CacheOnDisk disk;
    private final CachedContent[] open = new CachedContent[SAMPLES.size()];

    /** By sample and unit: stored, and neither harmed nor evicted since. */
    private final boolean[][] sound = new boolean[SAMPLES.size()][8];

    World(Path folder) {
      disk = CacheOnDisk.in(folder);
      openAll();
    }

    private void openAll() {
      for (int i = 0; i < open.length; i++) {
        open[i] = disk.cache().open(SAMPLES.get(i).id());
      }
    }

    private void closeAll() {
      for (CachedContent content : open) {
        content.close();
      }
    }

    void happens(Event event) throws IOException {
      Sample sample = SAMPLES.get(event.sample());
      int unit = (int) (event.unit() % sample.units());
      CachedContent content = open[event.sample()];
      switch (event.kind()) {
        case STORE -> store(event.sample(), unit);
        case STORE_PAIR -> {
          store(event.sample(), unit & ~1);
          store(event.sample(), (int) Math.min(unit | 1, sample.units() - 1));
        }
        case STORE_WRONG -> {
          ByteBuffer data = sample.data(sample.unit(unit));
          data.put(0, (byte) ~data.get(0));
          List<Hash> hashes = content.learn(sample.unit(unit), sample.proof(sample.unit(unit)));
          assertThat(content.accept(sample.unit(unit), hashes, data)).isEqualTo(Outcome.WRONG);
        }
        case READ -> assertThat(content.missing(sample.all())).isNotNull();
        case REOPEN -> {
          closeAll();
          openAll();
        }
        case RESTART -> {
          closeAll();
          disk.restart();
          openAll();
        }
        case FLIP -> flip(event.sample(), unit);
        case EVICT -> {
          closeAll();
          disk.cache().clear();
          for (int i = 0; i < sound.length; i++) {
            sound[i] = new boolean[8];
          }
          openAll();
        }
      }
    }

    private void store(int sample, int unit) {
      Sample from = SAMPLES.get(sample);
      assertThat(from.feed(open[sample], from.unit(unit))).isEqualTo(Outcome.KEPT);
      sound[sample][unit] = true;
    }

    /** A flip is the disk's own until the next open, so that comes at once. */
    private void flip(int sample, int unit) throws IOException {
      Path file = disk.file(SAMPLES.get(sample).id());
      closeAll();
      if (Files.exists(file)) {
        Disk.flip(file, (long) unit * Sample.UNIT_BYTES);
        sound[sample][unit] = false;
      }
      openAll();
    }

    void check() {
      for (int i = 0; i < open.length; i++) {
        Sample sample = SAMPLES.get(i);
        for (int unit = 0; unit < sample.units(); unit++) {
          ByteRange range = sample.place(sample.unit(unit));
          boolean there = open[i].missing(range).isEmpty();
          assertThat(there).as("sample %s, unit %s", i, unit).isEqualTo(sound[i][unit]);
          Optional<ByteBuffer> read = open[i].read(range);
          assertThat(read.isPresent()).isEqualTo(there);
          read.ifPresent(data -> assertThat(data).isEqualTo(ByteBuffer.wrap(sample.slice(range))));
        }
      }
    }

    @Override
    public void close() {
      closeAll();
      disk.close();
    }
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(Kind.STORE, Kind.STORE_PAIR)),
                Tuple.of(2, Arbitraries.just(Kind.FLIP)),
                Tuple.of(3, Arbitraries.of(Kind.values()))),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 5))
        .as(Event::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(14);
  }
}
