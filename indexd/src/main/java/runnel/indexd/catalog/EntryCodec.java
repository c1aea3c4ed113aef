package runnel.indexd.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/** The byte form of one entry on a page. */
final class EntryCodec {
  private static final int FILE = 1;
  private static final int FOLDER = 2;
  private static final int EXECUTABLE = 1;
  private static final int HAS_CONTENT = 2;
  private static final int HAS_METADATA = 4;
  private static final int NANOS_MAX = 999_999_999;

  private EntryCodec() {}

  static void write(Output out, Entry entry) {
    switch (entry) {
      case Entry.FileEntry file -> {
        out.u8(FILE).u8(flags(file));
        writeCommon(out, file);
        writeFile(out, file);
      }
      case Entry.FolderEntry folder -> {
        out.u8(FOLDER).u8(0);
        writeCommon(out, folder);
        out.i64(folder.size()).i64(folder.files()).i64(folder.folders()).hash(folder.id());
      }
    }
  }

  /** Reads an entry, also one whose name a folder can't hold. */
  static Listed read(Input in) {
    int kind = in.u8();
    int flags = in.u8();
    Listed.Name name = Listed.Name.of(new RawName(in.bytes(in.u16())));
    Times times = new Times(modified(in), Instant.ofEpochMilli(in.i64()));
    return switch (kind) {
      case FILE -> new Listed(name, readFile(in, flags, name.name(), times));
      case FOLDER -> new Listed(name, readFolder(in, flags, name.name(), times));
      default -> throw in.malformed("no entry has kind " + kind);
    };
  }

  private static int flags(Entry.FileEntry file) {
    return (file.executable() ? EXECUTABLE : 0)
        | (file.content().isPresent() ? HAS_CONTENT : 0)
        | (file.metadata().isEmpty() ? 0 : HAS_METADATA);
  }

  private static void writeCommon(Output out, Entry entry) {
    byte[] name = entry.name().utf8();
    out.u16(name.length).bytes(name);
    Instant modified = entry.modified();
    out.i64(modified.getEpochSecond()).u32(modified.getNano());
    out.i64(entry.firstShared().toEpochMilli());
  }

  private static void writeFile(Output out, Entry.FileEntry file) {
    out.i64(file.size()).bytes(file.version().bytes());
    file.content().flatMap(ContentId::root).ifPresent(out::hash);
    if (!file.metadata().isEmpty()) {
      out.bytes(Metadata.encode(file.metadata()));
    }
  }

  private static Instant modified(Input in) {
    long seconds = in.i64();
    long nanos = in.u32();
    if (nanos > NANOS_MAX
        || seconds < Instant.MIN.getEpochSecond()
        || seconds > Instant.MAX.getEpochSecond()) {
      throw in.malformed("a time is out of range");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static Entry readFile(Input in, int flags, EntryName name, Times times) {
    if ((flags & ~(EXECUTABLE | HAS_CONTENT | HAS_METADATA)) != 0) {
      throw in.malformed("a file has unknown flags " + flags);
    }
    long size = in.amount();
    VersionTag version = VersionTag.of(in.bytes(VersionTag.BYTES));
    Optional<ContentId> content =
        (flags & HAS_CONTENT) == 0 ? Optional.empty() : Optional.of(content(in, size));
    Map<String, String> metadata = (flags & HAS_METADATA) == 0 ? Map.of() : Metadata.read(in);
    return new Entry.FileEntry(
        name,
        size,
        times.modified(),
        (flags & EXECUTABLE) != 0,
        version,
        content,
        times.firstShared(),
        metadata);
  }

  private static ContentId content(Input in, long size) {
    return size == 0 ? ContentId.EMPTY : ContentId.of(size, in.hash());
  }

  private static Entry readFolder(Input in, int flags, EntryName name, Times times) {
    if (flags != 0) {
      throw in.malformed("a folder has unknown flags " + flags);
    }
    long size = in.amount();
    long files = in.amount();
    long folders = in.amount();
    return new Entry.FolderEntry(
        name, in.hash(), size, files, folders, times.modified(), times.firstShared());
  }

  private record Times(Instant modified, Instant firstShared) {}
}
