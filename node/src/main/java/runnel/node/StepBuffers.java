package runnel.node;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import runnel.node.share.ServedFile;

/** Direct buffers to read shared files by, which are dear to make: used again. Thread-safe. */
final class StepBuffers {
  /** As many are kept as requests are usually served at once. */
  private static final int KEPT = 16;

  private final BlockingQueue<ByteBuffer> kept = new ArrayBlockingQueue<>(KEPT);

  /** Returns a buffer of {@link ServedFile#STEP_BYTES}, to be given back once. */
  ByteBuffer take() {
    ByteBuffer buffer = kept.poll();
    return buffer == null ? ByteBuffer.allocateDirect(ServedFile.STEP_BYTES) : buffer;
  }

  /** Takes a buffer back that nobody uses any more. */
  void give(ByteBuffer buffer) {
    var _ = kept.offer(buffer.clear());
  }
}
