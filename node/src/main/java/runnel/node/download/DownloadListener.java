package runnel.node.download;

/** Learns how downloads end. Called by any thread; must not block. */
public interface DownloadListener {
  /** It is in its target under the name of its {@code life().result()}. */
  void finished(Download download);

  /** It failed, for the reason in its note. */
  void failed(Download download);
}
