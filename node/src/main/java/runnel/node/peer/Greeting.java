package runnel.node.peer;

import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;

/**
 * What a peer said of itself, and who it is. But for its key all is hearsay.
 *
 * @param name what it calls itself; empty while it has no name yet
 * @param key what it proved to have
 * @param port where it answers peers, if it said so
 * @param since the logical time of its candidacy as an index, if it is a candidate
 * @param index the index that it uses, if that is not its own
 * @param peers some whom it saw lately
 */
public record Greeting(
    Optional<UserName> name,
    ProvedKey key,
    Optional<Integer> port,
    Optional<Long> since,
    Optional<Elsewhere> index,
    List<Elsewhere> peers) {
  public Greeting {
    peers = List.copyOf(peers);
  }
}
