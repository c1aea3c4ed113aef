package runnel.indexd.tls;

import java.io.IOException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Starts every request: refuses plain http, and forgets what an earlier request met. */
final class PeerExec implements ExecChainHandler {
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!scope.route.isSecure()) {
      throw new ClientProtocolException("peers are asked over https only");
    }
    scope.clientContext.setSSLSession(null);
    scope.clientContext.removeAttribute(StaleRetry.REUSED_CONNECTION);
    return chain.proceed(request, scope);
  }
}
