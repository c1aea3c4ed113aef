package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.ctl.home.Surroundings;

/** search: against canned answers of a node. */
class SearchTest {
  private static final String ALICES =
      """
      {"path":"/alice/Talks/Week 3\\u001b.mkv","name":"x","kind":"file","size":2048,
       "modified":"soon","owners":[{"name":"alice","online":true},{"name":"bob","online":false},
       {"name":"me","online":true,"self":true},{"name":"dan","online":true}]}
      """;
  private static final String FOLDER =
      """
      {"path":"/bob/Week 3","name":"Week 3","kind":"folder","size":0,"files":2,"modified":"late",
       "owners":[{"name":"bob","online":false}]}
      """;

  @TempDir private Path folder;
  private FakeNode node;
  private Run run;

  @BeforeEach
  void start() {
    node = FakeNode.in(folder);
    run = new Run(new Surroundings(Map.of(), folder, folder));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void hitsAreLinesWithWhoHasThemAndWhoOfThoseIsThere() {
    node.answers(
        "GET /v1/search?query=week%203%20size%3a%3e1k&offset=0&limit=20",
        found(
            ALICES + "," + FOLDER, "\"matches\":2,\"exact\":true,\"searchable\":4,\"catalogs\":4"));
    assertThat(run.in(folder, "search", "week", "3", "size:>1k")).isZero();
    assertThat(run.out().lines().skip(1))
        .containsExactly(
            "2.0 KiB  soon      alice, bob (offline), me (you) and 1 more"
                + "  /alice/Talks/Week 3\\u{1B}.mkv",
            "    0 B  late      bob (offline)                            " + "  /bob/Week 3/");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void howMuchMoreThereIsIsRemarkedAndHowFarTheIndexIs() {
    node.answers(
        "GET /v1/search?query=a&offset=2&limit=1",
        found(FOLDER, "\"matches\":1000,\"exact\":false,\"searchable\":3,\"catalogs\":5"));
    assertThat(run.in(folder, "search", "a", "--limit", "1", "--offset", "2")).isZero();
    assertThat(run.err())
        .contains("at least 1000 found", "'--offset 3'", "3 of 5 users' files can be searched");
  }

  @Test
  void nothingFoundIsSaidAndIsAStatusOfItsOwn() {
    node.answers(
        "GET /v1/search?query=b&offset=0&limit=20",
        found("", "\"matches\":0,\"exact\":true,\"searchable\":3,\"catalogs\":5"));
    assertThat(run.in(folder, "search", "b")).isEqualTo(4);
    assertThat(run.err()).contains("nothing found for 'b'", "3 of 5");
    assertThat(run.in(folder, "search", "b", "--json")).isZero();
    assertThat(run.out()).contains("\"hits\":[]");
  }

  @Test
  void followingTellsWhatIsNewOnce() {
    node.answers(
        "GET /v1/search?query=c&offset=0&limit=20", found(FOLDER, "\"matches\":1,\"exact\":true"));
    Thread later =
        Thread.ofVirtual()
            .start(() -> {
              while (node.requests().size() < 2) {
                Thread.onSpinWait();
              }
              node.answers(
                  "GET /v1/search?query=c&offset=0&limit=20",
                  found(FOLDER + "," + ALICES, "\"matches\":2"));
              while (node.requests().size() < 5) {
                Thread.onSpinWait();
              }
              node.answers(
                  "GET /v1/search?query=c&offset=0&limit=20",
                  503,
                  "{\"kind\":\"UNAVAILABLE\",\"message\":\"no index\\u001b[2J\"}");
              while (node.requests().size() < 8) {
                Thread.onSpinWait();
              }
              node.answers(
                  "GET /v1/search?query=c&offset=0&limit=20",
                  500,
                  "{\"kind\":\"FAILED\",\"message\":\"broken\"}");
            });
    assertThat(run.in(folder, "search", "c", "--follow")).isOne();
    assertThat(run.err().lines())
        .containsExactly("runnel: no index\\u{1B}[2J; going on", "runnel: broken");
    assertThat(later.isAlive()).isFalse();
    assertThat(run.out().lines())
        .containsExactly(
            "/bob/Week 3/, 0 B, shared by bob (offline)",
            "/alice/Talks/Week 3\\u{1B}.mkv, 2.0 KiB, shared by alice, bob (offline), me (you) and 1"
                + " more");
  }

  private static String found(String hits, String rest) {
    return "{\"query\":\"q\",\"offset\":0,\"hits\":[%s],%s}".formatted(hits, rest);
  }
}
