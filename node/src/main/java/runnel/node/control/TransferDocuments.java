package runnel.node.control;

import java.util.List;

/** The JSON documents of reading, its cache and its limits, as {@code node/CONTROL.md} says. */
public final class TransferDocuments {
  private TransferDocuments() {}

  /**
   * Why something could not be read; {@code path} and {@code owner} as far as one was named, {@code
   * unhashed} is true of a file that its owner has not hashed yet.
   */
  public record Why(
      String path,
      String contentId,
      Boolean unhashed,
      Owner owner,
      List<Mishap> failures,
      List<Avoided> avoided) {}

  /** Whose it is. */
  public record Owner(String name, String peerId, boolean online) {}

  /** A peer that was asked and did not deliver, so often, the last time then. */
  public record Mishap(
      String time,
      int times,
      String peer,
      String peerId,
      String contentId,
      String what,
      String help) {}

  /** A peer that is not asked for a while, and why. */
  public record Avoided(String peer, String peerId, String problem) {}

  /**
   * How far a peer is: the median of some trips; {@code bytesPerSecond} once something was fetched
   * from it.
   */
  public record Ping(
      String peer,
      String peerId,
      String address,
      long connectMicros,
      long roundTripMicros,
      Long bytesPerSecond,
      String problem) {}

  /** The cache in numbers; {@code pinned} counts contents, the last four are since the start. */
  public record CacheState(
      long bytes,
      long limitBytes,
      long pinned,
      long storedBytes,
      long droppedChunks,
      long notKeptChunks,
      long evictedContents) {}

  /** What was pinned or unpinned. */
  public record Pinned(String path, long contents, long bytes) {}

  /** All settings that can be changed while running. */
  public record Settings(List<Setting> settings) {}

  /** One of them; {@code amount} is the value of a limit as a number, 0 for none. */
  public record Setting(String key, String value, Long amount, boolean set, String meaning) {}
}
