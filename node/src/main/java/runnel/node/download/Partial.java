package runnel.node.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.HashSource;
import runnel.indexd.content.LayerTree;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Shape;
import runnel.node.cache.ProvenNodes;

/**
 * A file that grows: its bytes at their places, and beside it the hash of each node that is there.
 *
 * <p>A node is written before its hash, and both survive the end of this process at once, so after
 * a kill nothing is missing that was verified. After a power failure either may be missing; so what
 * an earlier process wrote counts only when its bytes have been hashed again. At the end the hashes
 * of all nodes must lead to the content's root.
 *
 * <p>Thread-safe for different nodes at once. Interrupts would close it: nobody interrupts. What
 * throws an {@link IOException} may hang as the disk does, and is not for virtual threads ({@link
 * Disk}).
 */
final class Partial implements Writing.Place, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Partial.class.getName());

  private final ContentId content;
  private final ProvenNodes proven;
  private final int layer;
  private final int nodes;
  private final FileChannel data;
  private final FileChannel hashes;
  // Guarded by itself.
  private final BitSet there;

  private final AtomicBoolean closed = new AtomicBoolean();

  /** Who reads what is passed on, and one for being open: at zero the files are closed. */
  private final AtomicInteger holds = new AtomicInteger(1);

  private Partial(ContentId content, FileChannel data, FileChannel hashes) throws IOException {
    Shape shape = Shape.of(content.length());
    this.content = content;
    this.proven = new ProvenNodes(content);
    this.layer = Math.min(2, shape.rootLayer());
    this.nodes = Math.toIntExact(shape.nodes(layer));
    this.data = data;
    this.hashes = hashes;
    this.there = new BitSet(nodes);
  }

  /** Opens the file, or begins it; hashes what an earlier process left. */
  static Partial open(Path file, ContentId content) throws IOException {
    FileChannel data = open(file);
    try {
      FileChannel hashes = open(hashesOf(file));
      try {
        Partial partial = new Partial(content, data, hashes);
        partial.recall();
        return partial;
      } catch (IOException | RuntimeException e) {
        hashes.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Deletes a file that was begun. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(hashesOf(file));
  }

  /** Deletes what is kept beside a file that is whole. */
  static void deleteHashes(Path file) throws IOException {
    Files.deleteIfExists(hashesOf(file));
  }

  int nodes() {
    return nodes;
  }

  long bytesThere() {
    synchronized (there) {
      boolean last = there.get(nodes - 1);
      long whole = (long) there.cardinality() - (last ? 1 : 0);
      return whole * DownloadLimits.NODE_BYTES + (last ? lengthOf(nodes - 1) : 0);
    }
  }

  @Override
  public boolean has(long node) {
    synchronized (there) {
      return there.get((int) node);
    }
  }

  /** As {@link ProvenNodes#learn}. */
  List<Hash> learn(HashRange range, List<Hash> proof) {
    return proven.learn(range, proof);
  }

  /** Which nodes are there and can be proven to others. */
  BitSet provable() {
    BitSet nodes;
    synchronized (there) {
      nodes = (BitSet) there.clone();
    }
    nodes.and(proven.known(layer));
    return nodes;
  }

  /** What can be proven to others. */
  HashSource proven() {
    return proven;
  }

  /** Keeps the files open until {@link #leave}; false if they are closed. */
  boolean enter() {
    return holds.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /**
   * The last one closes the files.
   *
   * @param closing does that, which may hang as the disk does
   */
  void leave(Executor closing) {
    if (holds.decrementAndGet() == 0) {
      closing.execute(this::closeFiles);
    }
  }

  private void closeFiles() {
    try (data;
        hashes) {
      // Both are closed.
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a download''s file was not closed: {0}", e.getMessage());
    }
  }

  /**
   * Fills the buffer with bytes that are hashed once more.
   *
   * @return false if they are not there, or not what they were
   */
  boolean readAgain(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      long node = at / DownloadLimits.NODE_BYTES;
      Optional<ByteBuffer> whole = readAgain(node);
      if (whole.isEmpty()) {
        return false;
      }
      int from = (int) (at - node * DownloadLimits.NODE_BYTES);
      int count = Math.min(into.remaining(), whole.get().limit() - from);
      into.put(whole.get().slice(from, count));
      at += count;
    }
    return true;
  }

  private Optional<ByteBuffer> readAgain(long node) throws IOException {
    Optional<Hash> expected = has(node) ? proven.node(layer, node) : Optional.empty();
    ByteBuffer bytes = ByteBuffer.allocate(lengthOf(node));
    return expected.isPresent()
            && read(data, node * DownloadLimits.NODE_BYTES, bytes) == bytes.limit()
            && Leaves.node(content, layer, node, bytes.flip()).equals(expected.get())
        ? Optional.of(bytes.rewind())
        : Optional.empty();
  }

  /** Says whether the bytes have the hash; asks no disk. */
  boolean fits(long node, Hash expected, byte[] bytes) {
    return bytes.length == lengthOf(node)
        && Leaves.node(content, layer, node, ByteBuffer.wrap(bytes)).equals(expected);
  }

  /** Keeps bytes that fit. */
  @Override
  public void write(long node, Hash hash, ByteBuffer bytes) throws IOException {
    write(data, node * DownloadLimits.NODE_BYTES, bytes);
    write(hashes, node * Hash.BYTES, ByteBuffer.wrap(hash.bytes()));
    synchronized (there) {
      there.set((int) node);
    }
  }

  /** Says whether all is there and is the content; reads the hashes, not the bytes. */
  boolean isWhole() throws IOException {
    if (bytesThere() != content.length() || data.size() != content.length()) {
      return false;
    }
    if (nodes > LayerTree.MAX_NODES) {
      return true; // Beyond 256 GiB each node's proof, checked when it came, stands alone.
    }
    byte[] all = new byte[nodes * Hash.BYTES];
    return read(hashes, 0, ByteBuffer.wrap(all)) == all.length
        && LayerTree.of(content.length(), layer, all).id().equals(content);
  }

  /** Brings the bytes to the disk. */
  void sync() throws IOException {
    data.force(true);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      leave(Runnable::run);
    }
  }

  private void recall() throws IOException {
    if (data.size() == 0 || hashes.size() == 0) {
      return;
    }
    byte[] none = new byte[Hash.BYTES];
    ByteBuffer bytes = ByteBuffer.allocateDirect(DownloadLimits.NODE_BYTES);
    byte[] known = new byte[Hash.BYTES];
    long end = Math.min(nodes, hashes.size() / Hash.BYTES);
    for (long node = 0; node < end; node++) {
      int found = read(hashes, node * Hash.BYTES, ByteBuffer.wrap(known));
      if (found == Hash.BYTES && !java.util.Arrays.equals(known, none)) {
        bytes.clear().limit(lengthOf(node));
        boolean whole = read(data, node * DownloadLimits.NODE_BYTES, bytes) == lengthOf(node);
        if (whole && Leaves.node(content, layer, node, bytes.flip()).equals(Hash.of(known))) {
          there.set((int) node);
        }
      }
    }
  }

  private int lengthOf(long node) {
    return (int) Shape.of(content.length()).bytes(layer, node);
  }

  private static Path hashesOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".hashes");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS));
  }

  private static void write(FileChannel channel, long position, ByteBuffer bytes)
      throws IOException {
    while (bytes.hasRemaining()) {
      int written = channel.write(bytes, position + bytes.position());
      if (written <= 0) {
        throw new IOException("nothing could be written");
      }
    }
  }

  /** Returns the number of bytes read, fewer at the end of the file. */
  private static int read(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, position + bytes.position());
    }
    return bytes.position();
  }
}
