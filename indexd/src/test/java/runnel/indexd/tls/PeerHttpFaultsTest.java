package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runnel.indexd.identity.Identity;

/** What the client does when a peer misbehaves or is not what it should be. */
@Timeout(20)
class PeerHttpFaultsTest {
  private static final HttpTimeouts SHORT =
      new HttpTimeouts(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMillis(400));

  private final CloseableHttpClient http =
      PeerHttp.client(Identity.create(), Optional.empty(), SHORT);

  @AfterEach
  void close() throws IOException {
    http.close();
  }

  private String ask(HttpUriRequestBase request) throws IOException {
    return http.execute(request, response -> EntityUtils.toString(response.getEntity()));
  }

  private String get(RawPeer peer) throws IOException {
    return ask(new HttpGet(peer.uri("/")));
  }

  @Test
  void aRequestOnAConnectionThatDiedIsRepeatedOnce() throws Exception {
    try (RawPeer peer = RawPeer.closingAfterOneRequest()) {
      assertThat(get(peer)).isEqualTo("done");
      assertThat(get(peer)).isEqualTo("done");
      assertThat(peer.requests).hasSize(3);
    }
  }

  @Test
  void whatIsNotIdempotentIsNeverRepeated() throws Exception {
    try (RawPeer peer = RawPeer.closingAfterOneRequest()) {
      assertThat(get(peer)).isEqualTo("done");
      assertThatIOException().isThrownBy(() -> ask(new HttpPost(peer.uri("/"))));
      assertThat(peer.requests).hasSize(2);
    }
  }

  @Test
  void aNewConnectionThatDiesIsNotTriedAgain() throws Exception {
    RawPeer[] self = new RawPeer[1];
    try (RawPeer peer =
        new RawPeer(socket -> {
          try (Socket tls = self[0].tls(socket)) {
            var _ = self[0].readRequest(tls);
          }
        })) {
      self[0] = peer;
      assertThatIOException().isThrownBy(() -> get(peer));
      assertThat(peer.requests).hasSize(1);
    }
  }

  @Test
  void aServerThatShowsNoPeersKeyIsAWrongKey() throws Exception {
    SSLContext rsa = Credentials.context(Optional.of(Credentials.of("RSA", "SHA256withRSA")));
    try (RawPeer peer =
        new RawPeer(socket -> {
          try (Socket tls = rsa.getSocketFactory().createSocket(socket, null, true)) {
            var _ = tls.getInputStream().read();
          }
        })) {
      Throwable refused = catchThrowable(() -> get(peer));
      assertThat(WrongKeyException.in(refused))
          .hasValueSatisfying(wrong -> assertThat(wrong.found()).isEmpty());
    }
  }

  @Test
  void aHandshakeThatTricklesHasADeadline() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawPeer peer =
        new RawPeer(socket -> {
          try {
            socket.getOutputStream().write(new byte[] {22, 3, 3, 0x3f, (byte) 0xff});
            while (true) { // A byte now and then, so that no read ever times out.
              socket.getOutputStream().write(2);
              Thread.sleep(20);
            }
          } finally {
            closed.countDown();
          }
        })) {
      long start = System.nanoTime();
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> get(peer))
          .withMessageContaining("handshake");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void silenceIsGivenUpAndSlownessIsNot() throws Exception {
    RawPeer[] self = new RawPeer[1];
    try (RawPeer peer =
        new RawPeer(socket -> {
          try (Socket tls = self[0].tls(socket)) {
            var _ = self[0].readRequest(tls);
            byte[] head =
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            tls.getOutputStream().write(head);
            for (int i = 0; i < 6; i++) { // 900 ms in all: twice what silence may last.
              tls.getOutputStream().write('x');
              Thread.sleep(150);
            }
            var _ = tls.getInputStream().read(); // Three bytes are owed.
          }
        })) {
      self[0] = peer;
      byte[] got = new byte[6];
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() ->
              http.execute(
                  new HttpGet(peer.uri("/")),
                  response -> {
                    var in = response.getEntity().getContent();
                    assertThat(in.readNBytes(got, 0, 6)).isEqualTo(6);
                    return in.read();
                  }));
      assertThat(got).containsOnly('x');
    }
  }

  @Test
  void followsNowhereAndUnpacksNothing() throws Exception {
    try (RawPeer other = RawPeer.answering("200 OK", "", "other");
        RawPeer peer =
            RawPeer.answering(
                "302 Found",
                "Location: " + other.uri("/") + "\r\nSet-Cookie: a=b\r\nContent-Encoding: gzip\r\n",
                "not gzip")) {
      assertThat(get(peer)).isEqualTo("not gzip");
      assertThat(get(peer)).isEqualTo("not gzip");
      assertThat(other.requests).isEmpty();
      assertThat(peer.requests)
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).doesNotContain("Cookie", "Accept-Encoding"));
    }
  }

  @Test
  void headsThatNeverEndAreRefused() throws Exception {
    try (RawPeer many = RawPeer.answering("200 OK", "A: b\r\n".repeat(1_000), "x");
        RawPeer wide = RawPeer.answering("200 OK", "A: " + "b".repeat(100_000) + "\r\n", "x")) {
      assertThatIOException().isThrownBy(() -> get(many));
      assertThatIOException().isThrownBy(() -> get(wide));
    }
  }

  @Test
  void plainHttpIsRefused() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0)) {
      HttpGet plain = new HttpGet("http://127.0.0.1:" + nobody.getLocalPort() + "/");
      assertThatExceptionOfType(ClientProtocolException.class).isThrownBy(() -> ask(plain));
    }
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    try (RawPeer peer = RawPeer.answering("200 OK", "", "ok")) {
      for (int i = 0; i < 5; i++) {
        HttpClientContext context = HttpClientContext.create();
        assertThat(PeerHttpTest.get(http, peer.uri("/"), context)).isEqualTo("ok");
        assertThat(PeerHttp.peerKey(context).id()).isEqualTo(peer.identity.id());
        assertThat(peer.connections()).isEqualTo(1);
      }
    }
  }
}
