package runnel.indexd.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.IdentityException.Kind;

/**
 * The file {@code membership}, mode 0600: which network a node is in, so that one that starts again
 * without being told does not share with everybody. It holds the name and, where there was a
 * passphrase, the key made of it, never the passphrase.
 *
 * <pre>{@code
 * Membership network = NetworkFile.in(state).join(NetworkChoice.AS_LAST);
 * Identity identity = Identity.open(folder).in(network);
 * }</pre>
 */
public final class NetworkFile {
  private static final String NAME = "membership";
  private static final int BYTES_MAX = 1 << 10;
  private static final String NO_KEY = "none";
  private static final Pattern FORM =
      Pattern.compile("runnel network v1\nname (?<name>.*)\nkey (?<key>none|[0-9a-f]{64})\n");

  private final Path file;

  private NetworkFile(Path file) {
    this.file = file;
  }

  /** Returns the file in that folder, which is there and belongs to one process. */
  public static NetworkFile in(Path folder) {
    return new NetworkFile(folder.resolve(NAME));
  }

  /**
   * Returns the network that was chosen, and remembers it. A name without a passphrase file means
   * the network of that name as it was joined last, with its passphrase, else without one; the name
   * of the default network always means that one. A passphrase file without a name is for the
   * network of the last time. Blocks on the disk and, with a passphrase, on computing.
   *
   * @throws IdentityException EXPOSED, DAMAGED or UNREADABLE if this file or the passphrase's can't
   *     be used: then there is no network, rather than the wrong one
   */
  public Membership join(NetworkChoice choice) {
    Optional<Membership> last = read();
    Membership chosen = chosen(choice, last.orElse(Membership.DEFAULT));
    if (!last.equals(Optional.of(chosen))) {
      write(chosen);
    }
    return chosen;
  }

  private static Membership chosen(NetworkChoice choice, Membership last) {
    NetworkName name = choice.name().orElse(last.name());
    if (choice.passphraseFile().isPresent()) {
      return Membership.of(name, choice.passphraseFile().map(Passphrase::read));
    }
    if (choice.name().filter(NetworkName.DEFAULT::equals).isPresent()) {
      return Membership.DEFAULT;
    }
    return name.equals(last.name()) ? last : Membership.of(name, Optional.empty());
  }

  private Optional<Membership> read() {
    try {
      byte[] bytes = PrivateFile.read(file, BYTES_MAX);
      return Optional.of(parsed(new String(bytes, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IdentityException(
          Kind.UNREADABLE, "can't tell which network this node is in from " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IdentityException(
          Kind.DAMAGED,
          "can't tell which network this node is in: "
              + file
              + " is damaged; put it back from a copy, or remove it and say --network and"
              + " --passphrase-file again",
          e);
    }
  }

  /** Only the whole form: what is left of a file that was cut is no network. */
  private static Membership parsed(String text) {
    Matcher whole = FORM.matcher(text);
    if (!whole.matches()) {
      throw new IllegalArgumentException("no network file");
    }
    NetworkName name = new NetworkName(whole.group("name"));
    String key = whole.group("key");
    return key.equals(NO_KEY)
        ? Membership.of(name, Optional.empty())
        : Membership.restored(name, Hash.parse(key));
  }

  private void write(Membership membership) {
    String key = membership.secretKey().map(Hash::hex).orElse(NO_KEY);
    String text = "runnel network v1\nname " + membership.name() + "\nkey " + key + "\n";
    try {
      PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IdentityException(
          Kind.UNREADABLE, "can't remember the network in " + file + ": " + e, e);
    }
  }
}
