package runnel.indexd.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends the process's log to files: rotated, at most 20 MB in all. */
public final class RotatingLog {
  private static final int BYTES_PER_FILE = 4 << 20;
  private static final int FILES = 5;
  private static final String FORMAT = "%1$tF %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n";

  /** Loggers are weakly held; these must keep their levels. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private static final Logger HTTP_CLIENT = Logger.getLogger("org.apache.hc");

  private RotatingLog() {}

  /**
   * Logs to {@code NAME.0.log}, the newest, to {@code NAME.4.log} from now on, and no more to the
   * console.
   *
   * @param folder made if need be
   */
  public static void start(Path folder, String name) throws IOException {
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    Files.createDirectories(folder);
    Handler file =
        new FileHandler(folder.resolve(name + ".%g.log").toString(), BYTES_PER_FILE, FILES, true);
    file.setFormatter(new SimpleFormatter());
    file.setEncoding("UTF-8");
    for (Handler console : ROOT.getHandlers()) {
      ROOT.removeHandler(console);
    }
    ROOT.addHandler(file);
    // What Helidon tells of every connection is of no use to anybody.
    HELIDON.setLevel(Level.WARNING);
    HTTP_CLIENT.setLevel(Level.WARNING); // It tells of every connection that it makes anew.
  }
}
