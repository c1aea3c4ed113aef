package runnel.indexd.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.SearchQuery.Filter;
import runnel.indexd.api.SearchQuery.Media;

/** Lucene's query for a question, on one tier. */
final class TierQuery {
  /** Below this, what begins a word is looked for in names only, where beginnings are kept. */
  private static final int PREFIX_CHARS = 3;

  private static final int ONE_ERROR_CHARS = 4;
  private static final int TWO_ERRORS_CHARS = 8;

  /** Words that a mistyped one may stand for at most: the likest. */
  private static final int MEANT = 50;

  /** Of the 1,024 that Lucene allows in one query; the rest is for filters. */
  private static final int CLAUSES = 900;

  /** Of a word, in whatever field, where it is not mistyped. */
  private static final int CLAUSES_PER_WORD = 6;

  /** In which a word may be mistyped. */
  private static final int FIELDS = 3;

  private final Tier tier;
  private final int meant;

  private TierQuery(Tier tier, int meant) {
    this.tier = tier;
    this.meant = meant;
  }

  static Query of(Question question, Tier tier) {
    TierQuery query = new TierQuery(tier, meant(question));
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    question.runs().forEach(run -> all.add(query.run(run), Occur.MUST));
    addFilter(all, question.filter());
    return all.build();
  }

  /** Returns how many words each may stand for: the more there are, the fewer. */
  private static int meant(Question question) {
    List<String> words =
        question.runs().stream()
            .flatMap(run -> Stream.concat(run.parts().stream(), run.whole().stream()))
            .toList();
    int mistyped = (int) words.stream().filter(word -> errors(word) > 0).count();
    int left = CLAUSES - CLAUSES_PER_WORD * words.size();
    return Math.clamp(left / (FIELDS * Math.max(1, mistyped)), 1, MEANT);
  }

  private Query run(Words.Run run) {
    List<Query> parts = run.parts().stream().map(this::word).toList();
    Query together = parts.getFirst();
    if (parts.size() > 1) {
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      parts.forEach(part -> all.add(part, Occur.MUST));
      together = new BoostQuery(all.build(), 1f / parts.size());
    }
    return run.whole().isEmpty() ? together : either(List.of(word(run.whole().get()), together));
  }

  private Query word(String word) {
    List<Query> ways = new ArrayList<>();
    ways.add(scored(9, exact(Fields.NAME, word)));
    if (tier.compareTo(Tier.BEGUN) >= 0) {
      ways.add(scored(7, beginning(word)));
    }
    if (tier.compareTo(Tier.TOLD) >= 0) {
      ways.add(scored(6, exact(Fields.METADATA, word)));
      ways.add(scored(4, exact(Fields.FOLDERS, word)));
      if (word.length() >= PREFIX_CHARS) {
        ways.add(scored(5, prefix(Fields.METADATA, word)));
        ways.add(scored(3, prefix(Fields.FOLDERS, word)));
      }
    }
    if (tier.compareTo(Tier.MISTYPED) >= 0 && errors(word) > 0) {
      ways.add(scored(2, mistyped(Fields.NAME, word)));
      ways.add(scored(1.5f, mistyped(Fields.METADATA, word)));
      ways.add(scored(1, mistyped(Fields.FOLDERS, word)));
    }
    return either(ways);
  }

  private static Query beginning(String word) {
    return word.length() < PREFIX_CHARS
        ? exact(Fields.BEGINNINGS, word)
        : prefix(Fields.NAME, word);
  }

  private static Query exact(String field, String word) {
    return new TermQuery(new Term(field, word));
  }

  private static Query prefix(String field, String word) {
    return new PrefixQuery(new Term(field, word));
  }

  private Query mistyped(String field, String word) {
    return new FuzzyQuery(new Term(field, word), errors(word), 1, meant, true);
  }

  /** Returns how many errors there may be in a word; none in a number. */
  private static int errors(String word) {
    int length = word.codePointCount(0, word.length());
    if (length < ONE_ERROR_CHARS || word.chars().noneMatch(Character::isLetter)) {
      return 0;
    }
    return length < TWO_ERRORS_CHARS ? 1 : 2;
  }

  private static Query scored(float score, Query query) {
    return new BoostQuery(new ConstantScoreQuery(query), score);
  }

  private static Query either(List<Query> ways) {
    return ways.size() == 1 ? ways.getFirst() : new DisjunctionMaxQuery(ways, 0);
  }

  private static void addFilter(BooleanQuery.Builder all, Filter filter) {
    filter.kind().ifPresent(kind -> all.add(exact(Fields.KIND, kind(kind)), Occur.FILTER));
    if (!filter.extensions().isEmpty()) {
      all.add(anyOf(Fields.EXTENSION, filter.extensions()), Occur.FILTER);
    }
    if (!filter.owners().isEmpty()) {
      List<BytesRef> owners =
          filter.owners().stream().map(owner -> new BytesRef(owner.hash().bytes())).toList();
      all.add(new TermInSetQuery(Fields.OWNER, owners), Occur.FILTER);
    }
    if (filter.minBytes().isPresent() || filter.maxBytes().isPresent()) {
      long least = filter.minBytes().orElse(0);
      long most = filter.maxBytes().orElse(Long.MAX_VALUE);
      all.add(LongPoint.newRangeQuery(Fields.BYTES, least, most), Occur.FILTER);
    }
    if (!filter.media().types().isEmpty() || !filter.media().extensions().isEmpty()) {
      all.add(media(filter.media()), Occur.FILTER);
    }
  }

  private static Query media(Media media) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String type : media.types()) {
      any.add(prefix(Fields.TYPE, type.toLowerCase(Locale.ROOT)), Occur.SHOULD);
    }
    Query byName =
        new BooleanQuery.Builder()
            .add(exact(Fields.TYPE, Fields.NO_TYPE), Occur.FILTER)
            .add(anyOf(Fields.EXTENSION, media.extensions()), Occur.FILTER)
            .build();
    return any.add(byName, Occur.SHOULD).build();
  }

  private static Query anyOf(String field, List<String> values) {
    return new TermInSetQuery(
        field, values.stream().map(value -> new BytesRef(value.toLowerCase(Locale.ROOT))).toList());
  }

  private static String kind(EntryKind kind) {
    return switch (kind) {
      case FILE -> Fields.FILE;
      case FOLDER -> Fields.FOLDER;
    };
  }
}
