package runnel.node;

import java.io.IOException;
import java.nio.file.Path;
import runnel.indexd.process.RotatingLog;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/** Sends the log to {@code state/log/node.*.log}: rotated, at most 20 MB in all. */
final class NodeLog {
  private NodeLog() {}

  static void start(Path state) {
    try {
      RotatingLog.start(state.resolve("log"), "node");
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "could not write the log below %s: %s; see who owns it and whether the disk takes writes"
              .formatted(state, IoReason.of(e)),
          e);
    }
  }
}
