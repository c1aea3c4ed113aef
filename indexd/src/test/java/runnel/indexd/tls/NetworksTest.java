package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.Membership;
import runnel.indexd.identity.NetworkName;
import runnel.indexd.identity.Passphrase;

/** Networks with a name and a passphrase, and who gets into which. */
class NetworksTest {
  private static final String OID = "2.25.260973572622881645217117070872436859793";
  private static final byte[] ASK =
      "GET /who HTTP/1.1\r\nHost: peer\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] ANSWER = "HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 8_000;

  @TempDir private Path folder;

  /** Networks that are all apart. */
  enum Net {
    DEFAULT(Membership.DEFAULT),
    DEFAULT_BY_PASSPHRASE(of("runnel", Optional.of("correct horse"))),
    LAB(of("lab", Optional.empty())),
    OTHER_CASE(of("Lab", Optional.empty())),
    LAB_BY_PASSPHRASE(of("lab", Optional.of("correct horse"))),
    LAB_BY_ANOTHER(of("lab", Optional.of("correct house")));

    @SuppressWarnings("ImmutableEnumChecker") // It has no setters.
    final Membership membership;

    Net(Membership membership) {
      this.membership = membership;
    }

    private static Membership of(String name, Optional<String> passphrase) {
      return Membership.of(new NetworkName(name), passphrase.map(Passphrase::of));
    }

    Identity somebody() {
      return Identity.create().in(membership);
    }
  }

  private static Listening listening(Identity identity, int port) {
    return new Listening(identity, ListenerLimits.DEFAULT, port, _ -> {});
  }

  @ParameterizedTest
  @EnumSource
  void membersMeetAndAllOthersAreRefusedByTheClient(Net net) throws Exception {
    try (Listening bob = listening(net.somebody(), 0)) {
      for (Net of : Net.values()) {
        Identity ann = of.somebody();
        Throwable failure = catchThrowable(() -> get(ann, bob));
        if (of == net) {
          assertThat(failure).isNull();
        } else {
          assertThat(failure).isInstanceOf(IOException.class);
          assertThat(WrongKeyException.in(failure)).isEmpty();
          assertThat(WrongNetworkException.in(failure))
              .hasValueSatisfying(wrong ->
                  assertThat(wrong)
                      .hasMessageContainingAll(bob.identity.id().text(), "is of another network"));
        }
      }
      assertThat(bob.answered).hasValue(1);
    }
  }

  /** A client that is not ours and trusts whatever it meets. */
  @ParameterizedTest
  @EnumSource
  void membersMeetAndAllOthersAreRefusedByTheServer(Net net) throws Exception {
    try (Listening bob = listening(net.somebody(), 0)) {
      for (Net of : Net.values()) {
        SSLContext context = trustful(of.somebody());
        if (of == net) {
          assertThat(ask(context, bob.port()).text()).startsWith("HTTP/1.1 200");
        } else {
          assertThatIOException().isThrownBy(() -> ask(context, bob.port()));
        }
      }
      assertThat(bob.answered).hasValue(1);
    }
  }

  @Test
  void aCopiedMarkIsOfNoUse() throws Exception {
    Identity member = Net.LAB_BY_PASSPHRASE.somebody();
    String mark = HexFormat.of().formatHex(member.membership().mark(member.key()).orElseThrow());
    try (Listening bob = listening(Net.LAB_BY_PASSPHRASE.somebody(), 0)) {
      assertThat(curl(certificate(Optional.of("0420" + mark)), bob.port())).isNotEqualTo("200");
      assertThat(bob.answered).hasValue(0);
    }
  }

  /** What PROTOCOL.md says about the mark is enough to make one with other programs. */
  @Test
  void opensslIsAMemberWithAMarkByTheDocument() throws Exception {
    Membership lab = Net.LAB_BY_PASSPHRASE.membership;
    Path without = certificate(Optional.empty());
    String mark = HexFormat.of().formatHex(lab.mark(Credentials.key(without)).orElseThrow());
    try (Listening bob = listening(Net.LAB_BY_PASSPHRASE.somebody(), 0)) {
      assertThat(curl(without, bob.port())).isNotEqualTo("200");
      assertThat(curl(certificate(Optional.of("0420" + mark)), bob.port())).isEqualTo("200");
      for (String wrong : new String[] {"0420" + mark + "00", "041f" + mark.substring(2), mark}) {
        assertThat(curl(certificate(Optional.of(wrong)), bob.port())).isNotEqualTo("200");
      }
      assertThat(bob.answered).hasValue(1);
    }
  }

  @Test
  void opensslSeesTheMarkOfAListener() throws Exception {
    Identity member = Net.LAB_BY_PASSPHRASE.somebody();
    String mark = HexFormat.of().formatHex(member.membership().mark(member.key()).orElseThrow());
    try (Listening bob = listening(member, 0)) {
      Program shown = openssl(certificate(Optional.empty()), bob.port());
      Program text = Program.run(folder, shown.output(), "openssl", "x509", "-noout", "-text");
      assertThat(text.output()).contains(OID + ":").doesNotContain("critical");
      Program value =
          Program.run(
              folder,
              shown.output(),
              "sh",
              "-c",
              "openssl x509 -outform DER | od -An -v -tx1 | tr -d ' \\n'");
      assertThat(value.output()).contains("0420" + mark);
    }
  }

  /** With a ticket of the same key and port, from a time when the listener was in its network. */
  @Test
  void aTicketGetsNobodyIntoAnotherNetwork() throws Exception {
    Identity bob = Identity.create();
    SSLContext stranger = trustful(Identity.create());
    int port;
    try (Resumable open = new Resumable(bob, 0)) {
      port = open.port();
      var _ = ask(stranger, port);
      assertThat(ask(stranger, port).resumed()).isTrue();
    }
    try (Resumable closed = new Resumable(bob.in(Net.LAB.membership), port)) {
      assertThatIOException().isThrownBy(() -> ask(stranger, port));
      assertThat(closed.answered).hasValue(0);
    }
  }

  @Test
  void aClientWithATicketNoticesThatTheListenerChangedItsNetwork() throws Exception {
    Identity bob = Identity.create();
    SSLContext ann = Tls.client(Identity.create(), Optional.of(bob.id()));
    int port;
    try (Resumable open = new Resumable(bob, 0)) {
      port = open.port();
      var _ = ask(ann, port);
      assertThat(ask(ann, port).resumed()).isTrue();
    }
    try (Resumable closed = new Resumable(bob.in(Net.LAB.membership), port)) {
      Throwable failure = catchThrowable(() -> ask(ann, port));
      assertThat(WrongNetworkException.in(failure)).isPresent();
      assertThat(closed.answered).hasValue(0);
    }
  }

  /** A resumed session meets no trust manager, so what made the connection asks again. */
  @Test
  void aSessionIsCheckedAgainstTheNetworkByItself() throws Exception {
    try (Listening bob = listening(Net.LAB.somebody(), 0)) {
      SSLSession session = ask(trustful(Net.LAB.somebody()), bob.port()).session();
      new PeerTrust(Net.LAB.membership, Optional.empty()).check(session);
      PeerTrust other = new PeerTrust(Net.OTHER_CASE.membership, Optional.empty());
      assertThat(WrongNetworkException.in(catchThrowable(() -> other.check(session)))).isPresent();
    }
  }

  /** A bare socket of the listeners' context: with this one the JDK does resume sessions. */
  private static final class Resumable implements AutoCloseable {
    final AtomicInteger answered = new AtomicInteger();
    private final ServerSocket listening;

    Resumable(Identity identity, int port) throws IOException {
      listening = listen(identity, port);
      var _ = Thread.ofVirtual().start(this::accept);
    }

    /** A port that was just let go may be some connection's own for a moment. */
    private static ServerSocket listen(Identity identity, int port) throws IOException {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (true) {
        try {
          return Tls.server(identity).getServerSocketFactory().createServerSocket(port);
        } catch (BindException e) {
          if (System.nanoTime() > deadline) {
            throw e;
          }
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
      }
    }

    int port() {
      return listening.getLocalPort();
    }

    private void accept() {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          if (socket.getInputStream().read() >= 0) {
            var _ = answered.incrementAndGet();
            socket.getOutputStream().write(ANSWER);
            var _ = socket.getInputStream().readAllBytes();
          }
        } catch (IOException _) {
          // Refused, or closed.
        }
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  private static String get(Identity identity, Listening bob) throws IOException {
    try (CloseableHttpClient http =
        PeerHttp.client(identity, Optional.empty(), HttpTimeouts.DEFAULT)) {
      return PeerHttpTest.get(http, bob.uri("/who"), HttpClientContext.create());
    }
  }

  private static SSLContext trustful(Identity identity) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        new KeyManager[] {identity.keyManager()},
        new TrustManager[] {new TrustAnything()},
        new SecureRandom());
    return context;
  }

  /** What a listener answered, and by which session. */
  private record Answer(String text, SSLSession session, boolean resumed) {}

  private static Answer ask(SSLContext context, int port) throws IOException {
    long before = System.currentTimeMillis();
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write(ASK);
      InputStream in = socket.getInputStream();
      String answer = new String(in.readNBytes(ANSWER.length), StandardCharsets.US_ASCII);
      if (answer.isEmpty()) {
        throw new IOException("closed without an answer");
      }
      SSLSession session = socket.getSession();
      return new Answer(answer, session, session.getCreationTime() < before);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither served nor refused", e);
    }
  }

  private Program openssl(Path pem, int port) throws Exception {
    return Program.run(
        folder,
        "",
        "openssl",
        "s_client",
        "-connect",
        "127.0.0.1:" + port,
        "-cert",
        pem.toString(),
        "-key",
        folder.resolve("key.pem").toString());
  }

  /** The HTTP status; 000 without an answer. */
  private String curl(Path pem, int port) throws Exception {
    Program curl =
        Program.run(
            folder,
            "",
            "curl",
            "-sk",
            "--max-time",
            "10",
            "--cert",
            pem.toString(),
            "--key",
            folder.resolve("key.pem").toString(),
            "-o",
            "answer",
            "-w",
            "%{http_code}",
            "https://127.0.0.1:" + port + "/who");
    assertThat(curl.exit()).as("within its time").isNotEqualTo(28);
    return curl.output();
  }

  /** Made by openssl, always of the same key; with an extension of those bytes. */
  private Path certificate(Optional<String> extension) throws Exception {
    Path key = folder.resolve("key.pem");
    if (!Files.exists(key)) {
      run("openssl genpkey -algorithm ed25519 -out key.pem");
    }
    String mark = extension.map(hex -> " -addext " + OID + "=DER:" + hex).orElse("");
    run("openssl req -x509 -new -key key.pem -subj /CN=x -days 2 -out cert.pem" + mark);
    return folder.resolve("cert.pem");
  }

  private void run(String command) throws Exception {
    Program program = Program.run(folder, "", command.split(" "));
    assertThat(program.exit()).as(program.output()).isZero();
  }
}
