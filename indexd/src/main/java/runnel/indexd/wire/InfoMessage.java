package runnel.indexd.wire;

import runnel.indexd.api.IndexInfo;
import runnel.indexd.identity.PeerId;

/**
 * Answer to {@code GET info}.
 *
 * @param id the peer id of the host
 * @param dedicated whether it is a daemon of its own
 * @param users how many it knows
 */
public record InfoMessage(String id, boolean dedicated, long users) {
  public static InfoMessage of(IndexInfo info) {
    return new InfoMessage(info.id().text(), info.dedicated(), info.users());
  }

  /** Returns the info; throws {@link WireException}. */
  public IndexInfo info() {
    return Parsing.of("info", () -> new IndexInfo(PeerId.parse(id), dedicated, users));
  }
}
