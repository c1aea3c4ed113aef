package runnel.indexd.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

/** Makes server sockets that speak TLS 1.3 only and require a certificate of the client. */
final class StrictServerSockets extends SSLServerSocketFactory {
  private final SSLServerSocketFactory sockets;

  StrictServerSockets(SSLServerSocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return strict(sockets.createServerSocket());
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return strict(sockets.createServerSocket(port));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return strict(sockets.createServerSocket(port, backlog));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress local)
      throws IOException {
    return strict(sockets.createServerSocket(port, backlog, local));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return StrictContext.parameters().getCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return StrictContext.parameters().getCipherSuites();
  }

  private static ServerSocket strict(ServerSocket socket) {
    ((SSLServerSocket) socket).setSSLParameters(StrictContext.parameters());
    return socket;
  }
}
