package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;

/** Bytes, as downloads ask for them. Thread-safe. */
public interface Contents {
  /**
   * Returns who may have a content of what is downloaded, the best first; may ask the index.
   *
   * @param content of a file in it
   */
  List<Source> sources(Origin origin, ContentId content);

  /**
   * Opens a content to be fetched, from these and, if it is large, whoever else has it or a part of
   * it; meanwhile others may have what is there of it here.
   *
   * @param content not the empty one
   * @return to be closed by the caller
   */
  Bringing open(ContentId content, List<Source> sources, GrowingContent into);

  /**
   * Fetches small contents whole, in one request; blocks. Some may not come.
   *
   * @param contents at most {@link Source#SMALL_MAX}, each of 1 to 65,536 bytes
   * @param sink the judge of what comes; may give it up, as {@link
   *     runnel.node.transfer.Transfer#fetchSmall} says
   * @throws runnel.node.failure.NodeException as {@link Bringing#fetch}; STALE also if the source
   *     sends one content at a time
   */
  void fetchSmall(List<ContentId> contents, Source source, SmallSink sink);

  /**
   * Asks the owner to hash a file before others, so that it can be fetched; blocks for seconds at
   * most. Nothing comes of it if the owner can't be asked or has another version.
   */
  void hashSoon(PeerId owner, FileVersion file);

  /** Looks for what was read before. */
  Kept kept(ContentId content);

  /** What this node has of a content already. */
  interface Kept extends AutoCloseable {
    /** Returns the bytes of all the nodes, if they are there and have been hashed. */
    Optional<ByteBuffer> read(NodeRun nodes);

    @Override
    void close();

    /** None of it. */
    Kept NOTHING =
        new Kept() {
          @Override
          public Optional<ByteBuffer> read(NodeRun nodes) {
            return Optional.empty();
          }

          @Override
          public void close() {
            // Nothing is held.
          }
        };
  }
}
