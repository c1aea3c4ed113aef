package runnel.indexd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;
import runnel.indexd.store.StoreException.Kind;

/** Opens a store's tables, after its schema record has been checked or written. */
final class Schema {
  static final String TABLE = "schema";
  private static final byte[] KEY = TABLE.getBytes(US_ASCII);

  private final Path folder;
  private final StoreSettings settings;
  private final Map<Table, Dbi<ByteBuffer>> tables = new HashMap<>();

  Schema(Path folder, StoreSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Opens the tables within a write transaction; they are good for others once it committed. */
  Map<Table, Dbi<ByteBuffer>> open(Env<ByteBuffer> env, Txn<ByteBuffer> txn) {
    Dbi<ByteBuffer> schema = openTable(env, txn, TABLE);
    ByteBuffer key = direct(KEY);
    ByteBuffer found = schema.get(txn, key);
    if (found == null) {
      schema.put(txn, key, direct(record()));
    } else {
      boolean upgrades = check(found) != settings.schemaVersion();
      if (upgrades) {
        schema.put(txn, key, direct(record()));
      }
    }
    for (Table table : settings.tables()) {
      tables.put(table, openTable(env, txn, table.name()));
    }
    return Map.copyOf(tables);
  }

  /** Returns the schema record's value: version (u32), kind. */
  byte[] record() {
    byte[] kind = settings.kind().getBytes(US_ASCII);
    return ByteBuffer.allocate(4 + kind.length).putInt(settings.schemaVersion()).put(kind).array();
  }

  /** Returns the version found, if this program opens it. */
  private int check(ByteBuffer found) {
    int version = found.remaining() < 4 ? 0 : found.getInt();
    String kind = US_ASCII.decode(found).toString();
    boolean opens = settings.oldestVersion() <= version && version <= settings.schemaVersion();
    if (!opens || !kind.equals(settings.kind())) {
      throw new StoreException(
          Kind.WRONG_VERSION,
          "could not open the store %s: it is '%s' version %d, this program needs '%s' version %d"
              .formatted(folder, kind, version, settings.kind(), settings.schemaVersion()));
    }
    return version;
  }

  private static Dbi<ByteBuffer> openTable(Env<ByteBuffer> env, Txn<ByteBuffer> txn, String name) {
    return env.openDbi(txn, name.getBytes(US_ASCII), null, false, DbiFlags.MDB_CREATE);
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
