package runnel.indexd.identity;

/** Signs in the name of one key. Thread-safe. */
public interface Signer {
  /** The public half of the key that signs. */
  PeerKey key();

  /** Returns the Ed25519 signature of the message: 64 bytes. */
  byte[] sign(byte[] message);
}
