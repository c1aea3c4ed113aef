package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

class PlaceTest {
  @Test
  void aPathBelowPeersNamesThePeerAndTheWayDown() {
    assertThat(Place.of("/peers/alice/a b/c"))
        .isEqualTo(new Place.InPeer("alice", List.of(new EntryName("a b"), new EntryName("c"))));
  }

  @Test
  void aPlaceKnowsItsPath() {
    assertThat(((Place.InPeer) Place.of("/peers/alice/a/b")).path()).isEqualTo("/peers/alice/a/b");
    assertThat(((Place.InPeer) Place.of("/peers/alice")).path()).isEqualTo("/peers/alice");
  }

  @Test
  void anyNameBelowSearchIsAQuery() {
    assertThat(Place.of("/search")).isEqualTo(new Place.Searches());
    assertThat(Place.of("/search/week 3")).isEqualTo(new Place.Search("week 3"));
    assertThat(Place.of("/search/week 3/talk.mkv"))
        .isEqualTo(new Place.InSearch("week 3", "talk.mkv", List.of()));
    assertThat(Place.of("/search/q/hit/a/b"))
        .isEqualTo(new Place.InSearch("q", "hit", List.of(new EntryName("a"), new EntryName("b"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/search/.git", "/search/.Trash-0/files", "/search/autorun.inf"})
  void whatProgramsProbeForIsNoQuery(String path) {
    assertThatThrownBy(() -> Place.of(path))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.NOT_FOUND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.Trash", "/peer", "/peers2", "/autorun.inf"})
  void nothingElseIsInTheRoot(String path) {
    assertThatThrownBy(() -> Place.of(path))
        .isInstanceOfSatisfying(
            NodeException.class, e -> assertThat(e.kind()).isEqualTo(NodeException.Kind.NOT_FOUND));
  }

  @Test
  void aNameThatNoFolderCanHoldIsNowhere() {
    assertThatThrownBy(() -> Place.of("/peers/alice/" + "x".repeat(256)))
        .isInstanceOf(NodeException.class);
  }
}
