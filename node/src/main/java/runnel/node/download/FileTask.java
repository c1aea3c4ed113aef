package runnel.node.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.node.failure.NodeException;

/** Makes one file of a download whole: in its parts' folder first, then in its tree. */
final class FileTask {
  private final Staging staging;
  private final FileFetch.Means means;
  private final Live live;

  FileTask(Staging staging, FileFetch.Means means, Live live) {
    this.staging = staging;
    this.means = means;
    this.live = live;
  }

  /**
   * Brings the content to its place; blocks.
   *
   * @return whether it is whole; false if it was stopped
   * @throws IOException if the disk refuses
   * @throws NodeException as {@code Bringing.fetch}, or UNAVAILABLE if there is no room
   */
  boolean bring(Item.Row row, Item.File item, ContentId content) throws IOException {
    Path place = staging.tree(item.path());
    if (Whole.is(place, content)) {
      // An earlier run brought it, and ended before that was noted, or before this.
      Whole.attributes(place, item);
      return true;
    }
    if (content.equals(ContentId.EMPTY)) {
      Whole.write(place, new byte[0], item);
      return true;
    }
    Path part = staging.part(partName(row, content));
    if (!fetch(row, item, content, part)) {
      return false;
    }
    Whole.attributes(part, item);
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    Partial.deleteHashes(part);
    return true;
  }

  /** Deletes what was begun of a content that is not wanted any more. */
  void drop(Item.Row row, ContentId content) throws IOException {
    Partial.delete(staging.part(partName(row, content)));
  }

  private boolean fetch(Item.Row row, Item.File item, ContentId content, Path part)
      throws IOException {
    requireRoom(content, part);
    try (Partial partial = Partial.open(part, content)) {
      live.begin(row.order(), new Live.Growing(text(item), content.length(), partial::bytesThere));
      new FileFetch(content, partial, means).run();
      if (means.stopped().getAsBoolean() && partial.bytesThere() < content.length()) {
        return false;
      }
      if (!partial.isWhole()) {
        Partial.delete(part);
        throw new NodeException(
            NodeException.Kind.FAILED,
            "what was written to %s is not what was received; it is fetched once more"
                .formatted(part.getParent()));
      }
      partial.sync();
      return true;
    }
  }

  private void requireRoom(ContentId content, Path part) throws IOException {
    // A file with holes takes less than its size; then the disk says when it is full.
    long begun = Files.exists(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
    long needed = content.length() - begun;
    if (needed > staging.usableBytes() - DownloadLimits.RESERVE_BYTES) {
      throw new NodeException(
          NodeException.Kind.UNAVAILABLE,
          "no room for %s: it needs %d bytes more, %d are free"
              .formatted(part.getParent(), needed, staging.usableBytes()));
    }
  }

  /** The content is in the name: another version never goes on where this one ended. */
  private static String partName(Item.Row row, ContentId content) {
    return row.order() + "-" + content.root().map(root -> root.hex().substring(0, 32)).orElse("0");
  }

  private static String text(Item.File item) {
    return item.path().stream().map(EntryName::text).collect(Collectors.joining("/"));
  }
}
