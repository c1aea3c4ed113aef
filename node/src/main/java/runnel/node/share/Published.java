package runnel.node.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.catalog.ObjectSource;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.FileFacts;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.Keys.Place;

/**
 * What the share publishes under one head, as the peer server reads it. Thread-safe; every call may
 * read the disk.
 *
 * <p>The head stays the same for ever. Its objects are served for ten minutes after a newer head
 * replaced it. Content is served while some published file still has it. What is unknown, what is
 * not shared and what is gone get the same answer: nothing.
 */
public final class Published implements ObjectSource {
  /** Copies of the same content that are tried before it counts as gone. */
  private static final int PLACES_MAX = 64;

  private final SignedHead head;
  private final ShareStore store;
  private final Roots roots;

  Published(SignedHead head, ShareStore store, Roots roots) {
    this.head = head;
    this.store = store;
    this.roots = roots;
  }

  /** The signed head. */
  public SignedHead head() {
    return head;
  }

  /** Returns a folder object of this catalog. */
  @Override
  public Optional<byte[]> object(Hash id) {
    return store.objects().object(id);
  }

  /** Says whether some published file has this content, by the catalog; the disk is not asked. */
  public boolean has(ContentId id) {
    return !places(id).isEmpty();
  }

  /** Returns the hash tree of published content, from {@link TreeStore#LAYER} upward. */
  public Optional<HashSource> hashes(ContentId id) {
    return has(id) ? Optional.of(store.trees().of(id)) : Optional.empty();
  }

  /** Opens a file that has this content; the caller closes it. */
  public Optional<ServedFile> open(ContentId id) {
    for (Known known : places(id)) {
      Optional<ServedFile> file = open(known.path, known.facts);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  /**
   * Opens a published file by its version, also one that is not hashed yet; the caller closes it.
   *
   * @param version as the catalog lists it for this path
   */
  public Optional<ServedFile> open(SharePath path, VersionTag version) {
    return store
        .store()
        .read(view -> Rows.place(view, path).flatMap(place -> Rows.file(view, place)))
        .filter(row -> Builder.tag(store.salt(), row.facts()).equals(version))
        .flatMap(row -> open(path, row.facts()));
  }

  private record Known(SharePath path, FileFacts facts) {}

  private List<Known> places(ContentId id) {
    return store
        .store()
        .read(view -> {
          List<Known> known = new ArrayList<>();
          view.scan(
              Keys.CONTENTS,
              Keys.content(id),
              (key, value) -> {
                Place place = Keys.placeOfContent(key);
                Rows.file(view, place)
                    .filter(FileRow::published)
                    .ifPresent(row ->
                        Rows.path(view, place)
                            .ifPresent(path -> known.add(new Known(path, row.facts()))));
                return known.size() < PLACES_MAX;
              });
          return known;
        });
  }

  private Optional<ServedFile> open(SharePath path, FileFacts facts) {
    try {
      return Optional.of(ServedFile.of(roots.openFile(path), facts));
    } catch (BeneathException | ShareException e) {
      return Optional.empty(); // Gone or changed since; the next scan will say so to all.
    }
  }
}
