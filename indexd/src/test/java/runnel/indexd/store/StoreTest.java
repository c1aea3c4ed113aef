package runnel.indexd.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.store.StoreException.Kind;

class StoreTest {
  private static final Table WORDS = new Table("words");
  private static final StoreSettings SETTINGS =
      new StoreSettings("test", 3, 1 << 20, List.of(WORDS));

  @TempDir Path temporary;

  @Test
  void keepsWhatWasWrittenAcrossReopening() {
    try (Store store = open()) {
      put(store, "a", "1");
    }
    try (Store store = open()) {
      assertThat(get(store, "a")).hasValue("1");
    }
  }

  @Test
  void aFunctionThatThrowsWritesNothingAndHarmsNoOther() throws Exception {
    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch gate = new CountDownLatch(1);
      List<Future<Boolean>> writes = new ArrayList<>();
      writes.add(threads.submit(blockedBy(gate, store)));
      for (int i = 0; i < 50; i++) {
        String key = "k" + i;
        boolean bad = i % 7 == 3;
        writes.add(
            threads.submit(() ->
                store.write(view -> {
                  view.put(WORDS, key.getBytes(UTF_8), new byte[1]);
                  if (bad) {
                    throw new IllegalArgumentException("mine");
                  }
                  return true;
                })));
      }
      gate.countDown();
      for (int i = 0; i < 50; i++) {
        Future<Boolean> write = writes.get(i + 1);
        if (i % 7 == 3) {
          assertThatThrownBy(write::get).hasRootCauseMessage("mine");
        } else {
          assertThat(write.get()).isTrue();
        }
        assertThat(get(store, "k" + i).isPresent()).isEqualTo(i % 7 != 3);
      }
    }
  }

  @Test
  void aFullMapIsSaidSoAndTheStoreRecovers() {
    try (Store store = open()) {
      int fitted = fill(store);
      assertThat(fitted).isPositive();
      for (int i = 0; i < fitted / 2; i++) {
        byte[] key = ("big" + i).getBytes(UTF_8);
        store.write(view -> view.delete(WORDS, key));
      }
      put(store, "after", "room again");
      assertThat(get(store, "after")).hasValue("room again");
      assertThat(get(store, "big" + (fitted - 1))).isPresent();
    }
  }

  @Test
  void aWriteTooLargeForTheMapHarmsNoneOfItsGroup() throws Exception {
    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch gate = new CountDownLatch(1);
      var _ = threads.submit(blockedBy(gate, store));
      List<Future<Boolean>> writes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String key = "k" + i;
        byte[] value = new byte[i == 7 ? 2 << 20 : 100];
        writes.add(threads.submit(() -> store.write(view -> put(view, key, value))));
      }
      gate.countDown();
      for (int i = 0; i < 20; i++) {
        Future<Boolean> write = writes.get(i);
        if (i == 7) {
          assertThatThrownBy(write::get).hasMessageContaining("no room");
        } else {
          assertThat(write.get()).isTrue();
        }
        assertThat(get(store, "k" + i).isPresent()).isEqualTo(i != 7);
      }
    }
  }

  @Test
  void aLargerMapMakesRoom() {
    try (Store store = open()) {
      fill(store);
    }
    StoreSettings larger = new StoreSettings("test", 3, 4 << 20, List.of(WORDS));
    try (Store store = Store.open(folder(), larger)) {
      store.write(view -> put(view, "big", new byte[1 << 20]));
      assertThat(get(store, "big0")).isPresent();
    }
  }

  @Test
  void aSecondOpeningIsRefusedAndLeavesTheFirstAlone() {
    try (Store first = open()) {
      assertThat(failure().kind()).isEqualTo(Kind.IN_USE);
      assertThat(failure().kind()).isEqualTo(Kind.IN_USE);
      put(first, "a", "1");
    }
    open().close();
  }

  @Test
  void anotherKindOrVersionIsRefused() {
    open().close();
    assertThat(failure(new StoreSettings("test", 4, 1 << 20, List.of(WORDS))).kind())
        .isEqualTo(Kind.WRONG_VERSION);
    assertThat(failure(new StoreSettings("other", 3, 1 << 20, List.of(WORDS))))
        .hasMessageContaining("'test' version 3")
        .hasMessageContaining("'other' version 3");
    open().close();
  }

  @Test
  void anEarlierVersionIsUpgradedWhereItsOwnerCanAndNoOtherProgramOpensItThen() {
    try (Store store = open()) {
      put(store, "a", "1");
    }
    StoreSettings next = new StoreSettings("test", 5, 1 << 20, List.of(WORDS));
    assertThat(failure(next.upgrading(4)).kind()).isEqualTo(Kind.WRONG_VERSION);
    try (Store store = Store.open(folder(), next.upgrading(3))) {
      assertThat(get(store, "a")).isPresent();
    }
    assertThat(failure().kind()).isEqualTo(Kind.WRONG_VERSION);
    Store.open(folder(), next).close();
  }

  @Test
  void aTruncatedFileIsRefusedWhateverIsLeftOfIt() throws IOException {
    try (Store store = open()) {
      put(store, "a", "1");
    }
    long whole = Files.size(data());
    for (long length : new long[] {whole - 1, 3 * 4096, 8192, 5000, 100, 0}) {
      try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
        file.setLength(length);
      }
      assertThat(failure().kind()).as("cut to %d bytes", length).isEqualTo(Kind.DAMAGED);
    }
    Files.delete(data());
    assertThat(failure()).hasMessageContaining("gone");
  }

  @Test
  void anOverwrittenHeaderIsRefused() throws IOException {
    open().close();
    try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
      file.seek(16);
      file.writeInt(0);
    }
    assertThat(failure().kind()).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void filesAreTheOwnersOnly() throws IOException {
    try (Store store = open()) {
      put(store, "a", "1");
      assertThat(permissions(folder())).isEqualTo("rwx------");
      try (var files = Files.list(folder())) {
        assertThat(files).hasSize(3).allMatch(file -> permissions(file).equals("rw-------"));
      }
    }
  }

  @Test
  void theSchemaRecordHasTheseBytes() {
    byte[] record = new Schema(folder(), SETTINGS).record();
    assertThat(HexFormat.of().formatHex(record)).isEqualTo("0000000374657374");
  }

  @Test
  void manyMoreReadersThanSlotsTakeTurns() throws Exception {
    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      put(store, "a", "1");
      List<Future<Optional<String>>> reads = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        reads.add(threads.submit(() -> get(store, "a")));
      }
      for (Future<Optional<String>> read : reads) {
        assertThat(read.get()).hasValue("1");
      }
    }
  }

  @Test
  void closingWaitsForReadsAndThenRefusesThem() throws Exception {
    Store store = open();
    put(store, "a", "1");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<byte[]>> reading =
          threads.submit(() ->
              store.read(view -> {
                inside.countDown();
                awaitUnchecked(gate);
                return view.get(WORDS, "a".getBytes(UTF_8));
              }));
      inside.await();
      Future<?> closing = threads.submit(store::close);
      gate.countDown();
      assertThat(reading.get()).isPresent();
      closing.get();
    }
    assertThat(catchThrowableOfType(StoreException.class, () -> get(store, "a")).kind())
        .isEqualTo(Kind.CLOSED);
    assertThat(catchThrowableOfType(StoreException.class, () -> put(store, "a", "2")).kind())
        .isEqualTo(Kind.CLOSED);
  }

  @Test
  void misuseIsRefusedBeforeItHarms() {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.write(view -> put(view, "x".repeat(512), new byte[0])))
          .hasMessageContaining("511");
      assertThatThrownBy(() -> store.write(view -> put(view, "", new byte[0])))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.write(view -> store.write(inner -> true)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.write(view -> store.read(inner -> true)))
          .isInstanceOf(IllegalStateException.class);
      ReadView escaped = store.read(view -> view);
      assertThatThrownBy(() -> escaped.count(WORDS)).isInstanceOf(IllegalStateException.class);
      put(store, "a", "1");
      assertThatThrownBy(() ->
              store.write(view -> {
                view.scan(WORDS, new byte[0], (key, value) -> view.delete(WORDS, key));
                return true;
              }))
          .hasMessageContaining("collect first");
    }
  }

  private Store open() {
    return Store.open(folder(), SETTINGS);
  }

  private StoreException failure() {
    return failure(SETTINGS);
  }

  private StoreException failure(StoreSettings settings) {
    return catchThrowableOfType(StoreException.class, () -> Store.open(folder(), settings).close());
  }

  private Path folder() {
    return temporary.resolve("store");
  }

  private Path data() {
    return folder().resolve("data.mdb");
  }

  /** Puts entries until the store is full; returns how many fitted. */
  private static int fill(Store store) {
    for (int i = 0; i < 10_000; i++) {
      String key = "big" + i;
      try {
        store.write(view -> put(view, key, new byte[1_500]));
      } catch (StoreException e) {
        assertThat(e.kind()).isEqualTo(Kind.FULL);
        return i;
      }
    }
    throw new AssertionError("the map never was full");
  }

  private static Callable<Boolean> blockedBy(CountDownLatch gate, Store store) {
    return () ->
        store.write(view -> {
          awaitUnchecked(gate);
          return true;
        });
  }

  private static void awaitUnchecked(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(Store store, String key, String value) {
    store.write(view -> put(view, key, value.getBytes(UTF_8)));
  }

  private static boolean put(WriteView view, String key, byte[] value) {
    view.put(WORDS, key.getBytes(UTF_8), value);
    return true;
  }

  private static Optional<String> get(Store store, String key) {
    return store
        .read(view -> view.get(WORDS, key.getBytes(UTF_8)))
        .map(value -> new String(value, UTF_8));
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
