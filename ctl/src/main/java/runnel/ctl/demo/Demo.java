package runnel.ctl.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Deadline;
import runnel.ctl.demo.Comparison.Result;
import runnel.ctl.home.Surroundings;
import runnel.ctl.text.Sizes;

/**
 * The demo: to look at, or to check that every byte arrives.
 *
 * @param tell gets what is being done, line by line
 * @param print gets results, line by line
 */
public record Demo(Surroundings surroundings, Consumer<String> tell, Consumer<String> print) {
  private static final long MIB = 1024 * 1024;

  /** What the shares hold by turns: documents, images and libraries; source; programs. */
  private static final List<List<ShareFilling>> FILLINGS =
      List.of(
          List.of(
              new ShareFilling(Path.of("/usr/share"), 1200, 120 * MIB),
              new ShareFilling(Path.of("/usr/lib"), 400, 180 * MIB)),
          List.of(new ShareFilling(Path.of("/usr/include"), 200, 20 * MIB)),
          List.of(new ShareFilling(Path.of("/usr/bin"), 60, 30 * MIB)));

  /** Shares, and the caches of those who read them, and as much again for the machine. */
  private static final long FREE_BYTES_LEAST = 1200 * MIB;

  /** Hashing some hundred MB takes seconds; a machine that is busy otherwise takes longer. */
  private static final Duration PUBLISH = Duration.ofMinutes(3);

  private static final Duration SPREAD = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  /** The number is printed; the first ones say what it is about. */
  private static final int DIFFERENCES_TOLD = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Starts the network, reads everything of one user through another's mount, and takes the network
   * down again.
   *
   * @throws CtlException of kind FAILED if a file or byte differs
   */
  public void check() {
    withNetwork(network -> {
      Person alice = network.people().get(0);
      Person bob = network.people().get(1);
      Person carol = network.people().get(2);
      network.people().forEach(person -> awaitPublished(network, person));
      List<Boolean> same = List.of(compare(alice, bob), compare(bob, carol), compare(carol, alice));
      if (same.contains(false)) {
        throw new CtlException(Kind.FAILED, "the demo found differences, see above");
      }
    });
  }

  /** Starts the network, says what to try, and takes it down when {@code end} returns. */
  public void show(Runnable end) {
    withNetwork(network -> {
      network.people().forEach(p -> print.accept(p.name() + "'s mount: " + p.mount()));
      Person alice = network.people().get(0);
      Person bob = network.people().get(1);
      print.accept("try:");
      print.accept("  ls " + bob.mount() + "/peers");
      print.accept("  cp -r " + bob.sees(alice) + " /tmp/from-alice");
      print.accept("  runnel --home " + bob.folder() + " peers");
      print.accept("  runnel --home " + bob.folder() + " search licens type:text");
      print.accept("  ls " + bob.mount() + "/search/'readme ext:md'");
      print.accept("  echo hello > " + alice.share() + "/hello.txt");
      print.accept("Enter or Ctrl-C ends it and removes " + network.folder());
      end.run();
    });
  }

  /** Does something with a network whose nodes run and share files. */
  private void withNetwork(Consumer<Network> use) {
    try (Network network = Network.create(surroundings, tell)) {
      fill(network);
      network.start();
      use.accept(network);
    } catch (IOException e) {
      throw new CtlException(Kind.FAILED, "cannot set up the demo: " + e, e);
    }
  }

  private void fill(Network network) throws IOException {
    if (Files.getFileStore(network.folder()).getUsableSpace() < FREE_BYTES_LEAST) {
      throw new IOException(
          "less than " + Sizes.of(FREE_BYTES_LEAST) + " free for " + network.folder());
    }
    for (int i = 0; i < network.people().size(); i++) {
      Person person = network.people().get(i);
      Oddities.into(person.share());
      long bytes = 0;
      for (ShareFilling filling : FILLINGS.get(i)) {
        bytes += filling.into(person.share().resolve(filling.source().getFileName()));
      }
      tell.accept(person.name() + " shares " + Sizes.of(bytes));
    }
  }

  private void awaitPublished(Network network, Person person) {
    try {
      long files = TreeReader.list(person.share()).values().stream().filter(f -> !f).count();
      Deadline deadline = Deadline.in(PUBLISH);
      while (network.unpublished(person, files) > 0) {
        if (deadline.passed()) {
          throw new CtlException(Kind.FAILED, person.name() + "'s files are not published in time");
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    } catch (IOException e) {
      throw new CtlException(Kind.FAILED, "cannot list " + person.share() + ": " + e, e);
    }
  }

  /** Whether the reader sees what the owner shares. */
  private boolean compare(Person owner, Person reader) {
    tell.accept(reader.name() + " reads everything of " + owner.name());
    try (Comparison comparison = new Comparison(PATIENCE)) {
      // A new catalog needs a moment to get around; if it never does, the comparison says so.
      comparison.awaitSameNames(owner.share(), reader.sees(owner), SPREAD);
      Result result = comparison.compare(owner.share(), reader.sees(owner));
      result.differences().stream().limit(DIFFERENCES_TOLD).forEach(tell);
      print.accept(line(owner, reader, result));
      return result.differences().isEmpty();
    } catch (IOException e) {
      tell.accept("cannot read " + owner.share() + ": " + e);
      return false;
    }
  }

  private static String line(Person owner, Person reader, Result result) {
    double seconds = Math.max(result.time().toNanos() / 1e9, 1e-9);
    return "%s read %d files of %s, %s (%d bytes) in %.2f s, %.1f MB/s, %d differences"
        .formatted(
            reader.name(),
            result.files(),
            owner.name(),
            Sizes.of(result.bytes()),
            result.bytes(),
            seconds,
            result.bytes() / 1e6 / seconds,
            result.differences().size());
  }
}
