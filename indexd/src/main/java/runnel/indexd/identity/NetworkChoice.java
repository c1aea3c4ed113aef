package runnel.indexd.identity;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What somebody says at a start about the network to be in.
 *
 * @param name the network's name; empty for the one that the node was in last
 * @param passphraseFile a file with the passphrase; empty for none, or the one used last there
 */
public record NetworkChoice(Optional<NetworkName> name, Optional<Path> passphraseFile) {
  /** Says nothing: as last time, and the default network the first time. */
  public static final NetworkChoice AS_LAST = new NetworkChoice(Optional.empty(), Optional.empty());
}
