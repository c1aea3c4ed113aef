package runnel.ctl.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on the usual TCP port; from the kernel's tables, so that nothing is disturbed. */
final class PortCheck {
  static final int PORT = 7707;

  private static final String CHECK = "port " + PORT;
  private static final String LISTENING = "0A";
  private static final int LOCAL_FIELD = 1;
  private static final int STATE_FIELD = 3;
  private static final int INODE_FIELD = 9;

  private final Path proc;

  PortCheck(Path proc) {
    this.proc = proc;
  }

  /**
   * Looks.
   *
   * @param ownPid the process of this home's node; 0 for none
   */
  Check of(long ownPid) {
    Set<String> inodes = listeners();
    if (inodes.isEmpty()) {
      return Check.ok(CHECK, ownPid == 0 ? "free" : "free; this node listens on another one");
    }
    Optional<Long> holder = holder(inodes);
    if (holder.isPresent() && holder.get() == ownPid) {
      return Check.ok(CHECK, "used by this node");
    }
    return Check.warn(
        CHECK,
        "used by " + holder.map(this::name).orElse("a process of another user"),
        "nothing: a node takes one of the next 19 ports; for a certain one: --listen HOST:PORT");
  }

  /** Numbers of the sockets that listen there: proc_net_tcp, kernel documentation. */
  private Set<String> listeners() {
    Set<String> inodes = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (Stream<String> lines = Files.lines(proc.resolve(table))) {
        lines
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > INODE_FIELD)
            .filter(fields -> fields[STATE_FIELD].equals(LISTENING))
            .filter(fields -> fields[LOCAL_FIELD].endsWith(":%04X".formatted(PORT)))
            .forEach(fields -> inodes.add(fields[INODE_FIELD]));
      } catch (IOException e) {
        // Without IPv6 there is but one table.
      }
    }
    return inodes;
  }

  /** Of other users' processes only root sees what they have open. */
  private Optional<Long> holder(Set<String> inodes) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, inodes)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean hasOpen(Path process, Set<String> inodes) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")
            && inodes.contains(target.substring("socket:[".length(), target.length() - 1))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // Another user's, or gone meanwhile.
    }
    return false;
  }

  private String name(long pid) {
    try {
      String words = Files.readString(proc.resolve(Long.toString(pid)).resolve("cmdline"));
      int home = words.indexOf("--home\0");
      String where = home < 0 ? "" : ", " + words.substring(home).replace('\0', ' ').strip();
      return "process %d (%s%s)".formatted(pid, words.split("\0", 2)[0], cut(where));
    } catch (IOException e) {
      return "process " + pid;
    }
  }

  private static String cut(String text) {
    int letters = 80;
    return text.length() <= letters ? text : text.substring(0, letters) + "…";
  }
}
