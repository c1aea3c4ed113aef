package runnel.node.download;

import java.util.List;
import java.util.function.UnaryOperator;

/** Where a download that runs tells how far it is. Thread-safe. */
interface Desk {
  /** Whether the run is to end. */
  boolean isStopped();

  /** Changes the sums, and keeps them. */
  void sums(UnaryOperator<Sums> change);

  /** Crosses items off and changes the sums; keeps both or, if the node is killed, neither. */
  void crossOff(List<Item.Row> rows, UnaryOperator<Sums> change);

  /** Keeps the name that the result is about to get. */
  void named(String result);

  /** Adds what people should know of it. */
  void note(String text);

  /** Returns the download as it is now. */
  Download now();
}
