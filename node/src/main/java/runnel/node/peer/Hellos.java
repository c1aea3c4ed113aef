package runnel.node.peer;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Candidacy;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.identity.UserName;

/** Writes and reads what peers say of themselves. Thread-safe. */
final class Hellos {
  /** A name, an id, a version, and eight peers at 150 bytes each. */
  static final int BYTES_MAX = 4 << 10;

  private final Jsonb json = JsonbBuilder.create();

  byte[] write(Hello hello) {
    return json.toJson(hello).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what the owner of the key said.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  Greeting read(byte[] body, ProvedKey key) {
    Hello hello = parse(body);
    if (hello == null || hello.name() == null) {
      throw new IllegalArgumentException("no name");
    }
    List<Hello.Place> peers = Optional.ofNullable(hello.peers()).orElse(List.of());
    return new Greeting(
        Optional.of(hello.name()).filter(name -> !name.isEmpty()).map(UserName::new),
        key,
        Optional.ofNullable(hello.port()).filter(port -> port > 0 && port < 65536),
        Optional.ofNullable(hello.since()).filter(Hellos::isTime),
        Optional.ofNullable(hello.index()).map(Hellos::elsewhere),
        peers.stream().limit(Hello.PEERS_MAX).map(Hellos::elsewhere).toList());
  }

  private Hello parse(byte[] body) {
    try {
      return json.fromJson(new String(body, StandardCharsets.UTF_8), Hello.class);
    } catch (JsonbException e) {
      throw new IllegalArgumentException("not the JSON of a hello", e);
    }
  }

  private static boolean isTime(long since) {
    return since >= 1 && since <= Candidacy.SINCE_MAX;
  }

  private static Elsewhere elsewhere(Hello.Place place) {
    if (place == null || place.peerId() == null || place.address() == null) {
      throw new IllegalArgumentException("a peer without an id or address");
    }
    return new Elsewhere(Address.parse(place.address()), PeerId.parse(place.peerId()));
  }
}
