package runnel.node.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.store.Table;

/** The layouts byte for byte: a change here needs a new schema version. */
class CacheTablesTest {
  private static final String ROOT = "a1".repeat(32);
  private static final ContentId ID = ContentId.of(0x0102030405L, Hash.parse(ROOT));
  private static final String KEY = "0000000102030405" + ROOT;

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void contentsAreByLengthAndRoot() {
    assertThat(hex(CacheTables.contentKey(ID))).isEqualTo(KEY);
    assertThat(CacheTables.content(CacheTables.contentKey(ID))).isEqualTo(ID);
    CacheTables.Kept kept = new CacheTables.Kept(7, 0x10000);
    assertThat(hex(kept.value())).isEqualTo("0000000000000007" + "0000000000010000");
    assertThat(CacheTables.Kept.parse(kept.value())).isEqualTo(kept);
  }

  @Test
  void rangesAreByFirstLeaf() {
    LeafRange run = new LeafRange(4, 0x1234);
    byte[] key = CacheTables.rangeKey(ID, run);
    byte[] value = CacheTables.rangeValue(run);
    assertThat(hex(key)).isEqualTo(KEY + "0000000000000004");
    assertThat(hex(value)).isEqualTo("0000000000001234");
    assertThat(CacheTables.range(key, value)).isEqualTo(run);
  }

  @Test
  void nodesAreByLayerAndSegment() {
    NodeAt node = new NodeAt(2, 0x0300 * 1024 + 5);
    assertThat(hex(CacheTables.nodeKey(ID, node))).isEqualTo(KEY + "02" + "00000300");
    byte[] segment = CacheTables.emptySegment(Units.of(ID), new NodeAt(2, 0));
    assertThat(segment).hasSize(32 * 1024);
    CacheTables.putHash(segment, node, Hash.parse(ROOT));
    assertThat(hex(segment).indexOf(ROOT)).isEqualTo(5 * 64);
    assertThat(CacheTables.hash(segment, node)).contains(Hash.parse(ROOT));
    assertThat(CacheTables.hash(segment, new NodeAt(2, 6))).isEmpty();
  }

  @Test
  void whatACacheStoresIsAsDocumented(@TempDir Path folder) {
    Sample sample = Sample.of(3 * Sample.UNIT_BYTES + 10, 3);
    try (CacheOnDisk disk = CacheOnDisk.in(folder)) {
      try (CachedContent content = disk.cache().open(sample.id())) {
        sample.feed(content, sample.unit(1));
        sample.feed(content, sample.unit(2));
        sample.feed(content, sample.unit(3));
      }
      disk.cache().flush();
      String key = hex(CacheTables.contentKey(sample.id()));
      assertThat(all(disk, CacheTables.RANGES))
          .containsExactly(Map.entry(key + "0000000000000004", "000000000000000d"));
      assertThat(all(disk, CacheTables.CONTENTS))
          .containsExactly(Map.entry(key, "0000000000000001" + "0000000000021000"));
      assertThat(all(disk, CacheTables.NODES))
          .containsExactly(
              Map.entry(key + "02" + "00000000", row(sample, 2, 4)),
              Map.entry(key + "03" + "00000000", row(sample, 3, 2)));
    }
  }

  private static String row(Sample sample, int layer, int count) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < count; i++) {
      row.append(sample.hash(layer, i).hex());
    }
    return row.toString();
  }

  private static Map<String, String> all(CacheOnDisk disk, Table table) {
    Map<String, String> found = new TreeMap<>();
    disk.store()
        .read(view -> {
          view.scan(table, new byte[0], (key, value) -> found.put(hex(key), hex(value)) == null);
          return true;
        });
    return found;
  }
}
