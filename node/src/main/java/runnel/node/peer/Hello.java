package runnel.node.peer;

import java.util.List;

/**
 * What a node says of itself, as JSON; the key behind it is the connection's. Public for JSON-B.
 *
 * @param name what it is called; empty while it has no name yet
 * @param port where it answers peers
 * @param since the logical time of its candidacy as an index; missing if it is no candidate
 * @param index the index that it uses; missing if that is its own
 * @param peers some peers that it saw online lately, in no order, at most {@link #PEERS_MAX}
 */
public record Hello(
    String name,
    String peerId,
    String version,
    Integer port,
    Long since,
    Place index,
    List<Place> peers) {
  /** At most so many peers are told of. */
  public static final int PEERS_MAX = 8;

  /** A peer and where it is. */
  public record Place(String peerId, String address) {}
}
