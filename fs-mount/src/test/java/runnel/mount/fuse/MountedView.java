package runnel.mount.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HexFormat;

/** A program of its own that asks the kernel what it is told to ask, again and again. */
final class MountedView implements View, AutoCloseable {
  private final Process program;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  MountedView(Path mountPoint) {
    try {
      Path script = Path.of(MountedView.class.getResource("view.py").toURI());
      program =
          new ProcessBuilder("python3", script.toString(), mountPoint.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    questions = program.outputWriter(UTF_8);
    answers = program.inputReader(UTF_8);
  }

  @Override
  public String stat(String path) {
    return ask("stat", path);
  }

  @Override
  public String list(String path) {
    return ask("list", path);
  }

  @Override
  public String read(String path, long offset, int length) {
    return ask("read", path, Long.toString(offset), Integer.toString(length));
  }

  @Override
  public String extended(String path) {
    return ask("extended", path);
  }

  /** Asks for anything that the program knows. */
  synchronized String ask(String question, String path, String... more) {
    try {
      String hex = "x" + HexFormat.of().formatHex(path.getBytes(UTF_8));
      questions.write(question + " " + hex + " " + String.join(" ", more) + "\n");
      questions.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("the program that looks at the mount has ended");
      }
      return new String(HexFormat.of().parseHex(answer.substring(1)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.destroyForcibly();
    program.onExit().join();
  }
}
