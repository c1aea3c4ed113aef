package runnel.indexd.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import runnel.indexd.content.Hash;

/**
 * The network that a node belongs to. Who wants to be met shows, in its certificate, a mark that
 * only those can make who know the network's name and passphrase; who belongs to the default
 * network shows none. Immutable and thread-safe; the forms are in PROTOCOL.md.
 */
public final class Membership {
  /** The network of those who name none: 'runnel', without a passphrase. */
  public static final Membership DEFAULT =
      new Membership(NetworkName.DEFAULT, Optional.empty(), false);

  /** How many bytes {@link #tag} has. */
  public static final int TAG_BYTES = 8;

  private static final String HMAC = "HmacSHA256";

  private final NetworkName name;
  private final Optional<Hash> key;
  private final boolean secret;

  private Membership(NetworkName name, Optional<Hash> key, boolean secret) {
    this.name = name;
    this.key = key;
    this.secret = secret;
  }

  /**
   * Returns the membership of whoever knows the name and, if there is one, the passphrase. With a
   * passphrase it takes some tenths of a second and 64 MiB, so that guessing is dear.
   */
  public static Membership of(NetworkName name, Optional<Passphrase> passphrase) {
    if (passphrase.isPresent()) {
      return restored(name, NetworkKey.of(name, passphrase.get()));
    }
    return name.equals(NetworkName.DEFAULT)
        ? DEFAULT
        : new Membership(name, Optional.of(NetworkKey.of(name)), false);
  }

  /** Returns the membership with the key that was once made of a passphrase. */
  static Membership restored(NetworkName name, Hash key) {
    return new Membership(name, Optional.of(key), true);
  }

  /** Returns the network's name. */
  public NetworkName name() {
    return name;
  }

  /** Says whether a passphrase is needed to belong to the network. */
  public boolean byPassphrase() {
    return secret;
  }

  /**
   * Returns the network's tag in beacons, 8 bytes: for nodes to know their own kind by, it proves
   * nothing.
   */
  public byte[] tag() {
    byte[] whole =
        key.isEmpty() ? Hash.digest(bytes(name.text())).bytes() : hmac("runnel beacon tag v1\0");
    return Arrays.copyOf(whole, TAG_BYTES);
  }

  /** Returns the mark, 32 bytes, that this peer shows in this network; the default one has none. */
  public Optional<byte[]> mark(PeerKey peer) {
    return key.map(_ -> hmac("runnel mark v1\0", peer.encoded()));
  }

  /**
   * Compares the mark that a peer shows with the one that it must show, in a time that does not
   * depend on the mark.
   *
   * @param shown empty if it shows none
   */
  public Fit fit(PeerKey peer, Optional<byte[]> shown) {
    Optional<byte[]> expected = mark(peer);
    if (expected.isEmpty()) {
      return shown.isEmpty() ? Fit.MEMBER : Fit.NAMED_NETWORK;
    }
    if (shown.isEmpty()) {
      return Fit.DEFAULT_NETWORK;
    }
    return MessageDigest.isEqual(expected.get(), shown.get()) ? Fit.MEMBER : Fit.OTHER_KEY;
  }

  /** What a peer's mark, or its lack of one, says. */
  public enum Fit {
    /** It is of this network. */
    MEMBER,
    /** It is of the default network, and this one is not. */
    DEFAULT_NETWORK,
    /** It is of a network with a name or passphrase, and this one is the default. */
    NAMED_NETWORK,
    /** It is of a network with another name or passphrase. */
    OTHER_KEY
  }

  /** Returns the key that was made of a passphrase, to be kept. */
  Optional<Hash> secretKey() {
    return key.filter(_ -> secret);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Membership that
        && name.equals(that.name)
        && key.equals(that.key)
        && secret == that.secret;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, key, secret);
  }

  /** Returns words for people: the name, and whether by passphrase. */
  @Override
  public String toString() {
    return secret ? name + ", by passphrase" : name.text();
  }

  private byte[] hmac(String domain, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.orElseThrow().bytes(), HMAC));
      mac.update(bytes(domain));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
