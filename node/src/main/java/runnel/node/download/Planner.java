package runnel.node.download;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.Entry;
import runnel.indexd.content.ContentId;
import runnel.node.failure.NodeException;

/** Finds what a wish means. Thread-safe; asks the network. */
final class Planner {
  private final Shares shares;
  private final Contents contents;

  /**
   * What there is to do.
   *
   * @param top the one item that all others come from
   */
  record Plan(Origin origin, Item top, Sums sums) {}

  Planner(Shares shares, Contents contents) {
    this.shares = shares;
    this.contents = contents;
  }

  Plan plan(Wish wish) {
    return switch (wish) {
      case Wish.ByPath path ->
          again(new Origin.Shared(shares.owner(path.user()), path.user(), path.path()));
      case Wish.ByContent content -> {
        Origin origin = new Origin.ByContent(content.content(), content.from().map(shares::owner));
        if (contents.sources(origin, content.content()).isEmpty()) {
          throw new NodeException(
              NodeException.Kind.UNAVAILABLE,
              "could not download %s: nobody who may have it is known; try again later"
                  .formatted(content.content()));
        }
        yield again(origin);
      }
    };
  }

  /** Looks once more. */
  Plan again(Origin origin) {
    return switch (origin) {
      case Origin.Shared shared -> plan(shared, shares.find(shared.owner(), shared.path()));
      case Origin.ByContent content -> plan(content);
    };
  }

  private static Plan plan(Origin.Shared origin, Entry entry) {
    Sums sums =
        switch (entry) {
          case Entry.FileEntry file -> Sums.of(1, file.size());
          case Entry.FolderEntry folder -> Sums.of(folder.files(), folder.size());
        };
    return new Plan(origin, FolderTask.item(List.of(), entry), sums);
  }

  /** A content alone has no time; that of its being asked for is as good as any. */
  private static Plan plan(Origin.ByContent origin) {
    ContentId content = origin.content();
    Item top =
        new Item.File(List.of(), Instant.now(), false, content.length(), Optional.of(content));
    return new Plan(origin, top, Sums.of(1, content.length()));
  }
}
