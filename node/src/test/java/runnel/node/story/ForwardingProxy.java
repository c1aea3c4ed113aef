package runnel.node.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import runnel.indexd.identity.Identity;
import runnel.indexd.tls.Tls;

/**
 * A man in the middle: ends TLS with a key of his own, connects on to the real node with it, and
 * forwards every byte both ways, so that whoever does not look at keys notices nothing.
 *
 * <p>Arguments: the real node's host. It prints how many bytes it forwarded whenever a connection
 * ended.
 */
final class ForwardingProxy {
  private static final int PORT = 7707;

  private ForwardingProxy() {}

  public static void main(String[] arguments) throws IOException {
    Identity identity = Identity.create();
    try (SSLServerSocket server =
        (SSLServerSocket) Tls.server(identity).getServerSocketFactory().createServerSocket(PORT)) {
      System.out.println("ready");
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> forward(client, arguments[0], identity));
      }
    }
  }

  private static void forward(Socket client, String host, Identity identity) {
    AtomicLong forwarded = new AtomicLong();
    try (client;
        Socket real =
            Tls.client(identity, Optional.empty()).getSocketFactory().createSocket(host, PORT)) {
      CountDownLatch ended = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> pump(client, real, forwarded, ended));
      Thread.ofVirtual().start(() -> pump(real, client, forwarded, ended));
      ended.await();
    } catch (IOException e) {
      System.out.println("broken: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.println("forwarded " + forwarded);
  }

  private static void pump(Socket from, Socket to, AtomicLong forwarded, CountDownLatch ended) {
    byte[] buffer = new byte[1 << 14];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
        forwarded.addAndGet(read);
      }
    } catch (IOException e) {
      System.out.println("broken: " + e.getMessage());
    } finally {
      ended.countDown();
    }
  }
}
