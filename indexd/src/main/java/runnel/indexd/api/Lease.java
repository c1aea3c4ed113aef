package runnel.indexd.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The promise to show a peer online for so long from now.
 *
 * @param duration by the index's clock; announce again well before it ends
 * @param headVersion the version of the caller's head that the index has; 0 if it has none
 * @param contested whether the caller's name is claimed by, or witnessed for, another key too
 * @param now the time of day by the index's clock; far from one's own, one of both clocks is wrong
 * @param instead as in {@link IndexInfo}
 */
public record Lease(
    Duration duration,
    long headVersion,
    boolean contested,
    Instant now,
    Optional<Elsewhere> instead) {}
