package runnel.indexd.catalog;

import java.util.Arrays;
import runnel.indexd.identity.Signer;

/**
 * A head with its owner's signature, in the bytes in which it is stored and sent. Immutable.
 *
 * <p>Who has one knows that the owner of {@code head().owner()} signed it; whether that is who it
 * should be, and whether it is the newest, the caller decides.
 */
public final class SignedHead {
  private static final int SIGNATURE_BYTES = 64;

  private final Head head;
  private final byte[] bytes;

  private SignedHead(Head head, byte[] bytes) {
    this.head = head;
    this.bytes = bytes;
  }

  /**
   * Signs a head.
   *
   * @param head what to sign; its time is kept to the millisecond
   * @throws IllegalArgumentException if the signer's key is not the head's owner
   */
  public static SignedHead sign(Head head, Signer signer) {
    if (!signer.key().equals(head.owner())) {
      throw new IllegalArgumentException("a head is signed by its owner only");
    }
    byte[] body = HeadCodec.encode(head);
    byte[] signature = signer.sign(HeadCodec.toBeSigned(head, body));
    return new SignedHead(
        HeadCodec.parse(body), new Output().bytes(body).bytes(signature).toBytes());
  }

  /**
   * Returns the head in these bytes, if its owner signed it.
   *
   * @throws CatalogException TOO_LARGE, MALFORMED or WRONG_SIGNATURE
   */
  public static SignedHead parse(byte[] bytes) {
    if (bytes.length > HeadCodec.MAX_BYTES + SIGNATURE_BYTES) {
      throw new CatalogException(
          CatalogException.Kind.TOO_LARGE, "a head has too many bytes, " + bytes.length);
    }
    if (bytes.length < SIGNATURE_BYTES) {
      throw new CatalogException(
          CatalogException.Kind.MALFORMED, "a head has too few bytes, " + bytes.length);
    }
    int end = bytes.length - SIGNATURE_BYTES;
    byte[] body = Arrays.copyOf(bytes, end);
    Head head = HeadCodec.parse(body);
    byte[] signature = Arrays.copyOfRange(bytes, end, bytes.length);
    if (!head.owner().verifies(HeadCodec.toBeSigned(head, body), signature)) {
      throw new CatalogException(
          CatalogException.Kind.WRONG_SIGNATURE,
          "head " + head.version() + " of " + head.owner() + " is not signed by its owner");
    }
    return new SignedHead(head, bytes.clone());
  }

  /** Returns what was signed. */
  public Head head() {
    return head;
  }

  /** Returns a copy of the bytes that {@link #parse} takes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedHead signed && Arrays.equals(bytes, signed.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "head " + head.version() + " of " + head.owner();
  }
}
