package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.node.beneath.FileFacts;

/** What the store knows of one name. */
sealed interface EntryRow {
  byte[] encode();

  /** A folder, by its number. */
  record FolderRef(long number) implements EntryRow {
    @Override
    public byte[] encode() {
      return ByteBuffer.allocate(1 + Long.BYTES).put(FOLDER).putLong(number).array();
    }
  }

  /**
   * A file.
   *
   * @param facts under which the content was read, or is to be
   * @param firstSharedMillis when it was first published, since 1970
   * @param content its content, once it was hashed
   * @param published whether a catalog that lists this content was built
   */
  record FileRow(
      FileFacts facts, long firstSharedMillis, Optional<ContentId> content, boolean published)
      implements EntryRow {

    FileRow asPublished() {
      return new FileRow(facts, firstSharedMillis, content, true);
    }

    /** This file, whose bytes were published at another place before. */
    FileRow movedFrom(FileRow before) {
      return new FileRow(facts, before.firstSharedMillis, before.content, false);
    }

    /** This name with a newer version of the file. */
    FileRow as(FileFacts now) {
      return new FileRow(now, firstSharedMillis, content, false);
    }

    FileRow with(ContentId id) {
      return new FileRow(facts, firstSharedMillis, Optional.of(id), false);
    }

    @Override
    public byte[] encode() {
      byte state = content.isEmpty() ? PENDING : published ? PUBLISHED : HASHED;
      ByteBuffer row = ByteBuffer.allocate(FILE_BYTES + Hash.BYTES).put(FILE).put(state);
      row.putLong(facts.device()).putLong(facts.inode()).putLong(facts.size());
      row.putLong(facts.modifiedNanos()).putLong(facts.changedNanos()).putLong(facts.bornNanos());
      row.putInt(facts.mode()).putLong(firstSharedMillis);
      content.flatMap(ContentId::root).ifPresent(root -> row.put(root.bytes()));
      return Arrays.copyOf(row.array(), row.position());
    }
  }

  byte FILE = 1;
  byte FOLDER = 2;
  byte PENDING = 0;
  byte HASHED = 1;
  byte PUBLISHED = 2;
  int FILE_BYTES = 2 + 6 * Long.BYTES + Integer.BYTES + Long.BYTES;

  static EntryRow decode(byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    if (row.get() == FOLDER) {
      return new FolderRef(row.getLong());
    }
    byte state = row.get();
    FileFacts facts =
        new FileFacts(
            row.getLong(),
            row.getLong(),
            row.getLong(),
            row.getLong(),
            row.getLong(),
            row.getLong(),
            row.getInt());
    long firstShared = row.getLong();
    Optional<ContentId> content =
        state == PENDING ? Optional.empty() : Optional.of(content(facts.size(), row));
    return new FileRow(facts, firstShared, content, state == PUBLISHED);
  }

  private static ContentId content(long length, ByteBuffer row) {
    if (length == 0) {
      return ContentId.EMPTY;
    }
    byte[] root = new byte[Hash.BYTES];
    row.get(root);
    return ContentId.of(length, Hash.of(root));
  }
}
