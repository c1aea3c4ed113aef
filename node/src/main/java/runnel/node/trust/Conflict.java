package runnel.node.trust;

import java.time.Instant;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PinSubject;

/**
 * A key in the place of the one that is pinned.
 *
 * @param subject the name or index whose key it is said to be
 * @param met the key
 * @param meeting how it was met last; one that proved the key stands for later ones that did not
 * @param first when it was met for the first time
 */
public record Conflict(PinSubject subject, PeerId met, Meeting meeting, Instant first) {}
