package runnel.node.control;

import java.util.List;
import java.util.Map;

/** The JSON documents of the control API, as {@code node/CONTROL.md} describes them. */
public final class ControlDocuments {
  private ControlDocuments() {}

  /** What {@code status} tells; {@code mountState} is {@code mounted} or {@code unmounted}. */
  public record Status(
      String state,
      long pid,
      String version,
      String name,
      String peerId,
      String address,
      String mount,
      String mountState,
      String share,
      String home,
      IndexState index,
      Counters counters,
      ShareState shareState,
      NetworkState network,
      long uptimeSeconds) {}

  /** Which index, whether it answers, and why it is that one. */
  public record IndexState(
      String address,
      String peerId,
      boolean embedded,
      String state,
      String why,
      List<Candidate> candidates) {
    public IndexState(String address, String peerId, boolean embedded, String state) {
      this(address, peerId, embedded, state, null, List.of());
    }

    /** Returns the same with why it is that one. */
    public IndexState because(String reason, List<Candidate> others) {
      return new IndexState(address, peerId, embedded, state, reason, List.copyOf(others));
    }
  }

  /** Who could host the index; {@code since} is the candidacy's own time, not a clock's. */
  public record Candidate(String address, String peerId, boolean dedicated, long since) {}

  /** Which network this node is in, how it finds others, and what is amiss around it. */
  public record NetworkState(
      Network membership,
      List<Interface> discovery,
      Long clockAheadSeconds,
      boolean nameContested,
      List<TransferDocuments.Avoided> avoided) {}

  /** The network that this node is in, and whether its members know a passphrase. */
  public record Network(String name, boolean passphrase) {}

  /** What was sent and heard by multicast at one interface; {@code error} if it can't be used. */
  public record Interface(
      String name,
      String group,
      long sent,
      long received,
      Dropped dropped,
      boolean heardBack,
      String error) {}

  /** What arrived at an interface and was not heeded, by the reason; datagrams. */
  public record Dropped(
      long otherNetworks, long copied, long offLink, long limited, long malformed) {}

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

  /** One peer; {@code files} and {@code bytes} once its catalog is known. */
  public record PeerLine(
      String name,
      String peerId,
      String address,
      boolean online,
      String lastActive,
      Long files,
      Long bytes,
      String foundBy,
      PeerKey key) {}

  /**
   * What is known of a peer's key; {@code state} is {@code self}, {@code pinned}, {@code new},
   * {@code contested} or {@code conflict}, and the two sentences say what is wrong and what helps.
   */
  public record PeerKey(String claims, String words, String state, String problem, String help) {}

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

  /**
   * One file or folder with all that is known of it; {@code facts} are those of the mount's
   * extended attributes, without {@code user.runnel.}.
   */
  public record Info(
      String path,
      String name,
      String kind,
      long size,
      String modified,
      boolean executable,
      String contentId,
      Long files,
      Map<String, String> facts) {}

  /** The own share. */
  public record Share(
      String path,
      long files,
      long folders,
      long bytes,
      Hashing hashing,
      Watched watched,
      List<Import> imports,
      List<Skipped> skipped,
      long skippedTotal) {}

  /** How many folders of the share are watched for changes, and how many only looked over. */
  public record Watched(long folders, long unwatched) {}

  /** What is shared from elsewhere: its name in the share, and where it is. */
  public record Import(String name, String target) {}

  /** What is still to be hashed. */
  public record Hashing(long files, long bytes) {}

  /** What is not shared, and why. */
  public record Skipped(String path, String reason) {}

  /** A failure. */
  public record Failure(String kind, String message) {}
}
