package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Downloads between two nodes, judged by programs that nobody here wrote. The nodes are shared by
 * all tests; who kills one starts it again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LARGE = 48 << 20;

  /** So long that it is not whole before it is killed: a second or more. */
  private static final int KILLED = 200 << 20;

  @TempDir private static Path folder;
  private Network network;

  /** Not alice's: an owner who is killed here is no index that is killed. */
  private NodeProcess index;

  private NodeProcess alice;
  private NodeProcess bob;

  @BeforeAll
  void begin() {
    network = new Network(folder);
    index = network.owner("carol");
    alice = network.guest("alice", index);
    bob = network.guest("bob", index);
  }

  @AfterAll
  void end() {
    network.close();
  }

  @Test
  void folderArrivesWholeWithTimesRightsAndWhatIsEmpty() throws IOException {
    // Put there whole: while it grows, a part of it is a catalog, too.
    Path making = oddTree(folder.resolve("making"));
    Path talks = Files.move(making, alice.share().resolve("Talks"));
    publishAndAwait(bob, "alice/Talks");

    long id = get(bob, "path=/alice/Talks");
    awaitState(bob, id, "done");

    Path got = downloads(bob).resolve("Talks");
    Shell.run(PATIENCE, "diff", "-r", talks.toString(), got.toString()).ok();
    assertThat(facts(got)).isEqualTo(facts(talks));
    assertThat(Shell.run(PATIENCE, "rsync", "-rcnti", talks + "/", got + "/").ok()).isEmpty();
    assertThat(downloads(bob).resolve(".runnel-downloads")).doesNotExist();
    assertThat(events(bob)).contains("download-finished");
  }

  @Test
  void whoStopsFollowingLeavesNoStackTrace() {
    long revision = bob.ask("GET", "/v1/downloads").getJsonNumber("revision").longValue();
    bob.askAndLeave("GET", "/v1/downloads?after=%d&wait-ms=100".formatted(revision));
    // While this one waits, the other answer finds nobody.
    bob.ask("GET", "/v1/downloads?after=%d&wait-ms=1000".formatted(revision));
    Aftermath.assertCalm(bob);
  }

  @Test
  void nothingIsEverOverwrittenNorAnyLinkFollowed() throws IOException {
    Network.randomFile(alice.share().resolve("note.txt"), 5_000);
    publishAndAwait(bob, "alice/note.txt");
    Path elsewhere = folder.resolve("elsewhere");
    Path target = Files.createDirectories(downloads(bob));
    Files.writeString(target.resolve("note.txt"), "mine");
    Files.createSymbolicLink(target.resolve("note (2).txt"), elsewhere);

    awaitState(bob, get(bob, "path=/alice/note.txt"), "done");

    assertThat(target.resolve("note.txt")).hasContent("mine");
    assertThat(elsewhere).doesNotExist();
    assertThat(sha256(target.resolve("note (3).txt")))
        .isEqualTo(sha256(alice.share().resolve("note.txt")));
  }

  @Test
  void killedNodeFetchesOnlyWhatIsMissing() throws IOException {
    Network.randomFile(alice.share().resolve("killed.mkv"), KILLED);
    publishAndAwait(bob, "alice/killed.mkv");
    long id = get(bob, "path=/alice/killed.mkv");
    Poll.until(
        PATIENCE,
        () -> download(bob, id).getJsonObject("sums").getInt("bytesDone") > 0,
        () -> "nothing is fetched");
    bob.signal("KILL");
    assertThat(bob.ended(PATIENCE)).isTrue();
    long there = verifiedBytes(downloads(bob));
    assertThat(there).isPositive();

    bob = network.guest("bob", index);
    awaitState(bob, id, "done");

    assertThat(sha256(downloads(bob).resolve("killed.mkv")))
        .isEqualTo(sha256(alice.share().resolve("killed.mkv")));
    assertThat(bob.counter("bytesFetched")).isLessThanOrEqualTo(KILLED - there);
  }

  @Test
  void ownerThatWentAwayIsWaitedFor() throws IOException {
    Network.randomFile(alice.share().resolve("away.mkv"), LARGE);
    publishAndAwait(bob, "alice/away.mkv");
    String address = alice.address();
    alice.signal("KILL");
    assertThat(alice.ended(PATIENCE)).isTrue();

    long id = get(bob, "path=/alice/away.mkv");
    awaitState(bob, id, "waiting");
    assertThat(download(bob, id).getString("note")).contains("alice");
    alice = network.guestAt("alice", address, index);
    awaitState(bob, id, "done");

    assertThat(sha256(downloads(bob).resolve("away.mkv")))
        .isEqualTo(sha256(alice.share().resolve("away.mkv")));
  }

  @Test
  void pausedStopsAndResumedGoesOn() throws IOException {
    Network.randomFile(alice.share().resolve("paused.mkv"), LARGE);
    publishAndAwait(bob, "alice/paused.mkv");
    long before = bob.counter("bytesFetched");
    long id = get(bob, "path=/alice/paused.mkv");
    bob.ask("POST", "/v1/downloads/pause?id=" + id);
    awaitState(bob, id, "paused");
    bob.ask("POST", "/v1/downloads/resume?id=all");
    awaitState(bob, id, "done");
    assertThat(sha256(downloads(bob).resolve("paused.mkv")))
        .isEqualTo(sha256(alice.share().resolve("paused.mkv")));
    assertThat(bob.counter("bytesFetched") - before).isLessThanOrEqualTo(LARGE);
  }

  @Test
  void contentIsFetchedByItsIdAlone() throws IOException {
    Network.randomFile(alice.share().resolve("film.mkv"), 3 << 20);
    publishAndAwait(bob, "alice/film.mkv");
    String content =
        bob.ask("GET", "/v1/ls?path=/alice/film.mkv")
            .getJsonArray("entries")
            .getJsonObject(0)
            .getString("contentId");
    Path to = folder.resolve("chosen");

    awaitState(bob, get(bob, "content=" + content + "&to=" + to), "done");

    assertThat(sha256(to.resolve(content))).isEqualTo(sha256(alice.share().resolve("film.mkv")));
  }

  private static Path downloads(NodeProcess node) {
    return node.share().resolveSibling("downloads");
  }

  /** Until the other node lists the path with its content. */
  private void publishAndAwait(NodeProcess reader, String path) {
    alice.rescan();
    Poll.until(
        PATIENCE,
        () -> {
          JsonObject listing = reader.ask("GET", "/v1/ls?path=/" + path);
          return listing.containsKey("entries")
              && alice.status().getJsonObject("shareState").getInt("hashing") == 0
              && listing.getJsonArray("entries").stream()
                  .map(JsonObject.class::cast)
                  .allMatch(entry ->
                      entry.getString("kind").equals("folder") || entry.containsKey("contentId"));
        },
        () -> path + " never appeared");
  }

  private static long get(NodeProcess node, String query) {
    JsonObject answer = node.ask("POST", "/v1/downloads?" + query);
    assertThat(answer).as(answer.toString()).containsKey("downloads");
    return answer.getJsonArray("downloads").getJsonObject(0).getJsonNumber("id").longValue();
  }

  private static JsonObject download(NodeProcess node, long id) {
    return node.ask("GET", "/v1/downloads").getJsonArray("downloads").stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.getJsonNumber("id").longValue() == id)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitState(NodeProcess node, long id, String state) {
    Predicate<JsonObject> there = line -> line.getString("state").equals(state);
    Poll.until(PATIENCE, () -> there.test(download(node, id)), () -> download(node, id).toString());
  }

  private static String events(NodeProcess node) {
    return node.ask("GET", "/v1/events").toString();
  }

  private static Path oddTree(Path top) throws IOException {
    Files.createDirectories(top.resolve("empty folder"));
    Path deep = Files.createDirectories(top.resolve("a/b/c"));
    Files.createFile(deep.resolve("empty"));
    Network.randomFile(deep.resolve("müsic \u202e.ogg"), 200_000);
    Network.randomFile(top.resolve("large.bin"), 9 << 20);
    Network.randomFile(top.resolve("x" + "y".repeat(250)), 65_536);
    Path script = top.resolve("run.sh");
    Files.writeString(script, "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int i = 0; i < 300; i++) {
      Files.writeString(deep.resolve("small" + i), "number " + i);
    }
    Files.setLastModifiedTime(
        script, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
    Files.setLastModifiedTime(deep, FileTime.from(Instant.parse("1999-12-31T23:59:59.5Z")));
    Files.setLastModifiedTime(top, FileTime.from(Instant.parse("2010-01-01T00:00:00Z")));
    return top;
  }

  /** Kind, right to execute, size of files, time to the nanosecond, and name of all below. */
  private static String facts(Path top) {
    String list =
        "cd \"$1\" && find . -type f -printf '%P %M %s %T+\\n' -o -type d -printf '%P %T+\\n' | sort";
    return Shell.run(PATIENCE, "sh", "-c", list, "sh", top.toString()).ok();
  }

  private static String sha256(Path file) {
    return Shell.run(PATIENCE, "sha256sum", file.toString()).ok().substring(0, 64);
  }

  /** By the nodes whose hashes are noted. */
  private static long verifiedBytes(Path downloads) throws IOException {
    try (var files = Files.walk(downloads)) {
      Path hashes =
          files.filter(file -> file.toString().endsWith(".hashes")).findFirst().orElseThrow();
      byte[] all = Files.readAllBytes(hashes);
      long nodes = 0;
      for (int at = 0; at + 32 <= all.length; at += 32) {
        boolean there = false;
        for (int i = at; i < at + 32; i++) {
          there |= all[i] != 0;
        }
        nodes += there ? 1 : 0;
      }
      return nodes << 16;
    }
  }
}
