package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;
import runnel.indexd.api.Index;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.User;
import runnel.indexd.api.Witness;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;

/** Names against the plainest account of them: who claims what, who witnesses what. */
class NamesModelTest {
  private static final List<Identity> PEERS = Stream.generate(Identity::create).limit(4).toList();

  private Path folder;
  private TestIndex index;

  /** What is known to the model. */
  private final Map<PeerId, UserName> claims = new TreeMap<>();

  private final Map<PeerId, List<Witness>> witnesses = new TreeMap<>();
  private final Set<PeerId> online = new HashSet<>();

  /** What somebody sees who follows the changes. */
  private final Map<PeerId, Seen> seen = new TreeMap<>();

  private Optional<Cursor> cursor = Optional.empty();

  record Seen(UserName name, boolean contested, boolean online) {}

  /** What a peer does. */
  sealed interface Step {
    int peer();

    record Announce(int peer, String name, boolean held) implements Step {}

    record Testify(int peer, Map<String, Integer> pinned) implements Step {}

    record Leave(int peer) implements Step {}

    record Restart(int peer) implements Step {}
  }

  @BeforeTry
  void open() throws IOException {
    folder = Files.createTempDirectory("names-model");
    index = new TestIndex(folder, PEERS.getFirst().id(), new FakeClock());
    claims.clear();
    witnesses.clear();
    online.clear();
    seen.clear();
    cursor = Optional.empty();
  }

  @AfterTry
  void close() throws IOException {
    index.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 40)
  void namesAreAsTheModelSays(@ForAll("steps") List<Step> steps) {
    follow(true);
    for (Step step : steps) {
      switch (step) {
        case Step.Announce announce -> announce(announce);
        case Step.Testify testify -> testify(testify);
        case Step.Leave leave -> leave(leave);
        case Step.Restart _ -> restart();
      }
      follow(step instanceof Step.Restart);
      assertThat(seen).isEqualTo(expected());
    }
    restart();
    follow(true);
    assertThat(seen).isEqualTo(expected());
  }

  private void announce(Step.Announce step) {
    UserName name = new UserName(step.name());
    PeerId id = id(step.peer());
    boolean mayHaveIt = claims(id, name) || step.held() || !isOfAnother(name, id);
    Announcement said = new Announcement(name, Optional.empty(), "1", step.held());
    try {
      boolean contested = as(step.peer()).announce(said).contested();
      assertThat(mayHaveIt).isTrue();
      claims.put(id, name);
      online.add(id);
      assertThat(contested).isEqualTo(isContested(name));
    } catch (IndexException e) {
      assertThat(mayHaveIt).isFalse();
      assertThat(e.kind()).isEqualTo(IndexException.Kind.NAME_TAKEN);
      assertThat(e.suggestions()).hasSize(3).allMatch(free -> !isOfAnother(new UserName(free), id));
    }
  }

  private void testify(Step.Testify step) {
    List<Witness> said = new ArrayList<>();
    step.pinned().forEach((name, peer) -> said.add(new Witness(new UserName(name), id(peer))));
    try {
      as(step.peer()).witness(said);
      assertThat(claims).containsKey(id(step.peer()));
      witnesses.put(id(step.peer()), said);
    } catch (IndexException e) {
      assertThat(claims).doesNotContainKey(id(step.peer()));
    }
  }

  private void leave(Step.Leave step) {
    as(step.peer()).leave();
    online.remove(id(step.peer()));
  }

  private void restart() {
    index.close();
    index = new TestIndex(folder, PEERS.getFirst().id(), new FakeClock());
    online.clear();
  }

  /** Takes the news; nobody is told of without one. */
  private void follow(boolean anew) {
    // The revision of an index that nothing changed yet means 'from the beginning'.
    boolean whole = anew || cursor.filter(reached -> reached.revision() == 0).isPresent();
    Changes news = as(0).changes(cursor, Duration.ZERO);
    assertThat(news.whole()).isEqualTo(whole);
    if (whole) {
      seen.clear();
    }
    for (User user : news.users()) {
      Seen now = new Seen(user.name(), user.contested(), user.online());
      assertThat(seen.put(user.id(), now)).isNotEqualTo(now);
    }
    cursor = Optional.of(news.cursor());
  }

  private Map<PeerId, Seen> expected() {
    Map<PeerId, Seen> expected = new TreeMap<>();
    claims.forEach(
        (id, name) -> expected.put(id, new Seen(name, isContested(name), online.contains(id))));
    return expected;
  }

  private boolean claims(PeerId id, UserName name) {
    return claims.containsKey(id) && claims.get(id).folded().equals(name.folded());
  }

  private boolean isContested(UserName name) {
    return keys(name).size() > 1;
  }

  private boolean isOfAnother(UserName name, PeerId id) {
    return keys(name).stream().anyMatch(key -> !key.equals(id));
  }

  private Set<PeerId> keys(UserName name) {
    Set<PeerId> keys = new HashSet<>();
    claims.forEach((id, claimed) -> {
      if (claimed.folded().equals(name.folded())) {
        keys.add(id);
      }
    });
    witnesses.values().stream()
        .flatMap(List::stream)
        .filter(witness -> witness.name().folded().equals(name.folded()))
        .forEach(witness -> keys.add(witness.pinned()));
    return keys;
  }

  private Index as(int peer) {
    return index.index().as(PEERS.get(peer).key());
  }

  private static PeerId id(int peer) {
    return PEERS.get(peer).id();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> peers = Arbitraries.integers().between(0, PEERS.size() - 1);
    // One name begins with another, and one is another in capitals.
    Arbitrary<String> names = Arbitraries.of("ann", "ANN", "anna", "bob");
    Arbitrary<Step> announce =
        Combinators.combine(peers, names, Arbitraries.of(true, false)).as(Step.Announce::new);
    Arbitrary<Step> testify =
        Combinators.combine(
                peers, Arbitraries.maps(Arbitraries.of("Ann", "anna", "bob"), peers).ofMaxSize(3))
            .as(Step.Testify::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, announce),
            net.jqwik.api.Tuple.of(4, testify),
            net.jqwik.api.Tuple.of(1, peers.map(Step.Leave::new)),
            net.jqwik.api.Tuple.of(1, peers.map(Step.Restart::new)))
        .list()
        .ofMinSize(4)
        .ofMaxSize(16);
  }
}
