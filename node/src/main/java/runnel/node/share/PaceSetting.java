package runnel.node.share;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.Supplier;
import runnel.indexd.store.Store;

/** The pace that the owner set: kept in the store, changed while running. Thread-safe. */
final class PaceSetting implements Supplier<Pace> {
  private final Store store;
  private volatile Pace pace;

  PaceSetting(Store store) {
    this.store = store;
    this.pace =
        store
            .read(view -> view.get(Keys.META, Keys.PACE))
            .flatMap(text -> Pace.of(new String(text, US_ASCII)))
            .orElse(Pace.FULL);
  }

  @Override
  public Pace get() {
    return pace;
  }

  /** Changes it from the next piece of a file on; blocks until that is on disk. */
  void set(Pace changed) {
    boolean _ =
        store.write(view -> {
          view.put(Keys.META, Keys.PACE, changed.text().getBytes(US_ASCII));
          return true;
        });
    pace = changed;
  }
}
