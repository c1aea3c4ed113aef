package runnel.node.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import runnel.indexd.api.IndexException;
import runnel.indexd.store.StoreException;
import runnel.node.failure.NodeException;

/**
 * Something that is tried again and again: the log tells when it begins to fail and when it works
 * again, not of every try. Used by one thread at a time; {@link #fails} by any.
 */
final class Attempts {
  private static final Logger LOG = System.getLogger(Attempts.class.getName());

  private final String what;
  private final BooleanSupplier wanted;
  private volatile boolean fails;

  /**
   * @param what to be read behind "could not"
   * @param wanted false once nobody cares for failures any more, as they come from the end
   */
  Attempts(String what, BooleanSupplier wanted) {
    this.what = what;
    this.wanted = wanted;
  }

  /** Says whether the last try failed; false before the first. */
  boolean fails() {
    return fails;
  }

  /** Tries once; whatever happens, this returns, and says whether it worked. */
  boolean succeed(Runnable call) {
    try {
      call.run();
      if (fails) {
        fails = false;
        LOG.log(Level.INFO, "can {0} again", what);
      }
      return true;
    } catch (IndexException | NodeException | StoreException e) {
      begin(() -> LOG.log(Level.INFO, "could not {0}: {1}", what, e.getMessage()));
    } catch (RuntimeException e) {
      begin(() -> LOG.log(Level.WARNING, "could not " + what, e));
    }
    return false;
  }

  private void begin(Runnable log) {
    if (!fails && wanted.getAsBoolean()) {
      fails = true;
      log.run();
    }
  }
}
