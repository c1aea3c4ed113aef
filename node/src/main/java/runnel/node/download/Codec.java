package runnel.node.download;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** Downloads and items as bytes: the values of the tables in the package's description. */
final class Codec {
  private static final int SHARED = 1;
  private static final int BY_CONTENT = 2;
  private static final int FILE = 1;
  private static final int FOLDER = 2;

  private Codec() {}

  /** Writes to memory, which does not fail. */
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] encode(Download download) {
    return bytes(out -> {
      write(out, download.origin());
      text(out, download.target().toString());
      out.writeBoolean(download.folder());
      write(out, download.life());
      write(out, download.sums());
      out.writeLong(download.createdMillis());
    });
  }

  static Download download(long id, byte[] value) {
    return parse(
        value,
        in ->
            new Download(
                id,
                origin(in),
                Path.of(text(in)),
                in.readBoolean(),
                life(in),
                sums(in),
                in.readLong()));
  }

  static byte[] encode(Item item) {
    return bytes(out -> {
      switch (item) {
        case Item.File file -> {
          out.writeByte(FILE);
          path(out, file.path());
          time(out, file.modified());
          out.writeBoolean(file.executable());
          out.writeLong(file.size());
          out.writeBoolean(file.content().isPresent());
          if (file.content().isPresent()) {
            content(out, file.content().get());
          }
        }
        case Item.Folder folder -> {
          out.writeByte(FOLDER);
          path(out, folder.path());
          time(out, folder.modified());
          out.write(folder.id().bytes());
          text(out, folder.after());
        }
      }
    });
  }

  static Item item(byte[] value) {
    return parse(
        value,
        in -> {
          int kind = in.readByte();
          List<EntryName> path = path(in);
          Instant modified = time(in);
          return switch (kind) {
            case FILE -> new Item.File(path, modified, in.readBoolean(), in.readLong(), maybe(in));
            case FOLDER -> new Item.Folder(path, modified, hash(in), text(in));
            default -> throw new IOException("an item of kind " + kind);
          };
        });
  }

  private static void write(DataOutputStream out, Origin origin) throws IOException {
    switch (origin) {
      case Origin.Shared shared -> {
        out.writeByte(SHARED);
        out.write(shared.owner().hash().bytes());
        text(out, shared.shownName());
        path(out, shared.path());
      }
      case Origin.ByContent content -> {
        out.writeByte(BY_CONTENT);
        content(out, content.content());
        out.writeBoolean(content.from().isPresent());
        if (content.from().isPresent()) {
          out.write(content.from().get().hash().bytes());
        }
      }
    }
  }

  private static Origin origin(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case SHARED -> new Origin.Shared(new PeerId(hash(in)), text(in), path(in));
      case BY_CONTENT ->
          new Origin.ByContent(
              content(in), in.readBoolean() ? Optional.of(new PeerId(hash(in))) : Optional.empty());
      default -> throw new IOException("an origin of kind " + kind);
    };
  }

  private static void write(DataOutputStream out, Download.Life life) throws IOException {
    out.writeByte(life.state().number());
    out.writeBoolean(life.planned());
    text(out, life.note());
    text(out, life.result());
    out.writeLong(life.endedMillis());
  }

  private static Download.Life life(DataInputStream in) throws IOException {
    return new Download.Life(
        State.of(in.readByte()), in.readBoolean(), text(in), text(in), in.readLong());
  }

  private static void write(DataOutputStream out, Sums sums) throws IOException {
    out.writeLong(sums.files());
    out.writeLong(sums.bytes());
    out.writeLong(sums.filesDone());
    out.writeLong(sums.bytesDone());
    out.writeLong(sums.bytesPartial());
    out.writeLong(sums.filesLost());
    out.writeLong(sums.filesChanged());
  }

  private static Sums sums(DataInputStream in) throws IOException {
    return new Sums(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void path(DataOutputStream out, List<EntryName> path) throws IOException {
    out.writeShort(path.size());
    for (EntryName name : path) {
      text(out, name.text());
    }
  }

  private static List<EntryName> path(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    List<EntryName> path = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      path.add(new EntryName(text(in)));
    }
    return path;
  }

  private static void time(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void content(DataOutputStream out, ContentId content) throws IOException {
    out.writeLong(content.length());
    if (content.root().isPresent()) {
      out.write(content.root().get().bytes());
    }
  }

  private static ContentId content(DataInputStream in) throws IOException {
    long length = in.readLong();
    return length == 0 ? ContentId.EMPTY : ContentId.of(length, hash(in));
  }

  private static Optional<ContentId> maybe(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(content(in)) : Optional.empty();
  }

  private static Hash hash(DataInputStream in) throws IOException {
    return Hash.of(in.readNBytes(Hash.BYTES));
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T parse(byte[] value, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      return reading.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the downloads is damaged", e);
    }
  }
}
