package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.api.Witness;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.UserName;

/**
 * Body of {@code POST witness}.
 *
 * @param witnesses all that the caller witnesses from now on
 */
public record WitnessesMessage(List<Pin> witnesses) {
  public WitnessesMessage {
    witnesses = List.copyOf(witnesses);
  }

  /**
   * A pinned name.
   *
   * @param name the name
   * @param peerId of the key that the caller pinned under it
   */
  public record Pin(String name, String peerId) {}

  public static WitnessesMessage of(List<Witness> witnesses) {
    return new WitnessesMessage(
        witnesses.stream()
            .map(witness -> new Pin(witness.name().text(), witness.pinned().text()))
            .toList());
  }

  /** Returns the witnesses; throws {@link WireException}. */
  public List<Witness> parsed() {
    return Parsing.of(
        "witness",
        () ->
            witnesses.stream()
                .map(pin -> new Witness(new UserName(pin.name()), PeerId.parse(pin.peerId())))
                .toList());
  }
}
