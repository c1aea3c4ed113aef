package runnel.node.transfer;

/** Who asks a source for something, and may give that up. */
public interface Asking {
  /**
   * The request begins.
   *
   * @param abort ends it from another thread, if it lasts: the source then fails; of no effect
   *     afterwards
   */
  default void begun(Runnable abort) {}
}
