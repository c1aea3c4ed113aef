package runnel.node.control;

import java.util.List;

/** The JSON documents of the control API, as {@code node/CONTROL.md} describes them. */
public final class ControlDocuments {
  private ControlDocuments() {}

  /** What {@code status} tells. */
  public record Status(
      String state,
      long pid,
      String version,
      String name,
      String peerId,
      String address,
      String mount,
      String share,
      String home,
      IndexState index,
      Counters counters,
      ShareState shareState,
      long uptimeSeconds) {}

  /** Which index, and whether it answers. */
  public record IndexState(String address, String peerId, boolean embedded, String state) {}

  /** What was moved since the start. */
  public record Counters(
      long bytesFetched,
      long chunksFetched,
      long chunksReused,
      long chunksRefused,
      long sourceFailures,
      long bytesServed,
      long cacheBytes) {}

  /** The own share in numbers. */
  public record ShareState(long files, long folders, long bytes, long hashing, long skipped) {}

  /** All peers. */
  public record Peers(List<PeerLine> peers) {}

  /** One peer. */
  public record PeerLine(
      String name,
      String peerId,
      String address,
      boolean online,
      String lastActive,
      long files,
      long bytes) {}

  /** A folder's listing. */
  public record Listing(String path, List<ListingLine> entries) {}

  /** One entry of a listing; {@code contentId} and {@code files} where there is one. */
  public record ListingLine(
      String name,
      String kind,
      long size,
      String modified,
      boolean executable,
      String contentId,
      Long files) {}

  /** The own share. */
  public record Share(
      String path,
      long files,
      long folders,
      long bytes,
      Hashing hashing,
      List<Skipped> skipped,
      long skippedTotal) {}

  /** What is still to be hashed. */
  public record Hashing(long files, long bytes) {}

  /** What is not shared, and why. */
  public record Skipped(String path, String reason) {}

  /** A failure. */
  public record Failure(String kind, String message) {}
}
