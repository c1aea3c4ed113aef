package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.node.RawClient;
import runnel.node.failure.NodeException;
import runnel.node.limits.Slots;
import runnel.node.limits.Throttle;

/** Files that change or stall while the real listener serves them. */
class ChangingContentTest {
  private static final int LENGTH = 1 << 20;
  private static final ContentId CONTENT = ContentId.of(LENGTH, Hash.digest(new byte[1]));
  private static final String PATH = PeerPaths.CONTENT + "/" + CONTENT.text();

  private final Semaphore closed = new Semaphore(0);
  private volatile Reader reader = (offset, into) -> into.position(into.limit());
  private WebServer server;
  private Identity me;
  private RawClient peer;

  private interface Reader {
    void read(long offset, ByteBuffer into);
  }

  @BeforeEach
  void serve() {
    server =
        PeerListener.server(Identity.create(), ListenerLimits.DEFAULT)
            .host("127.0.0.1")
            .port(0)
            .routing(routing ->
                routing.register(
                    new ContentService(
                        this::open, new Serving(new Throttle(System::nanoTime), new Slots(256)))))
            .build()
            .start();
    me = Identity.create();
    peer = new RawClient(server.port(), me);
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16_384, 131_072, 131_073, 524_288, LENGTH - 1})
  void aFileThatChangesInTheMiddleNeverLooksWhole(int changesAt) throws Exception {
    reader =
        (offset, into) -> {
          if (offset + into.remaining() > changesAt) {
            throw new NodeException(NodeException.Kind.STALE, "changed, for a test");
          }
          into.position(into.limit());
        };
    RawClient.Answer answer = peer.get(PATH);
    if (answer.status() == 206) {
      assertThat(answer.isWhole()).isFalse();
    } else {
      assertThat(answer.withoutDate()).isEqualTo(unknown().withoutDate());
    }
    assertThat(closed.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-9", "bytes=1048575-", "bytes=0-131071"})
  void aFileThatIsAnotherByTheTimeItIsReadIsAsIfItWereNotThere(String range) throws Exception {
    reader =
        (offset, into) -> {
          throw new NodeException(NodeException.Kind.STALE, "changed, for a test");
        };
    assertThat(peer.get(PATH, "Range: " + range).withoutDate()).isEqualTo(unknown().withoutDate());
    assertThat(peer.get(PATH, "Range: " + range, "Runnel-Hashes: 6;0;1").withoutDate())
        .isEqualTo(unknown().withoutDate());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 131_072})
  void anUnexpectedFailureNeverLooksWholeAndTellsNothing(int failsAt) throws Exception {
    reader =
        (offset, into) -> {
          if (offset >= failsAt) {
            throw new IllegalStateException("secret detail");
          }
          into.position(into.limit());
        };
    RawClient.Answer answer = peer.get(PATH);
    assertThat(answer.withoutDate()).doesNotContain("secret");
    assertThat(answer.status() == 206 && answer.isWhole()).isFalse();
    assertThat(closed.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneRequestTooManyOfOnePeerIsRefusedAndHarmsNobodyElse() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Semaphore reading = new Semaphore(0);
    reader =
        (offset, into) -> {
          if (offset == 0) {
            reading.release();
            await(go);
          }
          into.position(into.limit());
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RawClient.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        answers.add(threads.submit(() -> peer.get(PATH)));
      }
      assertThat(reading.tryAcquire(32, 20, TimeUnit.SECONDS)).isTrue();
      assertThat(peer.get(PATH).status()).isEqualTo(429);
      Future<RawClient.Answer> other =
          threads.submit(() -> new RawClient(server.port(), Identity.create()).get(PATH));
      assertThat(reading.tryAcquire(1, 20, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      assertThat(other.get().isWhole()).isTrue();
      for (Future<RawClient.Answer> answer : answers) {
        assertThat(answer.get().isWhole()).isTrue();
      }
    }
    assertThat(peer.get(PATH).status()).isEqualTo(206);
  }

  private RawClient.Answer unknown() throws IOException {
    return peer.get(PeerPaths.CONTENT + "/7-" + "0".repeat(64));
  }

  private Optional<ContentShelf.Book> open(ContentId content) {
    return content.equals(CONTENT) ? Optional.of(new Book()) : Optional.empty();
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Book implements ContentShelf.Book {
    @Override
    public HashSource hashes() {
      return (layer, index) -> CONTENT.root();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      reader.read(offset, into);
    }

    @Override
    public void close() {
      closed.release();
    }
  }
}
