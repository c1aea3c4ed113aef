package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.node.transfer.NodeRun;
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
   * Fetches the nodes from one source after the other, or whoever else has a large content, until
   * one delivers; blocks.
   *
   * @throws runnel.node.failure.NodeException as {@code Transfer.fetch}
   */
  void fetch(ContentId content, NodeRun nodes, List<Source> sources, Source.Sink sink);

  /** Looks for what was read before. */
  Kept kept(ContentId content);

  /** What this node has of a content already. */
  interface Kept extends AutoCloseable {
    /** Returns the bytes of all the nodes, if they are there and have been hashed. */
    Optional<ByteBuffer> read(NodeRun nodes);

    @Override
    void close();
  }
}
