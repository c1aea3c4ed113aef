package runnel.node.metadata;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command that starts the child process. */
final class ChildCommand {
  private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  private ChildCommand() {}

  /**
   * Returns the command. Programs of the base system bound what the JVM can't: niceness, the size
   * of temporary files, time on a core and, for root, the network; where one is missing, the child
   * goes without it.
   *
   * @param temporary an existing folder for the parsers' temporary files
   */
  static List<String> of(String classPath, Path temporary) {
    List<String> command = new ArrayList<>();
    prefix(command, "nice", "-n", "15");
    prefix(
        command,
        "prlimit",
        "--fsize=" + ExtractorLimits.TEMPORARY_FILE_BYTES,
        "--cpu=" + ExtractorLimits.CPU.toSeconds(),
        "--core=0");
    if ("root".equals(System.getProperty("user.name"))) {
      prefix(command, "unshare", "--net");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags(temporary));
    command.addAll(List.of("-cp", classPath, "runnel.node.metadata.child.ExtractorMain"));
    return command;
  }

  private static List<String> jvmFlags(Path temporary) {
    return List.of(
        "-Xmx" + ExtractorLimits.HEAP_MEGABYTES + "m",
        "-XX:MaxMetaspaceSize=128m",
        "-XX:MaxDirectMemorySize=32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", // It lives too short for the optimizing compiler to pay.
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + temporary,
        // No name of a host resolves, so nothing that a document refers to is fetched.
        "-Djdk.net.hosts.file=/dev/null");
  }

  private static void prefix(List<String> command, String program, String... arguments) {
    for (Path folder : PROGRAMS) {
      Path file = folder.resolve(program);
      if (Files.isExecutable(file)) {
        Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).forEach(command::add);
        return;
      }
    }
  }
}
