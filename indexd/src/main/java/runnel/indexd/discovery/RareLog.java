package runnel.indexd.discovery;

import java.time.Duration;

/** Warns once a minute at most, whatever happens how often. For one thread. */
final class RareLog {
  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Due silentUntil = new Due();

  void warn(String what, Exception why, long nanos) {
    if (!silentUntil.isSet() || silentUntil.isReached(nanos)) {
      silentUntil.at(nanos + PAUSE.toNanos());
      LOG.log(System.Logger.Level.WARNING, what + ": " + why);
    }
  }
}
