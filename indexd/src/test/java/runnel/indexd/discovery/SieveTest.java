package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runnel.indexd.discovery.Beacon.Kind;
import runnel.indexd.discovery.Verdict.Dropped;
import runnel.indexd.discovery.Verdict.Passed;

class SieveTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final InetAddress OWN = ip("10.1.1.1");
  private static final InetAddress OTHER = ip("10.1.1.2");
  private static final Place ETH = new Place("eth0", 2, false, false, List.of(new Subnet(OWN, 24)));
  private static final DiscoveryLimits LIMITS = new DiscoveryLimits(2, 5, 10, 20, 8, 10, 10);

  private final Inflow inflow = new Inflow(LIMITS, 0);
  private final Sieve sieve = sieve();

  @Test
  void othersOfTheNetworkPass() {
    Beacon beacon = Beacons.candidate(Kind.HERE, 2);

    assertThat(judge(beacon, OTHER)).isEqualTo(new Passed(beacon));
  }

  @Test
  void theOwnIsAnEchoFromOwnAddressesAndACopyFromOthers() {
    Beacon own = Beacons.of(Kind.HERE, 1);

    assertThat(judge(own, OWN)).isEqualTo(new Dropped(Count.ECHOED));
    assertThat(judge(own, OTHER)).isEqualTo(new Dropped(Count.COPIED));
  }

  @Test
  void otherNetworksAreLeftAlone() {
    Beacon beacon =
        new Beacon(Kind.ASK, new NetworkTag(1), Beacons.peer(2), 7707, Optional.empty());

    assertThat(judge(beacon, OTHER)).isEqualTo(new Dropped(Count.OTHER_NETWORK));
  }

  @Test
  void sourcesThatAreNotOfTheLinkAreRefused() {
    assertThat(judge(Beacons.of(Kind.HERE, 2), ip("10.1.2.2")))
        .isEqualTo(new Dropped(Count.OFF_LINK));
  }

  @Test
  void whatIsLongerByOneByteIsRefused() {
    byte[] bytes = BeaconCodec.encode(Beacons.of(Kind.HERE, 2));
    ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(sieve.judge(longer, OTHER, ETH, 0)).isEqualTo(new Dropped(Count.MALFORMED));
  }

  @Test
  void oneSourceThatFloodsIsLimitedAndHindersNobody() {
    int passed = passed(OTHER, 1_000, 0);

    assertThat(passed).isEqualTo(LIMITS.perSourceAtOnce());
    assertThat(judge(Beacons.of(Kind.HERE, 3), ip("10.1.1.3"))).isInstanceOf(Passed.class);
    assertThat(passed(OTHER, 1_000, SECOND)).isEqualTo(LIMITS.perSourceEachSecond());
  }

  @Test
  void manySourcesThatFloodAreLimitedTogetherAndCostNoMemory() {
    int passed = 0;
    for (int i = 0; i < 50_000; i++) {
      InetAddress source = ip("10.1.1." + (2 + i % 250));
      passed +=
          sieve.judge(bytes(Beacons.of(Kind.HERE, i)), source, ETH, 0) instanceof Passed ? 1 : 0;
    }

    assertThat(passed).isEqualTo(LIMITS.totalAtOnce() + LIMITS.silentEachSecond());
    assertThat(inflow.sources()).isLessThanOrEqualTo(LIMITS.sources());
  }

  @Test
  void manySourcesThatFloodLeaveASourceThatWasSilentToBeHeard() {
    Inflow real = new Inflow(DiscoveryLimits.DEFAULT, 0);
    int heard = 0;
    for (int millis = 0; millis < 30_000; millis++) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      for (int i = 0; i < 20; i++) {
        boolean _ = real.admits(ip("10.1.1." + (3 + (millis * 20 + i) % 200)), nanos);
      }
      heard += millis % 5_000 == 4_000 && real.admits(OTHER, nanos) ? 1 : 0;
    }

    assertThat(heard).isEqualTo(6);
  }

  @Test
  void floodsOfRubbishAndOfOtherNetworksTakeNothingOfTheLimits() {
    for (int i = 0; i < 1_000; i++) {
      var _ = sieve.judge(ByteBuffer.allocate(BeaconCodec.BYTES), OTHER, ETH, 0);
      var _ = judge(Beacons.of(Kind.HERE, 1), OTHER);
    }

    assertThat(passed(OTHER, 1_000, 0)).isEqualTo(LIMITS.perSourceAtOnce());
  }

  private int passed(InetAddress source, int sent, long nanos) {
    int passed = 0;
    for (int i = 0; i < sent; i++) {
      ByteBuffer bytes = bytes(Beacons.of(Kind.ASK, 2));
      passed += sieve.judge(bytes, source, ETH, nanos) instanceof Passed ? 1 : 0;
    }
    return passed;
  }

  private Sieve sieve() {
    Sieve made = new Sieve(NetworkTag.DEFAULT, Beacons.peer(1), inflow);
    made.own(Set.of(OWN));
    return made;
  }

  private Verdict judge(Beacon beacon, InetAddress source) {
    return sieve.judge(bytes(beacon), source, ETH, 0);
  }

  private static ByteBuffer bytes(Beacon beacon) {
    return ByteBuffer.wrap(BeaconCodec.encode(beacon));
  }

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
