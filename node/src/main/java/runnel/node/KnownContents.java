package runnel.node;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.network.Peer;
import runnel.node.network.Roster;
import runnel.node.tree.Facts;

/**
 * How much of a content is here, and who gave it. Thread-safe.
 *
 * @param roster how peers are called
 * @param moving knows what was moved
 */
record KnownContents(Roster roster, Moving moving) implements Facts.OfContents {
  private static final int KEY_LETTERS = 6;

  @Override
  public long cachedBytes(ContentId content) {
    return moving.cache().cachedBytes(content);
  }

  @Override
  public List<String> givers(ContentId content) {
    List<PeerId> givers = moving.transfer().giversOf(content);
    if (givers.isEmpty()) {
      return List.of();
    }
    Map<PeerId, String> names =
        roster.peers().stream()
            .filter(peer -> givers.contains(peer.id()))
            .collect(Collectors.toMap(Peer::id, Peer::shownName));
    return givers.stream()
        .map(giver -> names.getOrDefault(giver, giver.text().substring(0, KEY_LETTERS)))
        .toList();
  }
}
