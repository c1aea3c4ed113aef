package runnel.indexd.tls;

import runnel.indexd.identity.PeerId;

/** What came of pinning a key. */
public sealed interface Pinned {
  /**
   * The key stands.
   *
   * @param peer its id
   * @param first whether this was the first contact
   */
  record Agreed(PeerId peer, boolean first) implements Pinned {}

  /**
   * The subject is pinned to another key: a hard failure, until {@link Pins#trust} accepts just
   * this change.
   *
   * @param subject whose key changed
   * @param pinned the peer that it is pinned to
   * @param met the peer that was met
   */
  record Conflict(PinSubject subject, PeerId pinned, PeerId met) implements Pinned {
    /** Returns what a user must know to decide. */
    public String message() {
      return "refused "
          + subject
          + ": its key is "
          + met.grouped()
          + ", but the one known since the first contact is "
          + pinned.grouped()
          + "; if its owner confirms the new one by another way: runnel trust";
    }
  }
}
