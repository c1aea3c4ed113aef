package runnel.indexd.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/** Finds out which catalogs an index has something of, and which as a whole. */
final class KnownCatalogs {
  private final Map<PeerId, Optional<Hash>> editions = new HashMap<>();

  private KnownCatalogs() {}

  /**
   * Returns the owners of all documents, each with the edition that is there as a whole, if any.
   */
  static Map<PeerId, Optional<Hash>> of(IndexSearcher searcher) throws IOException {
    KnownCatalogs known = new KnownCatalogs();
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      known.addOwners(Terms.getTerms(leaf.reader(), Fields.OWNER).iterator());
    }
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      known.addWholes(leaf.reader());
    }
    return known.editions;
  }

  private void addOwners(TermsEnum terms) throws IOException {
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      editions.putIfAbsent(owner(term), Optional.empty());
    }
  }

  private void addWholes(LeafReader reader) throws IOException {
    TermsEnum terms = Terms.getTerms(reader, Fields.WHOLE).iterator();
    Bits live = reader.getLiveDocs();
    PostingsEnum postings = null;
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      PeerId owner = owner(term);
      postings = terms.postings(postings, PostingsEnum.NONE);
      for (int at = postings.nextDoc();
          at != DocIdSetIterator.NO_MORE_DOCS;
          at = postings.nextDoc()) {
        if (live == null || live.get(at)) {
          Document document = reader.storedFields().document(at);
          editions.put(owner, Optional.of(hash(document.getBinaryValue(Fields.EDITION))));
        }
      }
    }
  }

  private static PeerId owner(BytesRef term) {
    return new PeerId(hash(term));
  }

  private static Hash hash(BytesRef bytes) {
    return Hash.of(BytesRef.deepCopyOf(bytes).bytes);
  }
}
