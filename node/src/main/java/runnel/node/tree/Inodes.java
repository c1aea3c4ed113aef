package runnel.node.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.mount.tree.Attributes;

/** Inode numbers that stay: 63 bits of a hash of the peer's id and the path. */
final class Inodes {
  private Inodes() {}

  static long number(PeerId owner, String below) {
    return number(owner.hash().bytes(), below);
  }

  static long number(byte[] domain, String path) {
    byte[] hash = Hash.digest(domain, path.getBytes(StandardCharsets.UTF_8)).bytes();
    return Math.max(1, ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE);
  }

  static Attributes folder(String path, Instant modified) {
    return folder(number(new byte[0], path), modified);
  }

  static Attributes folder(long inode, Instant modified) {
    return new Attributes(Attributes.Kind.FOLDER, 0, modified, false, inode);
  }
}
