package runnel.node;

import runnel.indexd.api.Address;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.failure.NodeException;

/** Pins an index at first contact, and refuses another key at the same address afterwards. */
final class PinGuard {
  private PinGuard() {}

  static void pinIndex(Pins pins, Address address, ProvedKey met) {
    switch (pins.pin(address, met)) {
      case Pinned.Agreed agreed -> {
        // The key is the one known, or the first.
      }
      case Pinned.Conflict conflict ->
          throw new NodeException(NodeException.Kind.REFUSED, conflict.message());
    }
  }
}
