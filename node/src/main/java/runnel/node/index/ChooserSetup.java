package runnel.node.index;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import runnel.indexd.identity.PeerId;

/**
 * What the choice of an index works with.
 *
 * @param meeting how others are met
 * @param presentFails whether the present index did not answer lately, or lets this node wait now
 * @param known whether a peer was met before
 * @param stood called when the own index became a candidate
 * @param changed called when another index is used, from the chooser's thread: returns at once
 */
public record ChooserSetup(
    Meeting meeting,
    BooleanSupplier presentFails,
    Predicate<PeerId> known,
    Runnable stood,
    Consumer<Choice> changed,
    Clock clock) {
  /** The time, as the chooser needs it. */
  public interface Clock {
    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** As {@link System#currentTimeMillis}. */
    long millis();

    /** This machine's. */
    static Clock system() {
      return new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };
    }
  }
}
