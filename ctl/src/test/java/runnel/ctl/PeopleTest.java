package runnel.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.ctl.home.Surroundings;

/** Peers, keys, events: against canned answers of a node. */
class PeopleTest {
  private static final String PEERS =
      """
      {"peers":[{"name":"ann","peerId":"aaaa","address":"10.0.0.7:7707","online":true,"files":2,"bytes":10,
       "key":{"claims":"ann","words":"lusab-babad","state":"self"}},
      {"name":"bob","peerId":"bbbb","address":"[fe80::1]:7707","online":true,"foundBy":"multicast",
       "key":{"claims":"bob","words":"gutih-tugad","state":"pinned"}},
      {"name":"bob~cccc","peerId":"cccc","address":"10.0.0.9:7707","online":false,
       "key":{"claims":"bob","words":"mudof-sakat","state":"conflict",
       "problem":"bob~cccc claims the name bob, which is pinned to another key","help":"call\\u001b[2J him"}}]}
      """;

  private static final String CONFLICT =
      """
      {"subject":"bob","kind":"name","pinned":{"peerId":"bbbb","words":"gutih-tugad"},
       "met":{"peerId":"cccccccccccccc","words":"mudof-sakat"},"proved":true,"where":"10.0.0.9:7707",
       "times":{"last":"soon"}}
      """;

  private static final String ACCEPTED =
      "{\"subject\":\"bob\",\"peerId\":\"cccccccccccccc\",\"words\":\"mudof-sakat\"}";

  @TempDir private Path folder;
  private FakeNode node;
  private Run run;

  @BeforeEach
  void start() {
    node = FakeNode.in(folder).answers("GET /v1/peers", PEERS);
    run = new Run(new Surroundings(Map.of(), folder, folder));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  @Test
  void peersTellWhatIsWrongWithANameAndWhatIsNotKnown() {
    assertThat(runnel("peers")).isZero();
    assertThat(run.out().lines().toList())
        .satisfiesExactly(
            title -> assertThat(title).contains("FOUND BY", "KEY"),
            ann -> assertThat(ann).contains("2", "10 B", "self"),
            bob ->
                assertThat(bob)
                    .containsPattern("bob +yes +- +- +- +\\[fe80::1]:7707 +multicast +pinned"),
            other -> assertThat(other).contains("conflict"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "bob~cccc claims the name bob, which is pinned to another key; call\\u{1B}[2J him"));
  }

  @Test
  void peersAreFoundByNameAndByAddress() {
    assertThat(runnel("peers", "BOB")).isZero();
    assertThat(run.out()).contains("bbbb", "cccc").doesNotContain("aaaa");
    assertThat(idsAt("10.0.0.9")).containsExactly("cccc");
    assertThat(idsAt("10.0.0.7:7707")).containsExactly("aaaa");
    assertThat(idsAt("fe80::1")).containsExactly("bbbb");
    assertThat(idsAt("[fe80::1]")).containsExactly("bbbb");
    assertThat(runnel("peers", "10.0.0.7:1")).isEqualTo(4);
    assertThat(runnel("peers", "nobody")).isEqualTo(4);
  }

  @Test
  void followedPeersAreALineEachAndAgainWhenTheyChange() {
    node.answers("GET /v1/events?after=0&epoch=0&wait-ms=0", "{\"epoch\":5,\"next\":7}")
        .answers("GET /v1/events?after=7&epoch=5&wait-ms=2000", 503, "{\"kind\":\"UNAVAILABLE\"}");
    assertThat(runnel("peers", "--follow", "bob")).isEqualTo(6);
    assertThat(run.out())
        .isEqualTo(
            """
            bob is online, at [fe80::1]:7707, - files, -, key pinned
            bob~cccc is offline, at 10.0.0.9:7707, - files, -, key conflict
            """);
    assertThat(runnel("peers", "--follow", "--json", "ann")).isEqualTo(6);
    assertThat(run.out().lines().toList().getLast()).startsWith("{\"name\":\"ann\"").endsWith("}");
  }

  @Test
  void onATerminalTheTableIsPaintedInPlace() {
    run.types("");
    node.answers("GET /v1/events?after=0&epoch=0&wait-ms=0", "{\"epoch\":5,\"next\":7}")
        .answers("GET /v1/events?after=7&epoch=5&wait-ms=2000", 503, "{\"kind\":\"UNAVAILABLE\"}");
    assertThat(runnel("peers", "--follow", "ann")).isEqualTo(6);
    assertThat(run.out()).startsWith("\u001b[2J\u001b[HNAME").contains("ann").endsWith("\u001b[J");
  }

  @Test
  void eventsAreLinesAndFollowedFromTheLastOneOn() {
    String first =
        """
        {"epoch":5,"next":2,"events":[{"sequence":1,"time":"soon","kind":"peer-came","text":"bob\\u001b[2J is online"},
        {"sequence":2,"time":"soon","kind":"peer-went","text":"bob is offline"}]}
        """;
    node.answers("GET /v1/events?after=0&epoch=0&wait-ms=0", first)
        .answers(
            "GET /v1/events?after=2&epoch=5&wait-ms=25000",
            "{\"epoch\":6,\"next\":1,\"missed\":true,\"events\":[{\"text\":\"new\"}]}")
        .answers("GET /v1/events?after=1&epoch=6&wait-ms=25000", 429, "{\"kind\":\"BUSY\"}");
    assertThat(runnel("events")).isZero();
    assertThat(run.out())
        .isEqualTo(
            "soon  peer-came         bob\\u{1B}[2J is online\nsoon  peer-went         bob is offline\n");
    assertThat(runnel("events", "--follow", "--json")).isEqualTo(6);
    assertThat(run.out()).endsWith("{\"text\":\"new\"}\n");
    assertThat(run.err()).contains("missed");
    assertThat(runnel("events", "--follow", "--once")).isEqualTo(2);
  }

  @Test
  void trustListsPinsAndWhatIsToBeDecided() {
    node.answers(
        "GET /v1/trust",
        """
        {"pins":[{"subject":"bob","kind":"name","peerId":"bbbb","words":"gutih-tugad","since":"long ago"}],"conflicts":[%s],
         "contested":[{"name":"carol","claims":[{"shownAs":"carol~dddd","key":{"words":"lusab","peerId":"dddd"}}]}]}
        """
            .formatted(CONFLICT));
    assertThat(runnel("trust")).isZero();
    assertThat(run.out())
        .contains("long ago", "gutih-tugad", "answered at 10.0.0.9:7707", "mudof-sakat")
        .contains("runnel trust accept bob\n", "carol~dddd", "runnel trust accept carol KEY");
    assertThat(runnel("trust", "ls", "--json")).isZero();
  }

  @Test
  void theOneKeyThatWasMetIsAcceptedOnceSomebodyAgreed() {
    conflicts(CONFLICT);
    node.answers("POST /v1/trust/accept?subject=bob&key=cccccccccccccc", ACCEPTED);
    run.types("no");
    assertThat(runnel("trust", "accept", "bob")).isEqualTo(5);
    assertThat(run.err()).contains("mudof-sakat", "nothing was changed");
    run.types("Yes");
    assertThat(runnel("trust", "accept", "bob")).isZero();
    assertThat(run.out()).isEqualTo("bob has this key from now on: mudof-sakat\n");
  }

  @Test
  void whereNobodyCanBeAskedItTakesYesOrTheKey() {
    conflicts(CONFLICT);
    node.answers("POST /v1/trust/accept?subject=bob&key=cccccccccccccc", ACCEPTED)
        .answers("POST /v1/trust/accept?subject=bob&key=mudof-sakat", ACCEPTED);
    assertThat(runnel("trust", "accept", "bob")).isEqualTo(5);
    assertThat(node.requests()).containsExactly("GET /v1/trust");
    assertThat(runnel("trust", "accept", "bob", "--yes")).isZero();
    assertThat(runnel("trust", "accept", "bob", "mudof", "sakat")).isZero();
  }

  @Test
  void whatWasNotMetOrNotAloneMustBeNamed() {
    conflicts(CONFLICT.replace("true", "false"));
    assertThat(runnel("trust", "accept", "bob", "--yes")).isEqualTo(4);
    conflicts(CONFLICT + "," + CONFLICT);
    assertThat(runnel("trust", "accept", "bob", "--yes")).isEqualTo(5);
  }

  @Test
  void aKeyIsForgottenByItsSubject() {
    node.answers("POST /v1/trust/remove?subject=10.0.0.7%3a7707", ACCEPTED);
    assertThat(runnel("trust", "remove", "10.0.0.7:7707")).isZero();
    assertThat(run.out()).contains("10.0.0.7:7707 has no key", "mudof-sakat");
  }

  @Test
  void wordsAreOnesOwnAndTheOthers() {
    assertThat(runnel("trust", "words", "bob")).isZero();
    assertThat(run.out()).contains("ann (you)", "lusab babad", "gutih tugad", "mudof sakat");
    assertThat(runnel("trust", "words", "zoe")).isEqualTo(4);
  }

  @Test
  void statusSaysWhyTheIndexAndWhatIsAmiss() {
    node.answers(
        "GET /v1/status",
        """
        {"name":"ann","state":"ready","index":{"address":"10.0.0.9:7707","state":"connected","why":"dedicated"},
         "network":{"clockAheadSeconds":-75,"nameContested":true,
          "discovery":[{"name":"eth0","group":"239.255.77.7","sent":3,"received":0,"heardBack":false}]}}
        """);
    assertThat(runnel("status")).isZero();
    assertThat(run.out())
        .contains("10.0.0.9:7707 (dedicated), connected", "75 s behind", "somebody else claims it")
        .contains("eth0 239.255.77.7: 3 sent, 0 received, nothing heard back");
  }

  @Test
  void theDoctorAsksTheNodeToo() {
    node.answers("GET /v1/status", "{\"share\":\"" + folder.resolve("share") + "\",\"pid\":1}")
        .answers(
            "GET /v1/doctor",
            "{\"checks\":[{\"check\":\"multicast\",\"result\":\"fail\",\"found\":\"deaf\",\"help\":\"nft\"}]}");
    assertThat(runnel("doctor")).isEqualTo(1);
    assertThat(run.out()).containsPattern("fail +multicast +deaf").contains("→ nft", "locale");
    assertThat(run.err()).contains("failed");
  }

  @Test
  void theDoctorWorksWithoutANode() throws IOException {
    node.close();
    assertThat(runnel("doctor", "--json")).isBetween(0, 1);
    assertThat(run.out())
        .startsWith("{\"checks\":[{")
        .contains("no node is running", "state folder");
  }

  private void conflicts(String conflicts) {
    node.answers("GET /v1/trust", "{\"conflicts\":[" + conflicts + "]}");
  }

  private List<String> idsAt(String where) {
    Run one = new Run(new Surroundings(Map.of(), folder, folder));
    assertThat(one.in(folder, "peers", where)).isZero();
    return one.out()
        .lines()
        .skip(1)
        .filter(line -> !line.contains(";"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private int runnel(String... arguments) {
    return run.in(folder, arguments);
  }
}
