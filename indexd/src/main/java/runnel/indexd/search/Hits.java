package runnel.indexd.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.StoredFields;
import runnel.indexd.api.Hit;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * Hits made of matches that come best first: those of one content are one hit, at an owner's who is
 * online if there is one among them.
 */
final class Hits {
  private static final Set<String> ENTRY = Set.of(Fields.ENTRY);

  private final int needed;
  private final CatalogSource catalogs;
  private final StoredFields stored;

  /** By content, or by owner and path where there is none or it is empty. */
  private final Map<Object, Hit> hits = new LinkedHashMap<>();

  /** While a catalog is walked again, a path has two documents, perhaps of different contents. */
  private final Set<Object> places = new HashSet<>();

  /** Matches taken beyond what is needed, in the hope of an owner who is online. */
  private int beyond;

  Hits(int needed, CatalogSource catalogs, StoredFields stored) {
    this.needed = needed;
    this.catalogs = catalogs;
    this.stored = stored;
  }

  void add(int document) throws IOException {
    if (isFull() && ++beyond > needed) {
      return;
    }
    Hit hit = StoredEntry.decode(stored.document(document, ENTRY).getBinaryValue(Fields.ENTRY));
    if (!places.add(List.of(hit.owner(), hit.path()))) {
      return;
    }
    Object key = key(hit);
    Hit known = hits.get(key);
    boolean better =
        known != null && !catalogs.isOnline(known.owner()) && catalogs.isOnline(hit.owner());
    if (better || (known == null && !isFull())) {
      hits.put(key, hit); // In the place of the one that is known.
    }
  }

  /** Says whether there are as many hits as are needed. */
  boolean isFull() {
    return hits.size() >= needed;
  }

  /** Returns some of the hits, with all who have them. */
  List<Hit> from(int offset, int limit) {
    List<Hit> page = hits.values().stream().skip(offset).limit(limit).toList();
    List<ContentId> contents =
        page.stream().flatMap(hit -> hit.content().stream()).distinct().toList();
    Map<ContentId, List<PeerId>> owners = catalogs.owners(contents);
    return page.stream()
        .map(hit -> with(hit, hit.content().map(owners::get).orElse(List.of())))
        .toList();
  }

  private static Hit with(Hit hit, List<PeerId> owners) {
    List<PeerId> all = new ArrayList<>(owners);
    if (!all.contains(hit.owner())) {
      all.add(hit.owner());
    }
    return new Hit(
        hit.owner(),
        hit.path(),
        hit.kind(),
        hit.bytes(),
        hit.files(),
        hit.modified(),
        hit.content(),
        hit.metadata(),
        all);
  }

  private static Object key(Hit hit) {
    Optional<ContentId> content = hit.content().filter(id -> id.length() > 0);
    return content.isPresent() ? content.get() : List.of(hit.owner(), hit.path());
  }
}
