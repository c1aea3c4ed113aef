package runnel.node.transfer;

import java.time.Instant;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * A peer that was asked and did not deliver.
 *
 * @param when by this machine's clock, for display; of several the last
 * @param times how often it failed like that
 * @param content what was asked for; empty for a file that is not hashed yet
 * @param peer who was asked
 * @param name what people call it
 * @param kind how it failed
 * @param what the same in words, as said of the peer: {@code sent nothing in time}
 */
public record Failure(
    Instant when,
    int times,
    Optional<ContentId> content,
    PeerId peer,
    String name,
    SourceFailure.Kind kind,
    String what) {
  /** Says whether they differ in nothing but when they were. */
  boolean isLike(Failure other) {
    return content.equals(other.content)
        && peer.equals(other.peer)
        && kind == other.kind
        && what.equals(other.what);
  }

  /** Returns this one, which happened before as well. */
  Failure after(Failure earlier) {
    return new Failure(when, earlier.times + 1, content, peer, name, kind, what);
  }

  /** What a person can do about it. */
  public String help() {
    return switch (kind) {
      case BROKEN, SILENT ->
          "it may be off, asleep or behind a firewall: 'runnel ping %s' asks it again"
              .formatted(name);
      case NOT_THERE ->
          "the owner changed or removed the file: list its folder again and open it anew";
      case WRONG ->
          "its disk or its program is at fault: tell its owner; other sources are asked meanwhile";
      case WRONG_KEY ->
          "somebody else answers in its place: 'runnel trust' shows what is in dispute";
      case WRONG_NETWORK -> "it is in another network now, see 'runnel status' on both sides";
    };
  }
}
