package runnel.node.metadata.child;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import runnel.node.metadata.Talk;

/** The parsers' process: answers requests until its standard input ends. */
public final class ExtractorMain {
  private static final long WATCH_MILLIS = 2_000;

  private ExtractorMain() {}

  /** No arguments; see {@link Talk} for what it reads and writes. */
  public static void main(String[] arguments) throws IOException {
    OutputStream answers = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    URL.setURLStreamHandlerFactory(new NoUrls());
    endWithTheNode();
    serve(
        new DataInputStream(new FileInputStream(FileDescriptor.in)),
        new DataOutputStream(new BufferedOutputStream(answers)));
  }

  private static void serve(DataInputStream requests, DataOutputStream answers) throws IOException {
    Parsers parsers = new Parsers();
    answers.writeByte(Talk.READY);
    answers.flush();
    while (true) {
      String openAt;
      try {
        openAt = requests.readUTF();
      } catch (EOFException e) {
        return;
      }
      answer(parsers, Path.of(openAt), requests.readUTF(), answers);
    }
  }

  private static void answer(Parsers parsers, Path file, String name, DataOutputStream answers)
      throws IOException {
    try {
      Talk.tellFound(answers, Gist.of(parsers.parse(file, name)));
    } catch (TikaException | IOException | RuntimeException | LinkageError e) {
      Talk.tellUnparsable(answers, "it is damaged, or not what it seems: " + innermost(e));
    } catch (StackOverflowError e) {
      Talk.tellUnparsable(answers, "it is nested too deeply");
    }
  }

  /** Tika wraps; the innermost says what is wrong with the file. */
  private static Throwable innermost(Throwable failure) {
    Throwable inner = failure;
    for (int depth = 0; inner.getCause() != null && depth < 10; depth++) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** While a parser hangs nobody reads the input, so a thread looks whether the node lives. */
  private static void endWithTheNode() {
    ProcessHandle node = ProcessHandle.current().parent().orElseThrow();
    Thread.ofPlatform()
        .daemon()
        .name("watch")
        .start(() -> {
          while (node.isAlive()) {
            try {
              Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
              break; // A parser did that; the node's own time limit remains.
            }
          }
          Runtime.getRuntime().halt(1);
        });
  }
}
