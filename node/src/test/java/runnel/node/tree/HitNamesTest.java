package runnel.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.EntryName;

class HitNamesTest {
  private final HitNames names = new HitNames();

  @Test
  void aHitIsCalledAsAtItsOwnersUnlessAnotherIsCalledSoAlready() {
    List<Place.InPeer> hits =
        List.of(
            hit("alice", "a", "x.mkv"),
            hit("bob", "x.mkv"),
            hit("bob", "b", "x.mkv"),
            hit("bob", "c", "b", "x.mkv"));
    assertThat(names.name(hits).keySet())
        .containsExactly("x.mkv", "x (bob).mkv", "x (b, bob).mkv", "x (b, bob 2).mkv");
    assertThat(names.name(List.of(hit("ann", "tar"), hit("bob", "tar"))).keySet())
        .containsExactly("tar", "tar (bob)");
    assertThat(names.name(List.of(hit("ann", ".x"), hit("bob", ".x"))).keySet())
        .containsExactly(".x", ".x (bob)");
  }

  @Test
  void aHitKeepsItsNameAlsoWhenItIsNoneForAWhile() {
    Place.InPeer first = hit("alice", "x");
    Place.InPeer second = hit("bob", "x");
    names.name(List.of(first, second));
    assertThat(names.name(List.of(second)).keySet()).containsExactly("x (bob)");
    assertThat(names.place("x")).contains(first);
    assertThat(names.name(List.of(second, first)).keySet()).containsExactly("x (bob)", "x");
  }

  @Test
  void aLongNameIsCutBeforeItsEndingSoThatItStaysAName() {
    String longest = "ü".repeat(125) + ".mkv";
    Map<String, Place.InPeer> named =
        names.name(List.of(hit("alice", longest), hit("bob", longest)));
    String other = List.copyOf(named.keySet()).get(1);
    assertThat(other).endsWith("ü (bob).mkv");
    assertThat(other.getBytes(StandardCharsets.UTF_8).length).isBetween(250, 255);
  }

  @Test
  void whateverIsLongTheNameIsOneThatAFolderCanHold() {
    String peer = "𝒜".repeat(32) + "~" + "a".repeat(52);
    String dotted = "a." + "b".repeat(253);
    for (String folder : List.of("c".repeat(48), "d".repeat(255))) {
      List<Place.InPeer> hits =
          IntStream.range(0, 100)
              .mapToObj(
                  i -> hit(peer, "top" + i, folder, i % 2 == 0 ? dotted : "x.2345678901234567"))
              .toList();
      assertThat(names.name(hits).keySet())
          .hasSize(100)
          .allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 255);
    }
  }

  @Test
  void whatWasAHitLongestAgoIsForgotten() {
    names.name(List.of(hit("alice", "first"), hit("alice", "second")));
    for (int from = 0; from < HitNames.NAMES_MAX; from += 100) {
      names.name(IntStream.range(from, from + 100).mapToObj(i -> hit("alice", "n" + i)).toList());
      assertThat(names.place("second")).isPresent();
    }
    assertThat(names.place("first")).isEmpty();
    assertThat(names.place("n0")).isEmpty();
    assertThat(names.place("n1")).isPresent();
  }

  /** Whatever is found in turn: each hit has one name, of its own, and the name leads to it. */
  @Property
  void namesAndHitsBelongTogether(
      @ForAll @Size(max = 20) List<@Size(max = 12) Set<@IntRange(max = 40) Integer>> rounds) {
    HitNames fresh = new HitNames();
    Map<Place.InPeer, String> known = new HashMap<>();
    for (Set<Integer> round : rounds) {
      Set<Place.InPeer> hits = new LinkedHashSet<>();
      round.forEach(i -> hits.add(hit("p" + i % 3, "d" + i / 3, "x" + i % 2)));
      Map<String, Place.InPeer> named = fresh.name(hits);
      assertThat(new ArrayList<>(named.values())).isEqualTo(new ArrayList<>(hits));
      named.forEach((name, hit) -> {
        assertThat(known.computeIfAbsent(hit, absent -> name)).isEqualTo(name);
        assertThat(fresh.place(name)).contains(hit);
      });
    }
    assertThat(known.values()).doesNotHaveDuplicates();
  }

  private static Place.InPeer hit(String peer, String... names) {
    return new Place.InPeer(peer, List.of(names).stream().map(EntryName::new).toList());
  }
}
