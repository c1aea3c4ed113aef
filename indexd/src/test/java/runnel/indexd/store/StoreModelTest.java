package runnel.indexd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The store against a sorted map in memory. */
class StoreModelTest {
  private static final Table MODEL = new Table("model");
  private static Path folder;
  private static Store store;

  /** Keys and values in hexadecimal, which sorts as the bytes do. */
  record Step(String key, String value, boolean delete) {}

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("store-model");
    store =
        Store.open(folder.resolve("store"), new StoreSettings("model", 1, 8 << 20, List.of(MODEL)));
  }

  @AfterContainer
  static void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 100)
  void behavesAsASortedMap(@ForAll("steps") List<Step> steps, @ForAll("keys") String from) {
    empty();
    TreeMap<String, String> model = new TreeMap<>();
    steps.forEach(step -> apply(step, model));
    store.read(view -> agrees(view, model, from));
  }

  private static void empty() {
    store.write(view -> {
      List<byte[]> old = new ArrayList<>();
      view.scan(MODEL, new byte[0], (key, value) -> old.add(key));
      old.forEach(key -> view.delete(MODEL, key));
      return true;
    });
  }

  private static void apply(Step step, NavigableMap<String, String> model) {
    if (step.delete()) {
      boolean was = store.write(view -> view.delete(MODEL, bytes(step.key())));
      assertThat(was).isEqualTo(model.remove(step.key()) != null);
    } else {
      store.write(view -> {
        view.put(MODEL, bytes(step.key()), bytes(step.value()));
        return true;
      });
      model.put(step.key(), step.value());
    }
  }

  private static boolean agrees(ReadView view, NavigableMap<String, String> model, String from) {
    TreeMap<String, String> under = new TreeMap<>(model);
    under.keySet().removeIf(key -> !key.startsWith(from));
    assertThat(view.count(MODEL)).isEqualTo(model.size());
    assertThat(view.get(MODEL, bytes(from)).map(StoreModelTest::hex))
        .isEqualTo(Optional.ofNullable(model.get(from)));
    List<String> above = new ArrayList<>();
    view.scanFrom(MODEL, bytes(from), (key, value) -> above.add(hex(key) + "=" + hex(value)));
    assertThat(above).isEqualTo(rows(model.tailMap(from, true)));
    List<String> within = new ArrayList<>();
    view.scan(MODEL, bytes(from), (key, value) -> within.add(hex(key) + "=" + hex(value)));
    assertThat(within).isEqualTo(rows(under));
    assertThat(last(view, bytes(from))).isEqualTo(Optional.ofNullable(under.lastEntry()));
    assertThat(last(view, new byte[0])).isEqualTo(Optional.ofNullable(model.lastEntry()));
    return true;
  }

  private static Optional<Map.Entry<String, String>> last(ReadView view, byte[] prefix) {
    return view.last(MODEL, prefix).map(e -> Map.entry(hex(e.getKey()), hex(e.getValue())));
  }

  private static List<String> rows(Map<String, String> map) {
    return map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Provide
  Arbitrary<String> keys() {
    // Few different bytes, so that keys meet and share prefixes; ff has no successor.
    return Arbitraries.of("00", "01", "7f", "80", "ff")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(octets -> String.join("", octets));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> values =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(5_000).map(StoreModelTest::hex);
    return Combinators.combine(keys(), values, Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(12);
  }
}
