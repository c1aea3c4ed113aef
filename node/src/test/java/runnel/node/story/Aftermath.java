package runnel.node.story;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** What holds after every fault, whatever it was. */
final class Aftermath {
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\(.*");
  private static final Duration LATELY = Duration.ofMinutes(5);

  private Aftermath() {}

  /** No log tells of an expected event by a stack trace, and no program of this test is stuck. */
  static void assertCalm(NodeProcess... nodes) {
    for (NodeProcess node : nodes) {
      assertThat(node.log()).doesNotContainPattern(STACK_TRACE);
      assertThat(node.output()).doesNotContainPattern(STACK_TRACE);
    }
    Poll.until(
        Budgets.noisy(Budgets.AT_ONCE), () -> stuck().isEmpty(), () -> "in state D: " + stuck());
  }

  /**
   * The reader can tell who failed, how and when, and what helps.
   *
   * @param path such as {@code /alice/film.bin}
   * @param who the peer that is named first
   * @param what a word of how it failed
   */
  static void assertTold(NodeProcess reader, String path, String who, String what) {
    JsonObject why = reader.ask("GET", "/v1/why?path=" + path);
    assertThat(why.keySet()).as(why.toString()).contains("failures");
    List<JsonObject> failures = why.getJsonArray("failures").getValuesAs(JsonObject.class);
    List<JsonObject> fitting =
        failures.stream()
            .filter(each -> each.getString("peer").equals(who))
            .filter(each -> each.getString("what").contains(what))
            .toList();
    assertThat(fitting).as("'%s' of %s in %s", what, who, why).isNotEmpty();
    JsonObject last = fitting.getFirst();
    assertThat(Instant.parse(last.getString("time")))
        .isBetween(Instant.now().minus(LATELY), Instant.now().plusSeconds(1));
    assertThat(last.getString("help")).isNotBlank();
    assertThat(last.getString("peerId")).isNotBlank();
  }

  /** Programs that this process started, down to their children, and that no signal reaches. */
  private static List<String> stuck() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> state(process.pid()) == 'D')
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  /** The letter after the name, which may itself hold anything. */
  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 'X'; // Gone, or going just now.
    }
  }
}
