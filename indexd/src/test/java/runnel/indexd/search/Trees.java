package runnel.indexd.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.EntryPath;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.ObjectSource;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.Hash;

/** Makes folders of catalogs, and keeps all that it made. */
final class Trees implements ObjectSource {
  private static final VersionTag VERSION = VersionTag.of(new byte[VersionTag.BYTES]);

  private final Map<Hash, byte[]> objects = new HashMap<>();

  @Override
  public Optional<byte[]> object(Hash id) {
    return Optional.ofNullable(objects.get(id));
  }

  BuiltFolder folder(Collection<? extends Entry> entries) {
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built;
  }

  BuiltFolder folder(Entry... entries) {
    return folder(List.of(entries));
  }

  static Entry file(String name, long size) {
    return file(name, size, Map.of());
  }

  static Entry file(String name, long size, Map<String, String> metadata) {
    return new Entry.FileEntry(
        new EntryName(name),
        size,
        Instant.EPOCH,
        false,
        VERSION,
        Optional.empty(),
        Instant.EPOCH,
        metadata);
  }

  static Entry in(String name, BuiltFolder folder) {
    return folder.entry(new EntryName(name), Instant.EPOCH, Instant.EPOCH);
  }

  /** Makes a folder of so few names and sizes that two of them have much in common. */
  BuiltFolder random(Random random, int depth) {
    Map<String, Entry> entries = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = "n" + random.nextInt(4);
      boolean folder = depth > 0 && random.nextInt(3) > 0;
      entries.put(
          name, folder ? in(name, random(random, depth - 1)) : file(name, random.nextInt(2)));
    }
    if (random.nextInt(12) == 0) {
      paged(random, entries);
    }
    return folder(entries.values());
  }

  /** Adds so many entries that the folder is more or just less than a page. */
  private static void paged(Random random, Map<String, Entry> entries) {
    int count = 505 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      entries.put("p" + i, file("p" + i, random.nextInt(50) == 0 ? 1 : 0));
    }
  }

  /** Returns all entries of a catalog by their paths, found in the simplest way. */
  Map<EntryPath, Entry> list(Hash root) {
    Map<EntryPath, Entry> all = new HashMap<>();
    list(root, new ArrayList<>(), all);
    return all;
  }

  private void list(Hash folder, List<EntryName> at, Map<EntryPath, Entry> all) {
    for (Entry entry : Folder.read(folder, this).entries()) {
      at.add(entry.name());
      all.put(new EntryPath(at), entry);
      if (entry instanceof Entry.FolderEntry inner) {
        list(inner.id(), at, all);
      }
      at.removeLast();
    }
  }
}
