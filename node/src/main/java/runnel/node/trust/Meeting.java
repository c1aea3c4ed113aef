package runnel.node.trust;

import java.time.Instant;

/**
 * How a key was met.
 *
 * @param proved whether its owner used it before our eyes, in a TLS connection; else it is hearsay
 *     of the index
 * @param where the address, or {@code -} if none was said
 * @param time by this node's clock
 */
public record Meeting(boolean proved, String where, Instant time) {}
