package runnel.node.share;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers changes and commits them a few thousand at a time. For one thread. */
final class Edits implements AutoCloseable {
  /** A commit waits for the disk, so it should carry much; but others wait for it. */
  private static final int BATCH = 2000;

  private final ShareStore store;
  private final int batch;
  private List<Consumer<Edit>> gathered = new ArrayList<>();
  private boolean any;

  Edits(ShareStore store) {
    this(store, BATCH);
  }

  Edits(ShareStore store, int batch) {
    this.store = store;
    this.batch = batch;
  }

  /** Says whether there ever was a change. */
  boolean hasAny() {
    return any;
  }

  void add(Consumer<Edit> change) {
    any = true;
    gathered.add(change);
    if (gathered.size() >= batch) {
      flush();
    }
  }

  void flush() {
    List<Consumer<Edit>> full = gathered;
    gathered = new ArrayList<>();
    store.edit(full);
  }

  @Override
  public void close() {
    flush();
  }
}
