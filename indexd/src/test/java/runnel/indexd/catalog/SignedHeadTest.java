package runnel.indexd.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.CatalogException.Kind;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.TestSigner;

class SignedHeadTest {
  private static final TestSigner ANN = new TestSigner();
  private static final TestSigner BOB = new TestSigner();

  @Test
  void whatIsSignedReadsBack() {
    for (Head head : List.of(head(List.of()), head(peers(3)), head(peers(1000)))) {
      SignedHead signed = SignedHead.sign(head, ANN);

      SignedHead parsed = SignedHead.parse(signed.bytes());

      assertThat(parsed.head()).isEqualTo(head);
      assertThat(parsed).isEqualTo(signed);
    }
  }

  @Property(tries = 300)
  void anyFlippedBitIsRefused(@ForAll boolean offer, @ForAll @IntRange(max = 1 << 20) int bit) {
    byte[] bytes = SignedHead.sign(head(offer ? peers(2) : List.of()), ANN).bytes();
    int flipped = bit % (bytes.length * 8);
    bytes[flipped / 8] ^= (byte) (1 << flipped % 8);

    assertRefused(bytes, Kind.WRONG_SIGNATURE, Kind.MALFORMED);
  }

  @Property(tries = 300)
  void randomBytesAreRefused(@ForAll byte[] bytes) {
    assertRefused(bytes, Kind.MALFORMED, Kind.TOO_LARGE);
  }

  @Test
  void headsCutOrExtendedAreRefused() {
    byte[] bytes = SignedHead.sign(head(peers(2)), ANN).bytes();
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length), Kind.MALFORMED);
    }
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), Kind.MALFORMED);
    assertRefused(new byte[1 << 20], Kind.TOO_LARGE);
  }

  @Test
  void anothersSignatureIsRefused() {
    Head ofAnn = head(List.of());
    byte[] body = HeadCodec.encode(ofAnn);
    byte[] byBob = BOB.sign(HeadCodec.toBeSigned(ofAnn, body));

    assertRefused(new Output().bytes(body).bytes(byBob).toBytes(), Kind.WRONG_SIGNATURE);
    assertThatIllegalArgumentException().isThrownBy(() -> SignedHead.sign(ofAnn, BOB));
  }

  @Test
  void aSignatureForAnotherUseIsRefused() {
    Head catalog = head(List.of());
    byte[] body = HeadCodec.encode(catalog);
    byte[] asOffer = ANN.sign(HeadCodec.toBeSigned(head(peers(1)), body));
    byte[] bare = ANN.sign(body);

    assertRefused(new Output().bytes(body).bytes(asOffer).toBytes(), Kind.WRONG_SIGNATURE);
    assertRefused(new Output().bytes(body).bytes(bare).toBytes(), Kind.WRONG_SIGNATURE);
  }

  @Test
  void anAudienceHasOneForm() {
    List<PeerId> peers = peers(2);
    Head twice = head(List.of(peers.get(1), peers.get(0), peers.get(1)));

    assertThat(twice).isEqualTo(head(peers.reversed()));
    assertThatIllegalArgumentException().isThrownBy(() -> head(peers(1001)));
  }

  private static Head head(List<PeerId> audience) {
    return new Head(
        ANN.key(), 7, Hash.digest(), Instant.ofEpochMilli(1_700_000_000_123L), true, audience);
  }

  private static List<PeerId> peers(int count) {
    List<PeerId> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(new PeerId(Hash.digest(new byte[i])));
    }
    return peers;
  }

  private static void assertRefused(byte[] bytes, Kind... kinds) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> SignedHead.parse(bytes))
        .satisfies(e -> assertThat(e.kind()).isIn((Object[]) kinds));
  }
}
