package runnel.indexd.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.FakeClock;
import runnel.indexd.local.TestIndex;
import runnel.indexd.tls.HttpTimeouts;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerHttp;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.ErrorMessage;
import runnel.indexd.wire.Frames;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.Paths;

/** What is malformed is answered with 400 and a reason, whatever it is. */
class HostileRequestsTest {
  @TempDir static Path folder;
  private static TestIndex index;
  private static WebServer server;
  private static CloseableHttpClient client;

  @BeforeAll
  static void start() {
    Identity host = Identity.create();
    index = new TestIndex(folder, host.id(), new FakeClock());
    server =
        PeerListener.server(host, ListenerLimits.DEFAULT)
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(routing -> routing.register(Paths.ROOT, new IndexService(index.index())))
            .build()
            .start();
    client = PeerHttp.client(Identity.create(), Optional.empty(), HttpTimeouts.DEFAULT);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    server.stop();
    index.close();
  }

  static Stream<String> announcements() {
    String rest = ",\"address\":\"\",\"softwareVersion\":\"1\",\"held\":false}";
    return Stream.of(
        "",
        "null",
        "{",
        "[]",
        "7",
        "{}",
        "{\"name\":\"ann\"}",
        "{\"name\":null" + rest,
        "{\"name\":[]" + rest,
        "{\"name\":{\"a\":1}" + rest,
        "{\"name\":\"..\"" + rest,
        "{\"name\":\"a/b\"" + rest,
        "{\"name\":\"" + "x".repeat(33) + "\"" + rest,
        "{\"name\":\"ann\",\"address\":\"nowhere\",\"softwareVersion\":\"1\",\"held\":false}",
        "{\"name\":\"ann\",\"address\":\"h:99999\",\"softwareVersion\":\"1\",\"held\":false}",
        "{\"name\":\"ann\",\"address\":\"\",\"softwareVersion\":\"\\u0007\",\"held\":false}",
        "[".repeat(50_000),
        "{\"a\":".repeat(15_000),
        "{\"name\":\"" + "x".repeat(200_000) + "\"" + rest,
        "\u0000\u0001\u0002");
  }

  @ParameterizedTest
  @MethodSource("announcements")
  void announcementsThatAreNone(String body) throws IOException {
    refused(post(Paths.ANNOUNCE, body.getBytes(StandardCharsets.UTF_8)));
  }

  static Stream<HttpUriRequestBase> others() {
    String peer = "a".repeat(52);
    return Stream.of(
        get(Paths.CHANGES + "?wait-ms=soon"),
        get(Paths.CHANGES + "?epoch=1&revision=-1"),
        get(Paths.CHANGES + "?epoch=99999999999999999999&revision=1"),
        get(Paths.HEADS + "/nobody"),
        get(Paths.HEADS + "/" + "b".repeat(52)),
        post(Paths.PUBLISH, new byte[0]),
        post(Paths.PUBLISH, new byte[200]),
        post(Paths.PUBLISH, new byte[100_000]),
        post(Paths.OBJECTS, new byte[] {0, 0}),
        post(Paths.OBJECTS, new byte[] {-1, -1, -1, -1, 1}),
        post(Paths.OBJECTS, new byte[] {0x7f, -1, -1, -1, 1}),
        post(Paths.OBJECTS, new byte[(IndexLimits.OBJECTS_PER_CALL + 1) * Frames.HEADER_BYTES]),
        post(Paths.OBJECTS, new byte[6 << 20]),
        post(
            Paths.USERS + "/" + peer + "/objects",
            "{\"ids\":[\"ab\"]}".getBytes(StandardCharsets.US_ASCII)),
        post(
            Paths.USERS + "/" + peer + "/objects",
            "{\"ids\":[null]}".getBytes(StandardCharsets.US_ASCII)),
        post(Paths.USERS + "/nobody/objects", "{\"ids\":[]}".getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherRequestsThatAreNone(HttpUriRequestBase request) throws IOException {
    refused(request);
  }

  @Test
  void unknownFieldsAreIgnored() throws IOException {
    String body =
        "{\"name\":\"ann\",\"address\":\"\",\"softwareVersion\":\"1\",\"held\":false,\"later\":{\"x\":[1]}}";
    int status =
        client.execute(
            post(Paths.ANNOUNCE, body.getBytes(StandardCharsets.UTF_8)),
            response -> response.getCode());
    assertThat(status).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasAnErrorStatus(Kind kind) {
    assertThat(Errors.status(kind).code()).isBetween(400, 599);
  }

  private static void refused(HttpUriRequestBase request) throws IOException {
    ErrorMessage error =
        client.execute(
            request,
            response -> {
              byte[] body = EntityUtils.toByteArray(response.getEntity());
              assertThat(response.getCode())
                  .as(new String(body, StandardCharsets.UTF_8))
                  .isEqualTo(400);
              return Json.read(body, ErrorMessage.class);
            });
    assertThat(error.kind()).isEqualTo(Kind.REFUSED.name());
    assertThat(error.message()).isNotEmpty().hasSizeLessThan(600);
  }

  private static HttpUriRequestBase get(String path) {
    return new HttpGet(uri(path));
  }

  private static HttpUriRequestBase post(String path, byte[] body) {
    HttpPost post = new HttpPost(uri(path));
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
    return post;
  }

  private static String uri(String path) {
    return "https://127.0.0.1:" + server.port() + Paths.ROOT + path;
  }
}
