package runnel.indexd.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.CatalogLookup;
import runnel.indexd.catalog.CatalogWalk;
import runnel.indexd.catalog.CatalogWalk.Located;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.identity.PeerId;
import runnel.indexd.search.CatalogSource.Catalog;
import runnel.indexd.search.Documents.Place;

/** Does the work: looks at catalogs as they are and makes the documents follow. For one thread. */
final class Survey {
  private final CatalogSource catalogs;
  private final Documents documents;
  private final Limits limits;

  /**
   * What is done at a time, and of one owner at all.
   *
   * @param entries at a time
   * @param nanos at a time, where there is much to read and little to list
   * @param ofOwner entries taken of one owner, about
   */
  record Limits(int entries, long nanos, long ofOwner) {
    static final Limits USUAL =
        new Limits(
            SearchLimits.SLICE_ENTRIES, SearchLimits.SLICE.toNanos(), SearchLimits.OWNER_ENTRIES);
  }

  /** What came of a slice of work. */
  sealed interface Outcome {
    /** All is done. */
    record Done() implements Outcome {}

    /** This is left. */
    record Rest(Work.Subtree work) implements Outcome {}

    /** The owner has too many entries, so the rest is left out. */
    record NoRoom() implements Outcome {}

    /** It can't be done; the owner's next change is another try. */
    record Failed() implements Outcome {}
  }

  Survey(CatalogSource catalogs, Documents documents, Limits limits) {
    this.catalogs = catalogs;
    this.documents = documents;
    this.limits = limits;
  }

  /** Does the work, or a slice of it. */
  Outcome work(Work work) throws IOException {
    return switch (work) {
      case Work.Paths paths -> lookUp(paths);
      case Work.Subtree subtree -> walk(subtree);
    };
  }

  private Outcome lookUp(Work.Paths paths) throws IOException {
    PeerId owner = paths.owner();
    List<Optional<Entry>> found =
        catalogs.read(
            owner,
            catalog -> {
              Optional<CatalogLookup> lookup = catalog.map(Survey::lookup);
              return paths.paths().stream()
                  .map(path -> lookup.flatMap(there -> there.find(path)))
                  .toList();
            });
    boolean full = documents.count(owner) >= limits.ofOwner();
    for (int i = 0; i < found.size(); i++) {
      Place place = new Place(owner, paths.paths().get(i));
      if (found.get(i).isPresent() && (!full || documents.has(place))) {
        documents.put(place, found.get(i).get());
      } else {
        documents.remove(place);
      }
    }
    return new Outcome.Done();
  }

  private Outcome walk(Work.Subtree work) throws IOException {
    Slice slice = new Slice(limits);
    boolean finished = catalogs.read(work.owner(), catalog -> gather(catalog, work, slice));
    long room = work.room().isPresent() ? work.room().get() : room(work);
    for (Found found : slice.found) {
      room -= found.weight();
      if (room < 0) {
        documents.removeAllBut(new Place(work.owner(), work.at()), work.walk());
        return new Outcome.NoRoom();
      }
      documents.add(new Place(work.owner(), found.path()), found.entry(), work.walk());
    }
    if (finished) {
      documents.removeAllBut(new Place(work.owner(), work.at()), work.walk());
      return new Outcome.Done();
    }
    return new Outcome.Rest(work.after(slice.found.getLast().path(), room));
  }

  private long room(Work.Subtree work) throws IOException {
    return work.at().isTop() ? limits.ofOwner() : limits.ofOwner() - documents.count(work.owner());
  }

  /** Gathers a slice of what is at and below the place; says whether that was the last. */
  private static boolean gather(Optional<Catalog> catalog, Work.Subtree work, Slice slice) {
    if (catalog.isEmpty()) {
      return true;
    }
    EntryPath at = work.at();
    if (at.isTop()) {
      Located top = new Located(catalog.get().root(), at);
      return CatalogWalk.below(top, work.after(), catalog.get().objects(), slice);
    }
    Optional<Entry> entry = lookup(catalog.get()).find(at);
    if (entry.isPresent() && work.after().isEmpty()) {
      boolean _ = slice.visit(at, entry.get());
    }
    // What was visited last may be the place itself: then nothing below was yet.
    Optional<EntryPath> below = work.after().filter(path -> !path.equals(at));
    return !(entry.orElse(null) instanceof Entry.FolderEntry folder)
        || CatalogWalk.below(new Located(folder.id(), at), below, catalog.get().objects(), slice);
  }

  private static CatalogLookup lookup(Catalog catalog) {
    return new CatalogLookup(catalog.root(), catalog.objects());
  }

  private record Found(EntryPath path, Entry entry) {
    /** Returns as how many entries it counts. */
    long weight() {
      long bytes = path.utf8().length;
      if (entry instanceof Entry.FileEntry file) {
        for (String text : file.metadata().values()) {
          bytes += text.length();
        }
      }
      return 1 + bytes / SearchLimits.BYTES_PER_ENTRY;
    }
  }

  /** Takes entries until it is full. */
  private static final class Slice implements CatalogWalk.Visitor {
    private final Limits limits;
    private final long begin = System.nanoTime();
    private final List<Found> found = new ArrayList<>();

    Slice(Limits limits) {
      this.limits = limits;
    }

    @Override
    public boolean visit(EntryPath path, Entry entry) {
      found.add(new Found(path, entry));
      return found.size() < limits.entries() && System.nanoTime() - begin < limits.nanos();
    }
  }
}
