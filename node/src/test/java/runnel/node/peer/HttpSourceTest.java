package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.peer.HostilePeer.ascii;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.ProofException;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.PeerHttp;
import runnel.node.SeededBytes;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** A source that is malicious: nothing wrong is delivered, and every failure ends and is named. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpSourceTest {
  private static final int LENGTH = 200_000;
  private static final Duration SILENCE = Duration.ofMillis(700);
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), SILENCE);

  private static final Duration HEAD_WITHIN = Duration.ofSeconds(2);

  private final Identity me = Identity.create();
  private final byte[] bytes = SeededBytes.of(1, LENGTH);
  private final Hashed hashed = SeededBytes.hashed(bytes);
  private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
  private final NodeRun all = new NodeRun(0, 4);
  private boolean enough;

  @Test
  void whatIsRightIsDelivered() throws Exception {
    assertThat(fetch(out -> out.write(answer("", bytes)))).isEmpty();
    assertThat(delivered.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void slowIsNotDead() throws Exception {
    HostilePeer.Script drip =
        out -> {
          byte[] answer = answer("", bytes);
          int step = answer.length / 8;
          for (int at = 0; at < answer.length; at += step) {
            out.write(answer, at, Math.min(step, answer.length - at));
            out.flush();
            Thread.sleep(SILENCE.dividedBy(3)); // The slowness is what is tested.
          }
        };
    assertThat(fetch(drip)).isEmpty();
    assertThat(delivered.toByteArray()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 199_999})
  void aBodyThatEndsEarlyIsBroken(int sent) throws Exception {
    fails(SourceFailure.Kind.BROKEN, out -> out.write(answer("", Arrays.copyOf(bytes, sent))));
    assertThat(delivered.size()).isLessThanOrEqualTo(sent);
  }

  @Test
  void bytesThatAreWrongAreNotDelivered() throws Exception {
    byte[] wrong = bytes.clone();
    wrong[70_000] ^= 1;
    fails(SourceFailure.Kind.WRONG, out -> out.write(answer("", wrong)));
    assertThat(delivered.size()).isEqualTo(65_536);
  }

  @Test
  void allBytesButOneAreSilence() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    fails(
        SourceFailure.Kind.SILENT,
        out -> {
          out.write(answer("", Arrays.copyOf(bytes, LENGTH - 1)));
          end.await();
        });
    end.countDown();
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotWaitedFor() throws Exception {
    enough = true;
    CountDownLatch end = new CountDownLatch(1);
    long begun = System.nanoTime();
    assertThat(
            fetch(out -> {
              out.write(answer("", Arrays.copyOf(bytes, 100_000)));
              end.await();
            }))
        .isEmpty();
    end.countDown();
    assertThat(delivered.size()).isEqualTo(65_536);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SILENCE);
  }

  @Test
  void noAnswerAtAllIsSilence() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    fails(SourceFailure.Kind.SILENT, out -> end.await());
    end.countDown();
  }

  @Test
  void aConnectionThatIsClosedWithoutAnAnswerIsBroken() throws Exception {
    fails(SourceFailure.Kind.BROKEN, OutputStream::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 206 x\r\nContent-Length: 199999\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200001\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 9223372036854775807\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nTransfer-Encoding: chunked\r\nRunnel-Hashes: PROOF\r\n\r\n30d40\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 302 x\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: \r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: ====\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: AAAA\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: OTHER\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: PROOFPROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: -1\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/1.1 206 x\r\nContent-Length: lots\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "HTTP/9.9 206 x\r\nContent-Length: 200000\r\nRunnel-Hashes: PROOF\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
      })
  void anAnswerThatSpeaksNonsenseIsWrong(String head) throws Exception {
    String text =
        head.replace("PROOF", proof(hashed, all.hashes(hashed.id())))
            .replace(
                "OTHER",
                proof(SeededBytes.hashed(SeededBytes.of(2, LENGTH)), all.hashes(hashed.id())));
    fails(
        SourceFailure.Kind.WRONG,
        out -> {
          out.write(ascii(text));
          out.write(bytes);
        });
    assertThat(delivered.size()).isZero();
  }

  @Test
  void whatIsCompressedIsWrongAndNeverUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    byte[] body = Arrays.copyOf(packed.toByteArray(), LENGTH);
    fails(SourceFailure.Kind.WRONG, out -> out.write(answer("Content-Encoding: gzip\r\n", body)));
    assertThat(delivered.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X", // One line without an end.
        "X: y\r\n", // Lines without an end.
        "\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
      })
  void aHeadWithoutAnEndIsGivenUp(String again) throws Exception {
    byte[] flood = ascii(again.repeat(100));
    Optional<SourceFailure> failure =
        fetch(out -> {
          out.write(ascii(again.startsWith("X") ? "HTTP/1.1 206 x\r\n" : ""));
          while (true) {
            out.write(flood);
          }
        });
    assertThat(failure).isPresent();
  }

  @Test
  void aHeadThatTricklesIsGivenUp() throws Exception {
    Optional<SourceFailure> failure =
        fetch(out -> {
          out.write(ascii("HTTP/1.1 206 x\r\nX: "));
          while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(SILENCE.dividedBy(3));
          }
        });
    assertThat(failure.map(SourceFailure::kind)).contains(SourceFailure.Kind.SILENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aPeerThatCanNotNowIsNoLiar(int status) throws Exception {
    fails(
        SourceFailure.Kind.BROKEN,
        out -> out.write(ascii("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n")));
  }

  @Test
  void aPeerThatHasItNotIsNoLiar() throws Exception {
    fails(
        SourceFailure.Kind.NOT_THERE,
        out -> out.write(ascii("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n")));
  }

  @Test
  void anotherKeyAtTheAddressGetsNoRequest() throws Exception {
    PeerId expected = Identity.create().id();
    try (HostilePeer other = new HostilePeer(out -> out.write(answer("", bytes)));
        PeerClients clients = clients()) {
      Optional<SourceFailure> failure = fetch(expected, other, clients);
      assertThat(failure.map(SourceFailure::kind)).contains(SourceFailure.Kind.WRONG_KEY);
      assertThat(failure.orElseThrow().getMessage()).contains(other.identity.id().text());
    }
    assertThat(delivered.size()).isZero();
  }

  private void fails(SourceFailure.Kind kind, HostilePeer.Script script) throws Exception {
    Optional<SourceFailure> failure = fetch(script);
    assertThat(failure).as("failure").isPresent();
    assertThat(failure.get().kind()).as(failure.get().getMessage()).isEqualTo(kind);
    assertThat(failure.get().getMessage()).isNotBlank().doesNotContain("null");
  }

  private Optional<SourceFailure> fetch(HostilePeer.Script script) throws Exception {
    try (HostilePeer peer = new HostilePeer(script);
        PeerClients clients = clients()) {
      return fetch(peer.identity.id(), peer, clients);
    }
  }

  private Optional<SourceFailure> fetch(PeerId id, HostilePeer peer, PeerClients clients) {
    try {
      new HttpSource(id, "mallory", () -> Optional.of(peer.address()), clients)
          .fetch(hashed.id(), all, new Sink());
      return Optional.empty();
    } catch (SourceFailure e) {
      return Optional.of(e);
    }
  }

  private PeerClients clients() {
    return new PeerClients(peer -> PeerHttp.client(me, Optional.of(peer), TIMEOUTS), HEAD_WITHIN);
  }

  private byte[] answer(String headers, byte[] body) {
    String head =
        "HTTP/1.1 206 Partial Content\r\nContent-Length: %d\r\nRunnel-Hashes: %s\r\n%s\r\n"
            .formatted(LENGTH, proof(hashed, all.hashes(hashed.id())), headers);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(ascii(head));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private static String proof(Hashed of, HashRange range) {
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    Proofs.prove(of.id(), range, of.tree()).forEach(hash -> proof.writeBytes(hash.bytes()));
    return Base64.getEncoder().encodeToString(proof.toByteArray());
  }

  /** Judges as the engine does. */
  private final class Sink implements Source.Sink {
    private final ContentId content = hashed.id();

    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure {
      try {
        return Proofs.verify(content, range, proof);
      } catch (ProofException e) {
        throw new SourceFailure(SourceFailure.Kind.WRONG, e.getMessage());
      }
    }

    @Override
    public boolean take(long node, Hash expected, byte[] data) throws SourceFailure {
      if (!Leaves.node(content, 2, node, ByteBuffer.wrap(data)).equals(expected)) {
        throw new SourceFailure(SourceFailure.Kind.WRONG, "wrong bytes");
      }
      delivered.writeBytes(data);
      return !enough;
    }
  }
}
