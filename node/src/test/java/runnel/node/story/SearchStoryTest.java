package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for what others share: by the control API, and in the mount with ordinary programs. */
class SearchStoryTest {
  private static final Duration PATIENCE = Network.PATIENCE;

  @TempDir private static Path folder;
  private static Network network;
  private static NodeProcess alice;
  private static NodeProcess carol;
  private static NodeProcess bob;

  @BeforeAll
  static void begin() throws IOException {
    network = new Network(folder);
    alice = network.owner("alice");
    carol = network.guest("carol", alice);
    Path talks = Files.createDirectories(alice.share().resolve("talks/Spring 2026"));
    Network.randomFile(talks.resolve("Lecture week 3.mkv"), 300_000);
    Network.randomFile(talks.resolve("Lecture week 4.mkv"), 200_000);
    Files.createDirectories(carol.share().resolve("lecture notes"));
    Files.writeString(carol.share().resolve("lecture notes/Week3_Übung.txt"), "some notes");
    Files.copy(talks.resolve("Lecture week 4.mkv"), carol.share().resolve("copy of four.mkv"));
    alice.rescan();
    carol.rescan();
    bob = network.reader("bob", alice);
  }

  @AfterAll
  static void endNodes() {
    network.close();
  }

  @Test
  void wordsInAnyOrderWithTypingErrorsFindFilesAndFoldersOfEverybody() {
    awaitHits("week lecture", "Lecture week 3.mkv", "Lecture week 4.mkv", "Week3_Übung.txt");
    assertThat(hits("lectrue week 3")).contains("Lecture week 3.mkv");
    assertThat(hits("ubung")).containsExactly("Week3_Übung.txt");
    assertThat(hits("spring type:folder")).containsExactly("Spring 2026");
    assertThat(hits("lecture user:carol type:file")).containsExactly("Week3_Übung.txt");
    assertThat(hits("type:video size:>250k")).containsExactly("Lecture week 3.mkv");
    assertThat(hits("ext:txt week")).containsExactly("Week3_Übung.txt");
    assertThat(hits("nothing that is there")).isEmpty();
  }

  @Test
  void sameContentIsOneHitThatSaysWhoHasIt() {
    // Before they are hashed nobody knows that they are the same.
    Poll.until(PATIENCE, () -> hits("size:200000..200000").size() == 1, () -> answer("ext:mkv"));
    assertThat(answer("size:200000..200000")).contains("\"name\":\"alice\"", "\"name\":\"carol\"");
  }

  @Test
  void whatIsFoundIsAFolderOfFilesInTheMount() throws Exception {
    awaitHits("lecture", "Lecture week 3.mkv");
    Path query = bob.mount().resolve("search/lecture week 3");
    assertThat(ls(query)).contains("Lecture week 3.mkv", "Week3_Übung.txt");
    Path copy = folder.resolve("copy.mkv");
    Shell.run(PATIENCE, "cp", query.resolve("Lecture week 3.mkv").toString(), copy.toString()).ok();
    assertThat(Files.mismatch(copy, alice.share().resolve("talks/Spring 2026/Lecture week 3.mkv")))
        .isEqualTo(-1);
    assertThat(
            Shell.run(
                    PATIENCE,
                    "getfattr",
                    "--only-values",
                    "-n",
                    "user.runnel.path",
                    query.resolve("Lecture week 3.mkv").toString())
                .output())
        .contains("/alice/talks/Spring 2026/Lecture week 3.mkv");
    assertThat(ls(bob.mount().resolve("search"))).isEmpty();
    assertThat(ls(bob.mount().resolve("search/type:folder spring"))).containsExactly("Spring 2026");
    assertThat(ls(bob.mount().resolve("search/type:folder spring/Spring 2026")))
        .contains("Lecture week 4.mkv");
    assertThat(Shell.run(PATIENCE, "stat", query.resolve("absent").toString()).status()).isOne();
    assertThat(Shell.run(PATIENCE, "ls", bob.mount().resolve("search/.git").toString()).status())
        .isEqualTo(2);
  }

  @Test
  void whatIsRenamedChangedOrDeletedIsFoundAsItIs() throws IOException {
    Path drafts = Files.createDirectory(alice.share().resolve("drafts"));
    Files.writeString(drafts.resolve("speech.txt"), "a draft");
    awaitHits("speech", "speech.txt");
    Files.move(drafts.resolve("speech.txt"), drafts.resolve("Vortrag.txt"));
    awaitHits("vortrag", "Vortrag.txt");
    assertThat(hits("speech")).isEmpty();
    Files.move(drafts, alice.share().resolve("Entwürfe"));
    Poll.until(
        PATIENCE,
        () -> answer("vortrag").contains("/alice/Entwürfe/Vortrag.txt"),
        () -> answer("vortrag"));
    assertThat(hits("drafts")).isEmpty();
    Files.delete(alice.share().resolve("Entwürfe/Vortrag.txt"));
    Poll.until(PATIENCE, () -> hits("vortrag").isEmpty(), () -> answer("vortrag"));
  }

  private static void awaitHits(String query, String... names) {
    Poll.until(PATIENCE, () -> hits(query).containsAll(List.of(names)), () -> answer(query));
  }

  private static List<String> hits(String query) {
    JsonObject answer = bob.ask("GET", target(query));
    assertThat(answer).as("answer to '%s'", query).containsKey("hits");
    return answer.getJsonArray("hits").stream()
        .map(hit -> hit.asJsonObject().getString("name"))
        .toList();
  }

  private static String answer(String query) {
    return bob.ask("GET", target(query)).toString();
  }

  private static String target(String query) {
    return "/v1/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static List<String> ls(Path folder) {
    String listing = Shell.run(PATIENCE, "ls", folder.toString()).ok();
    return Stream.of(listing.split("\n")).filter(name -> !name.isEmpty()).toList();
  }
}
