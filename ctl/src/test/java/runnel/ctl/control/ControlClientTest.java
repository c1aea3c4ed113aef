package runnel.ctl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.ctl.FakeNode;
import runnel.ctl.control.CtlException.Kind;

class ControlClientTest {
  private static final Request PEERS = Request.get("/v1/peers");

  @TempDir private Path folder;
  private FakeNode node;
  private ControlClient client;

  @BeforeEach
  void start() throws IOException {
    node = FakeNode.at(folder.resolve("s"));
    client =
        new ControlClient(
            List.of(folder.resolve("nobody"), folder.resolve("s")), "no node is there");
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void answerIsKeptAsSentAndParsed() {
    node.answers("GET /v1/peers", "{ \"peers\": [ {\"name\":\"Zoë\"} ] }");
    Document answer = client.ask(PEERS);
    assertThat(answer.text()).isEqualTo("{ \"peers\": [ {\"name\":\"Zoë\"} ] }");
    assertThat(answer.json().list("peers").getFirst().text("name")).contains("Zoë");
  }

  @Test
  void chunkedAnswerIsPutTogether() {
    List<String> lines =
        List.of(
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "",
            "3;x=y",
            "{\"a",
            "A",
            "\":\"1234567",
            "2",
            "\"}",
            "0",
            "Trailer: x",
            "",
            "");
    node.answersRaw("GET /v1/peers", String.join("\r\n", lines));
    assertThat(client.ask(PEERS).json().text("a")).contains("1234567");
  }

  @Test
  void errorCarriesItsKindAndMessage() {
    node.answers("GET /v1/peers", 404, "{\"kind\":\"NOT_FOUND\",\"message\":\"no such user\"}");
    CtlException e = failure(PEERS);
    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(e).hasMessage("no such user");
  }

  @Test
  void errorThatIsNoJsonStillSaysTheStatus() {
    node.answers("GET /v1/peers", 500, "<html>");
    assertThat(failure(PEERS)).hasMessageContaining("500");
  }

  @Test
  void nobodyListeningIsNotRunning() {
    client = new ControlClient(List.of(folder.resolve("nobody")), "no node is there");
    assertThat(failure(PEERS).kind()).isEqualTo(Kind.NOT_RUNNING);
  }

  @Test
  void socketThatANodeLeftBehindIsNotRunning() throws IOException {
    node.close();
    assertThat(failure(PEERS).kind()).isEqualTo(Kind.NOT_RUNNING);
  }

  @Test
  void silentServerEndsAtTheDeadline() {
    assertThat(failure(PEERS.within(Duration.ofMillis(50))).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void answerThatStopsInTheMiddleIsUnavailable() {
    node.answersRaw("GET /v1/peers", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    assertThat(failure(PEERS).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void whatIsNotHttpIsAFailure() {
    node.answersRaw("GET /v1/peers", "SSH-2.0-OpenSSH\r\n\r\n");
    assertThat(failure(PEERS).kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void queryIsPercentEncoded() {
    String target = "/v1/ls?path=" + Request.encode("/ann/a b%?&é");
    assertThat(target).isEqualTo("/v1/ls?path=/ann/a%20b%25%3f%26%c3%a9");
  }

  private CtlException failure(Request request) {
    return catchThrowableOfType(CtlException.class, () -> client.ask(request));
  }
}
