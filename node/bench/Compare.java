import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares reading by Runnel with reading by sshfs in one run, interleaved, with both cores kept
 * awake: absolute figures of a virtual machine mean little, ratios of one run more.
 *
 * <p>A share holds a big file, many small files and a tree. Arguments: {@code --quick}, {@code
 * --fresh} (nodes that have just started, instead of such as were in use for a while), {@code
 * --rounds N}, and the rows to run; none means all.
 */
final class Compare {
  /** Of the kernel's pages and the cache's, for the big file. */
  private static final int MEMORY_OF_A_ROW = 3 << 10;

  private final Path work;
  private final Path files;
  private final int bigMegabytes;
  private final int smallFiles;
  private final int treeFolders;
  private final int rounds;
  private final Figures figures = new Figures();
  private final List<Side> sides = new ArrayList<>();
  private final RunnelSide runnel;

  private Compare(Path work, Kind kind, int rounds) {
    this.work = work;
    this.files = work.resolve("files");
    this.bigMegabytes = kind.quick() ? 256 : 1024;
    this.smallFiles = kind.quick() ? 2_000 : 10_000;
    this.treeFolders = kind.quick() ? 10 : 100;
    this.rounds = rounds;
    this.runnel = new RunnelSide(Path.of(System.getProperty("runnel.root")), work, kind.fresh());
  }

  /**
   * @param quick with a quarter of the bytes and fewer files
   * @param fresh with nodes that have just started
   */
  private record Kind(boolean quick, boolean fresh) {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    Kind kind = new Kind(words.remove("--quick"), words.remove("--fresh"));
    int rounds = 3;
    int at = words.indexOf("--rounds");
    if (at >= 0) {
      rounds = Integer.parseInt(words.get(at + 1));
      words.subList(at, at + 2).clear();
    }
    Path work = Files.createTempDirectory("runnel-compare");
    new Compare(work, kind, rounds).run(new TreeSet<>(words));
  }

  private void run(Set<String> chosen) throws Exception {
    List<Process> awake = new ArrayList<>();
    try {
      prepare();
      for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
        // Of the idle class: who wakes up next to a merely nice one may wait a slice of 3 ms for it.
        awake.add(Shell.start("chrt", "--idle", "0", "bash", "-c", "while :; do :; done"));
      }
      for (Map.Entry<String, Row> row : rows().entrySet()) {
        if (chosen.isEmpty() || chosen.contains(row.getKey())) {
          attempt(row.getKey(), row.getValue());
        }
      }
      figures.print();
    } finally {
      awake.forEach(Process::destroyForcibly);
      sides.forEach(Side::down);
      runnel.end();
      sides.stream()
          .filter(SshfsSide.class::isInstance)
          .forEach(side -> ((SshfsSide) side).end());
      Shell.sh("rm -rf " + work);
    }
  }

  private interface Row {
    void run() throws Exception;
  }

  private void attempt(String name, Row row) {
    for (int round = 1; round <= rounds; round++) {
      try {
        System.out.println(name + ", round " + round);
        row.run();
      } catch (Exception e) {
        figures.note(name + ": " + shortened(e.getMessage()));
        return;
      }
    }
  }

  private static String shortened(String message) {
    return message.length() < 600 ? message : message.substring(0, 600) + " …";
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("sequential", this::sequential);
    rows.put("bound", this::bound);
    rows.put("second", this::second);
    rows.put("get", this::get);
    rows.put("random", this::random);
    rows.put("first-byte", this::firstByte);
    rows.put("find", this::find);
    rows.put("copy", this::copy);
    rows.put("change", this::change);
    rows.put("tool", this::tool);
    return rows;
  }

  private void prepare() {
    System.out.println("making the files in " + files);
    RunnelSide.makeUsed(files);
    Shell.sh(
        """
        mkdir -p %1$s/medium && cd %1$s
        head -c %2$dM /dev/urandom > big
        head -c 200M /dev/urandom | split -b 1M -a 3 -d - medium/f
        touch ready
        chmod -R go+rX . && chmod go+x .. # For nginx, which serves as another user.
        """
            .formatted(files, bigMegabytes));
    double seconds = shareAndTime();
    figures.add("share: s until all is hashed", "runnel", seconds);
    sides.add(runnel);
    if (Shell.has("sshfs") && Shell.has("sshd")) {
      sides.add(new SshfsSide(work.resolve("ssh"), files, 20_000 + (int) (System.nanoTime() % 10_000)));
    } else {
      figures.note("sshfs: sshfs and openssh-server are not installed");
    }
  }

  /**
   * Puts a side up for a row. A host gives a virtual machine its memory late and takes back what is
   * free, and whoever reads first would pay for it: five times what the kernel needs else.
   */
  private static Path ready(Side side) {
    Path at = side.cold();
    Shell.touchMemory(MEMORY_OF_A_ROW);
    return at;
  }

  /**
   * Adds the many files, once. Late, because their owner looks into each for title and author
   * for minutes, on a core that no row is to lose.
   */
  private void addManyFiles() {
    if (Files.exists(files.resolve("small"))) {
      return;
    }
    Shell.sh(
        """
        cd %1$s && mkdir small tree
        head -c %2$d /dev/urandom | split -b 4096 -a 5 -d - small/f
        for folder in $(seq 1 %3$d); do mkdir tree/$folder; for file in $(seq 1 1000); do echo $folder/$file > tree/$folder/$file; done; done
        """
            .formatted(files, smallFiles * 4096L, treeFolders));
    Shell.pause(5_000); // Until the last change is noticed.
    runnel.awaitRest();
  }

  private double shareAndTime() {
    long begin = System.nanoTime();
    runnel.share(files);
    return (System.nanoTime() - begin) / 1e9;
  }

  private void sequential() {
    for (Side side : sides) {
      Path at = ready(side);
      Shell.sh("cat %s/big > /dev/null".formatted(files)); // The owner's disk is not compared.
      double seconds = Shell.seconds("dd if=%s/big of=/dev/null bs=1M status=none".formatted(at));
      figures.add("sequential, cold, MB/s", side.name(), bigMegabytes * 1.048576 / seconds);
      side.down();
    }
  }

  /** What TLS and SHA-256 alone allow: nginx, curl, and the JDK's digest of what comes. */
  private void bound() throws Exception {
    if (!Shell.has("nginx") || !Shell.has("curl")) {
      throw new IllegalStateException("nginx and curl are not installed");
    }
    int port = 30_000 + (int) (System.nanoTime() % 10_000);
    Path home = Files.createDirectories(work.resolve("nginx"));
    Shell.sh(
        "cd %s && openssl req -x509 -newkey ed25519 -nodes -keyout key -out cert -days 1 -subj /CN=x 2>&1"
            .formatted(home));
    Files.writeString(
        home.resolve("conf"),
        """
        daemon off; pid %1$s/pid; error_log %1$s/error; worker_processes 2;
        events {} http { access_log off; sendfile on; server { listen 127.0.0.1:%2$d ssl;
        ssl_certificate %1$s/cert; ssl_certificate_key %1$s/key; ssl_protocols TLSv1.3; root %3$s; } }
        """
            .formatted(home, port, files));

    Process nginx = Shell.start("nginx", "-c", home + "/conf");
    try {
      Shell.await("curl -sk https://127.0.0.1:%d/ready".formatted(port), java.time.Duration.ofSeconds(5));
      long begin = System.nanoTime();
      digest("https://127.0.0.1:%d/big".formatted(port));
      figures.add(
          "sequential, cold, MB/s",
          "curl+sha",
          bigMegabytes * 1.048576 / ((System.nanoTime() - begin) / 1e9));
    } finally {
      nginx.destroy();
    }
  }

  private static void digest(String url) throws Exception {
    Process curl = new ProcessBuilder("curl", "-sk", url).start();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[256 << 10];
    try (InputStream in = curl.getInputStream()) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
    }
    sha.digest();
  }

  private void second() {
    Path at = ready(runnel);
    String read = "dd if=%s/big of=/dev/null bs=1M status=none";
    Shell.sh(read.formatted(at));
    Shell.dropCaches();
    figures.add(
        "second read, page cache dropped, MB/s",
        "local",
        bigMegabytes * 1.048576 / Shell.seconds(read.formatted(files)));
    Shell.dropCaches();
    figures.add(
        "second read, page cache dropped, MB/s",
        "runnel",
        bigMegabytes * 1.048576 / Shell.seconds(read.formatted(at)));
    runnel.down();
  }

  private void get() {
    Path _ = ready(runnel);
    double seconds =
        Shell.seconds(
            runnel.command("get --wait --to " + work.resolve("got") + " /owner/big") + " >/dev/null");
    Shell.sh("cmp %s/big %s/big && rm -rf %s".formatted(files, work.resolve("got"), work.resolve("got")));
    figures.add("get, MB/s", "runnel", bigMegabytes * 1.048576 / seconds);
    for (Side side : sides) {
      Path at = ready(side);
      figures.add(
          "get, MB/s",
          "cp by " + side.name(),
          bigMegabytes * 1.048576 / Shell.seconds("cp %s/big %s/copy && rm %s/copy".formatted(at, work, work)));
      side.down();
    }
  }

  private void random() {
    if (!Shell.has("fio")) {
      throw new IllegalStateException("fio is not installed");
    }
    for (int depth : new int[] {1, 8}) {
      for (Side side : sides) {
        Path at = ready(side);
        String said =
            Shell.sh(
                ("fio --name=r --filename=%s/big --readonly --rw=randread --bs=4k --ioengine=psync --numjobs=%d"
                        + " --thread --group_reporting --time_based --runtime=6 --randrepeat=0 --output-format=terse"
                        + " --invalidate=0 2>/dev/null | grep '^3;'")
                    .formatted(at, depth));
        figures.add(
            "random 4 KiB, cold, depth %d, IOPS".formatted(depth),
            side.name(),
            Double.parseDouble(said.split(";")[7]));
        side.down();
      }
    }
  }

  private void firstByte() throws IOException {
    for (Side side : sides) {
      Path at = ready(side);
      List<Double> millis = new ArrayList<>();
      for (int file = 0; file < 200; file++) {
        Path path = at.resolve("medium/f%03d".formatted(file));
        long begin = System.nanoTime();
        try (InputStream in = Files.newInputStream(path)) {
          in.read();
        }
        millis.add((System.nanoTime() - begin) / 1e6);
      }
      double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      figures.add("first byte, ms (median of 200)", side.name(), sorted[100]);
      figures.add("first byte, ms (p99 of 200)", side.name(), sorted[197]);
      side.down();
    }
  }

  private void find() {
    addManyFiles();
    for (Side side : sides) {
      Path at = ready(side);
      String find = "find %s/tree -size +1c | wc -l".formatted(at);
      figures.add("find in %d,000, first, s".formatted(treeFolders), side.name(), Shell.seconds(find));
      figures.add("find in %d,000, again, s".formatted(treeFolders), side.name(), Shell.seconds(find));
      if (side == runnel) {
        figures.add("RssAnon of the reader, MB", "runnel", rssAnon());
      }
      side.down();
    }
  }

  private double rssAnon() {
    return Double.parseDouble(
            Shell.sh("awk '/RssAnon/ {print $2}' /proc/%s/status".formatted(runnel.pid())).strip())
        / 1024;
  }

  private void copy() {
    addManyFiles();
    for (Side side : sides) {
      Path at = ready(side);
      figures.add(
          "cp -r of %d files of 4 KiB, s".formatted(smallFiles),
          side.name(),
          Shell.seconds("cp -r %s/small %s/copied".formatted(at, work)));
      Shell.sh("diff -r %s/small %s/copied && rm -rf %s/copied".formatted(files, work, work));
      side.down();
    }
  }

  /** From a change at the owner's until a stat on the mount shows it, in a folder looked at before. */
  private void change() throws IOException {
    Path at = ready(runnel);
    List<Double> seconds = new ArrayList<>();
    for (int change = 0; change < 20; change++) {
      String name = "new-%d-%d".formatted(System.nanoTime(), change);
      Files.writeString(files.resolve(name), "x".repeat(change + 1));
      long begin = System.nanoTime();
      while (!Files.exists(at.resolve(name))) {
        if (System.nanoTime() - begin > 30e9) {
          throw new IllegalStateException("not seen after 30 s");
        }
        Shell.pause(5);
      }
      seconds.add((System.nanoTime() - begin) / 1e9);
      Files.delete(files.resolve(name));
    }
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    figures.add("change to visible, s (median of 20)", "runnel", sorted[10]);
    figures.add("change to visible, s (most of 20)", "runnel", sorted[19]);
    runnel.down();
  }

  private void tool() {
    runnel.cold();
    figures.add("runnel up to a usable mount, s", "runnel", runnel.upSeconds());
    Shell.sh(runnel.command("peers"));
    figures.add("runnel peers, s", "runnel", Shell.seconds(runnel.command("peers") + " >/dev/null"));
    runnel.down();
  }
}
