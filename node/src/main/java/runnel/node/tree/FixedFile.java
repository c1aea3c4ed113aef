package runnel.node.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;

/** A file of the mount itself, from memory. */
final class FixedFile {
  private final byte[] text;
  private final Attributes attributes;

  private FixedFile(String name, byte[] text) {
    this.text = text;
    attributes =
        new Attributes(
            Attributes.Kind.FILE,
            text.length,
            Instant.now(),
            false,
            Inodes.number(new byte[0], "/" + name));
  }

  /** A file with the text that the build has under that name. */
  static FixedFile ofResource(String name) {
    return new FixedFile(name, load(name));
  }

  /** A file whose name is all there is to it. */
  static FixedFile empty(String name) {
    return new FixedFile(name, new byte[0]);
  }

  Attributes attributes() {
    return attributes;
  }

  OpenedFile open() {
    return new OpenedFile() {
      @Override
      public Attributes attributes() {
        return attributes;
      }

      @Override
      public boolean keepsPages() {
        return true;
      }

      @Override
      public CompletableFuture<ReadResult> read(long offset, int length) {
        int from = (int) Math.min(offset, text.length);
        int end = (int) Math.min((long) from + length, text.length);
        return CompletableFuture.completedFuture(
            new ReadResult.Bytes(ByteBuffer.wrap(text, from, end - from).slice()));
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  private static byte[] load(String name) {
    try (InputStream stream = FixedFile.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the build has no " + name, e);
    }
  }
}
