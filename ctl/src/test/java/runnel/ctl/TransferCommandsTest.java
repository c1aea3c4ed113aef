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

/** why, ping, cache and config: against canned answers of a node. */
class TransferCommandsTest {
  private static final String SETTING =
      "{\"key\":\"limit.upload\",\"value\":\"2000000\",\"amount\":2000000,\"set\":true,\"meaning\":\"m\"}";

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
  void whyNamesWhoFailedHowAndWhatHelps() {
    node.answers(
        "GET /v1/why?path=/bob/x",
        """
        {"owner":{"name":"bob","online":false},
         "failures":[{"time":"soon","peer":"bob\\u001b","what":"sent nothing in time","help":"ping it"},
                     {"time":"late","times":12,"peer":"amy","what":"broke","help":"wait"}],
         "avoided":[{"peer":"bob","problem":"sent nothing in time"}]}
        """);
    assertThat(runnel("why", "bob/x")).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "bob is offline",
            "bob is not asked for a while: it sent nothing in time",
            "soon  bob\\u{1B} sent nothing in time; ping it",
            "late  amy broke (12 times); wait");
  }

  @Test
  void whyWithoutAFailureSaysSo() {
    node.answers("GET /v1/why", "{\"failures\":[],\"avoided\":[]}");
    assertThat(runnel("why")).isZero();
    assertThat(run.out()).isEqualTo("nothing failed lately\n");
  }

  @Test
  void pingTellsTheRoundTrip() {
    node.answers(
        "GET /v1/ping?peer=bob",
        "{\"peer\":\"bob\",\"address\":\"a:1\",\"connectMicros\":9000,\"roundTripMicros\":640}");
    assertThat(runnel("ping", "bob")).isZero();
    assertThat(run.out()).contains("bob at a:1", "9.0 ms", "0.6 ms", "nothing fetched yet");
  }

  @Test
  void theCacheIsSeenClearedAndPinned() {
    String cache = "{\"bytes\":2048,\"limitBytes\":1073741824,\"pinned\":1}";
    node.answers("GET /v1/cache", cache).answers("POST /v1/cache/clear", cache);
    node.answers("POST /v1/cache/pin?path=/bob/x%20y", "{\"contents\":2,\"bytes\":1024}");
    assertThat(runnel("cache")).isZero();
    assertThat(run.out()).contains("2.0 KiB of 1.0 GiB", "1 content");
    assertThat(runnel("cache", "clear")).isZero();
    assertThat(runnel("cache", "pin", "bob/x y")).isZero();
    assertThat(run.out()).endsWith("pinned /bob/x y: 2 contents, of which 1.0 KiB are cached\n");
  }

  @Test
  void settingsAreListedReadAndChanged() {
    node.answers("GET /v1/config", "{\"settings\":[" + SETTING + "]}");
    node.answers("POST /v1/config/set?key=limit.upload&value=2MB", SETTING);
    node.answers("POST /v1/config/unset?key=limit.upload", SETTING);
    assertThat(runnel("config", "ls")).isZero();
    assertThat(run.out()).contains("KEY", "limit.upload", "2000000", "yes");
    assertThat(runnel("config", "get", "limit.upload")).isZero();
    assertThat(run.out()).endsWith("2000000\n");
    assertThat(runnel("config", "get", "limit.nothing")).isEqualTo(4);
    assertThat(runnel("config", "set", "limit.upload", "2MB")).isZero();
    assertThat(runnel("config", "unset", "limit.upload")).isZero();
  }

  private int runnel(String... arguments) {
    return run.in(folder, arguments);
  }
}
