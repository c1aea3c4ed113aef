package runnel.ctl.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Deadline;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;
import runnel.ctl.home.NodeEnd;
import runnel.ctl.home.NodeStart;
import runnel.ctl.home.Surroundings;

/**
 * Three nodes in a temporary folder. Closing, which also happens when this process ends, ends the
 * nodes and removes the folder.
 */
final class Network implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(15);
  private static final Duration REMOVE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Surroundings surroundings;
  private final Consumer<String> tell;
  private final Path folder;
  private final List<Person> people;
  private final Thread atExit = new Thread(this::cleanUp, "clean-up");

  /** Guarded by this; those whose node may be running, with the process that became ready, or 0. */
  private final Map<Person, Long> started = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean closed;

  private Network(Surroundings surroundings, Consumer<String> tell) throws IOException {
    this.surroundings = surroundings;
    this.tell = tell;
    this.folder = Files.createTempDirectory("runnel-demo-").toRealPath();
    Runtime.getRuntime().addShutdownHook(atExit);
    List<Integer> ports = freePorts(3);
    this.people =
        List.of(
            new Person("alice", folder.resolve("alice"), ports.get(0)),
            new Person("bob", folder.resolve("bob"), ports.get(1)),
            new Person("carol", folder.resolve("carol"), ports.get(2)));
  }

  /** A network whose nodes don't run yet; {@code tell} gets what is being done, line by line. */
  static Network create(Surroundings surroundings, Consumer<String> tell) throws IOException {
    return new Network(surroundings, tell);
  }

  /** Held together, so that no two are the same. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Alice, who has the index, bob and carol. */
  List<Person> people() {
    return people;
  }

  void start() {
    startNode(people.getFirst(), Optional.empty());
    for (Person person : people.subList(1, people.size())) {
      startNode(person, Optional.of(people.getFirst()));
    }
  }

  private void startNode(Person person, Optional<Person> index) {
    tell.accept("starting " + person.name() + "'s node");
    try (NodeStart start = NodeStart.begin(person.home(surroundings), person.options(index))) {
      note(person, 0);
      Json status = start.awaitReady(START, tell).json();
      note(person, status.number("pid").orElse(0));
    }
  }

  private synchronized void note(Person person, long pid) {
    started.put(person, pid);
  }

  /** How many of the files of that share are not hashed and published yet. */
  long unpublished(Person person, long files) {
    Json share = person.home(surroundings).client().ask(Request.get("/v1/share")).json();
    long missing = Math.max(0, files - share.number("files").orElse(0));
    return missing + share.object("hashing").number("files").orElse(0);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // This process is ending: the hook runs.
    }
    cleanUp();
  }

  private synchronized void cleanUp() {
    if (closed) {
      return;
    }
    closed = true;
    tell.accept("cleaning up");
    started.forEach(this::end);
    Deadline deadline = Deadline.in(REMOVE);
    while (true) {
      try {
        Mounts.below(folder).forEach(this::unmount);
        Removal.of(folder);
        return;
      } catch (IOException e) {
        if (deadline.passed()) {
          tell.accept("cannot remove " + folder + ": " + e);
          return;
        }
        // A node that was still starting may be writing; it is being ended.
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void end(Person person, long pid) {
    try {
      NodeEnd.of(person.home(surroundings), END);
    } catch (CtlException e) {
      if (e.kind() != Kind.NOT_RUNNING) {
        tell.accept("cannot end " + person.name() + "'s node: " + e.getMessage());
      }
      NodeEnd.byForce(person.home(surroundings), pid);
    }
  }

  /**
   * What a node that was killed left behind: detached now, gone when the last program leaves it.
   */
  private void unmount(Path mount) {
    try {
      Process process =
          new ProcessBuilder("fusermount", "-uz", mount.toString()).inheritIO().start();
      process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      tell.accept("cannot unmount " + mount + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
