package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hashed;
import runnel.indexd.store.Table;
import runnel.indexd.store.WriteView;
import runnel.node.beneath.FileFacts;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.EntryRow.FolderRef;
import runnel.node.share.HashJob.Outcome;
import runnel.node.share.Keys.Place;

/**
 * Changes of what the store knows of files, within one write. Keeps the tables true to each other:
 * what is pending, where content is, which trees are needed, which folders must be built again.
 */
final class Edit {
  private final WriteView view;
  private final Predicate<String> understood;
  private long pendingBytes;

  /**
   * @param understood says of which names files can be described
   */
  Edit(WriteView view, Predicate<String> understood) {
    this.view = view;
    this.understood = understood;
  }

  /** By how much the sum of the sizes to be hashed changed. */
  long pendingBytes() {
    return pendingBytes;
  }

  WriteView view() {
    return view;
  }

  Optional<FileRow> file(Place place) {
    return Rows.file(view, place);
  }

  void putFile(Place place, FileRow row) {
    row.content().ifPresent(id -> view.put(Keys.CONTENTS, Keys.contentAt(id, place), new byte[0]));
    file(place).ifPresent(old -> forget(place, old, row.content()));
    view.put(Keys.ENTRIES, place.key(), row.encode());
    if (row.content().isEmpty()) {
      view.put(Keys.PENDING, place.key(), Keys.folder(row.facts().size()));
      pendingBytes += row.facts().size();
    }
    touch(place.folder());
  }

  void removeFile(Place place) {
    file(place)
        .ifPresent(old -> {
          forget(place, old, Optional.empty());
          view.delete(Keys.ENTRIES, place.key());
          touch(place.folder());
        });
  }

  /** Drops a file from what is to be hashed, until it changes. */
  void giveUp(Place place) {
    file(place).ifPresent(row -> unpend(place, row));
  }

  void putFolder(Place place, long number, FolderRow row) {
    view.put(Keys.FOLDERS, Keys.folder(number), row.encode());
    view.put(Keys.ENTRIES, place.key(), new FolderRef(number).encode());
    touch(place.folder());
  }

  void putTop(FolderRow row) {
    view.put(Keys.FOLDERS, Keys.folder(FolderRow.TOP), row.encode());
  }

  /** Notes new facts of a folder's directory; its object stays, its listing above changes. */
  void updateFolder(Place place, long number, FolderRow facts) {
    FolderRow row = Rows.folder(view, number).orElseThrow();
    FolderRow updated =
        new FolderRow(
            row.place(),
            facts.identity(),
            facts.modifiedNanos(),
            row.firstSharedMillis(),
            row.built());
    putFolder(place, number, updated);
  }

  /** Gives a folder the time at which it was first shared elsewhere. */
  void sharedSince(Place place, long number, long millis) {
    Rows.folder(view, number).ifPresent(row -> putFolder(place, number, row.sharedSince(millis)));
  }

  /** Removes a folder that is empty by now, and its name if that is not another's by now. */
  void removeFolder(Place place, long number, long nowMillis) {
    new ObjectStore.Writing(view, nowMillis).release(number);
    view.delete(Keys.FOLDERS, Keys.folder(number));
    if (view.get(Keys.ENTRIES, place.key())
        .filter(row -> EntryRow.decode(row).equals(new FolderRef(number)))
        .isPresent()) {
      view.delete(Keys.ENTRIES, place.key());
    }
    touch(place.folder());
  }

  /** Marks the folder and all above it to be built again. */
  void touch(long folder) {
    long at = folder;
    while (at != 0) {
      byte[] key = Keys.folder(at);
      Optional<FolderRow> row = view.get(Keys.FOLDERS, key).map(FolderRow::decode);
      if (row.isEmpty() || (row.get().built().isEmpty() && at != folder)) {
        return; // Above a marked folder all are marked.
      }
      view.put(Keys.FOLDERS, key, row.get().dirty().encode());
      at = row.get().parent();
    }
  }

  /** Takes in a hash, with the facts under which the file was hashed. */
  void hashed(Place place, FileFacts facts, Hashed hashed) {
    Optional<FileRow> row = file(place);
    if (row.isPresent()) {
      TreeStore.put(view, hashed.id(), hashed.tree());
      putFile(place, row.get().as(facts).with(hashed.id()));
      if (understood.test(place.name().text()) && hashed.id().length() > 0) {
        toDescribe(hashed.id());
      }
    }
  }

  private void toDescribe(ContentId id) {
    if (view.get(Keys.METADATA, Keys.content(id)).isEmpty()) {
      view.put(Keys.UNDESCRIBED, Keys.content(id), new byte[0]);
    }
  }

  /** Takes in what is known of some content; folders in which it is listed change. */
  void described(ContentId id, Map<String, String> metadata) {
    byte[] content = Keys.content(id);
    view.delete(Keys.UNDESCRIBED, content);
    List<byte[]> places = keys(Keys.CONTENTS, content, Integer.MAX_VALUE);
    if (places.isEmpty()) {
      return;
    }
    view.put(Keys.METADATA, content, Pairs.encode(metadata));
    if (!metadata.isEmpty()) {
      places.forEach(key -> touch(Keys.placeOfContent(key).folder()));
    }
  }

  /** Notes that a file has the hash of a renamed one, to be hashed again. */
  void moved(Place place) {
    view.put(Keys.MOVED, place.key(), new byte[0]);
  }

  /** Notes that there is no need to hash the file again. */
  void rechecked(Place place) {
    view.delete(Keys.MOVED, place.key());
  }

  /** Keeps what was hashed so far of a file. */
  void part(Place place, Outcome.Part part) {
    if (file(place).filter(row -> row.content().isEmpty()).isPresent()) {
      Parts.put(view, part.facts(), part.segment(), bytes(part.hashes()));
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Has all files that have this content hashed again. */
  void doubt(ContentId id) {
    for (byte[] key : keys(Keys.CONTENTS, Keys.content(id), Integer.MAX_VALUE)) {
      Place place = Keys.placeOfContent(key);
      file(place).ifPresent(row -> changed(place, row.facts()));
    }
  }

  /** Notes that a file changed while it was hashed; it is to be hashed anew. */
  void changed(Place place, FileFacts facts) {
    file(place)
        .ifPresent(row ->
            putFile(place, new FileRow(facts, row.firstSharedMillis(), Optional.empty(), false)));
  }

  /** Makes the content of a file known to others, as the object that lists it is being built. */
  void published(Place place, FileRow row) {
    if (row.content().isPresent() && !row.published()) {
      view.put(Keys.ENTRIES, place.key(), row.asPublished().encode());
    }
  }

  void built(long number, BuiltFolder folder, long nowMillis) {
    new ObjectStore.Writing(view, nowMillis).replace(number, folder.objects());
    FolderRow row = Rows.folder(view, number).orElseThrow();
    FolderRow.Built built =
        new FolderRow.Built(folder.id(), folder.size(), folder.files(), folder.folders());
    view.put(Keys.FOLDERS, Keys.folder(number), row.with(built).encode());
  }

  /**
   * Deletes the trees and the metadata of content that no file has, and that none got back since.
   */
  void sweepTrees() {
    for (byte[] content : keys(Keys.UNUSED, new byte[0], Integer.MAX_VALUE)) {
      if (isUnused(content)) {
        keys(Keys.TREES, content, Integer.MAX_VALUE).forEach(key -> view.delete(Keys.TREES, key));
        view.delete(Keys.METADATA, content);
        view.delete(Keys.UNDESCRIBED, content);
      }
      view.delete(Keys.UNUSED, content);
    }
  }

  private void forget(Place place, FileRow old, Optional<ContentId> kept) {
    unpend(place, old);
    rechecked(place);
    if (!old.content().equals(kept)) {
      old.content().ifPresent(id -> forgetContent(id, place));
    }
  }

  private void unpend(Place place, FileRow row) {
    if (view.delete(Keys.PENDING, place.key())) {
      Parts.drop(view, row.facts());
      pendingBytes -= row.facts().size();
    }
  }

  private void forgetContent(ContentId id, Place place) {
    view.delete(Keys.CONTENTS, Keys.contentAt(id, place));
    if (isUnused(Keys.content(id))) {
      view.put(Keys.UNUSED, Keys.content(id), new byte[0]);
    }
  }

  private boolean isUnused(byte[] content) {
    return keys(Keys.CONTENTS, content, 1).isEmpty();
  }

  private List<byte[]> keys(Table table, byte[] prefix, int most) {
    List<byte[]> keys = new ArrayList<>();
    view.scan(
        table,
        prefix,
        (key, value) -> {
          keys.add(key);
          return keys.size() < most;
        });
    return keys;
  }
}
