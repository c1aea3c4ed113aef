package runnel.indexd.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * Cuts texts into words, those of entries and those of queries alike.
 *
 * <p>A run of letters and digits is a word; so is each part of it between changes of case or from
 * letters to digits. Accents and case are removed. Of writing without spaces each two neighbouring
 * characters are a word. Words are cut at {@link SearchLimits#WORD_CHARS}.
 */
final class Words {
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
  private static final Set<Character.UnicodeScript> UNSPACED =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.HANGUL,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  private final int[] text;
  private final List<Run> runs = new ArrayList<>();

  private Words(int[] text) {
    this.text = text;
  }

  /**
   * What stands together in a text.
   *
   * @param whole as one word, if that is not the only part
   * @param parts the words that it is made of, at least one
   * @param tail the last character, where that begins no pair
   */
  record Run(Optional<String> whole, List<String> parts, Optional<String> tail) {}

  /** Returns all words by which the text is to be found. */
  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    addTo(words, text);
    return words;
  }

  /** Adds all words by which the text is to be found. */
  static void addTo(Set<String> words, String text) {
    for (Run run : runs(text)) {
      words.addAll(run.parts());
      run.whole().ifPresent(words::add);
      run.tail().ifPresent(words::add);
    }
  }

  /** Returns what stands together in the text, in order. */
  static List<Run> runs(String text) {
    Words words = new Words(folded(text).codePoints().toArray());
    words.cut();
    return words.runs;
  }

  /** Without accents, in ASCII where there is a like character, not yet without case. */
  private static String folded(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String plain = ACCENTS.matcher(apart).replaceAll("");
    char[] in = Normalizer.normalize(plain, Normalizer.Form.NFC).toCharArray();
    char[] out = new char[in.length * 4]; // One character becomes at most four.
    int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
    return new String(out, 0, length);
  }

  private void cut() {
    int at = 0;
    while (at < text.length) {
      int end = at;
      if (isUnspaced(at)) {
        while (end < text.length && (isUnspaced(end) || isMark(end))) {
          end++;
        }
        addPairs(at, end);
      } else if (isSpaced(at)) {
        while (end < text.length && (isSpaced(end) || isMark(end))) {
          end++;
        }
        addRun(at, end);
      } else {
        end++;
      }
      at = end;
    }
  }

  private void addRun(int start, int end) {
    List<String> parts = new ArrayList<>();
    int from = start;
    for (int at = start + 1; at < end; at++) {
      if (isCut(at, end)) {
        parts.add(word(from, at));
        from = at;
      }
    }
    parts.add(word(from, end));
    Optional<String> whole = from == start ? Optional.empty() : Optional.of(word(start, end));
    runs.add(new Run(whole, parts, Optional.empty()));
  }

  private void addPairs(int start, int end) {
    if (end - start == 1) {
      runs.add(new Run(Optional.empty(), List.of(word(start, end)), Optional.empty()));
      return;
    }
    List<String> pairs = new ArrayList<>();
    for (int at = start; at + 1 < end; at++) {
      pairs.add(word(at, at + 2));
    }
    runs.add(new Run(Optional.empty(), pairs, Optional.of(word(end - 1, end))));
  }

  /** Says whether a part begins here, which is not where the run begins. */
  private boolean isCut(int at, int end) {
    if (isMark(at)) {
      return false;
    }
    boolean digit = Character.isDigit(text[at]);
    if (digit != Character.isDigit(text[at - 1])) {
      return true;
    }
    boolean beginsLower = at + 1 < end && Character.isLowerCase(text[at + 1]);
    return Character.isUpperCase(text[at])
        && (Character.isLowerCase(text[at - 1])
            || (Character.isUpperCase(text[at - 1]) && beginsLower));
  }

  private String word(int start, int end) {
    String word = new String(text, start, end - start).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    int cut = SearchLimits.WORD_CHARS;
    if (word.length() <= cut) {
      return word;
    }
    return word.substring(0, Character.isHighSurrogate(word.charAt(cut - 1)) ? cut - 1 : cut);
  }

  private boolean isSpaced(int at) {
    return Character.isLetterOrDigit(text[at]) && !isUnspaced(at);
  }

  private boolean isUnspaced(int at) {
    return text[at] > 0xe00
        && Character.isLetter(text[at])
        && UNSPACED.contains(Character.UnicodeScript.of(text[at]));
  }

  /** Vowel signs and the like, which belong to the letter before. */
  private boolean isMark(int at) {
    return switch (Character.getType(text[at])) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
