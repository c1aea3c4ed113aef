package runnel.indexd.remote;

import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import runnel.indexd.api.Address;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.Paths;

/** One call to be made: a path, perhaps a body, how long to wait and how much to read. */
final class Call {
  private static final int ANSWER_BYTES_DEFAULT = 1 << 20;
  private static final Timeout POOL_TIMEOUT = Timeout.ofSeconds(4);

  private final String path;
  private final Patience patience;
  private final int answerBytes;
  private final HttpEntity body;

  private Call(String path, Patience patience, int answerBytes, HttpEntity body) {
    this.path = path;
    this.patience = patience;
    this.answerBytes = answerBytes;
    this.body = body;
  }

  /**
   * How long a call may take.
   *
   * @param silence without a byte of the answer
   * @param whole from the first step of connecting to the answer's last byte
   */
  record Patience(Duration silence, Duration whole) {
    /** The same patience with an index that may be silent for so long before it answers. */
    Patience plus(Duration wait) {
      return new Patience(silence.plus(wait), whole.plus(wait));
    }
  }

  static Call get(String path, Patience patience, int answerBytes) {
    return new Call(path, patience, answerBytes, null);
  }

  static Call json(String path, Object message, Patience patience) {
    HttpEntity entity = new ByteArrayEntity(Json.write(message), ContentType.APPLICATION_JSON);
    return new Call(path, patience, ANSWER_BYTES_DEFAULT, entity);
  }

  static Call binary(String path, byte[] body, Patience patience) {
    HttpEntity entity = new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM);
    return new Call(path, patience, ANSWER_BYTES_DEFAULT, entity);
  }

  Call answering(int bytes) {
    return new Call(path, patience, bytes, body);
  }

  int answerBytes() {
    return answerBytes;
  }

  Duration whole() {
    return patience.whole();
  }

  HttpUriRequestBase request(Address address) {
    URI uri = URI.create("https://" + address + Paths.ROOT + path);
    HttpUriRequestBase request = body == null ? new HttpGet(uri) : new HttpPost(uri);
    request.setEntity(body);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(POOL_TIMEOUT)
            .setResponseTimeout(Timeout.of(patience.silence()))
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
    return request;
  }
}
