package runnel.indexd.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import runnel.indexd.identity.PeerId;

/**
 * The other side is there, but its key is not the one it must have, or it shows no peer's key at
 * all: somebody stands in between, or it was replaced. Asking again does not help; {@code runnel
 * trust} may.
 *
 * <p>It arrives as the cause of an {@link javax.net.ssl.SSLException}; {@link #in} finds it there.
 * An I/O error without it means that the peer can't be reached.
 */
public final class WrongKeyException extends CertificateException {
  private static final long serialVersionUID = 1;

  private final transient PeerId expected;
  private final transient PeerId found;

  WrongKeyException(PeerId expected, PeerId found) {
    super("expected peer " + expected.text() + ", met peer " + found.text());
    this.expected = expected;
    this.found = found;
  }

  WrongKeyException(String message) {
    super(message);
    this.expected = null;
    this.found = null;
  }

  WrongKeyException(String message, Throwable cause) {
    super(message, cause);
    this.expected = null;
    this.found = null;
  }

  /** Returns the wrong key among the causes of a failed connection, if that is why it failed. */
  public static Optional<WrongKeyException> in(Throwable failure) {
    return Causes.first(failure, WrongKeyException.class);
  }

  /** The peer that was to be met; empty if what was met is no peer's key. */
  public Optional<PeerId> expected() {
    return Optional.ofNullable(expected);
  }

  /** The peer that was met instead; empty if it is no peer's key. */
  public Optional<PeerId> found() {
    return Optional.ofNullable(found);
  }
}
