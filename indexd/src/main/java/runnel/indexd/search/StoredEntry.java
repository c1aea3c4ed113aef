package runnel.indexd.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.Hit;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * An entry as it is kept in its document: owner (32 bytes), path, kind (0 file, 1 folder), bytes,
 * files, seconds and nanoseconds of the change, 1 and the root (32 bytes) if there is a content or
 * 0, metadata; in Lucene's variable-length numbers and texts.
 */
final class StoredEntry {
  private StoredEntry() {}

  static BytesRef encode(PeerId owner, EntryPath path, Entry entry) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      out.writeBytes(owner.hash().bytes(), Hash.BYTES);
      out.writeString(path.toString());
      switch (entry) {
        case Entry.FileEntry file -> write(out, file);
        case Entry.FolderEntry folder -> write(out, folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    return new BytesRef(out.toArrayCopy());
  }

  static Hit decode(BytesRef bytes) {
    ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    try {
      PeerId owner = new PeerId(hash(in));
      List<String> path = Arrays.asList(in.readString().substring(1).split("/"));
      EntryKind kind = in.readByte() == 0 ? EntryKind.FILE : EntryKind.FOLDER;
      long size = in.readZLong();
      long files = in.readZLong();
      Instant modified = Instant.ofEpochSecond(in.readZLong(), in.readVInt());
      Optional<ContentId> content =
          in.readByte() == 0 ? Optional.empty() : Optional.of(content(size, in));
      Map<String, String> metadata = in.readMapOfStrings();
      return new Hit(owner, path, kind, size, files, modified, content, metadata, List.of(owner));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read a kept entry", e);
    }
  }

  private static void write(DataOutput out, Entry.FileEntry file) throws IOException {
    out.writeByte((byte) 0);
    writeCommon(out, file, 1);
    out.writeByte((byte) (file.content().isPresent() ? 1 : 0));
    if (file.content().isPresent()) {
      Optional<Hash> root = file.content().get().root();
      byte[] bytes = root.map(Hash::bytes).orElse(new byte[0]);
      out.writeBytes(bytes, bytes.length);
    }
    out.writeMapOfStrings(new TreeMap<>(file.metadata()));
  }

  private static void write(DataOutput out, Entry.FolderEntry folder) throws IOException {
    out.writeByte((byte) 1);
    writeCommon(out, folder, folder.files());
    out.writeByte((byte) 0);
    out.writeMapOfStrings(Map.of());
  }

  private static void writeCommon(DataOutput out, Entry entry, long files) throws IOException {
    Instant modified = entry.modified();
    out.writeZLong(entry.size());
    out.writeZLong(files);
    out.writeZLong(modified.getEpochSecond());
    out.writeVInt(modified.getNano());
  }

  private static ContentId content(long size, ByteArrayDataInput in) throws IOException {
    return size == 0 ? ContentId.EMPTY : ContentId.of(size, hash(in));
  }

  private static Hash hash(ByteArrayDataInput in) throws IOException {
    byte[] bytes = new byte[Hash.BYTES];
    in.readBytes(bytes, 0, bytes.length);
    return Hash.of(bytes);
  }
}
