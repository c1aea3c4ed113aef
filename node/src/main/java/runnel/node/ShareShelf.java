package runnel.node;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.indexd.content.Leaves;
import runnel.indexd.content.Shape;
import runnel.node.peer.ContentShelf;
import runnel.node.share.Published;
import runnel.node.share.ServedFile;
import runnel.node.share.Share;

/** Serves what the own share publishes. Thread-safe. */
final class ShareShelf implements ContentShelf {
  private final Share share;
  private final StepBuffers buffers = new StepBuffers();

  ShareShelf(Share share) {
    this.share = share;
  }

  @Override
  public Optional<Book> open(ContentId content) {
    return share.published().flatMap(published -> open(published, content));
  }

  private Optional<Book> open(Published published, ContentId content) {
    Optional<HashSource> trees = published.hashes(content);
    Optional<ServedFile> file = trees.flatMap(known -> published.open(content));
    return file.map(open -> new SharedBook(content, new SteppedFile(open, buffers), trees.get()));
  }

  private final class SharedBook implements Book {
    private final ContentId content;
    private final SteppedFile file;
    private final HashSource trees;

    SharedBook(ContentId content, SteppedFile file, HashSource trees) {
      this.content = content;
      this.file = file;
      this.trees = trees;
    }

    @Override
    public HashSource hashes() {
      return (layer, index) -> trees.node(layer, index).or(() -> hashed(layer, index));
    }

    /** Layers that are not kept are few bytes: they are hashed again from the file. */
    private Optional<Hash> hashed(int layer, long index) {
      Shape shape = Shape.of(content.length());
      long bytes = shape.bytes(layer, index);
      if (bytes > ServedFile.STEP_BYTES) {
        return Optional.empty();
      }
      ByteBuffer data = ByteBuffer.allocate((int) bytes);
      read(shape.offset(layer, index), data);
      return Optional.of(Leaves.node(content, layer, index, data.flip()));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      share.served(content, offset, into.remaining());
      file.read(offset, into);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
