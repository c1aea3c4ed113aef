package runnel.node.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/**
 * A wire that flips bits: passes on what comes, but for one bit now and then of what the server
 * sends. Arguments: its port, the server's host and port, from which address to connect there, how
 * many bytes go by well between two flips at most, and a seed.
 */
final class FlippingProxy {
  private final String[] arguments;

  private FlippingProxy(String[] arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket listening = new ServerSocket(Integer.parseInt(arguments[0]))) {
      System.out.println("ready");
      FlippingProxy proxy = new FlippingProxy(arguments);
      Random random = new Random(Long.parseLong(arguments[5]));
      while (true) {
        Socket client = listening.accept();
        long seed = random.nextLong();
        Thread.ofVirtual().start(() -> proxy.serve(client, new Random(seed)));
      }
    }
  }

  private void serve(Socket client, Random random) {
    try (client;
        Socket server = new Socket()) {
      server.bind(new InetSocketAddress(arguments[3], 0));
      server.connect(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])));
      Thread up = Thread.ofVirtual().start(() -> pass(client, server, Integer.MAX_VALUE, random));
      pass(server, client, Integer.parseInt(arguments[4]), random);
      up.interrupt();
    } catch (IOException e) {
      // The client sees a broken connection.
    }
  }

  private static void pass(Socket from, Socket to, int flipWithin, Random random) {
    byte[] buffer = new byte[1 << 14];
    long next = random.nextInt(flipWithin);
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        if (next < count) {
          buffer[(int) next] ^= (byte) (1 << random.nextInt(8));
          System.out.println("flipped");
          next += random.nextInt(flipWithin);
        }
        next -= count;
        out.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
