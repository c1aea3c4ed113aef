package runnel.node.control;

import java.util.Optional;

/** Reading, its cache and its limits, as the control API asks. Throws {@code NodeException}. */
public interface TransferControl {
  /** Why something could not be read; without a path, all that failed lately. */
  TransferDocuments.Why why(Optional<String> path);

  /** How far the peer of that name is; asks it. */
  TransferDocuments.Ping ping(String peer);

  /** The cache in numbers. */
  TransferDocuments.CacheState cache();

  /** Empties the cache but for what is open or pinned. */
  TransferDocuments.CacheState clearCache();

  /** Keeps what is at the path when others make room. */
  TransferDocuments.Pinned pin(String path);

  /** Lets what is at the path go like the rest. */
  TransferDocuments.Pinned unpin(String path);

  /** What can be set while running. */
  TransferDocuments.Settings settings();

  /** Sets one, from now on and after a restart. */
  TransferDocuments.Setting set(String key, String value);

  /** Makes one as usual. */
  TransferDocuments.Setting unset(String key);
}
