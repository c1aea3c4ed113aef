package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runnel.ctl.control.Request;
import runnel.ctl.home.Surroundings;

class MainTest {
  private static final String PEERS =
      "{\"peers\":[{\"name\":\"bob\\u001b[2J\",\"peerId\":\"abc\",\"online\":true,\"files\":3,"
          + "\"bytes\":2048,\"lastActive\":\"soon\"}]}";

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
  void peersAreATableThatCannotSteerTheTerminal() {
    node.answers("GET /v1/peers", PEERS);
    assertThat(runnel("peers")).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            NAME          ONLINE  LAST ACTIVE  FILES     SIZE  ADDRESS  FOUND BY  KEY  PEER ID
            bob\\u{1B}[2J  yes     soon             3  2.0 KiB  -        -         -    abc
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void jsonIsTheNodesDocument() {
    node.answers("GET /v1/peers", PEERS);
    assertThat(runnel("peers", "--json")).isZero();
    assertThat(run.out()).isEqualTo(PEERS + "\n");
  }

  @Test
  void pathIsEncodedAndMayLackItsSlash() {
    node.answers(
        "GET /v1/ls?path=/bob/a%20b",
        "{\"entries\":[{\"name\":\"x\",\"kind\":\"folder\",\"files\":2},{\"name\":\"y\",\"size\":1}]}");
    assertThat(runnel("ls", "bob/a b/")).isZero();
    assertThat(run.out().lines().map(String::strip))
        .containsExactly("SIZE  MODIFIED  NAME", "2 files  -         x/", "1 B  -         y");
  }

  @Test
  void whoIsAloneIsToldWhereToLook() {
    node.answers("GET /v1/ls?path=/", "{\"path\":\"/\",\"entries\":[]}");
    assertThat(runnel("ls")).isZero();
    assertThat(run.err()).contains("nobody else is here yet", "runnel doctor");
  }

  @Test
  void infoIsAboutTheOneEntry() {
    node.answers(
        "GET /v1/info?path=/bob/y",
        "{\"name\":\"y\",\"kind\":\"file\",\"contentId\":\"7-ab\",\"facts\":{\"media-type\":\"a/b\"}}");
    node.answers(
        "GET /v1/info?path=/bob/z", 404, "{\"kind\":\"NOT_FOUND\",\"message\":\"nothing there\"}");
    assertThat(runnel("info", "bob/y/")).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "path        /bob/y",
            "kind        file",
            "executable  no",
            "content id  7-ab",
            "media type  a/b");
    assertThat(runnel("info", "/bob/z")).isEqualTo(4);
  }

  @Test
  void aFaultOfItsOwnCanNotSteerTheTerminal() {
    Exception fault = new IllegalStateException("bob\u001b[2J", new IOException("eve\u009b2J\r"));
    assertThat(Main.failed(run.session(), fault)).isEqualTo(1);
    assertThat(run.err())
        .contains("bob\\u{1B}[2J", "eve\\u{9B}2J", "at runnel.ctl.MainTest")
        .doesNotContain("\u001b", "\u009b", "\r");
  }

  @Test
  void rescanIsAPostAndSaysWhatWasSkipped() {
    node.answers(
        "POST /v1/share/rescan",
        "{\"path\":\"/s\",\"files\":2,\"watched\":{\"unwatched\":7},\"imports\":[{\"name\":\"m\",\"target\":\"/music\"}],\"skipped\":[{\"path\":\"p\",\"reason\":\"a pipe\"}]}");
    assertThat(runnel("share", "rescan")).isZero();
    assertThat(run.out()).contains("a pipe", "/music", "7 folders");
  }

  @Test
  void addSharesPathsFromHereAndRemoveEndsItByName() {
    String here = Path.of("").toAbsolutePath().toString();
    String added = "{\"name\":\"m\",\"target\":\"/music\"}";
    node.answers("POST /v1/share/add?path=" + Request.encode(here + "/x y") + "&as=m", added);
    node.answers("POST /v1/share/remove?name=m", added);
    assertThat(runnel("share", "add", "x y", "--as", "m")).isZero();
    assertThat(run.out()).isEqualTo("shared as m: /music\n");
    assertThat(runnel("share", "rm", "m")).isZero();
    assertThat(run.out()).contains("m is not shared any more: /music");
    assertThat(runnel("share", "add", "x", "y", "--as", "m")).isEqualTo(2);
    assertThat(runnel("share", "add")).isEqualTo(2);
  }

  @Test
  void statusTellsWhereTheLogIs() {
    node.answers("GET /v1/status", "{\"name\":\"ann\",\"state\":\"ready\",\"uptimeSeconds\":61}");
    assertThat(runnel("status")).isZero();
    assertThat(run.out()).startsWith("ann is ready").contains("up for 1m1s", "state/log");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED,1",
    "USAGE,2",
    "NOT_FOUND,4",
    "REFUSED,5",
    "UNAVAILABLE,6",
    "BUSY,6",
    "NEW_ONE,1"
  })
  void everyKindOfErrorHasItsExitStatus(String kind, int status) {
    node.answers("GET /v1/peers", 500, "{\"kind\":\"" + kind + "\",\"message\":\"be\\ncause\"}");
    assertThat(runnel("peers")).isEqualTo(status);
    assertThat(run.err()).isEqualTo("runnel: be\nrunnel: cause\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void withoutANodeEverythingButUpExitsWith3() throws IOException {
    node.close();
    assertThat(runnel("status")).isEqualTo(3);
    assertThat(runnel("down")).isEqualTo(3);
    assertThat(runnel("share", "ls")).isEqualTo(3);
  }

  @Test
  void aCommandLineThatMakesNoSenseExitsWith2() {
    assertThat(runnel()).isEqualTo(2);
    assertThat(runnel("frobnicate")).isEqualTo(2);
    assertThat(runnel("share")).isEqualTo(2);
    assertThat(runnel("up", "--mount", "m", "--no-mount")).isEqualTo(2);
    assertThat(runnel("info", "/")).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whoMistypesIsToldWhatIsWrongAndWhereMoreIs() {
    assertThat(runnel("ls", "alice/My", "Talks")).isEqualTo(2);
    assertThat(run.err())
        .startsWith("runnel: 'Talks' is one word too many for 'runnel ls'; names with spaces go")
        .contains("usage: runnel ls ", "more:  runnel ls --help")
        .hasLineCount(3);
    assertThat(runnel("sttus")).isEqualTo(2);
    assertThat(run.err()).contains("there is no command 'runnel sttus'", "Did you mean: runnel st");
    assertThat(runnel("up", "--nmae", "x")).isEqualTo(2);
    assertThat(run.err()).contains("runnel: Unknown options: '--nmae', 'x'");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpAndCompletionAreResults() {
    assertThat(runnel("up", "--help")).isZero();
    assertThat(Main.run(run.session(), "help", "cache", "pin")).isZero();
    assertThat(run.out()).contains("Keep a file or folder");
    assertThat(Main.run(run.session(), "help")).isZero();
    assertThat(runnel("completion")).isZero();
    assertThat(run.out()).contains("--no-discovery", "complete -F");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theCommandMayComeFirst() {
    node.answers("GET /v1/peers", PEERS);
    Session session = run.session();
    assertThat(Main.run(session, "peers", "--home", folder.toString(), "--json")).isZero();
    assertThat(run.out()).isEqualTo(PEERS + "\n");
    assertThat(Main.run(session, "completion")).isZero();
    assertThat(run.out()).contains("rescan");
  }

  private int runnel(String... arguments) {
    return run.in(folder, arguments);
  }
}
