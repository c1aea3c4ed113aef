package runnel.node.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

/**
 * Looks hits up in their owners' signed catalogs: the index only suggests. Thread-safe.
 *
 * @param peers whose catalogs they are
 * @param nanoTime as {@link System#nanoTime}
 */
record HitLookup(PeerFolders peers, LongSupplier nanoTime) {
  /** Folders read at a time: each may be the largest there is, some 100 MB in memory. */
  private static final int THREADS = 2;

  /**
   * Returns the hits that are listed where they should be, and of the kind that they should be, in
   * the same order. Those in a folder that can't be had by then are left out.
   *
   * @param hits the best first
   * @param end by when; what is being read then comes to nothing
   */
  Map<Place.InPeer, Entry> of(List<HitFinder.HitPlace> hits, long end) {
    Map<Place.InPeer, List<EntryName>> folders = new LinkedHashMap<>();
    List<Wanted> wanted = hits.stream().flatMap(HitLookup::wanted).toList();
    for (Wanted hit : wanted) {
      folders
          .computeIfAbsent(hit.place.parent(), absent -> new ArrayList<>())
          .add(hit.place.names().getLast());
    }
    Map<Place.InPeer, Entry> listed = listed(folders, end);
    Map<Place.InPeer, Entry> found = new LinkedHashMap<>();
    for (Wanted hit : wanted) {
      Entry entry = listed.get(hit.place);
      if (entry != null && entry instanceof Entry.FolderEntry == hit.folder) {
        found.put(hit.place, entry);
      }
    }
    return found;
  }

  private record Wanted(Place.InPeer place, boolean folder) {}

  /** Nothing, if no catalog can have it there or it would be taken for a probe. */
  private static Stream<Wanted> wanted(HitFinder.HitPlace hit) {
    try {
      Place.InPeer place =
          new Place.InPeer(hit.peer(), hit.names().stream().map(EntryName::new).toList());
      return ProbeNames.has(place.names().getLast())
          ? Stream.empty()
          : Stream.of(new Wanted(place, hit.folder()));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private Map<Place.InPeer, Entry> listed(Map<Place.InPeer, List<EntryName>> folders, long end) {
    Queue<Map.Entry<Place.InPeer, List<EntryName>>> open =
        new ConcurrentLinkedQueue<>(folders.entrySet());
    Map<Place.InPeer, Entry> listed = new ConcurrentHashMap<>();
    CountDownLatch working = new CountDownLatch(THREADS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.ofVirtual()
              .name("search")
              .start(() -> {
                try {
                  look(open, listed, end);
                } finally {
                  working.countDown();
                }
              }));
    }
    await(working, end);
    threads.forEach(Thread::interrupt);
    return new HashMap<>(listed);
  }

  private void look(
      Queue<Map.Entry<Place.InPeer, List<EntryName>>> open,
      Map<Place.InPeer, Entry> listed,
      long end) {
    var next = open.poll();
    while (next != null && nanoTime.getAsLong() - end < 0) {
      Place.InPeer folder = next.getKey();
      try {
        peers
            .entries(folder, next.getValue())
            .forEach((name, entry) -> listed.put(folder.child(name), entry));
      } catch (NodeException e) {
        // Its hits are left out; the next who looks tries again.
      }
      next = open.poll();
    }
  }

  private void await(CountDownLatch working, long end) {
    try {
      boolean _ = working.await(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
