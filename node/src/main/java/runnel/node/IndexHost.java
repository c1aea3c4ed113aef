package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Index;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.Identity;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.indexd.wire.Paths;
import runnel.node.network.ConnectingIndex;

/**
 * The index that this node uses: its own, or one elsewhere. For everything else that is the same.
 *
 * @param index as this node sees it
 * @param service what others reach the own index by; empty if it is elsewhere
 * @param elsewhere where it is, if it is not here
 */
record IndexHost(Index index, Optional<HttpService> service, Optional<Address> elsewhere) {
  /** Opens the own index; what is opened is closed with the lifetime. */
  static IndexHost embedded(Path folder, Identity identity, Lifetime lifetime) {
    LocalIndex local =
        lifetime.own(LocalIndex.open(folder, LocalIndexSettings.of(identity.id(), false)));
    HttpService service = rules -> rules.register(Paths.ROOT, new IndexService(local));
    return new IndexHost(local.as(identity.key()), Optional.of(service), Optional.empty());
  }

  /** Uses the index at the address, with the key that was pinned there at the first contact. */
  static IndexHost elsewhere(Address address, IndexMeeting meeting) {
    return new IndexHost(
        new ConnectingIndex(() -> meeting.meet(address)), Optional.empty(), Optional.of(address));
  }
}
