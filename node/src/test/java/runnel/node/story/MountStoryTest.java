package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mount of a node as people use it. */
class MountStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

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
  void factsStandBesideAFileAndTheControlApiTellsTheSame() throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.createDirectories(alice.share().resolve("talks"));
    Network.randomFile(alice.share().resolve("talks/intro.mkv"), 200_000);
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path talks = bob.mount().resolve("peers/alice/talks");
    Network.awaitFile(talks.resolve("intro.mkv"));
    Shell.run(PATIENCE, "cat", talks.resolve("intro.mkv").toString()).ok();

    String file = facts(talks.resolve("intro.mkv"));
    assertThat(file)
        .contains("user.mime_type=\"video/x-matroska\"")
        .contains("user.runnel.owner=\"alice\"")
        .contains("user.runnel.cached=\"200000\"")
        .contains("user.runnel.served-by=\"alice\"")
        .contains("user.runnel.content-id=\"200000-");
    assertThat(facts(talks)).contains("user.runnel.files=\"1\"", "user.runnel.bytes=\"200000\"");
    String told = bob.ask("GET", "/v1/info?path=/alice/talks/intro.mkv").toString();
    assertThat(told).contains("\"cached\":\"200000\"", "\"media-type\":\"video/x-matroska\"");
    assertThat(bob.ask("GET", "/v1/info?path=/alice").toString()).contains("\"files\":1");
  }

  /** Whoever has it open sees what its bytes are; whoever opens it anew, the new ones. */
  @Test
  void whileAFileIsOpenItsContentIdIsThatOfTheBytesThatAreRead() throws Exception {
    NodeProcess alice = network.owner("alice");
    Path original = alice.share().resolve("notes.txt");
    Files.writeString(original, "old");
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path notes = bob.mount().resolve("peers/alice/notes.txt");
    Network.awaitFile(notes);
    Poll.until(PATIENCE, () -> facts(notes).contains("content-id=\"3-"), () -> facts(notes));
    Process reader = new ProcessBuilder("sh", "-c", "exec 3<'" + notes + "'; echo; cat").start();
    try {
      assertThat(reader.inputReader().readLine()).isEmpty();
      Files.writeString(original, "newer");
      alice.rescan();
      Poll.until(
          PATIENCE,
          () -> bob.ask("GET", "/v1/info?path=/alice/notes.txt").toString().contains("\"5-"),
          () -> "the change is never told");
      assertThat(facts(notes)).contains("content-id=\"3-");
    } finally {
      reader.getOutputStream().close(); // Its end.
      assertThat(reader.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    Poll.until(PATIENCE, () -> facts(notes).contains("content-id=\"5-"), () -> facts(notes));
  }

  @Test
  void whatADocumentSaysOfItselfIsShownToOthers() throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.writeString(alice.share().resolve("page"), "<html><title>Springs</title>");
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path page = bob.mount().resolve("peers/alice/page");

    Network.awaitFile(page);
    Poll.until(
        PATIENCE,
        () -> facts(page).contains("user.runnel.meta.title=\"Springs\""),
        () -> "no title, only: " + facts(page));
    assertThat(facts(page)).contains("user.mime_type=\"text/html\"");
  }

  /** With every peer silent: the promise is a second. */
  @Test
  void whatWasSeenAnswersAtOnceWhileEveryPeerIsSilent() throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.createDirectories(alice.share().resolve("talks"));
    Files.writeString(alice.share().resolve("talks/notes.txt"), "hello");
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path talks = bob.mount().resolve("peers/alice/talks");
    Network.awaitFile(talks.resolve("notes.txt"));
    Shell.run(PATIENCE, "cat", talks.resolve("notes.txt").toString()).ok();
    alice.signal("STOP");
    try {
      for (int round = 0; round < 3; round++) {
        assertAtOnce("ls", "-la", bob.mount().toString());
        assertAtOnce("ls", "-la", bob.mount().resolve("peers").toString());
        assertAtOnce("df", bob.mount().toString());
        assertAtOnce("stat", bob.mount().toString());
        assertAtOnce("stat", talks.toString());
        assertAtOnce("ls", "-l", talks.toString());
        assertAtOnce("getfattr", "-d", talks.resolve("notes.txt").toString());
        assertAtOnce("cat", talks.resolve("notes.txt").toString());
      }
    } finally {
      alice.signal("CONT");
    }
  }

  /** With and without a file open there: {@code umount -l} ends nothing that is open. */
  @Test
  void whoUnmountsItFromOutsideIsObeyedAndTheNodeMountsAgainWhenAsked() throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.writeString(alice.share().resolve("notes.txt"), "hello");
    alice.rescan();
    NodeProcess bob = network.reader("bob", alice);
    Path notes = bob.mount().resolve("peers/alice/notes.txt");
    Network.awaitFile(notes);
    Shell.run(PATIENCE, "fusermount", "-u", bob.mount().toString()).ok();
    awaitState(bob, "unmounted");
    assertThat(bob.ask("GET", "/v1/doctor").toString()).contains("unmounted from outside");
    bob.ask("POST", "/v1/mount");
    Network.awaitFile(notes);

    Path opened = folder.resolve("opened");
    CompletableFuture<Shell.Result> holder =
        Shell.begin(
            PATIENCE,
            "sh",
            "-c",
            "exec 3<'%s'; : >'%s'; sleep 4; cat <&3".formatted(notes, opened));
    Network.awaitFile(opened);
    Shell.run(PATIENCE, "umount", "-l", bob.mount().toString()).ok();
    awaitState(bob, "unmounted");
    bob.ask("POST", "/v1/mount");
    awaitState(bob, "mounted");
    Network.awaitFile(notes);
    assertThat(holder.join().output()).isEqualTo("hello");
    assertThat(bob.ask("GET", "/v1/events").toString()).contains("mount-lost", "\"mounted\"");
  }

  /** The session's end is a signal to all its processes; somebody still has a shell there. */
  @ParameterizedTest
  @ValueSource(strings = {"HUP", "TERM"})
  void whenTheUserLogsOutTheMountIsGoneInTime(String signal) throws IOException {
    NodeProcess alice = network.owner("alice");
    Files.writeString(alice.share().resolve("notes.txt"), "hello");
    alice.rescan();
    NodeProcess bob =
        NodeProcess.start(
            folder.resolve("bob"),
            MountStoryTest::asSession,
            "--name",
            "bob",
            "--no-discovery",
            "--listen",
            "127.0.0.1:" + Ports.free(),
            "--index",
            alice.address());
    try (bob) {
      Path notes = bob.mount().resolve("peers/alice/notes.txt");
      Network.awaitFile(notes);
      CompletableFuture<Shell.Result> shell =
          Shell.begin(
              PATIENCE,
              "sh",
              "-c",
              "cd '%s'; exec 3<notes.txt; sleep 6".formatted(notes.getParent()));
      int group = bob.status().getInt("pid");
      Shell.run(PATIENCE, "kill", "-" + signal, "--", "-" + group).ok();
      assertThat(bob.ended(Duration.ofSeconds(5))).isTrue();
      assertThat(Shell.run(PATIENCE, "cat", "/proc/self/mounts").ok())
          .doesNotContain(bob.mount().toString());
      shell.join();
    }
  }

  /** Makes it the first process of a session, to which the end of it is signalled. */
  private static List<String> asSession(List<String> command) {
    // What runs these tests may ignore the signal (nohup), and hands that down.
    List<String> session = new ArrayList<>(List.of("env", "--default-signal=HUP", "setsid"));
    session.addAll(command);
    return session;
  }

  private static void awaitState(NodeProcess node, String state) {
    Poll.until(
        PATIENCE,
        () -> node.status().getString("mountState").equals(state),
        () -> "not " + state + ": " + node.status());
  }

  private static void assertAtOnce(String... command) {
    Shell.Result result = Shell.run(PATIENCE, command);
    assertThat(result.took()).as(String.join(" ", command)).isLessThan(AT_ONCE);
    result.ok();
  }

  private static String facts(Path of) {
    return Shell.run(PATIENCE, "getfattr", "--absolute-names", "-d", of.toString()).ok();
  }
}
