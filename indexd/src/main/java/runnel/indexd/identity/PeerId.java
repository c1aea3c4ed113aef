package runnel.indexd.identity;

import java.util.Locale;
import runnel.indexd.content.Hash;

/**
 * The id of a node: the SHA-256 of its public key's DER SubjectPublicKeyInfo.
 *
 * @param hash the digest
 */
public record PeerId(Hash hash) implements Comparable<PeerId> {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LETTERS = 52;
  private static final int WORDS = 8;

  /** Parses what {@link #text} or {@link #grouped} return; case and dashes do not matter. */
  public static PeerId parse(String text) {
    String letters = text.replace("-", "").toLowerCase(Locale.ROOT);
    if (letters.length() != LETTERS) {
      throw new IllegalArgumentException("a peer id has 52 letters, not " + letters.length());
    }
    byte[] bytes = new byte[Hash.BYTES];
    int bits = 0;
    int held = 0;
    int next = 0;
    for (int i = 0; i < LETTERS; i++) {
      int value = ALPHABET.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("a peer id is written in a-z and 2-7");
      }
      held = held << 5 | value;
      bits += 5;
      if (bits >= 8 && next < Hash.BYTES) {
        bits -= 8;
        bytes[next++] = (byte) (held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    if (held != 0) {
      throw new IllegalArgumentException("a peer id has one spelling only");
    }
    return new PeerId(Hash.of(bytes));
  }

  /** Returns 52 letters of base32 (RFC 4648, lower case, no padding). */
  public String text() {
    StringBuilder text = new StringBuilder(LETTERS);
    int bits = 0;
    int held = 0;
    for (byte octet : hash.bytes()) {
      held = held << 8 | (octet & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(held >> bits & 31));
      }
      held &= (1 << bits) - 1;
    }
    return text.append(ALPHABET.charAt(held << (5 - bits) & 31)).toString();
  }

  /** Returns the text in groups of four letters joined by dashes, to be read aloud. */
  public String grouped() {
    return text().replaceAll("(.{4})(?=.)", "$1-");
  }

  /**
   * Returns eight pronounceable words of five letters for the first 128 bits, joined by dashes: to
   * compare two keys aloud. A person who makes keys until the words agree needs 2^128 tries.
   */
  public String words() {
    return Proquints.of(hash.bytes(), WORDS);
  }

  @Override
  public int compareTo(PeerId other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return text();
  }
}
