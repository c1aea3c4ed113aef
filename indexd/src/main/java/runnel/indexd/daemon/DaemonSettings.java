package runnel.indexd.daemon;

import java.nio.file.Path;
import runnel.indexd.api.Address;

/**
 * What a daemon is to do.
 *
 * @param home the folder of its key, store and log
 * @param listen where nodes reach it
 */
record DaemonSettings(Path home, Address listen) {}
