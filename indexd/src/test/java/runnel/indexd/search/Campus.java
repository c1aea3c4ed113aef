package runnel.indexd.search;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.VersionTag;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * Catalogs of many people with names as people have them: photos by the camera's count, songs with
 * their tags, lectures, sources, series. Each is made when it is read, of its number alone, and the
 * last one is kept.
 */
final class Campus implements CatalogSource {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
  private static final VersionTag VERSION = VersionTag.of(new byte[VersionTag.BYTES]);
  private static final int VOCABULARY = 60_000;
  private static final List<String> COMMON =
      List.of(
          "lecture",
          "intro",
          "notes",
          "week",
          "exam",
          "solution",
          "holiday",
          "summer",
          "party",
          "project",
          "report",
          "final",
          "draft",
          "music",
          "live",
          "love",
          "night",
          "blue",
          "video",
          "photo",
          "backup",
          "data",
          "test",
          "main",
          "index",
          "readme",
          "thesis",
          "slides");
  private static final List<String> SYLLABLES =
      List.of(
          "ba", "ne", "ro", "ti", "lu", "ka", "mo", "sha", "ver", "den", "lin", "qua", "tor", "fi",
          "gra", "pel", "mus", "ion", "er", "al", "ost", "ein", "wan", "sch", "ri", "co", "de");

  private final int owners;
  private final int entriesPerOwner;
  private final List<String> vocabulary = new ArrayList<>(COMMON);
  private Kept kept = new Kept(-1, null, Map.of());

  private record Kept(int number, Hash root, Map<Hash, byte[]> objects) {}

  Campus(int owners, int entriesPerOwner) {
    this.owners = owners;
    this.entriesPerOwner = entriesPerOwner;
    Random random = new Random(1);
    while (vocabulary.size() < VOCABULARY) {
      StringBuilder word = new StringBuilder();
      for (int i = random.nextInt(3) + 2; i > 0; i--) {
        word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
      }
      vocabulary.add(word.toString());
    }
  }

  @Override
  public Map<PeerId, Hash> editions() {
    Map<PeerId, Hash> editions = new HashMap<>();
    IntStream.range(0, owners).forEach(n -> editions.put(owner(n), owner(n).hash()));
    return editions;
  }

  @Override
  public synchronized <T> T read(PeerId owner, Function<Optional<Catalog>, T> function) {
    int number = number(owner);
    if (kept.number() != number) {
      kept = make(number);
    }
    Map<Hash, byte[]> objects = kept.objects();
    return function.apply(
        Optional.of(new Catalog(kept.root(), id -> Optional.ofNullable(objects.get(id)))));
  }

  @Override
  public Map<ContentId, List<PeerId>> owners(List<ContentId> contents) {
    return Map.of();
  }

  @Override
  public boolean isOnline(PeerId peer) {
    return peer.hash().bytes()[0] % 3 == 0;
  }

  /** Returns one of the words, the first ones much more often than the last. */
  String word(Random random) {
    return vocabulary.get((int) (Math.pow(random.nextDouble(), 4) * vocabulary.size()));
  }

  static PeerId owner(int number) {
    return new PeerId(
        Hash.of(
            Arrays.copyOf(
                "%08d".formatted(number).getBytes(StandardCharsets.US_ASCII), Hash.BYTES)));
  }

  private static int number(PeerId owner) {
    return Integer.parseInt(new String(owner.hash().bytes(), 0, 8, StandardCharsets.US_ASCII));
  }

  private Kept make(int number) {
    Map<Hash, byte[]> objects = new HashMap<>();
    Random random = new Random(number);
    List<Entry> top = new ArrayList<>();
    int left = entriesPerOwner;
    for (int i = 0; left > 0; i++) {
      int here = Math.min(left, 20 + random.nextInt(180));
      left -= here;
      BuiltFolder inner = folder(random, here, objects);
      Entry entry = inner.entry(new EntryName(title(random) + " " + i), TIME, TIME);
      BuiltFolder outer = kept(FolderBuilder.build(List.of(entry)), objects);
      top.add(outer.entry(new EntryName(word(random) + " " + i), TIME, TIME));
    }
    return new Kept(number, kept(FolderBuilder.build(top), objects).id(), objects);
  }

  private BuiltFolder folder(Random random, int entries, Map<Hash, byte[]> objects) {
    Map<String, Entry> byName = new HashMap<>();
    int kind = random.nextInt(6);
    int first = random.nextInt(9000);
    for (int i = 0; byName.size() < entries - 2; i++) {
      Entry file = file(random, kind, first + i);
      byName.put(file.name().text(), file);
    }
    return kept(FolderBuilder.build(byName.values()), objects);
  }

  private Entry file(Random random, int kind, int i) {
    return switch (kind) {
      case 0 -> file("IMG_%04d.jpg".formatted(i % 10_000), random, Map.of("type", "image/jpeg"));
      case 1 -> {
        String title = title(random);
        yield file(
            "%02d - %s.mp3".formatted(i % 30, title),
            random,
            Map.of("type", "audio/mpeg", "title", title, "artist", title(random)));
      }
      case 2 -> file("%s %d.pdf".formatted(title(random), i % 20), random, Map.of());
      case 4 -> file("%s_%08x.bin".formatted(word(random), random.nextInt()), random, Map.of());
      case 3 -> file(camel(random) + i % 7 + ".java", random, Map.of());
      default ->
          file(
              "%s.S%02dE%02d.1080p.mkv".formatted(title(random).replace(' ', '.'), i % 9, i % 24),
              random,
              Map.of("type", "video/x-matroska"));
    };
  }

  private static Entry file(String name, Random random, Map<String, String> metadata) {
    long size = 1L + random.nextInt(1 << 30);
    // One in five is somebody else's, too.
    int content = random.nextInt(5) == 0 ? random.nextInt(100_000) : random.nextInt();
    ContentId id =
        ContentId.of(
            size, Hash.digest(Integer.toString(content).getBytes(StandardCharsets.US_ASCII)));
    return new Entry.FileEntry(
        new EntryName(name), size, TIME, false, VERSION, Optional.of(id), TIME, metadata);
  }

  private String title(Random random) {
    StringBuilder title = new StringBuilder(word(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      title.append(' ').append(word(random));
    }
    return title.toString();
  }

  private String camel(Random random) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      String word = word(random);
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }

  private static BuiltFolder kept(BuiltFolder built, Map<Hash, byte[]> objects) {
    objects.putAll(built.objects());
    return built;
  }
}
