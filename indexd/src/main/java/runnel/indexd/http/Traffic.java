package runnel.indexd.http;

import java.time.Duration;

/** Hears of what the index's service does. Called from many threads at once; must not block. */
public interface Traffic {
  /** Nobody listens. */
  Traffic NONE =
      new Traffic() {
        @Override
        public void answered(String path, int status, Duration took) {
          // Nobody listens.
        }

        @Override
        public void refused(String whose, String what) {
          // Nobody listens.
        }
      };

  /**
   * A request was answered.
   *
   * @param path one of few: {@code heads} for all heads
   * @param took from its headers to the answer's end, waits included
   */
  void answered(String path, int status, Duration took);

  /**
   * A request was beyond a limit; it is told of as answered with 429, too.
   *
   * @param whose limit: {@code peer} or {@code address}
   * @param what there was too much of
   */
  void refused(String whose, String what);
}
