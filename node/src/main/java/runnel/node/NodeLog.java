package runnel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import runnel.node.failure.IoReason;
import runnel.node.failure.NodeException;

/** Sends the log to {@code state/log/node.*.log}: rotated, at most 20 MB in all. */
final class NodeLog {
  private static final int BYTES_PER_FILE = 4 << 20;
  private static final int FILES = 5;
  private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n";

  /** Loggers are weakly held; these must keep their levels. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private static final Logger HTTP_CLIENT = Logger.getLogger("org.apache.hc");

  private NodeLog() {}

  static void start(Path state) {
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    try {
      Path folder = Files.createDirectories(state.resolve("log"));
      Handler file =
          new FileHandler(folder.resolve("node.%g.log").toString(), BYTES_PER_FILE, FILES, true);
      file.setFormatter(new SimpleFormatter());
      file.setEncoding("UTF-8");
      for (Handler console : ROOT.getHandlers()) {
        ROOT.removeHandler(console);
      }
      ROOT.addHandler(file);
      // What Helidon tells of every connection is of no use to the user of a drive.
      HELIDON.setLevel(Level.WARNING);
      HTTP_CLIENT.setLevel(Level.WARNING); // It tells of every connection that it makes anew.
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "could not write the log below %s: %s; see who owns it and whether the disk takes writes"
              .formatted(state, IoReason.of(e)),
          e);
    }
  }
}
