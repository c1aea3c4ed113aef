package runnel.node.metadata;

import java.util.Map;

/** What came of looking at one file. */
public sealed interface Extraction {
  /**
   * The file was understood as far as the parsers understand its kind.
   *
   * @param metadata as in {@link Facts}; empty if there is nothing to say
   */
  record Found(Map<String, String> metadata) implements Extraction {
    public Found {
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * The file can't be parsed, and trying again would end alike.
   *
   * @param reason for people
   */
  record Unparsable(String reason) implements Extraction {}

  /**
   * Nothing was learnt about the file: the extractor can't work now, or is closed.
   *
   * @param reason for people
   */
  record Unavailable(String reason) implements Extraction {}
}
