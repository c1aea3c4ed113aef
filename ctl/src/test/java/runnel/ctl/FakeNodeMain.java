package runnel.ctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A node process for tests: takes the command line of one, serves status and down. */
public final class FakeNodeMain {
  private FakeNodeMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> options = List.of(arguments);
    Path home = Path.of(options.get(options.indexOf("--home") + 1));
    Files.writeString(home.resolve("command-line"), String.join("\n", arguments));
    CountDownLatch down = new CountDownLatch(1);
    String state = options.contains("slow") ? "starting" : "ready";
    String status =
        "{\"state\":\"%s\",\"pid\":%d,\"name\":\"ann\",\"mount\":null,\"share\":\"/s\"}"
            .formatted(state, ProcessHandle.current().pid());
    try (FakeNode node = FakeNode.in(home)) {
      node.answers("GET /v1/status", status)
          .answers("POST /v1/down", 202, "{}")
          .afterDown(down::countDown);
      down.await();
    }
  }
}
