package runnel.node.metadata;

import java.time.Duration;

/** The bounds of extraction, each with its reason. */
final class ExtractorLimits {
  /** What the metadata of one file takes; a hang, a bomb or a huge file ends here. */
  static final Duration PER_FILE = Duration.ofSeconds(20);

  /** From starting the process until it reads requests: some tens of jars on a loaded machine. */
  static final Duration START = Duration.ofSeconds(30);

  /** Parsers leak; a new process costs about a second, as much as a thousand small files. */
  static final int FILES_PER_PROCESS = 5_000;

  /** After so long without a request the process ends: a node at rest does not pay for it. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /** When processes can't even be started, this is how long none is tried. */
  static final Duration PAUSE_AFTER_FAILED_START = Duration.ofMinutes(5);

  /** The heap: documents of some hundred pages and photographs of 100 megapixels fit. */
  static final int HEAP_MEGABYTES = 256;

  /** A temporary file of the parsers: parts of documents that are unpacked. */
  static final long TEMPORARY_FILE_BYTES = 256L << 20;

  /** The process's time on a core, for one that can no longer be told to end. */
  static final Duration CPU = Duration.ofMinutes(30);

  private ExtractorLimits() {}
}
