package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner does whatever comes to mind, also links that lead outside; two others read all the time.
 * Once the owner rests both mounts and the index are what the folders are, and nothing outside was
 * ever served.
 */
class FuzzStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;

  /** Folders and the hashes of files; links are neither. */
  private static final String LISTING =
      "cd \"$1\" && find . -mindepth 1 -type d -printf 'folder  %P\\n'"
          + " && find . -type f -exec sha256sum {} +";

  /** Reads all there is, over and over, until it is killed; errors are part of the game. */
  private static final String READING =
      "while [ ! -e \"$2\" ]; do find \"$1\" -type f -exec cat {} + ; done 2>/dev/null"
          + " | grep -a -c -F \"$3\"";

  private static final String SHARED = "WITHIN-THE-SHARE";

  @TempDir private Path folder;
  private Network network;

  @BeforeEach
  void begin() {
    network = new Network(folder);
  }

  @AfterEach
  void endNodes() {
    network.close();
  }

  @Test
  void mountsBecomeWhatTheOwnerMadeAndNothingOutsideIsServed() throws Exception {
    fuzz(2, 60);
  }

  @Test
  @Tag("soak")
  @Tag("share")
  void manyRoundsOfTheSame() throws Exception {
    fuzz(Integer.getInteger("runnel.soak.rounds", 40), 400);
  }

  private void fuzz(int rounds, int steps) throws Exception {
    long seed = Long.getLong("runnel.soak.seed", System.nanoTime());
    System.out.println("fuzzing owner: seed " + seed);
    NodeProcess index = network.owner("index");
    NodeProcess alice = network.guest("alice", index);
    Path imported = Files.createDirectory(folder.resolve("elsewhere"));
    assertThat(alice.ask("POST", "/v1/share/add?as=imported&path=" + imported).getString("name"))
        .isEqualTo("imported");
    FuzzingOwner owner =
        new FuzzingOwner(
            seed,
            List.of(alice.share(), imported),
            Files.createDirectory(folder.resolve("outside")));
    Files.writeString(alice.share().resolve("shared.txt"), SHARED);
    List<NodeProcess> readers =
        List.of(network.reader("bob", index), network.reader("carol", index));
    for (NodeProcess reader : readers) {
      Network.awaitFile(reader.mount().resolve("peers/alice/imported"));
    }
    for (int round = 0; round < rounds; round++) {
      round(owner, steps, readers);
      for (NodeProcess reader : readers) {
        awaitSame(alice, imported, reader);
      }
    }
    for (NodeProcess reader : readers) {
      assertKeptNothingOutside(reader);
    }
    assertIndexHasTheSame(index, alice, imported);
  }

  /** Who comes while the owner is silent knows of its share what the index knows. */
  private void assertIndexHasTheSame(NodeProcess index, NodeProcess alice, Path imported) {
    Set<String> wanted = names(alice.share(), "");
    wanted.addAll(names(imported, "imported/"));
    wanted.add("d imported");
    alice.signal("STOP");
    try {
      NodeProcess dave = network.reader("dave", index);
      Path seen = dave.mount().resolve("peers/alice");
      Poll.until(
          PATIENCE,
          () -> names(seen, "").equals(wanted),
          () -> "by the index there is %s\ninstead of %s".formatted(names(seen, ""), wanted));
    } finally {
      alice.signal("CONT");
    }
  }

  /** Folders and files, those with their lengths; links are neither. */
  private static Set<String> names(Path root, String prefix) {
    String find =
        "cd \"$1\" && find . -mindepth 1 \\( -type d -printf 'd \\n%P\\n' -o -type f -printf"
            + " 'f %s \\n%P\\n' \\)";
    Set<String> found = new TreeSet<>();
    Iterator<String> lines =
        Shell.run(PATIENCE, "sh", "-c", find, "sh", root.toString()).output().lines().iterator();
    while (lines.hasNext()) {
      String facts = lines.next();
      found.add(facts + (lines.hasNext() ? prefix + lines.next() : ""));
    }
    return found;
  }

  private void round(FuzzingOwner owner, int steps, List<NodeProcess> readers) throws Exception {
    Path end = folder.resolve("end");
    List<CompletableFuture<Shell.Result>> reading =
        readers.stream().map(reader -> reading(reader, end)).toList();
    owner.act(steps);
    Files.createFile(end);
    for (CompletableFuture<Shell.Result> one : reading) {
      assertThat(one.join().output().strip()).as("lines that hold what is outside").isEqualTo("0");
    }
    Files.delete(end);
  }

  private static CompletableFuture<Shell.Result> reading(NodeProcess reader, Path end) {
    String below = reader.mount().resolve("peers/alice").toString();
    return Shell.begin(
        PATIENCE.multipliedBy(3),
        "sh",
        "-c",
        READING,
        "sh",
        below,
        end.toString(),
        FuzzingOwner.SECRET);
  }

  private static void awaitSame(NodeProcess alice, Path imported, NodeProcess reader) {
    Path seen = reader.mount().resolve("peers/alice");
    Map<String, String> wanted = listing(alice.share(), "");
    wanted.putAll(listing(imported, "imported/"));
    wanted.put("imported", "folder");
    Poll.until(
        PATIENCE,
        () -> listing(seen, "").equals(wanted),
        () ->
            "%s sees %s\ninstead of %s\nwhile the owner says %s"
                .formatted(
                    reader.name(), listing(seen, ""), wanted, alice.ask("GET", "/v1/share")));
  }

  /** What was ever served is in the cache of who read it, as the text that is shared shows. */
  private static void assertKeptNothingOutside(NodeProcess reader) {
    assertThat(filesKeptWith(reader, SHARED)).isNotEmpty();
    assertThat(filesKeptWith(reader, FuzzingOwner.SECRET)).isEmpty();
  }

  /** The stores are large, mostly holes, and hold no contents. */
  private static String filesKeptWith(NodeProcess reader, String text) {
    Path state = reader.mount().resolveSibling("state");
    String find = "find \"$1\" -type f ! -name '*.mdb' -exec grep -a -l -F \"$2\" {} +";
    Shell.Result found = Shell.run(PATIENCE, "sh", "-c", find, "sh", state.toString(), text);
    assertThat(found.status()).as(found.output()).isNotNegative();
    return found.output();
  }

  private static Map<String, String> listing(Path root, String prefix) {
    Map<String, String> found = new TreeMap<>();
    Shell.run(PATIENCE, "sh", "-c", LISTING, "sh", root.toString())
        .output()
        .lines()
        .forEach(line -> {
          String[] parts = line.split(" {2}", 2);
          String path = parts.length < 2 ? "error: " + line : parts[1];
          found.put(prefix + (path.startsWith("./") ? path.substring(2) : path), parts[0]);
        });
    return found;
  }
}
