package runnel.indexd.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import runnel.indexd.content.Hash;

/** An Ed25519 public key, checked to be one. Immutable. */
public final class PeerKey {
  /** The length of an Ed25519 key's DER SubjectPublicKeyInfo (RFC 8410). */
  public static final int BYTES = 44;

  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final byte[] encoded;
  private final PublicKey key;

  private PeerKey(byte[] encoded, PublicKey key) {
    this.encoded = encoded;
    this.key = key;
  }

  /**
   * Returns the key with this DER SubjectPublicKeyInfo.
   *
   * @throws IllegalArgumentException if it is not an Ed25519 key
   */
  public static PeerKey of(byte[] encoded) {
    if (encoded.length != BYTES
        || !Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      throw new IllegalArgumentException("a peer's key is an Ed25519 public key");
    }
    try {
      byte[] copy = encoded.clone();
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(copy));
      return new PeerKey(copy, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a peer's key is an Ed25519 public key", e);
    }
  }

  /** Returns the id that this key stands for. */
  public PeerId id() {
    return new PeerId(Hash.digest(encoded));
  }

  /** Returns a copy of the 44 bytes of DER SubjectPublicKeyInfo. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Says whether this key's owner signed the message. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // A signature of the wrong shape is a wrong signature.
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerKey peer && Arrays.equals(encoded, peer.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return id().text();
  }
}
