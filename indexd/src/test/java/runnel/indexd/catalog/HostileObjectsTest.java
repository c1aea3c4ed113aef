package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogException.Kind;
import runnel.indexd.content.Hash;

class HostileObjectsTest {
  private final Map<Hash, byte[]> objects = new HashMap<>();

  @Test
  void aBadNameIsLeftOutAndCountedAndTheRestIsShown() {
    byte[] tooLong = "x".repeat(256).getBytes(StandardCharsets.US_ASCII);
    byte[] page =
        pageOf(
            new byte[] {},
            ascii("."),
            ascii(".."),
            ascii("a/b"),
            ascii("c\0"),
            ascii("good"),
            tooLong,
            new byte[] {(byte) 0xff});

    Folder folder = Folder.read(keep(page), this::object);

    assertThat(folder.entries()).extracting(e -> e.name().text()).containsExactly("good");
    assertThat(folder.skipped().values().stream().mapToInt(n -> n).sum()).isEqualTo(7);
    assertThat(folder.skipped()).containsEntry("name is '.' or '..'", 2);
    assertThat(folder.files()).isEqualTo(8);
  }

  @Test
  void entriesOutOfOrderOrTwiceAreRefused() {
    assertRefused(Kind.MALFORMED, pageOf(ascii("b"), ascii("a")));
    assertRefused(Kind.MALFORMED, pageOf(ascii("a"), ascii("a")));
    assertRefused(Kind.MALFORMED, pageOf(new byte[] {(byte) 0xc3, (byte) 0xa9}, ascii("a")));
  }

  @Test
  void otherFormsOfOneFolderAreRefused() {
    byte[] page = pageOf(ascii("a"));
    assertThat(parse(page)).isNotNull();

    assertRefused(Kind.MALFORMED, Arrays.copyOf(page, page.length + 1));
    assertRefused(Kind.MALFORMED, Arrays.copyOf(page, page.length - 1));
    assertRefused(Kind.MALFORMED, with(page, 0, 'X'));
    assertRefused(Kind.MALFORMED, with(page, 3, 2));
    assertRefused(Kind.MALFORMED, with(page, 4, 3));
    assertRefused(Kind.MALFORMED, with(page, 9, 3));
    assertRefused(Kind.MALFORMED, with(page, 10, 8));
    assertRefused(Kind.MALFORMED, with(page, 14, 0x7f)); // a year beyond all clocks
    assertRefused(Kind.MALFORMED, with(page, 22, 0xff)); // more than 999,999,999 ns
    assertRefused(Kind.MALFORMED, with(page, 34, 0x80)); // a negative size
  }

  @Test
  void metadataInAnotherFormIsRefused() {
    for (String wrong :
        List.of(
            "00", // announced but empty
            "01 00 0000", // an empty key
            "02 016b 0000 016b 0000", // a key twice
            "02 016c 0000 016b 0000", // keys out of order
            "01 01ff 0000", // no UTF-8
            "01 016b 0001 ff",
            "01 016b ffff 00")) {
      byte[] metadata = java.util.HexFormat.of().parseHex(wrong.replace(" ", ""));
      byte[] page = new Output().bytes(with(pageOf(ascii("a")), 10, 4)).bytes(metadata).toBytes();
      assertRefused(Kind.MALFORMED, page);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metadata.check(Map.of("k", "v".repeat(1600))));
  }

  @Test
  void aPageOfTooManyEntriesIsRefusedBeforeTheyAreRead() {
    byte[] page = new Output().bytes(ascii("RNF\1\1")).u32(-1).toBytes();

    assertRefused(Kind.MALFORMED, page);
  }

  @Test
  void anObjectTooLargeIsRefusedBeforeItIsHashed() {
    byte[] large = new byte[CatalogLimits.OBJECT_BYTES + 1];

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> FolderObject.parse(Hash.digest(), large))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
  }

  @Test
  void otherBytesThanTheIdNamesAreRefused() {
    byte[] page = pageOf(ascii("a"));

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> FolderObject.parse(Hash.digest(), page))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_HASH));
  }

  @Test
  void aBranchOverFewEntriesIsRefused() {
    assertRefused(Kind.MALFORMED, branch(Map.of(0, new Totals(512, 0, 512, 0))));
    assertRefused(Kind.MALFORMED, branch(Map.of()));
    assertRefused(
        Kind.MALFORMED, branch(Map.of(0, new Totals(600, 0, 1, 0), 1, new Totals(0, 0, 0, 0))));
    assertRefused(Kind.MALFORMED, branch(Map.of(0, new Totals(600, -1, 1, 0))));
  }

  @Test
  void aPartThatIsNotWhatItsBranchSaysIsRefused() {
    BuiltFolder built = FolderBuilder.build(Entries.files(600));
    objects.putAll(built.objects());
    Branch honest = (Branch) parse(built.objects().get(built.id()));
    honest
        .parts()
        .forEach((slot, part) -> {
          Map<Integer, Branch.Part> lying = new TreeMap<>(honest.parts());
          Totals more = part.totals().plus(new Totals(1, 0, 0, 0));
          lying.put(slot, new Branch.Part(part.id(), more));
          assertUnreadable(Kind.MALFORMED, keep(ObjectCodec.branch(lying)));
        });
  }

  @Test
  void anEntryInAnotherSlotThanItsNamesHashSaysIsRefused() {
    BuiltFolder built = FolderBuilder.build(Entries.files(600));
    objects.putAll(built.objects());
    Map<Integer, Branch.Part> parts =
        new TreeMap<>(((Branch) parse(built.objects().get(built.id()))).parts());
    Branch.Part first = parts.get(0);
    parts.put(0, parts.get(1));
    parts.put(1, first);

    assertUnreadable(Kind.MALFORMED, keep(ObjectCodec.branch(parts)));
  }

  @Test
  void aClaimOfTooManyEntriesIsRefusedBeforeTheyAreRead() {
    byte[] branch = branch(Map.of(0, new Totals(1 << 20, 0, 0, 0), 1, new Totals(1, 0, 0, 0)));

    assertUnreadable(Kind.TOO_LARGE, keep(branch));
  }

  @Test
  void manySlotsThatNameOneObjectDoNotMultiplyTheWork() {
    Totals totals = Totals.of(Entries.file("a"));
    Hash id = keep(ObjectCodec.page(List.of(Entries.file("a"))));
    for (int level = 0; level < 40; level++) {
      Map<Integer, Branch.Part> all = new TreeMap<>();
      for (int slot = 0; slot < 16; slot++) {
        all.put(slot, new Branch.Part(id, totals));
      }
      totals = new Branch(all).totals();
      id = keep(ObjectCodec.branch(all));
    }
    Hash top = id;

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> Folder.read(top, this::object));
  }

  @Provide
  Arbitrary<byte[]> honestObjects() {
    return Entries.any()
        .list()
        .ofMaxSize(5)
        .uniqueElements(Entry::name)
        .map(FolderBuilder::build)
        .map(built -> built.objects().get(built.id()));
  }

  @Property(tries = 2000)
  void changedBytesAreRefusedOrAnotherFolderInTheOneForm(
      @ForAll("honestObjects") byte[] honest, @ForAll @Size(max = 3) List<Integer> changes) {
    byte[] changed = honest.clone();
    for (int change : changes) {
      changed[Math.floorMod(change, changed.length)] = (byte) (change >> 16);
    }
    parsesOrIsRefused(changed);
  }

  @Property(tries = 1000)
  void randomBytesAreRefused(@ForAll @Size(max = 200) byte[] tail, @ForAll boolean page) {
    parsesOrIsRefused(new Output().bytes(ascii("RNF\1")).u8(page ? 1 : 2).bytes(tail).toBytes());
    parsesOrIsRefused(tail);
  }

  private void parsesOrIsRefused(byte[] bytes) {
    FolderObject object;
    try {
      object = parse(bytes);
    } catch (CatalogException e) {
      assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
      return;
    }
    if (object instanceof Page page && page.entries().stream().allMatch(Listed::isShown)) {
      assertThat(ObjectCodec.page(page.entries().stream().map(Listed::entry).toList()))
          .isEqualTo(bytes);
    }
  }

  private static byte[] branch(Map<Integer, Totals> totals) {
    Map<Integer, Branch.Part> parts = new TreeMap<>();
    totals.forEach((slot, of) -> parts.put(slot, new Branch.Part(Hash.digest(), of)));
    return ObjectCodec.branch(parts);
  }

  /** Makes a page of plain files with these bytes for names, in this order. */
  private static byte[] pageOf(byte[]... names) {
    Output out = new Output().bytes(ascii("RNF\1\1")).u32(names.length);
    for (byte[] name : names) {
      out.u8(1).u8(0).u16(name.length).bytes(name).i64(0).u32(0).i64(0).i64(0).bytes(new byte[16]);
    }
    return out.toBytes();
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Hash keep(byte[] object) {
    Hash id = Hash.digest(object);
    objects.put(id, object);
    return id;
  }

  private Optional<byte[]> object(Hash id) {
    return Optional.ofNullable(objects.get(id));
  }

  private static FolderObject parse(byte[] object) {
    return FolderObject.parse(Hash.digest(object), object);
  }

  private static void assertRefused(Kind kind, byte[] object) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> parse(object))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private void assertUnreadable(Kind kind, Hash folder) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> Folder.read(folder, this::object))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
