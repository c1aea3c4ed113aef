package runnel.indexd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

/** The bytes that stores on disk hold: a change here needs a new schema version. */
class GoldenLayoutTest {
  private static final String KEY =
      "302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @Test
  void aUserHasTheseBytes() {
    Registration user =
        new Registration(
            new UserName("añn"),
            PeerKey.of(HexFormat.of().parseHex(KEY)),
            Optional.of(new Address("::1", 7707)),
            Instant.ofEpochMilli(0x0102030405L));
    String golden = "0000000102030405" + KEY + "0461c3b16e" + "5b3a3a315d3a37373037";
    assertThat(hex(user.encode())).isEqualTo(golden);
    assertThat(Registration.decode(HexFormat.of().parseHex(golden))).isEqualTo(user);
  }

  @Test
  void anObjectHasTheseBytes() {
    byte[] stored = StoredObject.encode(258, new byte[] {7, 8});
    assertThat(hex(stored)).isEqualTo("000001020708");
    assertThat(hex(StoredObject.counted(stored, 1))).isEqualTo("000000010708");
    assertThat(StoredObject.references(stored)).isEqualTo(258);
    assertThat(hex(StoredObject.object(stored))).isEqualTo("0708");
  }

  @Test
  void anObjectsKeyIsItsOwnersIdAndItsOwn() {
    PeerId owner = new PeerId(Hash.parse("11".repeat(32)));
    assertThat(hex(ObjectKey.of(owner, Hash.parse("22".repeat(32)))))
        .isEqualTo("11".repeat(32) + "22".repeat(32));
  }

  @Test
  void anOwnersKeyIsTheContentsLengthAndRootAndThePeer() {
    ContentId content = ContentId.of(258, Hash.parse("22".repeat(32)));
    assertThat(hex(Owners.key(content, new PeerId(Hash.parse("11".repeat(32))))))
        .isEqualTo("0000000000000102" + "22".repeat(32) + "11".repeat(32));
  }

  @Test
  void aClaimsKeyIsTheNameCaseFoldedAZeroAndThePeer() {
    PeerId peer = new PeerId(Hash.parse("11".repeat(32)));
    assertThat(hex(NameKeys.key(new UserName("AÑ").folded(), peer)))
        .isEqualTo("61c3b1" + "00" + "11".repeat(32));
  }

  @Test
  void aWitnessKeyIsTheCallerAndTheNameCaseFolded() {
    PeerId caller = new PeerId(Hash.parse("22".repeat(32)));
    assertThat(hex(Witnesses.key(caller, new UserName("AÑ").folded())))
        .isEqualTo("22".repeat(32) + "61c3b1");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
