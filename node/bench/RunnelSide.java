import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Two nodes on loopback: the owner stays, the reader is new for each row and knows nothing of the
 * files. But a node is a daemon that runs for days, and the JVM is slow in the first minute of it:
 * unless told otherwise, both nodes have first served somebody who read other files.
 */
final class RunnelSide implements Side {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The folder of other files, which no row reads. */
  private static final String USED = "used";

  private final String runnel;
  private final boolean fresh;
  private final Path owner;
  private final Path reader;
  private final int port = 20_000 + (int) (System.nanoTime() % 10_000);
  private String index = "";
  private double upSeconds;

  /**
   * @param fresh whether rows meet nodes that have just started
   */
  RunnelSide(Path root, Path work, boolean fresh) {
    this.fresh = fresh;
    this.runnel = root.resolve("ctl/bin/runnel").toString();
    this.owner = work.resolve("owner");
    this.reader = work.resolve("reader");
  }

  /** Starts the owner of the files in the folder and returns when all are published and hashed. */
  void share(Path files) {
    Shell.sh(
        "%s up --home %s --share %s --name owner --no-mount --listen 127.0.0.1:%d --no-discovery"
            .formatted(runnel, owner, files, port));
    index = Shell.sh("%s status --home %s --json".formatted(runnel, owner));
    index = field(index, "address");
    await(this::isHashed);
  }

  /** Returns when all files that the owner knows of are hashed, and looked into for titles. */
  void awaitRest() {
    await(this::isHashed);
    Shell.pause(1_000);
    await(() -> Shell.sh("pgrep -P %s || true".formatted(pid(owner))).isBlank());
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IllegalStateException("the owner is still at work after " + LIMIT);
      }
      Shell.pause(500);
    }
  }

  private boolean isHashed() {
    String said = Shell.sh("%s share ls --home %s --json".formatted(runnel, owner));
    return !said.matches("(?s).*\"hashing\":\\{[^}]*\"files\":[1-9].*");
  }

  static String field(String json, String name) {
    java.util.regex.Matcher found =
        java.util.regex.Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  @Override
  public String name() {
    return "runnel";
  }

  /** A reader that has read nothing is kept aside, so that each row meets the same user. */
  @Override
  public Path cold() {
    down();
    Path aside = reader.resolveSibling("aside");
    if (!Files.exists(aside)) {
      up();
      down();
      Shell.sh("mv %s %s".formatted(reader, aside));
    }
    Shell.sh("rm -rf %1$s && cp -a %2$s %1$s".formatted(reader, aside));
    Path files = up();
    if (!fresh) {
      use(files.resolve(USED));
    }
    return files;
  }

  /** What somebody may have done before: a large file, reads here and there, many small files. */
  private static void use(Path files) {
    Shell.sh(
        """
        cd %s && dd if=large of=/dev/null bs=1M status=none
        find tree -size +1c | wc -l && cat tree/[123]/* | wc -c
        ! type fio >/dev/null || fio --name=r --filename=here-and-there --readonly --rw=randread --bs=4k \
          --ioengine=psync --numjobs=4 --thread --time_based --runtime=10 --invalidate=0 >/dev/null
        """
            .formatted(files));
  }

  /** Makes what {@link #use} reads, in the folder that is to be shared. */
  static void makeUsed(Path files) {
    Shell.sh(
        """
        mkdir -p %1$s/%2$s/tree && cd %1$s/%2$s
        head -c 1536M /dev/urandom > large; head -c 512M /dev/urandom > here-and-there
        for folder in $(seq 20); do
          mkdir tree/$folder; for file in $(seq 1 1000); do echo $folder/$file > tree/$folder/$file; done
        done
        """
            .formatted(files, USED));
  }

  /** Starts the reader with what it has on disk. */
  Path up() {
    long begin = System.nanoTime();
    Shell.sh(
        "%s up --home %s --name reader --listen 127.0.0.1:%d --no-discovery --index %s"
            .formatted(runnel, reader, port + 1, index));
    upSeconds = (System.nanoTime() - begin) / 1e9;
    Path files = reader.resolve("mount/peers/owner");
    Shell.await("ls " + files.resolve("ready"), Duration.ofSeconds(30));
    return files;
  }

  /** What the last `up` took, to a usable mount. */
  double upSeconds() {
    return upSeconds;
  }

  String pid() {
    return pid(reader);
  }

  private String pid(Path home) {
    String status = Shell.sh("%s status --home %s --json".formatted(runnel, home));
    java.util.regex.Matcher found =
        java.util.regex.Pattern.compile("\"pid\"\\s*:\\s*(\\d+)").matcher(status);
    return found.find() ? found.group(1) : "";
  }

  /** A command of the control tool, asked of the reader. */
  String command(String words) {
    return "%s %s --home %s".formatted(runnel, words, reader);
  }

  @Override
  public void down() {
    Shell.sh("%s down --home %s >/dev/null 2>&1 || true".formatted(runnel, reader));
  }

  void end() {
    down();
    Shell.sh("%s down --home %s >/dev/null 2>&1 || true".formatted(runnel, owner));
  }
}
