package runnel.node.cache;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import runnel.indexd.store.Store;

/** What all contents of one cache share. */
record Surroundings(
    Path folder, Store store, LongSupplier nanoTime, Counters counters, DiskRoom room) {}
