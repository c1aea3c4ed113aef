package runnel.indexd.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import runnel.indexd.identity.Membership;
import runnel.indexd.identity.Membership.Fit;
import runnel.indexd.identity.PeerId;

/**
 * The other side is a peer, but of another network, or it knows another passphrase. Asking again
 * does not help; {@code --network} and {@code --passphrase-file} may.
 *
 * <p>It arrives as the cause of an {@link javax.net.ssl.SSLException}; {@link #in} finds it there.
 */
public final class WrongNetworkException extends CertificateException {
  private static final long serialVersionUID = 1;

  private final String reason;

  WrongNetworkException(PeerId met, Fit fit, Membership own) {
    super("peer " + met.text() + " " + words(fit, own));
    this.reason = words(fit, own);
  }

  /** Returns words to go on with behind a peer's name: "is of another network: ...". */
  public String reason() {
    return reason;
  }

  /** Returns it from among the causes of a failed connection, if that is why it failed. */
  public static Optional<WrongNetworkException> in(Throwable failure) {
    return Causes.first(failure, WrongNetworkException.class);
  }

  private static String words(Fit fit, Membership own) {
    return "is of another network: " + which(fit, own);
  }

  private static String which(Fit fit, Membership own) {
    return switch (fit) {
      case DEFAULT_NETWORK -> "it is in the default one, this node in '" + own.name() + "'";
      case NAMED_NETWORK -> "it is in one with a name or passphrase, this node in the default one";
      case OTHER_KEY ->
          "it has another name or passphrase than '%s'%s"
              .formatted(own.name(), own.byPassphrase() ? ", by passphrase" : "");
      case MEMBER -> throw new IllegalArgumentException("a member is of this network");
    };
  }
}
