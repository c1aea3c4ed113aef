package runnel.node.share;

import java.nio.ByteBuffer;
import runnel.indexd.content.Hashed;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.share.Keys.Place;

/**
 * A file to be hashed.
 *
 * @param again whether its hash is known, and only looked at again
 */
record HashJob(Place place, SharePath path, boolean again) {
  static HashJob first(Place place, SharePath path) {
    return new HashJob(place, path, false);
  }

  static HashJob again(Place place, SharePath path) {
    return new HashJob(place, path, true);
  }

  /** How hashing a file went. */
  sealed interface Outcome {
    HashJob job();

    /** These are its bytes under these facts. */
    record Done(HashJob job, FileFacts facts, Hashed hashed) implements Outcome {}

    /** It changed meanwhile; these are its facts now. */
    record Changed(HashJob job, FileFacts facts) implements Outcome {}

    /**
     * So far it is this, under these facts; there is more to come.
     *
     * @param segment which part, from 0 on
     */
    record Part(HashJob job, FileFacts facts, int segment, ByteBuffer hashes) implements Outcome {}

    /** It could not be read. */
    record Failed(HashJob job, BeneathException.Kind kind) implements Outcome {}
  }
}
