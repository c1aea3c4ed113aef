package runnel.node.share;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import runnel.indexd.catalog.EntryName;
import runnel.node.beneath.RootPath;

/**
 * A file or folder elsewhere that its owner imported: a recorded symbolic link at the top of the
 * share folder. The record says what is read; the link only shows it to the owner.
 *
 * @param name the link's name
 * @param target what is imported; absolute, links resolved
 * @param device the disk it was on when something was last found there, 0 before
 */
record Import(EntryName name, Path target, long device) {

  /** Says whether a link that holds these bytes is the one that was recorded. */
  boolean isLinkTo(byte[] linkTarget) {
    return Arrays.equals(RootPath.of(target).bytes(), linkTarget);
  }

  Import on(long newDevice) {
    return new Import(name, target, newDevice);
  }

  byte[] encode() {
    byte[] path = target.toString().getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + path.length).putLong(device).put(path).array();
  }

  static Import decode(byte[] key, byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    long device = row.getLong();
    byte[] path = new byte[row.remaining()];
    row.get(path);
    return new Import(EntryName.of(key), Path.of(new String(path, UTF_8)), device);
  }
}
