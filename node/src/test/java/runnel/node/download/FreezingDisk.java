package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A disk in a file that stops at a moment: who has a file open there and writes waits in the
 * kernel. It thaws when this process ends, however that comes. Only for root.
 */
final class FreezingDisk implements AutoCloseable {
  private static final String LIFE =
      """
      truncate -s 96M "$2" && mkfs.ext4 -q "$2" && mount -o loop "$2" "$1" || exit
      trap 'fsfreeze -u "$1" 2>&-; umount -l "$1"' EXIT
      trap exit HUP INT TERM
      echo there
      read -r next && fsfreeze -f "$1" && echo frozen || exit
      read -r next && fsfreeze -u "$1" && echo thawed || exit
      read -r end
      """;

  private final Process life;
  private final BufferedReader said;
  private final Writer told;

  private FreezingDisk(Process life) {
    this.life = life;
    this.said = life.inputReader(StandardCharsets.UTF_8);
    this.told = life.outputWriter(StandardCharsets.UTF_8);
  }

  /** Mounts it over a folder, from a file to be made. */
  static FreezingDisk at(Path folder, Path file) throws IOException {
    FreezingDisk disk =
        new FreezingDisk(
            new ProcessBuilder("sh", "-c", LIFE, "sh", folder.toString(), file.toString())
                .redirectErrorStream(true)
                .start());
    assertThat(disk.said.readLine()).isEqualTo("there");
    return disk;
  }

  void freeze() throws IOException {
    goOn("frozen");
  }

  /** Lets it go on. */
  void thaw() throws IOException {
    goOn("thawed");
  }

  private void goOn(String until) throws IOException {
    told.write("next\n");
    told.flush();
    assertThat(said.readLine()).isEqualTo(until);
  }

  /** Lets it go on, if it does not; nothing new is found there. */
  @Override
  public void close() throws IOException {
    told.close();
    assertThat(life.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }
}
