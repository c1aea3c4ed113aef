package runnel.node.cache;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Leaves;
import runnel.indexd.store.ReadView;

/**
 * One content in memory: its file, its marks and its hashes, shared by all who have it open.
 *
 * <p>Thread-safe. Marks and nodes have monitors of their own, and no lock is held over I/O: two
 * threads may hash or write the same unit at once, which costs time and changes nothing.
 */
final class Content {
  private static final Logger LOG = System.getLogger(Content.class.getName());

  /** Units hashed per read of the file, 1 MiB; a power of two, so that no segment is crossed. */
  private static final int UNITS_PER_READ = 16;

  private final Surroundings cache;
  private final Units units;
  private final Marks marks;
  private final KnownNodes nodes;
  private final ContentFile file;
  private volatile boolean loaded;

  /** Written by the opening thread once, then by the committing thread alone. */
  private volatile CacheTables.Kept saved = new CacheTables.Kept(0, 0);

  private volatile long use;

  Content(ContentId id, Surroundings cache) {
    this.cache = cache;
    this.units = Units.of(id);
    this.marks = new Marks(units);
    this.nodes = new KnownNodes(units, cache.store());
    this.file = new ContentFile(cache.folder(), id);
  }

  ContentId id() {
    return units.id();
  }

  Units units() {
    return units;
  }

  ContentFile file() {
    return file;
  }

  KnownNodes nodes() {
    return nodes;
  }

  /** Notes a use: a number that grows from use to use. */
  void used(long number) {
    use = number;
  }

  /**
   * Makes ready for the first who opens it, alone; reads the store and the file's attributes.
   *
   * @param before what the file was when it was last closed in this run
   * @return what it is now
   */
  Optional<ContentFile.Stamp> begin(Optional<ContentFile.Stamp> before) {
    if (id().length() == 0) {
      return Optional.empty();
    }
    if (!loaded) {
      cache.store().read(this::load);
      loaded = true;
    }
    file.hold();
    Optional<ContentFile.Stamp> now = file.stamp(file.descriptor());
    if (now.isEmpty() && !marks.isEmpty()) {
      LOG.log(Level.INFO, "The cache''s file of {0} is gone; it will be fetched again", id());
      cache.counters().droppedUnits.add(marks.units());
      marks.forget();
    } else if (!now.equals(before)) {
      marks.distrust();
    }
    return now;
  }

  private Void load(ReadView view) {
    byte[] key = CacheTables.contentKey(id());
    LeafRanges stored = new LeafRanges();
    view.scan(
        CacheTables.RANGES,
        key,
        (at, value) -> {
          stored.add(CacheTables.range(at, value));
          return true;
        });
    view.get(CacheTables.CONTENTS, key).ifPresent(value -> saved = CacheTables.Kept.parse(value));
    marks.load(stored);
    return null;
  }

  boolean trusts(LeafRange leaves) {
    return marks.trusts(leaves, cache.nanoTime().getAsLong());
  }

  boolean hasUnhashed(LeafRange leaves) {
    return !marks.untrusted(leaves, cache.nanoTime().getAsLong()).isEmpty();
  }

  /** Hashes what is present and not trusted yet, then returns what is not there. */
  List<LeafRange> missing(LeafRange aligned) {
    long wrong = 0;
    for (LeafRange run : marks.untrusted(aligned, cache.nanoTime().getAsLong())) {
      for (LeafRange piece : units.pieces(units.aligned(run), UNITS_PER_READ)) {
        wrong += rehash(piece);
      }
    }
    if (wrong > 0) {
      cache.counters().droppedUnits.add(wrong);
      LOG.log(
          Level.WARNING,
          "The cache''s copy of {0} was wrong in {1} places of 64 KiB; they will be fetched again",
          id(),
          wrong);
    }
    return marks.missing(aligned);
  }

  /** Returns how many units were wrong. */
  private int rehash(LeafRange piece) {
    int count = (int) ((piece.count() + units.unitLeaves() - 1) / units.unitLeaves());
    NodeAt first = new NodeAt(units.layer(), units.index(piece.first()));
    List<Hash> expected =
        first.layer() == units.shape().rootLayer()
            ? List.of(id().root().orElseThrow())
            : nodes.find(first, count).hashes();
    List<Hash> found = hashes(piece, first);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      LeafRange unit = unit(piece, i);
      if (i < found.size() && found.get(i).equals(expected.get(i))) {
        marks.confirmed(unit, cache.nanoTime().getAsLong());
        cache.counters().rehashedUnits.increment();
      } else if (marks.refuted(unit)) {
        wrong++;
      }
    }
    return wrong;
  }

  private LeafRange unit(LeafRange piece, int i) {
    long first = piece.first() + i * units.unitLeaves();
    return new LeafRange(first, Math.min(first + units.unitLeaves(), piece.end()));
  }

  private List<Hash> hashes(LeafRange piece, NodeAt first) {
    try {
      ByteBuffer data = file.read(units.bytes(piece));
      return data.remaining() == units.bytes(piece).length()
          ? Hash.split(Leaves.nodes(id().length(), first.layer(), first.index(), data))
          : List.of();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The cache''s file of {0} can''t be read: {1}", id(), e.getMessage());
      return List.of();
    }
  }

  /** Returns the bytes if they are there and trusted. */
  Optional<ByteBuffer> read(ByteRange range) {
    try {
      return trusts(units.covering(range))
          ? Optional.of(file.read(range)).filter(data -> data.remaining() == range.length())
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The cache''s file of {0} can''t be read: {1}", id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Writes verified bytes of whole units; says whether that worked. */
  boolean write(LeafRange leaves, ByteBuffer data, Map<NodeAt, Hash> proven) {
    try {
      file.write(data.duplicate(), units.bytes(leaves).offset());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The cache could not keep a part of {0}: {1}", id(), e.getMessage());
      cache.room().refused(e);
      return false;
    }
    cache.room().took();
    // The nodes before the marks: a commit in between must not have a mark without its hash.
    nodes.add(proven);
    marks.stored(leaves, cache.nanoTime().getAsLong());
    cache.counters().storedBytes.add(units.bytes(leaves).length());
    return true;
  }

  /** Returns a node's hash if it is known or follows from bytes that are there. */
  Optional<Hash> node(NodeAt node) {
    if (node.layer() == units.shape().rootLayer()) {
      return id().root();
    }
    return node.layer() >= units.layer() ? nodes.find(node) : hash(node);
  }

  private Optional<Hash> hash(NodeAt node) {
    LeafRange below = units.below(new HashRange(node.layer(), node.index(), 1));
    if (!missing(units.aligned(below)).isEmpty()) {
      return Optional.empty();
    }
    return read(units.bytes(below))
        .map(data -> Leaves.node(id(), node.layer(), node.index(), data));
  }

  BitSet nodesOf(int layer) {
    return marks.whole(layer);
  }

  long cachedBytes() {
    return marks.bytesOnDisk();
  }

  OptionalInt descriptor() {
    return file.descriptor();
  }

  /** Returns what the store should learn. */
  Unsaved unsaved() {
    // The marks before the nodes: the nodes of every mark are then in this commit or an earlier.
    Marks.Unsaved changes = marks.unsaved();
    return new Unsaved(this, changes, nodes.unsaved(), new CacheTables.Kept(use, changes.bytes()));
  }

  /** Notes a commit and returns by how many bytes the cache grew. */
  long saved(Unsaved commit) {
    marks.saved(commit.marks());
    nodes.saved(commit.nodes());
    long grown = commit.kept().bytes() - saved.bytes();
    saved = commit.kept();
    return grown;
  }

  /** Says whether the store has an entry for this content. */
  boolean isSaved() {
    return saved.use() != 0;
  }
}
