package runnel.node.share;

import java.util.Map;
import runnel.indexd.content.ContentId;

/**
 * Content to be described.
 *
 * @param path where a file with it was
 */
record DescribeJob(ContentId content, SharePath path) {

  /** How that went. */
  sealed interface Outcome {
    DescribeJob job();

    /** All that can be found out; nothing for a file that can't be understood. */
    record Described(DescribeJob job, Map<String, String> metadata) implements Outcome {}

    /** This file can't be read now, or is another one by now. */
    record Unreadable(DescribeJob job) implements Outcome {}

    /** No file can be described now. */
    record Unavailable(DescribeJob job) implements Outcome {}
  }
}
