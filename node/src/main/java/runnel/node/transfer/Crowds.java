package runnel.node.transfer;

import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/** Asks owners who else reads what they share. Thread-safe. */
public interface Crowds {
  /** Who this node is to the others; empty if it takes no part. */
  Optional<PeerId> self();

  /**
   * Asks an owner who else reads its content, which tells it that this node does; blocks for
   * seconds at most.
   *
   * @throws SourceFailure as {@link Source#fetch}; NOT_THERE if the peer is no owner of it
   */
  Crowd of(ContentId content, Source owner) throws SourceFailure;

  /** Takes no part. */
  Crowds NONE =
      new Crowds() {
        @Override
        public Optional<PeerId> self() {
          return Optional.empty();
        }

        @Override
        public Crowd of(ContentId content, Source owner) throws SourceFailure {
          throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "is not asked who reads");
        }
      };
}
