package runnel.node.metadata.child;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.util.Set;

/** Opens no URL that leads out of this process. */
final class NoUrls implements URLStreamHandlerFactory {
  /** What the JVM itself needs to find classes. */
  private static final Set<String> OWN = Set.of("file", "jar", "jrt");

  @Override
  public URLStreamHandler createURLStreamHandler(String protocol) {
    return OWN.contains(protocol) ? null /* the JDK's own */ : new Refusing();
  }

  private static final class Refusing extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("nothing is fetched for the sake of metadata");
    }
  }
}
