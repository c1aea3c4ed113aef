package runnel.ctl.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * One connection to a Unix domain socket, every operation of which ends at the deadline with {@link
 * SocketTimeoutException}. For one thread.
 */
final class ControlSocket extends InputStream {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final Deadline deadline;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

  private ControlSocket(SocketChannel channel, Selector selector, Deadline deadline) {
    this.channel = channel;
    this.selector = selector;
    this.deadline = deadline;
  }

  /** Connects at once or fails: a Unix socket has no connection under way. */
  @SuppressWarnings("resource") // Closed by whoever gets it, or here.
  static ControlSocket connect(Path socket, Deadline deadline) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new ControlSocket(channel, Selector.open(), deadline);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  void send(byte[] request) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? received.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, received.remaining());
    received.get(target, offset, count);
    return count;
  }

  /** Makes sure that a byte is there; false at the end. */
  private boolean fill() throws IOException {
    while (!received.hasRemaining()) {
      received.clear();
      int count = channel.read(received);
      received.flip();
      if (count < 0) {
        return false;
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    // Also between bytes that keep coming: a slow and endless answer must end too.
    requireTime();
    return true;
  }

  private void await(int operation) throws IOException {
    requireTime();
    channel.register(selector, operation);
    selector.select(Math.max(1, deadline.left().toMillis()));
    selector.selectedKeys().clear();
  }

  private void requireTime() throws SocketTimeoutException {
    if (deadline.passed()) {
      throw new SocketTimeoutException("no whole answer in time");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
