package runnel.node.transfer;

import java.util.List;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;

/** A peer that holds some content, as the engine asks it. Thread-safe. */
public interface Source {
  /** Who it is. */
  PeerId peer();

  /** What people call it, for messages. */
  String name();

  /**
   * Fetches the nodes and hands their proof, then each node in order, to the sink; blocks until
   * done, the sink says stop, or the source fails.
   *
   * @throws SourceFailure if the source can't be reached, falls silent, has not got the content, or
   *     sends what does not follow from the content id
   */
  void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure;

  /**
   * Fetches several contents whole, in one request; blocks until done. The answer may end before
   * the last of them; what did not come can be fetched as usual.
   *
   * @param contents at most {@value #SMALL_MAX}, each of 1 to 65,536 bytes
   * @throws SourceFailure as {@link #fetch}; NOT_THERE also if the source knows no such requests
   */
  default void fetchSmall(List<ContentId> contents, SmallSink sink) throws SourceFailure {
    throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "sends one content at a time");
  }

  /**
   * Fetches bytes of a version of one of this peer's own files, hashed or not; blocks until done.
   *
   * @param range within the file; some 100 KiB
   * @param asking may give it up
   * @return all of them, as the peer sent them: nothing else vouches for them
   * @throws SourceFailure as {@link #fetch}; NOT_THERE if the file is no longer that version
   */
  default byte[] fetchVersion(FileVersion file, ByteRange range, Asking asking)
      throws SourceFailure {
    throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "serves only what is hashed");
  }

  /** Contents in one request. */
  int SMALL_MAX = 256;

  /** Takes the nodes as they arrive, and is the judge of them. */
  interface Sink extends Asking {
    /** Whether nobody waits for the bytes, so that the source may send others first. */
    default boolean isForDownload() {
      return false;
    }

    /**
     * Takes the proof that came with the nodes.
     *
     * @return the hashes of the range, which the content id vouches for
     * @throws SourceFailure WRONG if the proof does not lead to the content's root
     */
    List<Hash> proven(HashRange range, List<Hash> proof) throws SourceFailure;

    /**
     * Takes one node's bytes.
     *
     * @param node the index of the node at layer 2
     * @param expected the hash that the content id vouches for
     * @param bytes the node's bytes as received, not yet compared with the hash; the array is used
     *     again for the next node
     * @return whether to go on
     * @throws SourceFailure if the bytes do not fit the hash
     */
    boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure;
  }
}
