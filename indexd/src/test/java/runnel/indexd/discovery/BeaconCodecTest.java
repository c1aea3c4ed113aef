package runnel.indexd.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runnel.indexd.api.Candidacy;
import runnel.indexd.content.Hash;
import runnel.indexd.discovery.Beacon.Kind;
import runnel.indexd.identity.PeerId;

class BeaconCodecTest {
  private static final String ID = "ab".repeat(32);
  private static final NetworkTag NETWORK =
      NetworkTag.of(HexFormat.of().parseHex("0102030405060708"));
  private static final PeerId PEER = new PeerId(Hash.parse(ID));

  /** A change here is a change of the protocol. */
  private static final String HERE_OF_A_DEDICATED_CANDIDATE =
      "524e4201" // "RNB", version 1
          + "02" // here
          + "03" // candidate, dedicated
          + "1e1b" // port 7707
          + "0102030405060708" // network
          + ID
          + "0000000000000009"; // since

  private static final String ASK_OF_NO_CANDIDATE =
      "524e4201" + "01" + "00" + "ffff" + "0102030405060708" + ID + "0000000000000000";

  @Test
  void theBytesAreThoseOfTheProtocol() {
    Beacon here =
        new Beacon(Kind.HERE, NETWORK, PEER, 7707, Optional.of(new Candidacy(true, 9, PEER)));
    Beacon ask = new Beacon(Kind.ASK, NETWORK, PEER, 65535, Optional.empty());

    assertThat(hex(here)).isEqualTo(HERE_OF_A_DEDICATED_CANDIDATE);
    assertThat(hex(ask)).isEqualTo(ASK_OF_NO_CANDIDATE);
    assertThat(BeaconCodec.decode(unhex(HERE_OF_A_DEDICATED_CANDIDATE))).contains(here);
    assertThat(BeaconCodec.decode(unhex(ASK_OF_NO_CANDIDATE))).contains(ask);
  }

  @Test
  void theDefaultNetworkIsNamedByItsHash() {
    assertThat(NetworkTag.DEFAULT.text())
        .isEqualTo(Hash.digest(new byte[] {'r', 'u', 'n', 'n', 'e', 'l'}).hex().substring(0, 16));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0, 53, another magic",
    "3, 02, a later version",
    "4, 00, no kind",
    "4, 04, an unknown kind",
    "5, 02, dedicated without being candidate",
    "5, 07, an unknown flag",
    "5, 00, since without being candidate",
    "6, 0000, no port",
    "48, 0000000000000000, candidate since never",
    "48, 0020000000000000, since too large a number",
    "48, ffffffffffffffff, since before all time",
  })
  void nonsenseIsNoBeacon(int at, String bytes, String what) {
    ByteBuffer beacon = unhex(HERE_OF_A_DEDICATED_CANDIDATE);
    var _ = beacon.put(at, HexFormat.of().parseHex(bytes));

    assertThat(BeaconCodec.decode(beacon)).as(what).isEmpty();
  }

  @Property
  void whatIsWrittenIsRead(@ForAll("beacons") Beacon beacon) {
    byte[] bytes = BeaconCodec.encode(beacon);

    assertThat(bytes).hasSize(BeaconCodec.BYTES);
    assertThat(BeaconCodec.decode(ByteBuffer.wrap(bytes))).contains(beacon);
  }

  @Property
  void anyOtherLengthIsNoBeacon(
      @ForAll("beacons") Beacon beacon, @ForAll @LongRange(max = 200) long length) {
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(BeaconCodec.encode(beacon), (int) length));

    assertThat(BeaconCodec.decode(bytes).isPresent()).isEqualTo(length == BeaconCodec.BYTES);
  }

  @Property
  void anyBytesAreReadAsNothingOrAsWhatWouldBeWritten(
      @ForAll @Size(max = 4 * BeaconCodec.BYTES) byte[] bytes) {
    assertReadAsWritten(bytes);
  }

  @Property
  void aBeaconWithAnyByteChangedIsReadAsNothingOrAsWhatWouldBeWritten(
      @ForAll("beacons") Beacon beacon, @ForAll @LongRange(max = 55) long at, @ForAll byte value) {
    byte[] bytes = BeaconCodec.encode(beacon);
    bytes[(int) at] = value;
    assertReadAsWritten(bytes);
  }

  @Test
  void aBeaconTellsOfNobodyElsesCandidacy() {
    Candidacy other = Beacons.candidacy(2);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Beacon(Kind.HERE, NETWORK, Beacons.peer(1), 7707, Optional.of(other)));
  }

  private static void assertReadAsWritten(byte[] bytes) {
    BeaconCodec.decode(ByteBuffer.wrap(bytes))
        .ifPresent(beacon -> assertThat(BeaconCodec.encode(beacon)).isEqualTo(bytes));
  }

  @Provide
  Arbitrary<Beacon> beacons() {
    Arbitrary<PeerId> peers =
        Arbitraries.bytes().array(byte[].class).ofSize(32).map(id -> new PeerId(Hash.of(id)));
    Arbitrary<Optional<Boolean>> dedicated = Arbitraries.of(true, false).optional();
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.longs().map(NetworkTag::new),
            peers,
            Arbitraries.integers().between(1, 65535),
            dedicated,
            Arbitraries.longs().between(1, Candidacy.SINCE_MAX))
        .as((kind, network, peer, port, standing, since) ->
            new Beacon(
                kind, network, peer, port, standing.map(d -> new Candidacy(d, since, peer))));
  }

  private static String hex(Beacon beacon) {
    return HexFormat.of().formatHex(BeaconCodec.encode(beacon));
  }

  private static ByteBuffer unhex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
