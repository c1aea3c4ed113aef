package runnel.node.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import runnel.indexd.identity.PeerId;

/**
 * The others who read the same content: what they have of it, and who of all is the one to ask the
 * owner for which part.
 *
 * <p>Where few read, holders are sources like others, for what they have. Where many do, each part
 * of {@link TransferLimits#SHARED_NODES} nodes that nobody waits for yet is one reader's to fetch
 * from the owner, and the others have it from him: who that is follows from a hash of the part and
 * of each reader's key, so nothing need be agreed on. It is only a matter of patience: in the end
 * everybody may ask the owner for everything.
 *
 * <p>Belongs to a {@link Board}, under its lock.
 */
final class Company {
  private final Optional<PeerId> self;
  private final int crowd;
  private final Map<PeerId, Member> members = new LinkedHashMap<>();

  /** Who said too often what was not so; remembered as long as the content is read. */
  private final Set<PeerId> expelled = new HashSet<>();

  private int readers;

  /** A holder and what it says that it has. */
  private static final class Member {
    final Holder holder;
    BitSet nodes = new BitSet();
    int misses;

    Member(Holder holder) {
      this.holder = holder;
    }
  }

  /**
   * @param self who this node is to others who read the same; empty if it takes no part
   * @param crowd readers from which on they had better not all ask the owner
   */
  Company(Optional<PeerId> self, int crowd) {
    this.self = self;
    this.crowd = crowd;
  }

  /** Takes in what an owner said; who is known stays. */
  void learn(Crowd crowd) {
    readers = Math.min(crowd.readers(), TransferLimits.READERS_MAX);
    for (Holder holder : crowd.holders()) {
      if (members.size() < TransferLimits.HOLDERS_PER_CONTENT
          && expelled.size() < TransferLimits.EXPELLED_MAX
          && !expelled.contains(holder.peer())
          && !self.equals(Optional.of(holder.peer()))) {
        var _ = members.putIfAbsent(holder.peer(), new Member(holder));
      }
    }
  }

  List<Holder> holders() {
    return members.values().stream().map(member -> member.holder).toList();
  }

  Stream<Holder> haveSomething() {
    return members.values().stream()
        .filter(member -> !member.nodes.isEmpty())
        .map(member -> member.holder);
  }

  /** Takes in what a holder says that it has. */
  void has(PeerId peer, BitSet nodes) {
    Member member = members.get(peer);
    if (member != null) {
      member.nodes = nodes;
    }
  }

  /** The holder does not answer, or has nothing for us: another may take its place. */
  void leaves(PeerId peer) {
    var _ = members.remove(peer);
  }

  /** The holder did not bring what it said to have; that may be now and then: it needed room. */
  void missed(PeerId peer) {
    Member member = members.get(peer);
    if (member != null) {
      member.nodes = new BitSet();
      member.misses++;
      if (member.misses >= TransferLimits.HOLDER_MISSES_MAX) {
        leaves(peer);
        boolean _ = expelled.add(peer);
      }
    }
  }

  boolean has(PeerId peer, long node) {
    Member member = members.get(peer);
    return member != null && node <= Integer.MAX_VALUE && member.nodes.get((int) node);
  }

  /** Says whether the holder says that it has all of these. */
  boolean hasAll(PeerId peer, NodeRun run) {
    Member member = members.get(peer);
    return member != null
        && run.end() <= Integer.MAX_VALUE
        && member.nodes.nextClearBit((int) run.first()) >= run.end();
  }

  /** Returns the first neighbouring nodes among these that the holder says it has. */
  Optional<NodeRun> partOf(PeerId peer, NodeRun run) {
    Member member = members.get(peer);
    if (member == null || run.end() > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    int first = member.nodes.nextSetBit((int) run.first());
    return first < 0 || first >= run.end()
        ? Optional.empty()
        : Optional.of(new NodeRun(first, Math.min(run.end(), member.nodes.nextClearBit(first))));
  }

  /** Says whether some other says that it has the node. */
  boolean anyHas(long node, Collection<PeerId> but) {
    return members.keySet().stream().anyMatch(peer -> !but.contains(peer) && has(peer, node));
  }

  /** Says whether so many read that they had better not all ask the owner. */
  boolean isCrowd() {
    return readers >= crowd && !members.isEmpty();
  }

  /**
   * How long a part that is another's to fetch may be waited for: while so many share a gigabit
   * link, read-ahead is not slower by it than their share of the link.
   */
  Duration patience() {
    return TransferLimits.PATIENCE_PER_READER.multipliedBy(readers);
  }

  /** Says whether it is this node that asks the owner for the part in which the node lies. */
  boolean isOurs(long node) {
    return self.map(
            me -> {
              long mine = score(me, part(node));
              return members.keySet().stream().allMatch(other -> score(other, part(node)) <= mine);
            })
        .orElse(true);
  }

  /** How far ahead this node fetches what is its own to fetch: as far as all readers together. */
  long aheadNodes() {
    return TransferLimits.WINDOW_MAX_BYTES / TransferLimits.NODE_BYTES * readers;
  }

  /** The parts in an order of this node's own, so that readers of the same begin elsewhere. */
  List<NodeRun> inOwnOrder(List<NodeRun> parts) {
    Map<NodeRun, Long> order = new HashMap<>();
    parts.forEach(run -> order.put(run, self.map(me -> score(me, part(run.first()))).orElse(0L)));
    return parts.stream().sorted((a, b) -> Long.compare(order.get(b), order.get(a))).toList();
  }

  private static long part(long node) {
    return node / TransferLimits.SHARED_NODES;
  }

  /** The finalizer of splitmix64 (Steele, Lea, Flood 2014), so that near inputs are far apart. */
  private static long score(PeerId peer, long part) {
    long mixed = ByteBuffer.wrap(peer.hash().bytes()).getLong() + part * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
