package runnel.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;
import runnel.indexd.api.Address;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.Lease;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.node.failure.NodeException;

/**
 * What this user is called, kept in the file {@code name}: the name asked for, or else the one kept
 * from last time in this network, the login name, login-host, until the index has it free.
 *
 * <p>A name that was borne for a while is not given up to another index that knows it for somebody
 * else: it is contested there. One that was only just taken by default makes room. Thread-safe.
 */
final class OwnName {
  private static final System.Logger LOG = System.getLogger(OwnName.class.getName());

  /** By then the indexes of nodes that were started together have become one. */
  static final Duration BORNE_AFTER = Duration.ofSeconds(30);

  private final Path file;
  private final Optional<UserName> asked;
  private final List<UserName> candidates;
  private final LongSupplier nanoTime;

  // Guarded by this.
  private int at;
  private boolean held;
  private boolean contested;
  private boolean started;
  private long acceptedNanos;
  private boolean accepted;

  /**
   * @param known the folder of what is known of the network
   */
  OwnName(Path known, Optional<UserName> asked, PeerId self, LongSupplier nanoTime) {
    this.file = known.resolve("name");
    this.asked = asked;
    this.nanoTime = nanoTime;
    Optional<UserName> kept = readKept();
    this.candidates = candidates(asked, kept, self);
    this.held = kept.filter(candidates.getFirst()::equals).isPresent();
  }

  /** The name that is borne, or tried now. */
  synchronized UserName name() {
    return candidates.get(at);
  }

  /** Whether the index knows the name for another key too. */
  synchronized boolean contested() {
    return contested;
  }

  /** From now on an answer that the name is taken is no reason to stop any more. */
  synchronized void started() {
    started = true;
  }

  /**
   * Announces the name, or the next one if it is taken and was only a proposal.
   *
   * @throws NodeException REFUSED if the name was asked for and is taken, before {@link #started}
   * @throws IndexException as {@link Index#announce}
   */
  Lease announce(Index index, Optional<Address> address) {
    while (true) {
      Announcement said = announcement(address);
      try {
        Lease lease = index.announce(said);
        if (isFirst(lease)) {
          keep(said.name());
        }
        return lease;
      } catch (IndexException e) {
        if (e.kind() != IndexException.Kind.NAME_TAKEN) {
          throw e;
        }
        giveWay(said, e);
      }
    }
  }

  private synchronized Announcement announcement(Optional<Address> address) {
    if (accepted && nanoTime.getAsLong() - acceptedNanos >= BORNE_AFTER.toNanos()) {
      held = true;
    }
    return new Announcement(name(), address, Version.TEXT, held);
  }

  /** Takes what the index answered; says whether it is the first time that the name is borne. */
  private synchronized boolean isFirst(Lease lease) {
    boolean first = !accepted;
    if (first) {
      accepted = true;
      acceptedNanos = nanoTime.getAsLong();
    }
    if (lease.contested() != contested) {
      contested = lease.contested();
      tellContested(name());
    }
    return first;
  }

  private void tellContested(UserName name) {
    if (contested) {
      LOG.log(
          System.Logger.Level.WARNING,
          "another key claims the name {0} too: who knows neither sees both with a suffix;"
              + " choose another name with --name, or have the others run: runnel trust",
          name);
    } else {
      LOG.log(System.Logger.Level.INFO, "nobody else claims the name {0} any more", name);
    }
  }

  private synchronized void giveWay(Announcement said, IndexException taken) {
    if (said.held()) {
      throw taken; // Such an announcement is contested, never refused; this index is an odd one.
    }
    if (asked.isPresent() && !started) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "the name '%s' belongs to somebody else on this network; free are: %s"
              .formatted(said.name(), String.join(", ", taken.suggestions())),
          taken);
    }
    if (asked.isPresent() || at + 1 == candidates.size()) {
      requireStarted(taken);
      held = true;
    } else {
      at++;
      accepted = false;
      LOG.log(
          System.Logger.Level.INFO,
          "the name {0} is taken on this network, this user is {1} now",
          said.name(),
          name());
    }
  }

  private void requireStarted(IndexException taken) {
    if (!started) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "every name that could be made of the login name is taken; choose one with --name",
          taken);
    }
  }

  private static List<UserName> candidates(
      Optional<UserName> asked, Optional<UserName> kept, PeerId self) {
    if (asked.isPresent()) {
      return List.of(asked.get());
    }
    String login = System.getProperty("user.name");
    SequencedSet<String> texts = new LinkedHashSet<>();
    kept.ifPresent(name -> texts.add(name.text()));
    texts.add(login);
    texts.add(login + "-" + host());
    texts.add(login + "-" + self.text().substring(0, 6));
    List<UserName> names = new ArrayList<>();
    texts.forEach(text -> parse(text).ifPresent(names::add));
    return List.copyOf(names);
  }

  private static Optional<UserName> parse(String text) {
    try {
      return Optional.of(new UserName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A login or host name that is no user's name here.
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
    } catch (UnknownHostException e) {
      return "host";
    }
  }

  private Optional<UserName> readKept() {
    try {
      return Files.exists(file) ? parse(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not read the name kept in " + file + ": " + e, e);
    }
  }

  private void keep(UserName name) {
    try {
      Files.writeString(file, name.text() + "\n");
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not keep the name in " + file + ": " + e, e);
    }
  }
}
