package runnel.indexd.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The byte form of pages and branches; see {@code indexd/PROTOCOL.md}. */
final class ObjectCodec {
  private static final byte[] MAGIC = {'R', 'N', 'F', 1};
  private static final int PAGE = 1;
  private static final int BRANCH = 2;

  private ObjectCodec() {}

  /** Returns the page of these entries, at most 512, sorted by name without repetition. */
  static byte[] page(List<Entry> entries) {
    Output out = new Output().bytes(MAGIC).u8(PAGE).u32(entries.size());
    entries.forEach(entry -> EntryCodec.write(out, entry));
    return out.toBytes();
  }

  /** Returns the branch over these parts, by slot. */
  static byte[] branch(Map<Integer, Branch.Part> parts) {
    int present = 0;
    for (int slot : parts.keySet()) {
      present |= 1 << slot;
    }
    Output out = new Output().bytes(MAGIC).u8(BRANCH).u16(present);
    new TreeMap<>(parts)
        .forEach((_, part) -> {
          Totals totals = part.totals();
          out.hash(part.id()).i64(totals.entries());
          out.i64(totals.size()).i64(totals.files()).i64(totals.folders());
        });
    return out.toBytes();
  }

  static FolderObject read(Input in) {
    in.magic(MAGIC);
    int kind = in.u8();
    FolderObject object =
        switch (kind) {
          case PAGE -> readPage(in);
          case BRANCH -> readBranch(in);
          default -> throw in.malformed("no object has kind " + kind);
        };
    in.end();
    return object;
  }

  private static Page readPage(Input in) {
    long count = in.u32();
    if (count > CatalogLimits.PAGE_ENTRIES) {
      throw in.malformed("a page has at most 512 entries, not " + count);
    }
    List<Listed> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Listed next = EntryCodec.read(in);
      if (i > 0 && next.name().raw().compareTo(entries.getLast().name().raw()) <= 0) {
        throw in.malformed("the entries are not sorted by name, or one is there twice");
      }
      entries.add(next);
    }
    return new Page(entries);
  }

  private static Branch readBranch(Input in) {
    int present = in.u16();
    Map<Integer, Branch.Part> parts = new TreeMap<>();
    for (int slot = 0; slot < Branch.SLOTS; slot++) {
      if ((present >> slot & 1) == 1) {
        parts.put(slot, new Branch.Part(in.hash(), totals(in)));
      }
    }
    Branch branch = new Branch(parts);
    if (branch.totals().entries() <= CatalogLimits.PAGE_ENTRIES) {
      throw in.malformed("a branch has few entries enough for a page");
    }
    return branch;
  }

  private static Totals totals(Input in) {
    Totals totals = new Totals(in.amount(), in.amount(), in.amount(), in.amount());
    if (totals.entries() == 0) {
      throw in.malformed("a part without entries is there");
    }
    return totals;
  }
}
