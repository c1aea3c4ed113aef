package runnel.indexd.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;

/** Entries to test with. */
final class Entries {
  private Entries() {}

  static Entry file(String name) {
    return file(name, 1);
  }

  static Entry file(String name, long size) {
    return new Entry.FileEntry(
        new EntryName(name),
        size,
        Instant.ofEpochSecond(1_700_000_000, 5),
        false,
        VersionTag.of(new byte[16]),
        Optional.empty(),
        Instant.ofEpochMilli(1_700_000_000_001L),
        Map.of());
  }

  static Entry folder(String name, Hash id) {
    return new Entry.FolderEntry(new EntryName(name), id, 10, 2, 1, Instant.EPOCH, Instant.EPOCH);
  }

  static List<Entry> files(int count) {
    List<Entry> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file("file " + i, i));
    }
    return files;
  }

  static Arbitrary<Entry> any() {
    return Arbitraries.oneOf(anyFile(), anyFolder());
  }

  private static Arbitrary<Entry> anyFile() {
    Arbitrary<Optional<Hash>> roots = hashes().optional();
    Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8),
                Arbitraries.strings().excludeChars('\ud800').ofMaxLength(20).filter(Entries::sound))
            .ofMaxSize(4);
    return Combinators.combine(
            names(),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            times(),
            Arbitraries.of(true, false),
            hashes().map(hash -> VersionTag.of(java.util.Arrays.copyOf(hash.bytes(), 16))),
            roots,
            millis(),
            metadata)
        .as((name, size, modified, executable, tag, root, shared, more) ->
            new Entry.FileEntry(
                name, size, modified, executable, tag, content(size, root), shared, more));
  }

  private static Optional<ContentId> content(long size, Optional<Hash> root) {
    return root.map(hash -> size == 0 ? ContentId.EMPTY : ContentId.of(size, hash));
  }

  private static Arbitrary<Entry> anyFolder() {
    Arbitrary<Long> amounts = Arbitraries.longs().between(0, Long.MAX_VALUE);
    return Combinators.combine(names(), hashes(), amounts, amounts, amounts, times(), millis())
        .as(Entry.FolderEntry::new);
  }

  private static Arbitrary<EntryName> names() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(60)
        .filter(text -> sound(text) && !text.equals(".") && !text.equals(".."))
        .map(EntryName::new);
  }

  private static boolean sound(String text) {
    return text.indexOf('/') < 0
        && text.indexOf('\0') < 0
        && java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Arbitrary<Hash> hashes() {
    return Arbitraries.bytes().array(byte[].class).ofSize(32).map(Hash::of);
  }

  private static Arbitrary<Instant> times() {
    return Combinators.combine(
            Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<Instant> millis() {
    return Arbitraries.longs().map(Instant::ofEpochMilli);
  }
}
