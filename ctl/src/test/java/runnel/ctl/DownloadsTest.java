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

class DownloadsTest {
  private static final String CONTENT = "7-" + "ab".repeat(32);

  @TempDir private Path folder;
  private FakeNode node;
  private Run run;

  @BeforeEach
  void start() {
    node = FakeNode.in(folder);
    node.answers("GET /v1/status", "{\"mount\":\"/mnt/r\"}");
    run = new Run(new Surroundings(Map.of(), folder, folder));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void getTakesPathsOfTheNetworkAndOfTheMount() {
    node.answers("POST /v1/downloads?path=alice/a%20b&to=/tmp/x", list(line(1, "queued", 0)));
    node.answers("POST /v1/downloads?path=peers/alice/c&to=/tmp/x", list(line(2, "queued", 0)));
    assertThat(runnel("get", "alice/a b", "/mnt/r/peers/alice/c", "--to", "/tmp/x")).isZero();
    assertThat(run.out().lines().map(String::strip))
        .containsExactly(
            "ID  STATE   DONE     SIZE  RATE  LEFT  FILES  NAME",
            "1  queued    0%  4.0 KiB     -     -  -      film.mkv",
            "2  queued    0%  4.0 KiB     -     -  -      film.mkv",
            "2 open    0%  8.0 KiB     -     -");
  }

  @Test
  void getTakesContentIdsFromOneUser() {
    node.answers("POST /v1/downloads?content=" + CONTENT + "&from=bob", list(line(1, "queued", 0)));
    assertThat(runnel("get", CONTENT, "--from", "bob", "--json")).isZero();
    assertThat(run.out()).isEqualTo("{\"downloads\":[" + line(1, "queued", 0) + "]}\n");
    assertThat(runnel("get", "alice/x", "--from", "bob")).isEqualTo(2);
  }

  @Test
  void getWaitsForTheEndAndTellsOfIt() {
    node.answers("POST /v1/downloads?path=alice/x", list(line(1, "queued", 0)));
    node.answers("GET /v1/downloads?after=0&wait-ms=0", list(line(1, "running", 1024)));
    node.answers("GET /v1/downloads?after=5&wait-ms=25000", list(line(1, "done", 4096)));
    assertThat(runnel("get", "--wait", "alice/x")).isZero();
    assertThat(run.out()).contains("done").contains("100%").doesNotContain("running");
  }

  @Test
  void getThatWaitedInVainFails() {
    node.answers("POST /v1/downloads?path=alice/x", list(line(1, "queued", 0)));
    node.answers(
        "GET /v1/downloads?after=0&wait-ms=0",
        list(line(1, "failed", 0).replace("\"id\"", "\"note\":\"gone\\u001b[2J\",\"id\"")));
    assertThat(runnel("get", "--wait", "alice/x")).isEqualTo(1);
    assertThat(run.out()).contains("1: gone\\u{1B}[2J");
  }

  @Test
  void downloadsShowRateAndTimeLeftAndTheFilesThatGrow() {
    node.answers("GET /v1/downloads", list(line(1, "running", 1024)));
    assertThat(runnel("downloads")).isZero();
    assertThat(run.out().lines().map(String::strip))
        .containsExactly(
            "ID  STATE    DONE     SIZE     RATE  LEFT  FILES  NAME",
            "1  running   25%  4.0 KiB  512 B/s  1:15  -      film.mkv",
            "1: a/b, 17 B of 20 B");
  }

  @Test
  void allTogetherTakeNoLessThanTheSlowest() {
    String both = line(1, "running", 1024) + "," + line(2, "running", 0);
    node.answers("GET /v1/downloads", list(both));
    assertThat(runnel("downloads")).isZero();
    assertThat(run.out().lines().map(String::strip))
        .contains("2 open    12%  8.0 KiB  1.0 KiB/s  1:15");
  }

  @Test
  void verbsArePostsForNumbersAndAll() {
    node.answers("POST /v1/downloads/pause?id=3", list(line(3, "paused", 0)));
    node.answers("POST /v1/downloads/retry?id=all", "{\"revision\":5,\"downloads\":[]}");
    assertThat(runnel("pause", "3")).isZero();
    assertThat(runnel("retry", "all")).isZero();
    assertThat(runnel("cancel", "film")).isEqualTo(2);
    assertThat(run.err()).contains("see 'runnel downloads'");
  }

  private int runnel(String... arguments) {
    return run.in(folder, arguments);
  }

  private static String list(String line) {
    return "{\"revision\":5,\"downloads\":[" + line + "]}";
  }

  private static String line(int id, String state, int done) {
    String current =
        state.equals("running") ? "{\"path\":\"a/b\",\"bytes\":20,\"bytesDone\":17}" : "";
    return ("{\"id\":%d,\"name\":\"film.mkv\",\"kind\":\"file\",\"to\":\"/d\",\"state\":\"%s\","
            + "\"sums\":{\"files\":1,\"bytes\":4096,\"filesDone\":0,\"bytesDone\":%d,\"filesLost\":0},"
            + "\"bytesPerSecond\":%d,%s\"current\":[%s]}")
        .formatted(
            id,
            state,
            done,
            state.equals("running") ? 512 : 0,
            state.equals("running") ? "\"secondsLeft\":75," : "",
            current);
  }
}
