package runnel.node.story;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * An attacker's program: sends datagrams to the group of discovery. It knows {@code
 * indexd/PROTOCOL.md}, not our code.
 *
 * <p>Arguments: what to send ({@code invented}, {@code oversized}, or a beacon in hexadecimal to
 * repeat), how many, how many a second (0 for as many as go), a seed, then the source addresses to
 * take turns with. With {@code listen} it prints the first beacon that it hears.
 */
final class BeaconGun {
  private static final InetSocketAddress GROUP = new InetSocketAddress("239.255.77.7", 7707);
  private static final int BEACON = 56;
  private static final int[] OVER = {57, 200, 1_400, 9_000, 60_000};

  private BeaconGun() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    if (arguments[0].equals("listen")) {
      System.out.println("heard " + HexFormat.of().formatHex(listen()));
      return;
    }
    int count = Integer.parseInt(arguments[1]);
    int eachSecond = Integer.parseInt(arguments[2]);
    Random random = new Random(Long.parseLong(arguments[3]));
    DatagramChannel[] sockets = new DatagramChannel[arguments.length - 4];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = open(arguments[4 + i]);
    }
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var _ =
          sockets[i % sockets.length].send(ByteBuffer.wrap(next(arguments[0], i, random)), GROUP);
      long due = eachSecond == 0 ? 0 : began + Duration.ofSeconds(i).toNanos() / eachSecond;
      LockSupport.parkNanos(due - System.nanoTime());
    }
    System.out.println("sent " + count);
  }

  private static byte[] next(String what, int number, Random random) {
    return switch (what) {
      case "invented" -> invented(random);
      case "oversized" -> {
        byte[] longer = new byte[OVER[number % OVER.length]];
        System.arraycopy(invented(random), 0, longer, 0, BEACON);
        yield longer;
      }
      default -> HexFormat.of().parseHex(what);
    };
  }

  /** Somebody who never was is the best of all indexes, at some port here. */
  private static byte[] invented(Random random) {
    byte[] peer = new byte[32];
    random.nextBytes(peer);
    return ByteBuffer.allocate(BEACON)
        .putInt(0x524e4201)
        .put((byte) 2)
        .put((byte) 3)
        .putShort((short) (1 + random.nextInt(65_535)))
        .putLong(0xa98b81337f84ba03L)
        .put(peer)
        .putLong(1 + random.nextInt(1_000))
        .array();
  }

  private static byte[] listen() throws IOException {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(GROUP).join(GROUP.getAddress(), NetworkInterface.getByName(LanHost.CARD));
      ByteBuffer heard = ByteBuffer.allocate(2_000);
      while (heard.position() != BEACON || heard.get(4) != 2) {
        var _ = channel.receive(heard.clear());
      }
      byte[] beacon = new byte[BEACON];
      heard.get(0, beacon);
      return beacon;
    }
  }

  private static DatagramChannel open(String source) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.setOption(
        StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(LanHost.CARD));
    return channel.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
  }
}
