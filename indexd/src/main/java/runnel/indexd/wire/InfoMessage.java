package runnel.indexd.wire;

import java.util.Optional;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.identity.PeerId;

/**
 * Answer to {@code GET info}.
 *
 * @param id the peer id of the host
 * @param dedicated whether it is a daemon of its own; false while it is no candidate
 * @param since when it stands as host of the network's index; 0 while it is no candidate
 * @param users how many it knows
 * @param instead the index that its host uses, if that is not this one
 */
public record InfoMessage(
    String id, boolean dedicated, long since, long users, ElsewhereMessage instead) {
  public static InfoMessage of(IndexInfo info) {
    return new InfoMessage(
        info.id().text(),
        info.dedicated(),
        info.candidacy().map(Candidacy::since).orElse(0L),
        info.users(),
        ElsewhereMessage.of(info.instead()));
  }

  /** Returns the info; throws {@link WireException}. */
  public IndexInfo info() {
    return Parsing.of(
        "info",
        () -> {
          PeerId host = PeerId.parse(id);
          return new IndexInfo(
              host,
              since == 0 ? Optional.empty() : Optional.of(new Candidacy(dedicated, since, host)),
              users,
              instead.elsewhere());
        });
  }
}
