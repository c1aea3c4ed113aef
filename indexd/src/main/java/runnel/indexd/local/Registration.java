package runnel.indexd.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

/** What is kept of a user; the layout is in the package's description. */
record Registration(UserName name, PeerKey key, Optional<Address> address, Instant lastActive) {
  Registration {
    lastActive = lastActive.truncatedTo(ChronoUnit.MILLIS); // As it is kept.
  }

  static Registration decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Instant lastActive = Instant.ofEpochMilli(in.getLong());
    byte[] key = new byte[PeerKey.BYTES];
    in.get(key);
    byte[] name = new byte[Byte.toUnsignedInt(in.get())];
    in.get(name);
    byte[] address = new byte[in.remaining()];
    in.get(address);
    return new Registration(
        new UserName(new String(name, UTF_8)),
        PeerKey.of(key),
        address.length == 0
            ? Optional.empty()
            : Optional.of(Address.parse(new String(address, UTF_8))),
        lastActive);
  }

  byte[] encode() {
    byte[] nameBytes = name.text().getBytes(UTF_8);
    byte[] addressBytes = address.map(Address::toString).orElse("").getBytes(UTF_8);
    return ByteBuffer.allocate(8 + PeerKey.BYTES + 1 + nameBytes.length + addressBytes.length)
        .putLong(lastActive.toEpochMilli())
        .put(key.encoded())
        .put((byte) nameBytes.length)
        .put(nameBytes)
        .put(addressBytes)
        .array();
  }

  Registration activeAt(Instant time) {
    return new Registration(name, key, address, time);
  }

  boolean says(UserName otherName, Optional<Address> otherAddress) {
    return name.equals(otherName) && address.equals(otherAddress);
  }
}
