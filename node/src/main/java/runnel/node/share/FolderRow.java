package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.Hash;
import runnel.node.beneath.FileFacts;
import runnel.node.share.Keys.Place;

/**
 * What the store knows of one folder.
 *
 * @param place where it is; empty for the top
 * @param identity the directory it is
 * @param modifiedNanos its directory's modification time
 * @param firstSharedMillis when it was first published, since 1970
 * @param built its object; empty while something below it differs from what was last built
 */
record FolderRow(
    Optional<Place> place,
    Identity identity,
    long modifiedNanos,
    long firstSharedMillis,
    Optional<Built> built) {
  /** The number of the top folder. */
  static final long TOP = 1;

  private static final int BYTES = 6 * Long.BYTES + 1;
  private static final int BUILT_BYTES = Hash.BYTES + 3 * Long.BYTES;

  /** What stays the same of a directory when it is renamed; {@code born} may be 0. */
  record Identity(long device, long inode, long bornNanos) {
    static Identity of(FileFacts facts) {
      return new Identity(facts.device(), facts.inode(), facts.bornNanos());
    }
  }

  /** The folder's object and its sums, as catalogs list them. */
  record Built(Hash id, long size, long files, long folders) {}

  /** A directory that was found at a place. */
  static FolderRow of(Place place, FileFacts facts, long nowMillis) {
    return new FolderRow(
        Optional.of(place), Identity.of(facts), facts.modifiedNanos(), nowMillis, Optional.empty());
  }

  /** This folder with its directory's facts of now. */
  FolderRow as(FileFacts facts) {
    return new FolderRow(
        place, Identity.of(facts), facts.modifiedNanos(), firstSharedMillis, built);
  }

  /** Says whether these are the facts of its directory that are known. */
  boolean isStill(FileFacts facts) {
    return identity.equals(Identity.of(facts)) && modifiedNanos == facts.modifiedNanos();
  }

  FolderRow dirty() {
    return new FolderRow(place, identity, modifiedNanos, firstSharedMillis, Optional.empty());
  }

  FolderRow with(Built object) {
    return new FolderRow(place, identity, modifiedNanos, firstSharedMillis, Optional.of(object));
  }

  FolderRow sharedSince(long millis) {
    return new FolderRow(place, identity, modifiedNanos, millis, built);
  }

  /** The number of the folder that it is in; 0 for the top. */
  long parent() {
    return place.map(Place::folder).orElse(0L);
  }

  byte[] encode() {
    byte[] name = place.map(known -> known.name().utf8()).orElseGet(() -> new byte[0]);
    ByteBuffer row =
        ByteBuffer.allocate(BYTES + (built.isPresent() ? BUILT_BYTES : 0) + name.length);
    row.putLong(parent()).putLong(identity.device).putLong(identity.inode);
    row.putLong(identity.bornNanos).putLong(modifiedNanos).putLong(firstSharedMillis);
    row.put((byte) (built.isPresent() ? 1 : 0));
    built.ifPresent(object ->
        row.put(object.id.bytes())
            .putLong(object.size)
            .putLong(object.files)
            .putLong(object.folders));
    return row.put(name).array();
  }

  static FolderRow decode(byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    long parent = row.getLong();
    Identity identity = new Identity(row.getLong(), row.getLong(), row.getLong());
    long modified = row.getLong();
    long firstShared = row.getLong();
    Optional<Built> built = row.get() == 0 ? Optional.empty() : Optional.of(built(row));
    byte[] name = new byte[row.remaining()];
    row.get(name);
    Optional<Place> place =
        parent == 0 ? Optional.empty() : Optional.of(new Place(parent, EntryName.of(name)));
    return new FolderRow(place, identity, modified, firstShared, built);
  }

  private static Built built(ByteBuffer row) {
    byte[] id = new byte[Hash.BYTES];
    row.get(id);
    return new Built(Hash.of(id), row.getLong(), row.getLong(), row.getLong());
  }
}
