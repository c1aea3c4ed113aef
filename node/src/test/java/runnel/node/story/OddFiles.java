package runnel.node.story;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Files that programs get wrong: names, sizes, times, modes. Made by the shell, which can spell
 * them.
 */
final class OddFiles {
  /** Every entry with what must be the same on both sides, in the order of bytes. */
  static final String LISTING =
      "cd \"$1\" && find . -mindepth 1 -not -name '.*' \\( -type d -printf '%P d\\n' -o -type f"
          + " -printf '%P f %s %T@ %m\\n' \\) | LC_ALL=C sort";

  private static final String SCRIPT =
      """
      set -e
      cd "$1"
      echo hello > plain.txt
      : > empty.txt
      mkdir 'empty folder' 'with spaces and ümläut'
      echo a > 'with spaces and ümläut/日本語 🎉.txt'
      echo b > ./-rf
      echo c > "$(printf 'x%.0s' $(seq 255))"
      echo d > "$(printf 'invalid\\377utf8')"
      echo e > 'new
      line'
      echo f > .hidden
      printf 'nfc' > "$(printf 'caf\\303\\251')"
      printf 'nfd!' > "$(printf 'cafe\\314\\201')"
      echo g > Case; echo h > case
      printf '#!/bin/sh\\n' > run.sh; chmod 755 run.sh
      touch -d '1969-12-31 23:00:00.25 UTC' plain.txt
      ln -s /etc/passwd link-out; ln -s plain.txt link-in; mkfifo pipe
      head -c 40000000 /dev/urandom > big.bin
      head -c 16384 /dev/urandom > leaf; head -c 16385 /dev/urandom > leaf1
      head -c 65536 /dev/urandom > node; head -c 65537 /dev/urandom > node1
      truncate -s 5G sparse.bin; printf end | dd of=sparse.bin bs=1 seek=5368709117 conv=notrunc 2>/dev/null
      find . -type f -exec chmod 444 {} +
      chmod 555 run.sh
      """;

  private OddFiles() {}

  static void create(Path folder) throws IOException {
    Shell.run(Duration.ofSeconds(60), "sh", "-c", SCRIPT, "sh", folder.toString()).ok();
  }

  static boolean isPublished(String line) {
    return !line.contains("\uFFFD");
  }
}
