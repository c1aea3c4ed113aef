package runnel.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import runnel.indexd.api.IndexException;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;
import runnel.node.failure.NodeException;

/**
 * Chooses the user's name: the one asked for, or else the one kept from last time, the login name,
 * login-host, until the index has it free. What was chosen is kept in {@code state/name}.
 */
final class NameChoice {
  private final Path kept;
  private final Optional<UserName> asked;
  private final PeerId self;

  NameChoice(Path state, Optional<UserName> asked, PeerId self) {
    this.kept = state.resolve("name");
    this.asked = asked;
    this.self = self;
  }

  /**
   * Tries names until one is accepted, and keeps it.
   *
   * @param announce throws {@link IndexException} NAME_TAKEN if the name is another's
   */
  UserName choose(Consumer<UserName> announce) {
    for (UserName name : candidates()) {
      try {
        announce.accept(name);
        keep(name);
        return name;
      } catch (IndexException e) {
        if (e.kind() == IndexException.Kind.UNAVAILABLE
            && readKept().filter(name.text()::equals).isPresent()) {
          return name; // Bound last time; it is announced when the index is back.
        }
        requireTaken(e);
        if (asked.isPresent()) {
          throw new NodeException(
              NodeException.Kind.REFUSED,
              "the name '%s' belongs to somebody else on this network; free are: %s"
                  .formatted(name, String.join(", ", e.suggestions())),
              e);
        }
      }
    }
    throw new NodeException(
        NodeException.Kind.REFUSED,
        "every name that could be made of the login name is taken; choose one with --name");
  }

  private static void requireTaken(IndexException e) {
    if (e.kind() != IndexException.Kind.NAME_TAKEN) {
      throw new NodeException(
          NodeException.Kind.UNAVAILABLE,
          e.getMessage() + "; see that a node runs there and that its port is open",
          e);
    }
  }

  private List<UserName> candidates() {
    if (asked.isPresent()) {
      return List.of(asked.get());
    }
    String login = System.getProperty("user.name");
    SequencedSet<String> texts = new LinkedHashSet<>();
    readKept().ifPresent(texts::add);
    texts.add(login);
    texts.add(login + "-" + host());
    texts.add(login + "-" + self.text().substring(0, 6));
    List<UserName> names = new ArrayList<>();
    texts.forEach(text -> parse(text).ifPresent(names::add));
    return names;
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

  private Optional<String> readKept() {
    try {
      return Files.exists(kept) ? Optional.of(Files.readString(kept).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not read the name kept in " + kept + ": " + e, e);
    }
  }

  private void keep(UserName name) {
    try {
      Files.writeString(kept, name.text() + "\n");
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED, "could not keep the name in " + kept + ": " + e, e);
    }
  }
}
