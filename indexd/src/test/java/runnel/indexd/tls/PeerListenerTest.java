package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.identity.Identity;

/** The listener that nodes and indexes use, and who gets in. */
class PeerListenerTest {
  private static final byte[] ASK =
      "GET /who HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final String HEAD_END = "\r\n\r\n";
  private static final int PATIENCE_MILLIS = 8_000;

  private Listening bob;

  @BeforeEach
  void listen() {
    bob = Listening.start();
  }

  @AfterEach
  void stop() {
    bob.close();
  }

  /** Those who show something that is no peer's certificate, or nothing. */
  enum Stranger {
    NOTHING,
    RSA,
    ELLIPTIC_CURVE,
    ED448,
    ISSUED_BY_ANOTHER,
    ISSUED_WITH_ISSUER,
    TWO_SELF_SIGNED;

    Optional<Credentials> credentials() throws Exception {
      return switch (this) {
        case NOTHING -> Optional.empty();
        case RSA -> Optional.of(Credentials.of("RSA", "SHA256withRSA"));
        case ELLIPTIC_CURVE -> Optional.of(Credentials.of("EC", "SHA256withECDSA"));
        case ED448 -> Optional.of(Credentials.of("Ed448", "Ed448"));
        case ISSUED_BY_ANOTHER -> Optional.of(Credentials.issued(false));
        case ISSUED_WITH_ISSUER -> Optional.of(Credentials.issued(true));
        case TWO_SELF_SIGNED -> Optional.of(Credentials.twoSelfSigned());
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void strangersAreRefused(Stranger stranger) throws Exception {
    SSLContext context = Credentials.context(stranger.credentials());
    assertThatIOException().isThrownBy(() -> ask(context, "TLSv1.3"));
    assertThat(bob.answered).hasValue(0);
  }

  @Test
  void whoeverShowsASelfSignedKeyIsServed() throws Exception {
    SSLContext context = Credentials.context(Optional.of(Credentials.good()));
    assertThat(ask(context, "TLSv1.3")).startsWith("HTTP/1.1 200");
    assertThat(bob.answered).hasValue(1);
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    SSLContext context = Credentials.context(Optional.of(Credentials.good()));
    assertThatIOException().isThrownBy(() -> ask(context, "TLSv1.2"));
    assertThat(bob.answered).hasValue(0);
  }

  @Test
  void aBareSocketOfTheContextIsAsStrict() throws Exception {
    try (var listening = Tls.server(bob.identity).getServerSocketFactory().createServerSocket()) {
      var socket = (javax.net.ssl.SSLServerSocket) listening;
      assertThat(socket.getNeedClientAuth()).isTrue();
      assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3");
    }
    var engine = Tls.server(bob.identity).createSSLEngine();
    assertThat(engine.getNeedClientAuth()).isTrue();
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(engine.getEnabledCipherSuites()).startsWith("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    ListenerLimits small = new ListenerLimits(10, 10, 1_000, ListenerLimits.DEFAULT.idle());
    try (Listening carl =
            new Listening(
                Identity.create(),
                small,
                0,
                routing ->
                    routing.post(
                        "/body",
                        (request, response) ->
                            response.send(
                                String.valueOf(request.content().as(byte[].class).length))));
        CloseableHttpClient http =
            PeerHttp.client(Identity.create(), Optional.empty(), HttpTimeouts.DEFAULT)) {
      assertThat(post(http, carl.uri("/body"), 1_000)).isEqualTo(200);
      assertThat(post(http, carl.uri("/body"), 1_001)).isEqualTo(413);
    }
  }

  @Test
  void connectionsOfOnePeerAreBoundedWhateverOthersHave() throws Exception {
    SSLContext mallory = Credentials.context(Optional.of(Credentials.good()));
    SSLContext carol = Credentials.context(Optional.of(Credentials.good()));
    ListenerLimits few = new ListenerLimits(20, 2, 3, 10, 1_000, ListenerLimits.DEFAULT.idle());
    try (Listening dave = new Listening(Identity.create(), few, 0, _ -> {})) {
      try (Socket first = connected(mallory, dave);
          Socket second = connected(mallory, dave)) {
        assertThat(answers(first) && answers(second)).isTrue();
        assertThat(isThrownOut(mallory, dave)).isTrue();
        try (Socket third = connected(carol, dave)) {
          assertThat(answers(third) && answers(first)).isTrue();
          // Three from one address: the next is thrown out whosever it is.
          SSLContext another = Credentials.context(Optional.of(Credentials.good()));
          assertThat(isThrownOut(another, dave)).isTrue();
        }
      }
      assertThat(answersAgain(mallory, dave)).isTrue();
    }
  }

  private static Socket connected(SSLContext context, Listening server) throws IOException {
    Socket socket =
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Asks and leaves the connection open; says whether there was an answer. */
  private static boolean answers(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /who HTTP/1.1\r\nHost: peer\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.indexOf(HEAD_END) >= 0) {
        in.skipNBytes(Identity.create().id().text().length());
        return true;
      }
    }
    return false;
  }

  private static boolean isThrownOut(SSLContext context, Listening server) throws IOException {
    try (Socket socket = connected(context, server)) {
      return !answers(socket);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither served nor thrown out", e);
    } catch (IOException e) {
      return true;
    }
  }

  /** Once the server noticed that a connection is closed, there is room for another one. */
  private static boolean answersAgain(SSLContext context, Listening server) throws Exception {
    for (int i = 0; i < 100; i++) {
      if (!isThrownOut(context, server)) {
        return true;
      }
      Thread.sleep(20); // There is no event to wait for: the server notices by itself.
    }
    return false;
  }

  private static int post(CloseableHttpClient http, String uri, int bytes) throws IOException {
    HttpPost post = new HttpPost(uri);
    post.setEntity(new ByteArrayEntity(new byte[bytes], ContentType.APPLICATION_OCTET_STREAM));
    return http.execute(post, response -> response.getCode());
  }

  /** Sends a request and returns the head of the answer and its body; none at all is an error. */
  private String ask(SSLContext context, String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), bob.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write(ASK);
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf(HEAD_END) < 0) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("closed without an answer");
        }
        answer.append((char) next);
      }
      byte[] id = in.readNBytes(Identity.create().id().text().length());
      return answer.append(new String(id, StandardCharsets.US_ASCII)).toString();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither served nor refused", e);
    }
  }

  /** What nobody uses must not stay open for ever: connections are limited. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\u0016\u0003\u0003", "GET / HTTP/1.1\r\nHost: peer\r\n\r\n"})
  void whoeverOpensNoTlsIsThrownOut(String sent) throws Exception {
    ListenerLimits impatient = new ListenerLimits(10, 10, 1_000, Duration.ofSeconds(1));
    try (Listening carl = new Listening(Identity.create(), impatient, 0, _ -> {});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), carl.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
    }
  }

  @Test
  void neverUsesTheConfigurationThatForgetsClientCertificates() {
    var configured = PeerListener.server(bob.identity, ListenerLimits.DEFAULT).buildPrototype();
    assertThat(configured.useNio()).isTrue();
    assertThat(configured.shutdownHook()).isFalse();
    assertThat(configured.connectionOptions().tcpNoDelay()).isTrue();
    assertThat(configured.tls().orElseThrow().prototype().enabledProtocols())
        .isEqualTo(List.of("TLSv1.3"));
  }
}
