package runnel.node.download;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.indexd.identity.PeerId;
import runnel.node.SeededBytes;
import runnel.node.failure.NodeException;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** One owner's share in memory, which changes, fails and lies as a test says. */
final class FakeShare implements Shares, Contents {
  static final Instant TIME = Instant.parse("2020-02-02T02:02:02.222222222Z");
  static final PeerId ALICE = new PeerId(Hash.digest("alice".getBytes(StandardCharsets.UTF_8)));

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<ContentId, byte[]> served = new ConcurrentHashMap<>();
  private final Map<ContentId, Hashed> hashes = new ConcurrentHashMap<>();
  private final Map<Hash, byte[]> objects = new ConcurrentHashMap<>();
  private final AtomicLong bytesFetched = new AtomicLong();
  private final Set<String> askedToHash = ConcurrentHashMap.newKeySet();
  private final AtomicInteger batches = new AtomicInteger();
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private final Map<ContentId, GrowingContent> growing = new ConcurrentHashMap<>();
  private final AtomicInteger singles = new AtomicInteger();
  private volatile Entry.FolderEntry top = folder("alice", List.of());
  private volatile boolean away;
  private volatile boolean unhashed;
  private volatile Fault fault = (content, node, bytes) -> bytes;

  /** What happens to a node on its way; may throw. */
  @FunctionalInterface
  interface Fault {
    byte[] on(ContentId content, long node, byte[] bytes) throws SourceFailure;
  }

  /** Shares a file at a path of folders, in place of one that is there. */
  synchronized FakeShare put(String path, byte[] bytes) {
    files.put(path, bytes);
    rebuild();
    return this;
  }

  synchronized FakeShare putAll(Map<String, byte[]> more) {
    files.putAll(more);
    rebuild();
    return this;
  }

  synchronized void remove(String path) {
    files.remove(path);
    rebuild();
  }

  void away(boolean now) {
    away = now;
  }

  synchronized void unhashed(boolean now) {
    unhashed = now;
    rebuild();
  }

  void fault(Fault next) {
    fault = next;
  }

  long bytesFetched() {
    return bytesFetched.get();
  }

  @Override
  public PeerId owner(String shownName) {
    if (!shownName.equals("alice")) {
      throw new NodeException(NodeException.Kind.NOT_FOUND, "no user " + shownName);
    }
    return ALICE;
  }

  @Override
  public Entry find(PeerId owner, List<EntryName> path) {
    Entry entry = top;
    for (EntryName name : path) {
      entry =
          folder(owner, ((Entry.FolderEntry) entry).id())
              .find(name)
              .orElseThrow(() -> new NodeException(NodeException.Kind.NOT_FOUND, "no " + name));
    }
    return entry;
  }

  @Override
  public Folder folder(PeerId owner, Hash id) {
    return Folder.read(id, wanted -> Optional.ofNullable(objects.get(wanted)));
  }

  @Override
  public List<Source> sources(Origin origin, ContentId content) {
    return List.of(new AliceSource());
  }

  @Override
  public Bringing open(ContentId content, List<Source> sources, GrowingContent into) {
    growing.put(content, into);
    return new Bringing() {
      @Override
      public boolean fetch(NodeRun nodes, Duration within) {
        singles.incrementAndGet();
        FakeShare.this.fetch(content, nodes, new Keeping(into));
        return true;
      }

      @Override
      public void close() {
        into.close();
      }
    };
  }

  private void fetch(ContentId content, NodeRun nodes, Source.Sink sink) {
    try {
      new AliceSource().fetch(content, nodes, sink);
    } catch (SourceFailure e) {
      throw new NodeException(
          e.kind() == SourceFailure.Kind.NOT_THERE
              ? NodeException.Kind.STALE
              : NodeException.Kind.UNAVAILABLE,
          "alice " + e.getMessage());
    }
  }

  private record Keeping(GrowingContent into) implements Source.Sink {
    @Override
    public List<Hash> proven(HashRange range, List<Hash> proof) {
      return into.learn(range, proof);
    }

    @Override
    public boolean take(long node, Hash expected, byte[] bytes) throws SourceFailure {
      return switch (into.keep(node, expected, bytes)) {
        case KEPT -> true;
        case NOT_KEPT -> false;
        case WRONG ->
            throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
      };
    }
  }

  @Override
  public void fetchSmall(List<ContentId> contents, Source source, SmallSink sink) {
    sink.begun(givenUp::countDown);
    batches.incrementAndGet();
    try {
      source.fetchSmall(contents, sink);
    } catch (SourceFailure e) {
      throw new NodeException(NodeException.Kind.UNAVAILABLE, "alice " + e.getMessage());
    }
  }

  @Override
  public void hashSoon(PeerId owner, FileVersion file) {
    askedToHash.add(file.path());
  }

  /** What there is of contents of which the fetching began. */
  GrowingContent growing(ContentId content) {
    return growing.get(content);
  }

  /** The paths of files that were to be hashed first. */
  Set<String> askedToHash() {
    return askedToHash;
  }

  /** Ends when what is asked for together was given up. */
  CountDownLatch givenUp() {
    return givenUp;
  }

  /** How often small files were asked for together. */
  int batches() {
    return batches.get();
  }

  /** How often one was asked for alone. */
  int singles() {
    return singles.get();
  }

  @Override
  public Kept kept(ContentId content) {
    return Kept.NOTHING;
  }

  private void rebuild() {
    served.clear();
    objects.clear();
    Map<String, byte[]> all = new TreeMap<>(files);
    top = folder("alice", entries("", all));
  }

  private List<Entry> entries(String prefix, Map<String, byte[]> all) {
    Map<String, Map<String, byte[]>> folders = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    all.forEach((path, bytes) -> {
      int slash = path.indexOf('/');
      if (slash < 0) {
        entries.add(file(path, bytes));
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), name -> new HashMap<>())
            .put(path.substring(slash + 1), bytes);
      }
    });
    folders.forEach((name, below) -> entries.add(folder(name, entries(prefix + name, below))));
    return entries;
  }

  private Entry file(String name, byte[] bytes) {
    Hashed hashed = SeededBytes.hashed(bytes);
    served.put(hashed.id(), bytes);
    hashes.put(hashed.id(), hashed);
    return new Entry.FileEntry(
        new EntryName(name),
        bytes.length,
        TIME,
        name.endsWith(".sh"),
        VersionTag.of(Arrays.copyOf(Hash.digest(bytes).bytes(), VersionTag.BYTES)),
        unhashed ? Optional.empty() : Optional.of(hashed.id()),
        TIME,
        Map.of());
  }

  private Entry.FolderEntry folder(String name, List<Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built.entry(new EntryName(name), TIME, TIME);
  }

  private final class AliceSource implements Source {
    @Override
    public PeerId peer() {
      return ALICE;
    }

    @Override
    public String name() {
      return "alice";
    }

    @Override
    public void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure {
      requireThere(content);
      byte[] bytes = served.get(content);
      HashRange range = nodes.hashes(content);
      List<Hash> proof = Proofs.prove(content, range, hashes.get(content).tree());
      List<Hash> proven = sink.proven(range, proof);
      for (long node = nodes.first(); node < nodes.end(); node++) {
        requireThere(content);
        NodeRun one = new NodeRun(node, node + 1);
        byte[] right = Arrays.copyOfRange(bytes, (int) one.firstByte(), (int) one.endByte(content));
        byte[] sent = fault.on(content, node, right);
        bytesFetched.addAndGet(sent.length);
        if (!sink.take(node, proven.get((int) (node - range.index())), sent)) {
          return;
        }
      }
    }

    @Override
    public void fetchSmall(List<ContentId> contents, SmallSink sink) throws SourceFailure {
      for (ContentId content : contents) {
        if (away) {
          throw new SourceFailure(SourceFailure.Kind.BROKEN, "is away");
        }
        Optional<byte[]> right = Optional.ofNullable(served.get(content));
        if (right.isEmpty()) {
          sink.take(content, Optional.empty());
        } else {
          byte[] sent = fault.on(content, 0, right.get().clone());
          bytesFetched.addAndGet(sent.length);
          sink.take(content, Optional.of(sent));
        }
      }
    }

    private void requireThere(ContentId content) throws SourceFailure {
      if (away) {
        throw new SourceFailure(SourceFailure.Kind.BROKEN, "is away");
      }
      if (!served.containsKey(content)) {
        throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "does not share this any more");
      }
    }
  }
}
