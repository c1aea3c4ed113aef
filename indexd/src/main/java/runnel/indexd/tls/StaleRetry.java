package runnel.indexd.tls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/** Repeats an idempotent request once if the pooled connection that it met had died. */
final class StaleRetry implements HttpRequestRetryStrategy {
  /** In the context of a request that has a connection: whether that one was used before. */
  static final String REUSED_CONNECTION = "runnel.reused-connection";

  /** Called when the request has its connection: a new one has left its mark by then. */
  static ClassicHttpResponse mark(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (scope.clientContext.getAttribute(REUSED_CONNECTION) == null) {
      scope.clientContext.setAttribute(REUSED_CONNECTION, true);
    }
    return chain.proceed(request, scope);
  }

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException failure, int executions, HttpContext context) {
    return executions == 1
        && Boolean.TRUE.equals(context.getAttribute(REUSED_CONNECTION))
        && !(failure instanceof InterruptedIOException) // A timeout: the peer is slow, not gone.
        && Method.isIdempotent(request.getMethod());
  }

  @Override
  public boolean retryRequest(HttpResponse response, int executions, HttpContext context) {
    return false;
  }

  @Override
  public TimeValue getRetryInterval(
      HttpRequest request, IOException failure, int executions, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int executions, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
