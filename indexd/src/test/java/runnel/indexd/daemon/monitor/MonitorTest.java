package runnel.indexd.daemon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Announcement;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;
import runnel.indexd.local.FakeClock;
import runnel.indexd.local.TestIndex;
import runnel.indexd.tls.ConnectionCount;

class MonitorTest {
  /** A sample: name, labels, value (the Prometheus text format, version 0.0.4). */
  private static final String SAMPLE =
      "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z]+=\"[^\"]*\",?)+})? -?([0-9.]+(E-?[0-9]+)?|\\+Inf|NaN)";

  @TempDir Path folder;
  private final Metrics metrics = new Metrics();
  private TestIndex index;
  private Monitor monitor;

  @BeforeEach
  void start() {
    index = new TestIndex(folder, Identity.create().id(), new FakeClock());
    var _ =
        index
            .index()
            .as(Identity.create().key())
            .announce(new Announcement(new UserName("ann"), Optional.empty(), "1", false));
    metrics.watch(index.index(), new ConnectionCount());
    monitor =
        Monitor.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            index.index(),
            folder,
            metrics);
  }

  @AfterEach
  void stop() {
    monitor.close();
    index.close();
  }

  @Test
  void aHealthyIndexSaysSo() throws Exception {
    HttpResponse<String> answer = get("/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"online\":1,\"reasons\":[],\"status\":\"up\",\"users\":1}");
  }

  @Test
  void anIndexWhoseStoreIsGoneIsDown() throws Exception {
    index.close();
    HttpResponse<String> answer = get("/health");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"status\":\"down\"").contains("store");
  }

  @Test
  void metricsAreWhatHappened() throws Exception {
    metrics.answered("info", 200, Duration.ofMillis(3));
    metrics.answered("info", 429, Duration.ofMillis(1));
    metrics.refused("peer", "requests");
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body().lines().filter(line -> !line.startsWith("#")))
        .contains(
            "runnel_index_users 1.0",
            "runnel_index_users_online 1.0",
            "runnel_index_waits 0.0",
            "runnel_index_requests_total{path=\"info\",status=\"200\"} 1.0",
            "runnel_index_request_seconds_bucket{path=\"info\",le=\"0.005\"} 2",
            "runnel_index_request_seconds_count{path=\"info\"} 2",
            "runnel_index_refused_total{what=\"requests\",whose=\"peer\"} 1.0",
            "runnel_index_connections 0.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "))
        .anyMatch(line -> line.startsWith("runnel_index_store_bytes "))
        .allMatch(line -> line.matches(SAMPLE));
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(get("/index/v1/info").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + monitor.port() + path))
              .timeout(Duration.ofSeconds(20))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
