package runnel.indexd.daemon;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this software; the pom's. */
final class DaemonVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(DaemonVersion.class.getPackage().getImplementationVersion())
            .orElse("0.1.0");
    return new String[] {"runnel-indexd " + version};
  }
}
