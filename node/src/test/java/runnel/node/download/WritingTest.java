package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.indexd.content.Hash;
import runnel.node.transfer.NodeRun;

@Timeout(60)
class WritingTest {
  private static final int NODE = 8;
  private static final Hash HASH = Hash.digest(new byte[0]);

  private final SlowDisk disk = new SlowDisk(Duration.ZERO);
  private final Writing writing = new Writing(disk, NODE, Duration.ofMillis(20));

  @Test
  void whatIsTakenIsWrittenAlsoAfterTheEnd() {
    CompletableFuture<Void> work = begin();
    disk.allowed.release(Integer.MAX_VALUE);
    for (int node = 0; node < 100; node++) {
      assertThat(put(node)).isTrue();
    }
    assertThat(writing.hasAll(new NodeRun(0, 64))).isTrue();
    assertThat(writing.hasAll(new NodeRun(99, 101))).isFalse();
    writing.end();
    work.join();
    assertThat(disk.written).hasSize(100).containsEntry(77L, 77L);
    assertThat(put(100)).isFalse();
  }

  @Test
  void whoBringsWhatADiskThatHangsShouldTakeDoesNotWaitForIt() {
    CompletableFuture<Void> work = begin();
    for (int node = 0; node < DownloadLimits.NODES_UNWRITTEN; node++) {
      assertThat(put(node)).isTrue();
    }
    assertThat(writing.isStuck()).isFalse();
    assertThat(put(50)).isFalse();
    assertThat(writing.isStuck()).isTrue();
    assertThat(writing.has(50)).isFalse();
    assertThat(writing.awaitRoom(() -> true)).isFalse();

    CompletableFuture<Boolean> room =
        CompletableFuture.supplyAsync(() -> writing.awaitRoom(() -> false));
    disk.allowed.release(Integer.MAX_VALUE);
    assertThat(room.join()).isTrue();
    assertThat(writing.isStuck()).isFalse();
    assertThat(put(50)).isTrue();
    writing.end();
    work.join();
    assertThat(disk.written).containsKey(50L).hasSize(DownloadLimits.NODES_UNWRITTEN + 1);
  }

  @Test
  void aDiskThatIsOnlySlowIsWaitedForByAll() {
    Duration patience = Duration.ofMillis(500);
    SlowDisk slow = new SlowDisk(patience.dividedBy(20));
    slow.allowed.release(Integer.MAX_VALUE);
    Writing patient = new Writing(slow, NODE, patience);
    CompletableFuture<Void> work = begin(patient);
    List<CompletableFuture<Boolean>> all =
        IntStream.range(0, 3 * DownloadLimits.NODES_UNWRITTEN)
            .mapToObj(node ->
                CompletableFuture.supplyAsync(
                    () -> put(patient, node), Executors.newVirtualThreadPerTaskExecutor()))
            .toList();
    assertThat(all).allMatch(CompletableFuture::join);
    patient.end();
    work.join();
  }

  @Test
  void aDiskThatRefusesIsToldToWhoWritesAndToWhoWaits() {
    disk.refuses = true;
    disk.allowed.release(Integer.MAX_VALUE);
    CompletableFuture<Void> work = begin();
    while (put(1)) {
      writing.hand();
    }
    assertThat(writing.isOver()).isTrue();
    assertThat(writing.awaitRoom(() -> false)).isFalse();
    writing.end();
    assertThatThrownBy(work::join)
        .hasCauseInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("bad sector");
  }

  @Test
  void whenItsWriterBreaksOffNobodyWaitsForIt() {
    disk.breaks = true;
    disk.allowed.release(Integer.MAX_VALUE);
    CompletableFuture<Void> work = begin();
    while (put(1)) {
      writing.hand();
    }
    assertThatThrownBy(work::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(writing.awaitRoom(() -> false)).isFalse();
  }

  private CompletableFuture<Void> begin() {
    return begin(writing);
  }

  private static CompletableFuture<Void> begin(Writing writing) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            writing.work();
            end.complete(null);
          } catch (RuntimeException e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  private boolean put(long node) {
    return put(writing, node);
  }

  private static boolean put(Writing writing, long node) {
    return writing.add(node, HASH, ByteBuffer.allocate(NODE).putLong(node).array());
  }

  /** Writes as many nodes as it is allowed to; hangs until then. */
  private static final class SlowDisk implements Writing.Place {
    private final Semaphore allowed = new Semaphore(0);
    private final Map<Long, Long> written = new ConcurrentHashMap<>();
    private final Duration pause;
    private volatile boolean refuses;
    private volatile boolean breaks;

    SlowDisk(Duration pause) {
      this.pause = pause;
    }

    @Override
    public boolean has(long node) {
      return written.containsKey(node);
    }

    @Override
    public void write(long node, Hash hash, ByteBuffer bytes) throws IOException {
      allowed.acquireUninterruptibly();
      LockSupport.parkNanos(pause.toNanos());
      if (refuses) {
        throw new IOException("bad sector");
      }
      if (breaks) {
        throw new IllegalStateException("is wrong");
      }
      written.put(node, bytes.getLong());
    }
  }
}
