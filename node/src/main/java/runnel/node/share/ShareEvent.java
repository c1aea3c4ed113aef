package runnel.node.share;

import java.util.concurrent.CompletableFuture;
import runnel.indexd.content.ContentId;

/** What the share's own thread is told. */
sealed interface ShareEvent {
  /** To look at all files; done when what was found is published, hashed or not. */
  record Scan(CompletableFuture<Published> done, boolean acceptEmpty) implements ShareEvent {}

  /** Somebody waits until all is hashed and published. */
  record Wait(CompletableFuture<Published> done) implements ShareEvent {}

  /** A file was hashed, or could not be. */
  record Hashing(HashJob.Outcome outcome) implements ShareEvent {}

  /** A file was described, or could not be. */
  record Description(DescribeJob.Outcome outcome) implements ShareEvent {}

  /** There may be something to do. */
  record Wake() implements ShareEvent {}

  /** A file is to be hashed before others. */
  record Want(SharePath path) implements ShareEvent {}

  /** Bytes of this content are others by now. */
  record Doubt(ContentId content) implements ShareEvent {}
}
