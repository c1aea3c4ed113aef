package runnel.node.download;

import java.util.function.LongSupplier;

/** What downloads are made with. */
record Surroundings(
    DownloadStore store, Shares shares, Contents contents, Turns turns, LongSupplier nanoTime) {}
