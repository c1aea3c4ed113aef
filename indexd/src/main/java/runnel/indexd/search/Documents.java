package runnel.indexd.search;

import java.io.IOException;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.identity.PeerId;

/** What the catalogs' entries are written to: a document for each path of each owner. */
interface Documents {
  /** Adds the entry, of which there may be a document already; walks remove those. */
  void add(Place place, Entry entry, Walk walk) throws IOException;

  /** Puts the entry in place of what is there. */
  void put(Place place, Entry entry) throws IOException;

  /** Removes what is there. */
  void remove(Place place) throws IOException;

  /** Removes all at and below the place but what this walk added. */
  void removeAllBut(Place place, Walk walk) throws IOException;

  /** Says whether there was a document there a moment ago. */
  boolean has(Place place) throws IOException;

  /** Returns about how many documents the owner has. */
  long count(PeerId owner) throws IOException;

  /**
   * Where an entry is.
   *
   * @param owner whose catalog it is in
   * @param path may be the top of all
   */
  record Place(PeerId owner, EntryPath path) {}

  /** One walk over a catalog or a part of it; no two have the same number. */
  record Walk(long number) {}
}
