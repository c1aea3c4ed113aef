package runnel.indexd.quota;

import java.util.HashMap;
import java.util.Map;

/** Bounds how many things each key has in use at a time. Thread-safe. */
public final class Places<K> {
  private final int most;

  /** Guarded by this; holds only keys that have something in use. */
  private final Map<K, Integer> used = new HashMap<>();

  public Places(int most) {
    this.most = most;
  }

  /** Takes a place for the key, to be left again; false if it has too many. */
  public synchronized boolean enter(K key) {
    int now = used.getOrDefault(key, 0);
    if (now >= most) {
      return false;
    }
    used.put(key, now + 1);
    return true;
  }

  /** Gives a place back. */
  public synchronized void leave(K key) {
    used.computeIfPresent(key, (same, now) -> now == 1 ? null : now - 1);
  }
}
