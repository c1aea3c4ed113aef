package runnel.indexd.identity;

/**
 * Proquints, pronounceable words of five letters for 16 bits each: consonant, vowel, consonant,
 * vowel, consonant, where a consonant stands for four bits and a vowel for two. Daniel S.
 * Wilkerson, "A Proposal for Proquints", arXiv:0901.4016.
 */
final class Proquints {
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";
  private static final int LETTERS = 5;

  private Proquints() {}

  /** Returns that many words for the first bytes, two for each, joined by dashes. */
  static String of(byte[] bytes, int words) {
    StringBuilder text = new StringBuilder(words * (LETTERS + 1));
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : "-");
      append(text, ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int bits) {
    text.append(CONSONANTS.charAt(bits >> 12 & 15))
        .append(VOWELS.charAt(bits >> 10 & 3))
        .append(CONSONANTS.charAt(bits >> 6 & 15))
        .append(VOWELS.charAt(bits >> 4 & 3))
        .append(CONSONANTS.charAt(bits & 15));
  }
}
