package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;

class PeerHttpTest {
  private final Identity ann = Identity.create();

  private CloseableHttpClient client(Optional<PeerId> expected) {
    return PeerHttp.client(ann, expected, HttpTimeouts.DEFAULT);
  }

  static String get(CloseableHttpClient http, String uri, HttpClientContext context)
      throws IOException {
    return http.execute(
        new HttpGet(uri), context, response -> EntityUtils.toString(response.getEntity()));
  }

  @Test
  void bothSidesLearnTheOthersKey() throws Exception {
    try (Listening bob = Listening.start();
        CloseableHttpClient http = client(Optional.empty())) {
      HttpClientContext context = HttpClientContext.create();
      assertThat(get(http, bob.uri("/who"), context)).isEqualTo(ann.id().text());
      assertThat(PeerHttp.peerKey(context).key()).isEqualTo(bob.identity.key());
    }
  }

  @Test
  void anExpectedPeerAnswersAndAnotherIsAWrongKey() throws Exception {
    Identity carl = Identity.create();
    try (Listening bob = Listening.start();
        CloseableHttpClient right = client(Optional.of(bob.identity.id()));
        CloseableHttpClient wrong = client(Optional.of(carl.id()))) {
      assertThat(get(right, bob.uri("/who"), HttpClientContext.create()))
          .isEqualTo(ann.id().text());
      Throwable refused =
          catchThrowable(() -> get(wrong, bob.uri("/who"), HttpClientContext.create()));
      assertThat(refused).isInstanceOf(IOException.class);
      assertThat(WrongKeyException.in(refused))
          .hasValueSatisfying(wrongKey -> {
            assertThat(wrongKey.expected()).contains(carl.id());
            assertThat(wrongKey.found()).contains(bob.identity.id());
          });
      assertThat(bob.answered).hasValue(1);
    }
  }

  @Test
  void nobodyThereIsNotAWrongKey() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (CloseableHttpClient http = client(Optional.of(ann.id()))) {
      Throwable refused =
          catchThrowable(
              () -> get(http, "https://127.0.0.1:" + port + "/", HttpClientContext.create()));
      assertThat(refused).isInstanceOf(IOException.class);
      assertThat(WrongKeyException.in(refused)).isEmpty();
    }
  }
}
