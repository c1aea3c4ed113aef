package runnel.indexd.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets that speak TLS 1.3 only. */
final class StrictSockets extends SSLSocketFactory {
  private final SSLSocketFactory sockets;

  StrictSockets(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public Socket createSocket() throws IOException {
    return strict(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean close)
      throws IOException {
    return strict(sockets.createSocket(socket, host, port, close));
  }

  @Override
  public Socket createSocket(Socket socket, InputStream consumed, boolean close)
      throws IOException {
    return strict(sockets.createSocket(socket, consumed, close));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return strict(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return strict(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return strict(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return strict(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return StrictContext.parameters().getCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return StrictContext.parameters().getCipherSuites();
  }

  private static Socket strict(Socket socket) {
    ((SSLSocket) socket).setSSLParameters(StrictContext.parameters());
    return socket;
  }
}
