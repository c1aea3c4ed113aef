package runnel.indexd.daemon;

import java.nio.file.Path;
import java.util.Optional;
import runnel.indexd.api.Address;

/**
 * What a daemon is to do.
 *
 * @param home the folder of its key, store and log
 * @param listen where nodes reach it
 * @param monitor where health and metrics are, if anywhere
 * @param discovery whether it announces itself on the network
 */
record DaemonSettings(Path home, Address listen, Optional<Address> monitor, boolean discovery) {}
