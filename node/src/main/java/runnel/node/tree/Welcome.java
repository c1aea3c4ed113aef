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

/** The file that tells a newcomer what this folder is. */
final class Welcome {
  private final byte[] text = load();
  private final Attributes attributes =
      new Attributes(
          Attributes.Kind.FILE,
          text.length,
          Instant.now(),
          false,
          Inodes.number(new byte[0], "/" + Place.WELCOME));

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

  private static byte[] load() {
    try (InputStream stream = Welcome.class.getResourceAsStream(Place.WELCOME)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the build has no " + Place.WELCOME, e);
    }
  }
}
