package runnel.indexd.local;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;

/** Free names like one that is taken. */
final class Suggestions {
  private static final int LETTERS_MAX = 32;
  private static final int COUNT = 3;

  private Suggestions() {}

  /** Returns up to three: with a number, and one that only this peer can want. */
  static List<String> of(UserName taken, PeerId peer, Predicate<UserName> free) {
    Stream<String> own = Stream.of("-" + peer.text().substring(0, 4));
    Stream<String> first = IntStream.of(2, 3).mapToObj(number -> "-" + number);
    Stream<String> more = IntStream.range(4, 100).mapToObj(number -> "-" + number);
    return Stream.of(first, own, more)
        .flatMap(suffixes -> suffixes)
        .map(suffix -> new UserName(cut(taken.text(), suffix.length()) + suffix))
        .filter(free)
        .limit(COUNT)
        .map(UserName::text)
        .toList();
  }

  private static String cut(String name, int suffixLetters) {
    int letters = name.codePointCount(0, name.length());
    int kept = Math.min(letters, LETTERS_MAX - suffixLetters);
    return name.substring(0, name.offsetByCodePoints(0, kept));
  }
}
