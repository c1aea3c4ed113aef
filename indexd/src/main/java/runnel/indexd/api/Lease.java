package runnel.indexd.api;

import java.time.Duration;

/**
 * The promise to show a peer online for so long from now.
 *
 * @param duration by the index's clock; announce again well before it ends
 * @param headVersion the version of the caller's head that the index has; 0 if it has none
 */
public record Lease(Duration duration, long headVersion) {}
