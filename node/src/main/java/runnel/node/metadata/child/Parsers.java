package runnel.node.metadata.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Tika, told to do as little as possible: no text, nothing inside of containers. */
final class Parsers {
  private final AutoDetectParser parser = new AutoDetectParser();

  /**
   * Parses until the metadata is known.
   *
   * @throws IOException if the file can't be read
   * @throws TikaException if it is not what it seems
   */
  Metadata parse(Path file, String name) throws IOException, TikaException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    ParseContext context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingInside());
    context.set(PDFParserConfig.class, noPictures());
    try (TikaInputStream in = TikaInputStream.get(file)) {
      parser.parse(in, new EnoughText(), metadata, context);
    } catch (SAXException e) {
      // Enough text: what stands before it in a document has told the metadata.
      metadata.remove("X-TIKA:EXCEPTION:container_exception");
    }
    return metadata;
  }

  private static PDFParserConfig noPictures() {
    PDFParserConfig config = new PDFParserConfig();
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setExtractInlineImages(false);
    return config;
  }

  private static final class NothingInside implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
      // Never asked for.
    }
  }
}
