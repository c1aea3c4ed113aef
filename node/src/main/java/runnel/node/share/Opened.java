package runnel.node.share;

import java.util.function.BooleanSupplier;
import runnel.node.beneath.Root;

/** An open share: how it is published, its folder, and what is known of that. */
record Opened(ShareSettings settings, Root root, ShareStore store) {

  /** Brings the store in line with the folder and returns what is not published. */
  Skips scan(BooleanSupplier stopped) {
    return new Reconciler(root, store, nowMillis()).run(settings, stopped);
  }

  private long nowMillis() {
    return settings.clock().instant().toEpochMilli();
  }
}
