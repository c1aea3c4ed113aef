package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.mount.tree.ReadResult;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheSettings;
import runnel.node.cache.CachedContent;
import runnel.node.failure.NodeException;
import runnel.node.limits.Throttle;

/**
 * Whatever is opened, read, closed, evicted, lost and restarted in whatever order: a read gives the
 * content's bytes, or an error, and nothing else; and no error for long while one source is sound.
 */
class TransferModelTest {
  private static final int LENGTH = 5 * TransferLimits.NODE_BYTES + 321;
  private static final int READ_MAX = 200_000;

  /** So many reads after a pause, and a sound source has been asked. */
  private static final int TRIES = 3;

  /** How a source behaves. */
  enum Mode {
    SOUND,
    BROKEN,
    BREAKS_IN_THE_MIDDLE,
    SILENT,
    GONE,
    LIES
  }

  /** One step of a sequence. */
  sealed interface Step {
    record Open() implements Step {}

    record Read(int handle, int offset, int length) implements Step {}

    record Close(int handle) implements Step {}

    record Evict() implements Step {}

    record Change(int source, Mode mode) implements Step {}

    record Restart() implements Step {}

    record Pass(int seconds) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> handles = Arbitraries.integers().between(0, 3);
    Arbitrary<Step> reads =
        Combinators.combine(
                handles,
                Arbitraries.integers().between(0, LENGTH + 10),
                Arbitraries.integers().between(1, READ_MAX))
            .as(Step.Read::new);
    Arbitrary<Step> changes =
        Combinators.combine(Arbitraries.integers().between(0, 1), Arbitraries.of(Mode.values()))
            .as(Step.Change::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(2, Arbitraries.of(new Step.Open())),
            net.jqwik.api.Tuple.of(10, reads),
            net.jqwik.api.Tuple.of(1, handles.map(Step.Close::new)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(new Step.Evict())),
            net.jqwik.api.Tuple.of(3, changes),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(new Step.Restart())),
            net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(1, 70).map(Step.Pass::new)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = 150)
  void aReadGivesTheBytesOrAnErrorThatIsAllowed(@ForAll("steps") List<Step> steps) {
    try (World world = new World()) {
      steps.forEach(world::run);
    }
  }

  /** A node with a cache on disk and two peers that have, or had, one content. */
  private static final class World implements AutoCloseable {
    private final byte[] bytes = new byte[LENGTH];
    private final List<FakeSource> sources;
    private final AtomicReferenceArray<Mode> modes =
        new AtomicReferenceArray<>(new Mode[] {Mode.SOUND, Mode.SOUND});
    private final AtomicLong now = new AtomicLong();
    private final List<Reading> readings = new ArrayList<>();
    private final Path folder;
    private Store store;
    private Cache cache;
    private Transfer transfer;

    World() {
      new Random(5).nextBytes(bytes);
      sources = List.of(source("alice", 0), source("bob", 1));
      try {
        folder = Files.createTempDirectory("transfer-model");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      start();
    }

    private FakeSource source(String name, int which) {
      return new FakeSource(name, bytes)
          .failing((node, right) -> sent(modes.get(which), node, right));
    }

    private static byte[] sent(Mode mode, long node, byte[] right) throws SourceFailure {
      return switch (mode) {
        case SOUND -> right;
        case BROKEN -> throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
        case BREAKS_IN_THE_MIDDLE -> {
          if (node % 2 == 1) {
            throw new SourceFailure(SourceFailure.Kind.BROKEN, "reset");
          }
          yield right;
        }
        case SILENT -> throw new SourceFailure(SourceFailure.Kind.SILENT, "sent nothing");
        case GONE -> throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "gone");
        case LIES -> {
          byte[] wrong = right.clone();
          wrong[wrong.length / 2] ^= 4;
          yield wrong;
        }
      };
    }

    void run(Step step) {
      switch (step) {
        case Step.Open open -> readings.add(open());
        case Step.Read(int handle, int offset, int length) -> {
          if (!readings.isEmpty()) {
            read(readings.get(handle % readings.size()), offset, length);
          }
        }
        case Step.Close(int handle) -> {
          if (!readings.isEmpty()) {
            readings.remove(handle % readings.size()).close();
          }
        }
        case Step.Evict evict -> cache.clear();
        case Step.Change(int source, Mode mode) -> modes.set(source, mode);
        case Step.Restart restart -> {
          stop();
          start();
        }
        case Step.Pass(int seconds) -> now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
      }
    }

    private Reading open() {
      // The second is known only to who asks, as the index would tell.
      return transfer.open(sources.getFirst().content(), List.of(sources.getFirst()));
    }

    private void read(Reading reading, int offset, int length) {
      Optional<NodeException> failure = tried(reading, offset, length);
      // A verdict may come late, and after a pause one request probes while the others fail; but a
      // sound source serves at the latest then.
      for (int i = 0; i < TRIES && failure.isPresent() && isOneSound(); i++) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(61));
        failure = tried(reading, offset, length);
      }
      assertThat(failure.isPresent() && isOneSound()).as("failed: %s", failure).isFalse();
    }

    private boolean isOneSound() {
      return modes.get(0) == Mode.SOUND || modes.get(1) == Mode.SOUND;
    }

    private Optional<NodeException> tried(Reading reading, int offset, int length) {
      int end = Math.min(LENGTH, offset + length);
      try {
        byte[] found = bytes(reading.read(offset, length).get(30, TimeUnit.SECONDS));
        assertThat(found).isEqualTo(offset >= end ? new byte[0] : part(offset, end));
        return Optional.empty();
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(NodeException.class);
        return Optional.of((NodeException) e.getCause());
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("a read that does not end", e);
      }
    }

    private byte[] part(int offset, int end) {
      return Arrays.copyOfRange(bytes, offset, end);
    }

    private byte[] bytes(ReadResult result) {
      ByteBuffer buffer =
          switch (result) {
            case ReadResult.Bytes(ByteBuffer direct) -> direct;
            case ReadResult.Region region -> region(region);
          };
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(copy);
      return copy;
    }

    private ByteBuffer region(ReadResult.Region region) {
      try (CachedContent cached = cache.open(sources.getFirst().content())) {
        return cached.read(new ByteRange(region.offset(), region.length())).orElseThrow();
      }
    }

    private void start() {
      store =
          Store.open(
              folder.resolve("store"), new StoreSettings("cache", 1, 4 << 20, Cache.tables()));
      cache = Cache.open(new CacheSettings(folder.resolve("cache"), 1L << 30, now::get), store);
      transfer =
          new Transfer(
              cache,
              now::get,
              content -> List.of(sources.getLast()),
              new Throttle(System::nanoTime));
    }

    private void stop() {
      readings.forEach(Reading::close);
      readings.clear();
      cache.close();
      store.close();
    }

    @Override
    public void close() {
      stop();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
