package runnel.node.share;

import java.util.function.BooleanSupplier;
import runnel.node.beneath.Root;

/** What scans of one share have in common. */
record Reconciling(Root root, ShareStore store) {
  Skips scan(ShareSettings settings, BooleanSupplier stopped) {
    long nowMillis = settings.clock().instant().toEpochMilli();
    return new Reconciler(root, store, nowMillis).run(settings, stopped);
  }
}
