package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.Store;
import runnel.indexd.store.StoreSettings;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;
import runnel.node.cache.ByteRange;
import runnel.node.cache.Cache;
import runnel.node.cache.CacheSettings;
import runnel.node.cache.CachedContent;
import runnel.node.failure.FailureTables;
import runnel.node.failure.NodeException;
import runnel.node.limits.Throttle;
import runnel.node.transfer.Reading;
import runnel.node.transfer.Transfer;

/**
 * One path as programs see it: the versions that are open, the engine that fetches, the cache on
 * disk, and the kernel's pages as FUSE keeps them, which are those of the path and not of an open.
 */
final class ModelDrive implements AutoCloseable {
  static final int LENGTH = 3 * 65_536 + 321;

  private static final String PATH = "/peers/alice/file";
  private static final int PAGE = 4096;

  /** So many reads after a pause, and a sound source has been asked. */
  private static final int TRIES = 3;

  private final Random random = new Random(11);
  private final VersionsSource alice = new VersionsSource("alice");
  private final VersionsSource bob = new VersionsSource("bob");
  private final AtomicLong now = new AtomicLong();
  private final List<Program> programs = new ArrayList<>();
  private final List<byte[]> versions = new ArrayList<>();
  private final List<ContentId> contents = new ArrayList<>();
  private final byte[] pages = new byte[LENGTH];
  private final BitSet paged = new BitSet();
  private final Path folder;

  /** Since the start of the node. */
  private int newestOpened;

  private Store store;
  private Cache cache;
  private Transfer transfer;
  private OpenPaths paths;

  /** A program that has the file open, in the version of that number. */
  private record Program(OpenedFile file, int version) {}

  ModelDrive() {
    try {
      folder = Files.createTempDirectory("model-drive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    edit();
    start();
  }

  void edit() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    versions.add(bytes);
    contents.add(VersionsSource.id(bytes));
    alice.share(bytes);
  }

  void copy() {
    bob.share(versions.getLast());
  }

  void behave(int source, VersionsSource.Mode mode) {
    (source == 0 ? alice : bob).behave(mode);
  }

  void evict() {
    cache.clear();
  }

  void forgetPages() {
    paged.clear();
  }

  void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  void open() {
    OpenedFile file = paths.open(PATH, () -> version(versions.size() - 1));
    int version = (int) file.attributes().modified().getEpochSecond();
    if (programs.isEmpty()) {
      assertThat(version).as("nothing else is open").isEqualTo(versions.size() - 1);
    }
    newestOpened = Math.max(newestOpened, version);
    if (!file.keepsPages()) {
      paged.clear();
    }
    programs.add(new Program(file, version));
  }

  void close(int which) {
    if (!programs.isEmpty()) {
      programs.remove(which % programs.size()).file().close();
    }
  }

  void restart() {
    stop();
    start();
  }

  void read(int which, int offset, int length) {
    if (programs.isEmpty()) {
      return;
    }
    Program program = programs.get(which % programs.size());
    Optional<TreeException> failure = tried(program, offset, length);
    for (int i = 0; i < TRIES && failure.isPresent() && canBeHad(program); i++) {
      pass(61); // Whoever failed is asked again by then.
      failure = tried(program, offset, length);
    }
    assertThat(failure.isPresent() && canBeHad(program)).as("failed: %s", failure).isFalse();
  }

  /** A version that gave way to a newer one is lost to who has it open, also if it comes back. */
  private boolean canBeHad(Program program) {
    ContentId content = contents.get(program.version());
    return program.version() == newestOpened
        && (alice.isSoundFor(content) || bob.isSoundFor(content));
  }

  private Optional<TreeException> tried(Program program, int offset, int length) {
    int end = Math.min(LENGTH, offset + length);
    try {
      byte[] found =
          program.file().avoidsPages()
              ? direct(program, offset, length)
              : throughPages(program, offset, end);
      byte[] right = versions.get(program.version());
      assertThat(found)
          .as("version %d of %d", program.version(), versions.size())
          .isEqualTo(offset >= end ? new byte[0] : Arrays.copyOfRange(right, offset, end));
      return Optional.empty();
    } catch (TreeException e) {
      return Optional.of(e);
    }
  }

  /** As the kernel does: whole pages, of which it keeps what it got. */
  private byte[] throughPages(Program program, int offset, int end) {
    for (int page = offset / PAGE; page * PAGE < end; page++) {
      if (!paged.get(page)) {
        int from = page * PAGE;
        byte[] got = direct(program, from, Math.min(PAGE, LENGTH - from));
        System.arraycopy(got, 0, pages, from, got.length);
        paged.set(page);
      }
    }
    return offset >= end ? new byte[0] : Arrays.copyOfRange(pages, offset, end);
  }

  private byte[] direct(Program program, int offset, int length) {
    try {
      return bytes(program, program.file().read(offset, length).get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TreeException expected) {
        throw expected;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("a read that does not end", e);
    }
  }

  private byte[] bytes(Program program, ReadResult result) {
    ByteBuffer buffer =
        switch (result) {
          case ReadResult.Bytes(ByteBuffer direct) -> direct;
          case ReadResult.Region region -> region(program, region);
        };
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy;
  }

  private ByteBuffer region(Program program, ReadResult.Region region) {
    try (CachedContent cached = cache.open(contents.get(program.version()))) {
      return cached.read(new ByteRange(region.offset(), region.length())).orElseThrow();
    }
  }

  private OpenPaths.Version version(int number) {
    return new OpenPaths.Version(
        new Attributes(Attributes.Kind.FILE, LENGTH, Instant.ofEpochSecond(number), false, 7),
        new FileBytes.Proven(contents.get(number)),
        alice.peer());
  }

  private void start() {
    store =
        Store.open(folder.resolve("store"), new StoreSettings("cache", 1, 4 << 20, Cache.tables()));
    cache = Cache.open(new CacheSettings(folder.resolve("cache"), 1L << 30, now::get), store);
    transfer =
        new Transfer(
            cache,
            now::get,
            content -> bob.has(content) ? List.of(bob) : List.of(),
            new Throttle(System::nanoTime));
    paths = new OpenPaths((bytes, owner) -> reader(((FileBytes.Proven) bytes).content()));
  }

  private ContentOpener.Reader reader(ContentId content) {
    Reading reading = transfer.open(content, List.of(alice));
    return new ContentOpener.Reader() {
      @Override
      public CompletableFuture<ReadResult> read(long offset, int length) {
        return reading
            .read(offset, length)
            .exceptionally(failure -> {
              throw asTree(failure);
            });
      }

      @Override
      public void close() {
        reading.close();
      }
    };
  }

  private static RuntimeException asTree(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof NodeException known
        ? FailureTables.tree(known)
        : new IllegalStateException(cause);
  }

  private void stop() {
    programs.forEach(program -> program.file().close());
    programs.clear();
    paged.clear();
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
