package runnel.indexd.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexLimits;
import runnel.indexd.api.Publication;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.UserName;

/** What somebody shares, changed in place and published as a whole. */
final class Shelf {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  private final Identity owner;
  private final Index index;
  private final TreeMap<String, Entry> files = new TreeMap<>();
  private long version;

  Shelf(Identity owner, String name, Index index) {
    this.owner = owner;
    this.index = index;
    var _ = index.announce(new Announcement(new UserName(name), Optional.empty(), "test", false));
    version = index.head(owner.id()).map(head -> head.head().version()).orElse(0L);
  }

  Shelf file(String path) {
    return file(path, "content of " + path, Map.of());
  }

  /** Puts a file there; equal contents are equal files. */
  Shelf file(String path, String content, Map<String, String> metadata) {
    long size = content.length();
    Optional<ContentId> id =
        Optional.of(
            size == 0 ? ContentId.EMPTY : ContentId.of(size, Hash.digest(content.getBytes(UTF_8))));
    files.put(path, entry(path, size, id, metadata));
    return this;
  }

  Shelf without(String path) {
    files.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/"));
    return this;
  }

  Shelf publish() {
    Map<Hash, byte[]> objects = new HashMap<>();
    Hash root = build("", objects).id();
    SignedHead head =
        SignedHead.sign(new Head(owner.key(), ++version, root, TIME, true, List.of()), owner);
    List<byte[]> all = new ArrayList<>(objects.values());
    for (int at = 0; at < all.size(); at += IndexLimits.OBJECTS_PER_CALL / 20) {
      index.put(all.subList(at, Math.min(all.size(), at + IndexLimits.OBJECTS_PER_CALL / 20)));
    }
    assertThat(index.publish(head)).isEqualTo(new Publication.Accepted());
    return this;
  }

  private BuiltFolder build(String prefix, Map<Hash, byte[]> objects) {
    List<Entry> entries = new ArrayList<>();
    String last = "";
    for (Map.Entry<String, Entry> file : files.tailMap(prefix).entrySet()) {
      if (!file.getKey().startsWith(prefix)) {
        break;
      }
      String rest = file.getKey().substring(prefix.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        entries.add(file.getValue());
      } else if (!rest.substring(0, slash).equals(last)) {
        last = rest.substring(0, slash);
        entries.add(build(prefix + last + "/", objects).entry(new EntryName(last), TIME, TIME));
      }
    }
    BuiltFolder built = FolderBuilder.build(entries);
    objects.putAll(built.objects());
    return built;
  }

  private static Entry entry(
      String path, long size, Optional<ContentId> content, Map<String, String> metadata) {
    return new Entry.FileEntry(
        new EntryName(path.substring(path.lastIndexOf('/') + 1)),
        size,
        TIME,
        false,
        VersionTag.of(new byte[VersionTag.BYTES]),
        content,
        TIME,
        metadata);
  }
}
