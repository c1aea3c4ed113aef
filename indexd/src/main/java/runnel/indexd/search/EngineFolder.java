package runnel.indexd.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The folder that is Lucene's alone. What is there and can't be read, or is of another form, is
 * removed: all of it can be made anew.
 */
final class EngineFolder implements AutoCloseable {
  static final String FORMAT_KEY = "runnel-format";

  /** One merge at a time; more may wait before writing has to. */
  private static final int MERGES_WAITING = 8;

  private final Directory directory;

  private EngineFolder(Directory directory) {
    this.directory = directory;
  }

  /**
   * Opens what the folder holds, making it if need be.
   *
   * @param anew whether what is there is known to be damaged
   * @throws IOException if the disk is full, say
   */
  static Engine open(Path path, boolean anew) throws IOException {
    Files.createDirectories(path);
    if (!anew) {
      try {
        return openAsIs(path);
      } catch (CorruptIndexException
          | IndexFormatTooOldException
          | IndexFormatTooNewException
          | FileNotFoundException
          | NoSuchFileException
          | EOFException
          | RuntimeException e) { // Another format, or what Lucene stumbled over.
        empty(path);
        return openAsIs(path);
      }
    }
    empty(path);
    return openAsIs(path);
  }

  private static Engine openAsIs(Path path) throws IOException {
    EngineFolder folder = new EngineFolder(FSDirectory.open(path));
    try {
      return folder.engine();
    } catch (IOException | RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private Engine engine() throws IOException {
    if (DirectoryReader.indexExists(directory)) {
      SegmentInfos last = SegmentInfos.readLatestCommit(directory);
      if (!Fields.FORMAT.equals(last.getUserData().get(FORMAT_KEY))) {
        throw new IllegalArgumentException("it is of another format");
      }
    }
    IndexWriter writer = new IndexWriter(directory, settings());
    try {
      return new Engine(this, writer);
    } catch (IOException | RuntimeException | Error e) {
      writer.rollback();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private static IndexWriterConfig settings() {
    SortField order = new SortField(Fields.ORDER, SortField.Type.LONG, false, Long.MAX_VALUE);
    QuietMerges merges = new QuietMerges();
    merges.setMaxMergesAndThreads(MERGES_WAITING, 1);
    return new IndexWriterConfig(new KeywordAnalyzer())
        .setIndexSort(new Sort(order))
        .setRAMBufferSizeMB(SearchLimits.BUFFER_MIB)
        .setMergeScheduler(merges)
        .setCommitOnClose(false);
  }

  private static void empty(Path path) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** Merges that leave it to the writer, which refuses all else from then on, to tell of faults. */
  private static final class QuietMerges extends ConcurrentMergeScheduler {
    @Override
    protected void handleMergeException(Throwable fault) {
      // Lucene's own would end the thread with a stack trace on standard error.
    }
  }
}
