package runnel.indexd.local;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexException.Kind;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.catalog.FolderObject;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.ReadView;
import runnel.indexd.store.Store;
import runnel.indexd.store.WriteView;

/** Who lists which content: a table that follows the objects of all catalogs. */
final class Owners {
  private static final byte[] COMPLETE = {0};
  private static final int CONTENT_BYTES = Long.BYTES + Hash.BYTES;

  /** Owners looked at of one content, to find those that are online. */
  private static final int LOOKED_AT_MAX = 1_000;

  private final Store store;

  Owners(Store store) {
    this.store = store;
  }

  Map<ContentId, List<PeerId>> of(List<ContentId> contents, Predicate<PeerId> online) {
    if (contents.size() > IndexLimits.CONTENTS_PER_CALL) {
      throw new IndexException(
          Kind.REFUSED,
          "could not find the owners of %d contents in one call; at most %d"
              .formatted(contents.size(), IndexLimits.CONTENTS_PER_CALL));
    }
    Map<ContentId, List<PeerId>> found = new LinkedHashMap<>();
    for (ContentId content : Set.copyOf(contents)) {
      List<PeerId> all = content.length() == 0 ? List.of() : store.read(view -> of(view, content));
      if (!all.isEmpty()) {
        found.put(content, first(all, online));
      }
    }
    return found;
  }

  private static List<PeerId> first(List<PeerId> all, Predicate<PeerId> online) {
    return all.stream()
        .sorted(Comparator.comparing(online::test).reversed())
        .limit(IndexLimits.OWNERS_PER_CONTENT)
        .toList();
  }

  private static List<PeerId> of(ReadView view, ContentId content) {
    List<PeerId> owners = new ArrayList<>();
    view.scan(
        Tables.OWNERS,
        prefix(content),
        (key, value) -> {
          owners.add(new PeerId(Hash.of(Arrays.copyOfRange(key, CONTENT_BYTES, key.length))));
          return owners.size() < LOOKED_AT_MAX;
        });
    return owners;
  }

  /** Notes that the owner has one object more that lists these contents. */
  static void add(WriteView view, PeerId owner, Set<ContentId> contents) {
    contents.forEach(content -> count(view, key(content, owner), 1));
  }

  /** Notes that the owner has one object less that lists these contents. */
  static void remove(WriteView view, PeerId owner, Set<ContentId> contents) {
    contents.forEach(content -> count(view, key(content, owner), -1));
  }

  /** Says whether the store was made before there was this table. */
  static boolean areLacking(ReadView view) {
    return view.get(Tables.OWNERS, COMPLETE).isEmpty();
  }

  /** Makes the table of all objects. */
  static boolean make(WriteView view) {
    List<byte[]> objects = new ArrayList<>();
    view.scan(Tables.OBJECTS, new byte[0], (key, value) -> objects.add(key));
    for (byte[] key : objects) {
      PeerId owner = new PeerId(Hash.of(Arrays.copyOf(key, Hash.BYTES)));
      Hash id = Hash.of(Arrays.copyOfRange(key, Hash.BYTES, key.length));
      byte[] object = StoredObject.object(view.get(Tables.OBJECTS, key).orElseThrow());
      add(view, owner, FolderObject.parse(id, object).contents());
    }
    view.put(Tables.OWNERS, COMPLETE, new byte[0]);
    return true;
  }

  static byte[] key(ContentId content, PeerId owner) {
    return ByteBuffer.allocate(CONTENT_BYTES + Hash.BYTES)
        .put(prefix(content))
        .put(owner.hash().bytes())
        .array();
  }

  private static byte[] prefix(ContentId content) {
    return ByteBuffer.allocate(CONTENT_BYTES)
        .putLong(content.length())
        .put(content.root().orElseThrow().bytes())
        .array();
  }

  private static void count(WriteView view, byte[] key, int change) {
    int before =
        view.get(Tables.OWNERS, key).map(value -> ByteBuffer.wrap(value).getInt()).orElse(0);
    int after = before + change;
    if (after > 0) {
      view.put(Tables.OWNERS, key, ByteBuffer.allocate(Integer.BYTES).putInt(after).array());
    } else {
      var _ = view.delete(Tables.OWNERS, key);
    }
  }
}
