package runnel.indexd.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Turns a connected socket into one to the expected peer, within a deadline. */
final class PeerSockets implements TlsSocketStrategy {
  private final SSLContext tls;
  private final PeerTrust trust;
  private final Duration deadline;

  PeerSockets(SSLContext tls, PeerTrust trust, Duration deadline) {
    this.tls = tls;
    this.trust = trust;
    this.deadline = deadline;
  }

  @Override
  public SSLSocket upgrade(
      Socket plain, String host, int port, Object attachment, HttpContext context)
      throws IOException {
    context.setAttribute(StaleRetry.REUSED_CONNECTION, false);
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
    try {
      shakeHands(plain, socket);
      // A resumed session has not met the trust manager.
      trust.check(socket.getSession());
      return socket;
    } catch (IOException | RuntimeException e) {
      closeQuietly(plain);
      throw e;
    }
  }

  /** A socket's own timeout starts anew with each byte, so a clock closes it from outside. */
  private void shakeHands(Socket plain, SSLSocket socket) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    Thread clock =
        Thread.ofVirtual()
            .name("handshake deadline")
            .start(() -> {
              try {
                Thread.sleep(deadline);
                late.set(true);
                closeQuietly(plain);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // In time.
              }
            });
    try {
      socket.startHandshake();
    } catch (IOException e) {
      if (late.get()) {
        SocketTimeoutException timeout =
            new SocketTimeoutException("no TLS handshake within " + deadline);
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      clock.interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Nobody waits for it any more.
    }
  }
}
