package runnel.node.metadata;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Makes small real files of the kinds that people share. */
final class Samples {
  private static final String CORE =
      """
      <?xml version="1.0"?><cp:coreProperties
        xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title>Thesis on rivers</dc:title><dc:creator>Ada Brook</dc:creator>
      </cp:coreProperties>\
      """;

  private static final String TYPES =
      """
      <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/word/document.xml" ContentType=\
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
      <Override PartName="/docProps/core.xml" ContentType=\
      "application/vnd.openxmlformats-package.core-properties+xml"/></Types>\
      """;

  private static final String RELATIONSHIPS =
      """
      <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="r1" Target="word/document.xml" Type=\
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
      <Relationship Id="r2" Target="docProps/core.xml" Type=\
      "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>
      </Relationships>\
      """;

  private Samples() {}

  static void png(Path file, int width, int height) throws IOException {
    ImageIO.write(
        new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  /** A document with a body of the given text, which may be any XML. */
  static void docx(Path file, String prologue, String body) throws IOException {
    String document =
        "<?xml version=\"1.0\"?>"
            + prologue
            + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            + "<w:body><w:p><w:r><w:t>"
            + body
            + "</w:t></w:r></w:p></w:body></w:document>";
    zip(
        file,
        Map.of(
            "[Content_Types].xml",
            TYPES,
            "_rels/.rels",
            RELATIONSHIPS,
            "docProps/core.xml",
            CORE,
            "word/document.xml",
            document));
  }

  private static void zip(Path file, Map<String, String> parts) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(part.getKey()));
        out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }

  /** A few kilobytes that unpack to so many megabytes of one document. */
  static void bomb(Path file, int megabytes) throws IOException {
    byte[] piece = "<w:p/>".repeat(170_000).getBytes(StandardCharsets.UTF_8);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> part :
          Map.of("[Content_Types].xml", TYPES, "_rels/.rels", RELATIONSHIPS).entrySet()) {
        out.putNextEntry(new ZipEntry(part.getKey()));
        out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
      out.putNextEntry(new ZipEntry("word/document.xml"));
      out.write(
          "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
              .getBytes(StandardCharsets.UTF_8));
      for (int written = 0; written < megabytes; written++) {
        out.write(piece);
      }
      out.closeEntry();
    }
  }

  /** Silence of so many seconds: 8 kHz, one channel, 16 bits. */
  static void wav(Path file, int seconds) throws IOException {
    int bytes = seconds * 16_000;
    ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
    header.putShort((short) 2).putShort((short) 16);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header.array());
      out.write(new byte[bytes]);
    }
  }

  /** ID3v2.3 tags and some frames of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz. */
  static void mp3(Path file, String title, String artist, String album) throws IOException {
    byte[] tags = concat(tag("TIT2", title), tag("TPE1", artist), tag("TALB", album));
    ByteBuffer header = ByteBuffer.allocate(10);
    header.put("ID3".getBytes(StandardCharsets.US_ASCII)).put((byte) 3).put((byte) 0).put((byte) 0);
    for (int shift = 21; shift >= 0; shift -= 7) {
      header.put((byte) (tags.length >> shift & 0x7f));
    }
    byte[] frame = new byte[417];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xfb;
    frame[2] = (byte) 0x90;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(header.array());
      out.write(tags);
      for (int count = 0; count < 100; count++) {
        out.write(frame);
      }
    }
  }

  private static byte[] tag(String id, String text) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer tag = ByteBuffer.allocate(11 + latin.length);
    tag.put(id.getBytes(StandardCharsets.US_ASCII)).putInt(1 + latin.length).putShort((short) 0);
    return tag.put((byte) 0).put(latin).array();
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /** A PDF of so many empty pages. */
  static void pdf(Path file, String title, int pages) throws IOException {
    StringBuilder kids = new StringBuilder();
    StringBuilder bodies = new StringBuilder();
    for (int page = 0; page < pages; page++) {
      kids.append(page + 4).append(" 0 R ");
      bodies.append(
          "%d 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>> endobj\n"
              .formatted(page + 4));
    }
    Files.writeString(
        file,
        """
        %%PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Count %d/Kids[%s]>> endobj
        3 0 obj <</Title(%s)/Author(Ada Brook)>> endobj
        %strailer <</Root 1 0 R/Info 3 0 R>>
        %%%%EOF
        """
            .formatted(pages, kids, title, bodies),
        StandardCharsets.ISO_8859_1);
  }
}
