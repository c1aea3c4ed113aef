package runnel.node.share;

import java.util.Map;
import java.util.Optional;
import runnel.node.beneath.OpenedFile;

/** Finds out what a file is: media type, title, duration and the like. Used by one thread. */
public interface Describer {
  /** Knows nothing of any file. */
  Describer NONE =
      new Describer() {
        @Override
        public boolean understands(String name) {
          return false;
        }

        @Override
        public Optional<Map<String, String>> describe(OpenedFile file, String name) {
          return Optional.of(Map.of());
        }
      };

  /** Says whether it is worth to look into a file of this name; at once. */
  boolean understands(String name);

  /**
   * Looks into a file; may take some tens of seconds.
   *
   * @return what a catalog says of it, which is nothing for a file that can't be understood; empty
   *     if no file can be described now, and all are worth another try later
   */
  Optional<Map<String, String>> describe(OpenedFile file, String name);
}
