package runnel.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.ReadResult;
import runnel.node.cache.ByteRange;
import runnel.node.failure.NodeException;
import runnel.node.limits.Throttle;

class VersionReadingTest {
  private static final int LENGTH = 3_000_001;

  private final byte[] bytes = new byte[LENGTH];
  private final List<ByteRange> asked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Optional<SourceFailure>> failure =
      new AtomicReference<>(Optional.empty());
  private final Failures failures = new Failures();
  private final VersionReading reading;

  VersionReadingTest() {
    new Random(7).nextBytes(bytes);
    TransferCounters counters = new TransferCounters();
    SourceCaller caller = new SourceCaller(System::nanoTime, counters, failures);
    Throttle throttle = new Throttle(System::nanoTime);
    Engine engine = new Engine(caller, SourceFinder.NOBODY, counters, throttle, System::nanoTime);
    FileVersion file = new FileVersion("a/b", VersionTag.of(new byte[VersionTag.BYTES]), LENGTH);
    reading = new VersionReading(engine, file, new Owner());
  }

  @Test
  void anyReadGivesTheBytesOfItsPlaceUpToTheEnd() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      int offset = random.nextInt(LENGTH + 10);
      int length = 1 + random.nextInt(400_000);
      int end = Math.min(LENGTH, offset + length);
      assertThat(read(offset, length))
          .isEqualTo(offset >= end ? new byte[0] : Arrays.copyOfRange(bytes, offset, end));
    }
  }

  @Test
  void whoReadsFromTheBeginningOnHasEachPieceFetchedOnceAndTheNextOnesAhead() {
    for (int at = 0; at < LENGTH; at += 50_000) {
      assertThat(read(at, 50_000)).hasSize(Math.min(50_000, LENGTH - at));
    }
    assertThat(asked).hasSize(23).doesNotHaveDuplicates();
    assertThat(asked).allMatch(range -> range.length() <= TransferLimits.VERSION_PIECE_BYTES);
  }

  @Test
  void aVersionThatIsGoneIsStaleAndTold() {
    failure.set(Optional.of(new SourceFailure(SourceFailure.Kind.NOT_THERE, "has another one")));
    assertThatThrownBy(() -> read(0, 10))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.STALE));
    assertThat(failures.all()).singleElement().matches(each -> each.content().isEmpty());
  }

  /** Far from each other: reads in order are read ahead of, and that would meet the failure. */
  @Test
  void aConnectionThatBrokeOnceIsTriedAgainAndWhatFailedIsAskedForAnew() {
    failure.set(Optional.of(new SourceFailure(SourceFailure.Kind.BROKEN, "broke")));
    assertThat(read(2_900_000, 10)).isEqualTo(Arrays.copyOfRange(bytes, 2_900_000, 2_900_010));
    failure.set(Optional.of(new SourceFailure(SourceFailure.Kind.NOT_THERE, "not now")));
    assertThatThrownBy(() -> read(1_000_000, 10)).isInstanceOf(CompletionException.class);
    assertThat(read(1_000_000, 10)).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 1_000_010));
  }

  @Test
  void whatIsReadAfterTheCloseIsNotAskedFor() {
    reading.close();
    assertThatThrownBy(() -> read(0, 10)).isInstanceOf(CompletionException.class);
    assertThat(asked).isEmpty();
  }

  private byte[] read(long offset, int length) {
    ReadResult result = reading.read(offset, length).join();
    assertThat(result).isInstanceOf(ReadResult.Bytes.class);
    ByteBuffer got = ((ReadResult.Bytes) result).buffer();
    byte[] all = new byte[got.remaining()];
    got.get(all);
    return all;
  }

  private final class Owner implements Source {
    private final PeerId peer = new PeerId(Hash.digest());

    @Override
    public PeerId peer() {
      return peer;
    }

    @Override
    public String name() {
      return "alice";
    }

    @Override
    public void fetch(ContentId content, NodeRun nodes, Sink sink) {
      throw new AssertionError("it has no content id");
    }

    @Override
    public byte[] fetchVersion(FileVersion file, ByteRange range, Asking asking)
        throws SourceFailure {
      asked.add(range);
      Optional<SourceFailure> once = failure.getAndSet(Optional.empty());
      if (once.isPresent()) {
        throw once.get();
      }
      return Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.end());
    }
  }
}
