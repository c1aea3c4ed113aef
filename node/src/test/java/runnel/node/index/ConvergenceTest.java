package runnel.node.index;

import static org.assertj.core.api.Assertions.assertThat;
import static runnel.node.index.Ids.address;
import static runnel.node.index.Ids.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;

/** A network of nodes that each choose for themselves: they all come to the same index. */
class ConvergenceTest {
  private static final int ROUNDS = 60;

  private final List<Node> nodes = new ArrayList<>();
  private long now;

  private final class Node {
    private final int number;
    private final Selection selection;
    private final Candidacy standing;
    private boolean alive = true;

    Node(int number, long clock) {
      this.number = number;
      selection = new Selection(peer(number), () -> now, id -> false, new Random(1));
      standing = selection.stand(clock + 1);
    }

    void round() {
      selection
          .present()
          .filter(met -> !node(met.address()).alive)
          .ifPresent(met -> selection.lost(met, "dead"));
      selection.present().ifPresent(met -> selection.confirmed(met, node(met.address()).facts()));
      for (Hint hint : selection.dials()) {
        Node other = node(hint.address());
        if (other.alive) {
          selection.met(hint, new Met(new NoIndex(), hint.address(), hint.origin(), other.facts()));
        } else {
          selection.failed(hint, "dead");
        }
      }
    }

    /** What a scout learns of another node. */
    void scout(Node other) {
      if (other.alive) {
        learn(other);
        other.learn(this);
      }
    }

    private void learn(Node other) {
      selection.take(hint(other, Optional.of(other.standing)));
      other
          .facts()
          .instead()
          .map(index -> hint(node(index.address()), Optional.empty()))
          .ifPresent(selection::take);
    }

    Met.Facts facts() {
      Optional<Elsewhere> instead =
          selection.present().map(met -> new Elsewhere(met.address(), met.host()));
      return new Met.Facts(peer(number), Optional.of(standing), instead);
    }

    Node uses() {
      return selection.present().map(met -> node(met.address())).orElse(this);
    }
  }

  /** Each knows but the one before it, which is the least that holds a network together. */
  @Property(tries = 200)
  void nodesThatKnowEachOtherInARowComeToOneIndex(
      @ForAll @IntRange(min = 2, max = 12) int count, @ForAll long seed) {
    begin(count, seed);
    for (int i = 1; i < count; i++) {
      nodes.get(i).selection.take(hint(nodes.get(i - 1), Optional.empty()));
    }
    rounds(true);
    assertThat(nodes).allMatch(node -> node.uses() == first());
  }

  @Property(tries = 200)
  void whenTheHostDiesTheOthersComeToOneIndexAgain(
      @ForAll @IntRange(min = 3, max = 12) int count, @ForAll long seed) {
    begin(count, seed);
    for (Node node : nodes) {
      nodes.forEach(other -> node.selection.take(hint(other, Optional.of(other.standing))));
    }
    rounds(false);
    assertThat(nodes).allMatch(node -> node.uses() == first());
    first().alive = false;
    rounds(false);
    assertThat(nodes).filteredOn(node -> node.alive).allMatch(node -> node.uses() == first());
  }

  private void begin(int count, long seed) {
    nodes.clear();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(i, random.nextLong(1_000)));
    }
  }

  private void rounds(boolean scouting) {
    for (int i = 0; i < ROUNDS; i++) {
      now += Duration.ofSeconds(5).toNanos();
      for (Node node : nodes) {
        if (node.alive) {
          node.round();
          if (scouting && node.number > 0) {
            node.scout(nodes.get(node.number - 1));
          }
        }
      }
    }
  }

  private Node first() {
    return nodes.stream()
        .filter(node -> node.alive)
        .min(Comparator.comparing(node -> node.standing))
        .orElseThrow();
  }

  private Node node(Address where) {
    return nodes.stream()
        .filter(node -> address(node.number).equals(where))
        .findFirst()
        .orElseThrow();
  }

  private static Hint hint(Node node, Optional<Candidacy> candidacy) {
    return new Hint(address(node.number), Optional.of(peer(node.number)), candidacy, Origin.TOLD);
  }
}
