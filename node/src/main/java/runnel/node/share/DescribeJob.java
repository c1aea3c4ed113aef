package runnel.node.share;

import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/**
 * Content to be described.
 *
 * @param path where a file with it was
 */
record DescribeJob(ContentId content, SharePath path) {
  /**
   * How that went.
   *
   * @param metadata empty if it is worth another try later
   */
  record Outcome(DescribeJob job, Optional<Map<String, String>> metadata) {}
}
