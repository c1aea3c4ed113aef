package runnel.node.control;

/** The node as its control API asks it. Thread-safe; throws {@code NodeException}. */
public interface ControlledNode {
  /** What the node is and does. */
  ControlDocuments.Status status();

  /** Everyone ever seen. */
  ControlDocuments.Peers peers();

  /** Lists a folder of the network: {@code /}, {@code /alice}, {@code /alice/x}. */
  ControlDocuments.Listing list(String path);

  /** The own share. */
  ControlDocuments.Share share();

  /** Looks the share over again; returns when what changed is published. */
  ControlDocuments.Share rescan();

  /** Begins to end the node; returns at once. */
  void stop();
}
