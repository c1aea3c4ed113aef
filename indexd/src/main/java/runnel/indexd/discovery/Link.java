package runnel.indexd.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One place's socket. All but {@link #report} is for the thread of discovery only.
 *
 * <p>It is bound to the group, not to the wildcard, so that no datagram reaches it that was sent to
 * this machine alone; and to the interface, for IPv6 by the group's zone, for IPv4 because the JDK
 * switches IP_MULTICAST_ALL off. So each datagram is received once, where it arrived.
 */
final class Link implements AutoCloseable {
  private final Place place;
  private final DatagramChannel channel;
  private final InetSocketAddress group;
  private final Counts counts = new Counts();

  /** Longer than a beacon by one, so that what is too long is seen to be. */
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(BeaconCodec.BYTES + 1);

  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BeaconCodec.BYTES);

  private final AtomicLong unechoed = new AtomicLong();
  private volatile Optional<String> lastError = Optional.empty();

  private Link(Place place, DatagramChannel channel, InetSocketAddress group) {
    this.place = place;
    this.channel = channel;
    this.group = group;
  }

  static Link open(Place place, int port) throws IOException {
    NetworkInterface device = NetworkInterface.getByIndex(place.index());
    if (device == null) {
      throw new SocketException("it went away");
    }
    InetSocketAddress group = new InetSocketAddress(Groups.of(place), port);
    ProtocolFamily family =
        place.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    DatagramChannel channel = DatagramChannel.open(family);
    try {
      channel.configureBlocking(false);
      // Several nodes of one machine share the port; each gets every datagram of the group.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      var _ = channel.bind(group);
      var _ = channel.join(group.getAddress(), device);
      return new Link(place, channel, group);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Place place() {
    return place;
  }

  DatagramChannel channel() {
    return channel;
  }

  void send(byte[] beacon) {
    try {
      int sent = channel.send(outgoing.clear().put(beacon).flip(), group);
      if (sent == beacon.length) {
        counts.add(Count.SENT);
        var _ = unechoed.incrementAndGet();
      } else {
        notSent("the system's buffer is full");
      }
    } catch (IOException e) {
      notSent(String.valueOf(e.getMessage()));
    }
  }

  /** Takes one datagram; the source, or nothing if none waits. Its bytes are {@link #bytes}. */
  Optional<InetAddress> receive() throws IOException {
    if (!(channel.receive(incoming.clear()) instanceof InetSocketAddress source)) {
      return Optional.empty();
    }
    var _ = incoming.flip();
    counts.add(Count.RECEIVED);
    return Optional.of(source.getAddress());
  }

  ByteBuffer bytes() {
    return incoming;
  }

  void count(Count count) {
    counts.add(count);
    if (count == Count.ECHOED) {
      unechoed.set(0);
    }
  }

  void failed(String what) {
    lastError = Optional.of(what);
  }

  /** Any thread. */
  LinkReport report() {
    return new LinkReport(Optional.empty(), counts.snapshot(), unechoed.get(), lastError);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void notSent(String why) {
    counts.add(Count.NOT_SENT);
    failed("sending to " + group.getAddress().getHostAddress() + " failed: " + why);
  }
}
