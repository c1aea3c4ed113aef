package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A finished run of another program: an independent witness. */
record Program(int exit, String output) {
  private static final long PATIENCE_SECONDS = 20;

  /** Runs the program with the text as its input; what it prints, errors too, is the output. */
  static Program run(Path folder, String input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try (var out = process.getInputStream()) {
                var _ = out.transferTo(output);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(command[0]).isTrue();
    reader.join();
    return new Program(process.exitValue(), output.toString(StandardCharsets.UTF_8));
  }
}
