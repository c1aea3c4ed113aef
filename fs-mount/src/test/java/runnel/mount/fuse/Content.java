package runnel.mount.fuse;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;

/** What a file of a {@link MemoryTree} holds, and how it is read. */
interface Content {
  long size();

  CompletableFuture<ReadResult> read(long offset, int length);

  default boolean keepsPages() {
    return false;
  }

  default OpenedFile open(Attributes attributes) {
    return new Opened(this, attributes);
  }

  static Content of(byte[] bytes) {
    return new InMemory(ByteBuffer.wrap(bytes));
  }

  /** Bytes on the heap, or off it from odd offsets on. */
  record InMemory(ByteBuffer bytes) implements Content {
    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      int there = Math.clamp(size() - offset, 0, length);
      ByteBuffer slice = bytes.slice((int) Math.min(offset, size()), there);
      return CompletableFuture.completedFuture(
          new ReadResult.Bytes(offset % 2 == 0 ? slice : direct(slice)));
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
      return ByteBuffer.allocateDirect(bytes.remaining() + 7).position(7).put(bytes).position(7);
    }
  }

  /** Bytes of a local file, by descriptor. */
  record InFile(int descriptor, long size, long start) implements Content {
    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      int there = Math.clamp(size - offset, 0, length);
      return CompletableFuture.completedFuture(
          new ReadResult.Region(descriptor, start + offset, there));
    }
  }

  /** Never completes, and counts how many wait. */
  record Stuck(AtomicInteger waiting) implements Content {
    Stuck() {
      this(new AtomicInteger());
    }

    @Override
    public long size() {
      return 1 << 20;
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      CompletableFuture<ReadResult> never = new CompletableFuture<>();
      waiting.incrementAndGet();
      var _ = never.whenComplete((_, _) -> waiting.decrementAndGet());
      return never;
    }
  }

  /** Bytes whose reads are counted, and that the kernel may keep or not. */
  record Counted(Content content, boolean keepsPages, AtomicInteger reads) implements Content {
    Counted(Content content, boolean keepsPages) {
      this(content, keepsPages, new AtomicInteger());
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      reads.incrementAndGet();
      return content.read(offset, length);
    }
  }

  /** One open of such a file. */
  record Opened(Content content, Attributes attributes) implements OpenedFile {
    @Override
    public boolean keepsPages() {
      return content.keepsPages();
    }

    @Override
    public CompletableFuture<ReadResult> read(long offset, int length) {
      return content.read(offset, length);
    }

    @Override
    public void close() {}
  }
}
