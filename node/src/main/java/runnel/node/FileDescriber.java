package runnel.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import runnel.node.beneath.OpenedFile;
import runnel.node.metadata.Extraction;
import runnel.node.metadata.Extractor;
import runnel.node.share.Describer;

/** Describes the share's files by their metadata. */
final class FileDescriber implements Describer, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileDescriber.class.getName());

  private final Extractor extractor;

  /**
   * @param temporary as for {@link Extractor}
   */
  FileDescriber(Path temporary) {
    this.extractor = new Extractor(temporary, Extractor.classPath(), System::nanoTime);
  }

  @Override
  public boolean understands(String name) {
    return Extractor.understands(name);
  }

  @Override
  public Optional<Map<String, String>> describe(OpenedFile file, String name) {
    return switch (extractor.extract(file, name)) {
      case Extraction.Found found -> Optional.of(found.metadata());
      case Extraction.Unparsable(String reason) -> {
        LOG.log(System.Logger.Level.DEBUG, "no metadata of {0}: {1}", name, reason);
        yield Optional.of(Map.of());
      }
      case Extraction.Unavailable _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    extractor.close();
  }
}
