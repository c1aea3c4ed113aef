package runnel.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.api.Address;
import runnel.node.doctor.Finding.Result;
import runnel.node.network.TestUsers;

class DoctorTest {
  @TempDir private Path folder;

  @Test
  void multicastThatNeverComesBackIsAFailureWithWhatHelps() {
    assertThat(MulticastCheck.of(true, List.of(heard(3, false, ""))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.result()).isEqualTo(Result.FAIL);
          assertThat(finding.found()).contains("eth9", "3 datagrams");
          assertThat(finding.help()).contains("ufw", "firewall-cmd", "nft", "7707", "--index");
        });
    assertThat(MulticastCheck.of(true, List.of(heard(3, true, "")))).allMatch(DoctorTest::isOk);
    assertThat(MulticastCheck.of(true, List.of(heard(0, false, "")))).allMatch(DoctorTest::isOk);
    assertThat(MulticastCheck.of(true, List.of(heard(0, false, "no such device"))))
        .allMatch(finding -> finding.result() == Result.WARN);
    assertThat(MulticastCheck.of(true, List.of())).noneMatch(DoctorTest::isOk);
    assertThat(MulticastCheck.of(false, List.of())).noneMatch(DoctorTest::isOk);
  }

  @Test
  void whatArrivesAndShouldNotIsToldWithTheReason() {
    assertThat(BeaconsCheck.of(new BeaconsCheck.Counted(5, 7, 0, 0, 0))).isEmpty();
    assertThat(BeaconsCheck.of(new BeaconsCheck.Counted(0, 7, 0, 0, 0)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.help()).contains("--network", "passphrase"));
    BeaconsCheck.Counted twice = new BeaconsCheck.Counted(0, 0, 1, 2, 3);
    assertThat(BeaconsCheck.of(twice.plus(twice)))
        .extracting(Finding::found)
        .satisfiesExactly(
            copied -> assertThat(copied).startsWith("2 beacons in this node's name"),
            limited -> assertThat(limited).startsWith("4 beacons were dropped"),
            strange -> assertThat(strange).startsWith("6 datagrams"));
  }

  @Test
  void aClockIsNoticedFromAMinuteOnWhicheverWayItGoes() {
    assertThat(ClockCheck.of(Optional.empty())).isEmpty();
    assertThat(ClockCheck.of(Optional.of(Duration.ofMinutes(-1))))
        .hasValueSatisfying(finding -> assertThat(isOk(finding)).isTrue());
    assertThat(ClockCheck.of(Optional.of(Duration.ofSeconds(-61))).orElseThrow().found())
        .contains("61 s behind");
    assertThat(ClockCheck.of(Optional.of(Duration.ofDays(400))).orElseThrow().result())
        .isEqualTo(Result.WARN);
  }

  @Test
  void peersThatDoNotAnswerAreNamed() {
    ReachCheck reach = new ReachCheck(target -> target.address().port() != 2);
    Finding finding = reach.peers(List.of(target("ann", 1), target("bob, found by multicast", 2)));
    assertThat(finding.result()).isEqualTo(Result.WARN);
    assertThat(finding.found())
        .contains("1 of 2", "bob, found by multicast at 10.0.0.1:2")
        .doesNotContain("ann");
    assertThat(reach.peers(List.of(target("ann", 1))).result()).isEqualTo(Result.OK);
    assertThat(reach.peers(List.of()).result()).isEqualTo(Result.OK);
  }

  @Test
  void anOwnAddressThatNobodyCanReachIsNotOk() {
    Address loopback = new Address("127.0.0.1", 7707);
    ReachCheck.Target self = new ReachCheck.Target("me", TestUsers.key().id(), loopback);
    assertThat(new ReachCheck(target -> true).self(self).result()).isEqualTo(Result.WARN);
    assertThat(new ReachCheck(target -> false).self(self).result()).isEqualTo(Result.FAIL);
    assertThat(new ReachCheck(target -> true).self(target("me", 1)).result()).isEqualTo(Result.OK);
    assertThat(
            new ReachCheck(
                    target -> {
                      throw new IllegalStateException("no route");
                    })
                .self(target("me", 1))
                .result())
        .isEqualTo(Result.FAIL);
  }

  @Test
  void theMountIsAskedByAnotherProgram() {
    assertThat(MountCheck.of(folder, true).result()).isEqualTo(Result.OK);
    Finding gone = MountCheck.of(folder.resolve("gone"), true);
    assertThat(gone.result()).isEqualTo(Result.FAIL);
    assertThat(gone.found()).contains("gone");
  }

  @Test
  void pinsThatCannotBeReadAreAFailure() {
    assertThat(PinsCheck.of(() -> 3, () -> 0).result()).isEqualTo(Result.OK);
    assertThat(PinsCheck.of(() -> 3, () -> 1).result()).isEqualTo(Result.WARN);
    Finding broken =
        PinsCheck.of(
            () -> {
              throw new IllegalStateException("damaged");
            },
            () -> 0);
    assertThat(broken.result()).isEqualTo(Result.FAIL);
    assertThat(broken.found()).contains("damaged");
  }

  @Test
  void theIndexIsNamedWithTheReason() {
    Finding lost =
        IndexCheck.of("10.0.0.7:7707", false, Optional.of("dedicated"), Optional.empty());
    assertThat(lost.found()).isEqualTo("10.0.0.7:7707 (dedicated) does not answer");
    assertThat(lost.result()).isEqualTo(Result.FAIL);
    assertThat(IndexCheck.of("here", true, Optional.empty(), Optional.empty()).result())
        .isEqualTo(Result.OK);
  }

  @Test
  void aGivenIndexThatDoesNotAnswerIsNamedThoughAnotherOneDoes() {
    Finding other =
        IndexCheck.of(
            "10.0.0.7:7707", true, Optional.of("dedicated, multicast"), Optional.of("box:7707"));
    assertThat(other.result()).isEqualTo(Result.WARN);
    assertThat(other.found())
        .isEqualTo(
            "box:7707, given by --index, does not answer; 10.0.0.7:7707 (dedicated, multicast) does");
    assertThat(other.help()).contains("port is open");
  }

  private static MulticastCheck.Heard heard(long sent, boolean back, String error) {
    return new MulticastCheck.Heard("eth9", "239.255.77.7", sent, back, error);
  }

  private static ReachCheck.Target target(String shown, int port) {
    return new ReachCheck.Target(shown, TestUsers.key().id(), new Address("10.0.0.1", port));
  }

  private static boolean isOk(Finding finding) {
    return finding.result() == Result.OK;
  }
}
