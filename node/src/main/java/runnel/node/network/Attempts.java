package runnel.node.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import runnel.indexd.api.IndexException;
import runnel.indexd.store.StoreException;
import runnel.node.failure.NodeException;

/**
 * Something that is tried again and again: the log tells when it begins to fail, or to fail for
 * another reason, and when it works again, not of every try. Used by one thread at a time; {@link
 * #fails} by any.
 */
final class Attempts {
  private static final Logger LOG = System.getLogger(Attempts.class.getName());

  private final String what;
  private final BooleanSupplier wanted;

  /** Why the last try failed, in a word that stays the same for the same reason; else empty. */
  private volatile String failure = "";

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
    return !failure.isEmpty();
  }

  /** Tries once; whatever happens, this returns, and says whether it worked. */
  boolean succeed(Runnable call) {
    try {
      call.run();
      if (fails()) {
        failure = "";
        LOG.log(Level.INFO, "can {0} again", what);
      }
      return true;
    } catch (IndexException e) {
      // Another reason is news: an index that is away may come back with another key.
      begin(e.kind().name(), () -> LOG.log(level(e), "could not {0}: {1}", what, e.getMessage()));
    } catch (NodeException | StoreException e) {
      begin(
          e.getClass().getName(),
          () -> LOG.log(Level.INFO, "could not {0}: {1}", what, e.getMessage()));
    } catch (RuntimeException e) {
      begin(e.getClass().getName(), () -> LOG.log(Level.WARNING, "could not " + what, e));
    }
    return false;
  }

  private static Level level(IndexException e) {
    return switch (e.kind()) {
      case WRONG_KEY, WRONG_NETWORK -> Level.WARNING;
      case NAME_TAKEN, REFUSED, UNAVAILABLE, FAILED -> Level.INFO;
    };
  }

  private void begin(String reason, Runnable log) {
    if (!failure.equals(reason) && wanted.getAsBoolean()) {
      failure = reason;
      log.run();
    }
  }
}
