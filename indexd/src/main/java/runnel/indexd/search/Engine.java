package runnel.indexd.search;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import runnel.indexd.catalog.Entry;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * Lucene over one folder. One thread writes; any number may search what was refreshed last. After
 * it threw anything it is to be closed and opened again.
 */
final class Engine implements Documents, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Engine.class.getName());
  private static final Walk NO_WALK = new Walk(0);

  /** All files are read at most this often because of faults that may be of another cause. */
  private static final Duration CHECKS = Duration.ofMinutes(1);

  private final EngineFolder folder;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final EntryDocuments documents = new EntryDocuments();

  /** When the files may be checked next, by {@link System#nanoTime}. */
  private final AtomicLong nextCheck = new AtomicLong(System.nanoTime());

  Engine(EngineFolder folder, IndexWriter writer) throws IOException {
    this.folder = folder;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, null);
  }

  @Override
  public void add(Place place, Entry entry, Walk walk) throws IOException {
    long _ = writer.addDocument(documents.of(place, entry, walk));
  }

  @Override
  public void put(Place place, Entry entry) throws IOException {
    Term key = new Term(Fields.KEY, EntryDocuments.key(place));
    long _ = writer.updateDocument(key, documents.of(place, entry, NO_WALK));
  }

  @Override
  public void remove(Place place) throws IOException {
    long _ = writer.deleteDocuments(new Term(Fields.KEY, EntryDocuments.key(place)));
  }

  @Override
  public void removeAllBut(Place place, Walk walk) throws IOException {
    Term added = new Term(Fields.WALK, EntryDocuments.walkTerm(walk));
    Query query =
        new BooleanQuery.Builder()
            .add(atAndBelow(place), Occur.FILTER)
            .add(new TermQuery(added), Occur.MUST_NOT)
            .build();
    long _ = writer.deleteDocuments(query);
  }

  @Override
  public boolean has(Place place) throws IOException {
    return count(new Term(Fields.KEY, EntryDocuments.key(place))) > 0;
  }

  @Override
  public long count(PeerId owner) throws IOException {
    return count(new Term(Fields.OWNER, new BytesRef(owner.hash().bytes())));
  }

  private long count(Term term) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return searcher.count(new TermQuery(term));
    } catch (RuntimeException | AssertionError e) {
      throw damage("count documents", e);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Makes searchable what was written. */
  void refresh() throws IOException {
    try {
      searchers.maybeRefreshBlocking();
    } catch (RuntimeException | AssertionError e) {
      throw damage("refresh", e);
    }
  }

  /** Notes that the owner's catalog is there as a whole, or, without an edition, that it is not. */
  void whole(PeerId owner, Optional<Hash> edition) throws IOException {
    BytesRef id = new BytesRef(owner.hash().bytes());
    Term term = new Term(Fields.WHOLE, id);
    if (edition.isEmpty()) {
      long _ = writer.deleteDocuments(term);
      return;
    }
    Document document = new Document();
    document.add(new StringField(Fields.WHOLE, id, Store.YES));
    document.add(new StoredField(Fields.EDITION, edition.get().bytes()));
    long _ = writer.updateDocument(term, document);
  }

  /** Puts on the disk what was written. */
  void commit() throws IOException {
    writer.setLiveCommitData(Map.of(EngineFolder.FORMAT_KEY, Fields.FORMAT).entrySet());
    try {
      long _ = writer.commit();
    } catch (RuntimeException | AssertionError e) {
      throw damage("commit", e);
    }
  }

  /**
   * Reads all files to see whether they are as they were written, which takes as long as it takes.
   * Says that they are if they were read less than a minute ago.
   */
  boolean isDamaged() {
    long now = System.nanoTime();
    long due = nextCheck.get();
    if (now - due < 0 || !nextCheck.compareAndSet(due, now + CHECKS.toNanos())) {
      return false;
    }
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
          segment.reader().checkIntegrity();
        }
      } finally {
        searchers.release(searcher);
      }
      LOG.log(Level.WARNING, "a search failed though the files of {0} are whole", folder);
      return false;
    } catch (AlreadyClosedException e) {
      return false;
    } catch (IOException | RuntimeException | InternalError | AssertionError e) {
      return true;
    }
  }

  /**
   * Returns the owners that it has documents of, each with the edition that is there as a whole, if
   * one is.
   */
  Map<PeerId, Optional<Hash>> editions() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return KnownCatalogs.of(searcher);
    } catch (RuntimeException | AssertionError e) {
      throw damage("read what is there", e);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Returns a searcher over what was refreshed last; to be given back. */
  IndexSearcher acquire() throws IOException {
    return searchers.acquire();
  }

  void release(IndexSearcher searcher) throws IOException {
    searchers.release(searcher);
  }

  /**
   * Returns what tells that the files are damaged. Large ones are not checked when they are opened,
   * so that damage shows as whatever Lucene stumbles over; but not as that it is closed already.
   */
  private CorruptIndexException damage(String what, Throwable fault) {
    if (fault instanceof AlreadyClosedException closed) {
      throw closed;
    }
    return new CorruptIndexException("could not " + what, folder.toString(), fault);
  }

  private static Query atAndBelow(Place place) {
    BytesRef owner = new BytesRef(place.owner().hash().bytes());
    if (place.path().isTop()) {
      return new TermQuery(new Term(Fields.OWNER, owner));
    }
    BytesRef key = EntryDocuments.key(place);
    byte[] below = Arrays.copyOf(key.bytes, key.length + 1);
    below[key.length] = '/';
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(Fields.KEY, key)), Occur.SHOULD)
        .add(new PrefixQuery(new Term(Fields.KEY, new BytesRef(below))), Occur.SHOULD)
        .build();
  }

  /** Gives up what was not committed, and ends at once. */
  @Override
  public void close() throws IOException {
    try (folder) {
      searchers.close();
      writer.rollback();
    }
  }
}
