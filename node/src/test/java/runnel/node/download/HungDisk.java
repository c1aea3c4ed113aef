package runnel.node.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file system whose server never answers, as that of a network's disk whose host is gone: whoever
 * asks it waits in the kernel. Its end makes all of them fail. Only for root.
 */
final class HungDisk {
  /** Whoever holds the device is the server; nobody reads from this one. */
  private static final String SERVE =
      """
      exec 9<>/dev/fuse
      mount -i -t fuse hung "$1" -o fd=9,rootmode=40000,user_id=0,group_id=0 || exit
      echo hangs
      read -r end
      """;

  private final Path folder;
  private final Process server;

  private HungDisk(Path folder, Process server) {
    this.folder = folder;
    this.server = server;
  }

  /** Mounts it over a folder. */
  static HungDisk at(Path folder) throws IOException {
    Process server =
        new ProcessBuilder("sh", "-c", SERVE, "sh", folder.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("hangs");
    return new HungDisk(folder, server);
  }

  void end() throws Exception {
    server.destroyForcibly().waitFor();
    assertThat(new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor()).isZero();
  }
}
