package runnel.node;

import io.helidon.webserver.http.HttpService;
import java.util.List;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.Cache;
import runnel.node.control.ControlDocuments;
import runnel.node.limits.Governor;
import runnel.node.peer.ContentService;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.HeldContents;
import runnel.node.peer.HttpCrowds;
import runnel.node.peer.Leases;
import runnel.node.peer.ReadersService;
import runnel.node.peer.Serving;
import runnel.node.transfer.Crowds;
import runnel.node.transfer.SourceFinder;
import runnel.node.transfer.Transfer;

/**
 * What moves the bytes of files, in both directions.
 *
 * @param cache what was fetched
 * @param governor the limits
 * @param transfer fetches
 * @param serving bounds what is served
 * @param contents serves what this node shares, and what it passes on
 * @param readers tells who reads
 * @param growing passes on what is there of downloads
 */
record Moving(
    Cache cache,
    Governor governor,
    Transfer transfer,
    Serving serving,
    ContentService contents,
    ReadersService readers,
    GrowingShelf growing) {
  /**
   * Who else is there.
   *
   * @param self this node
   * @param finder knows who else has a content
   * @param nodes how others are reached
   */
  record Network(PeerId self, SourceFinder finder, HttpCrowds.Others nodes) {}

  /**
   * @param own what this node itself shares
   */
  static Moving of(NodeSettings settings, Cache cache, Network network, ContentShelf own) {
    return of(
        Governor.open(settings.state().resolve("limits"), System::nanoTime), cache, network, own);
  }

  /** The same with limits of the caller's. */
  static Moving of(Governor governor, Cache cache, Network network, ContentShelf own) {
    Leases leases = new Leases(System::nanoTime);
    HeldShelf held = new HeldShelf(cache, leases);
    GrowingShelf growing = new GrowingShelf(leases);
    // The same order in both, or a node would not have what it says it has.
    ContentShelf all =
        content -> own.open(content).or(() -> held.open(content)).or(() -> growing.open(content));
    HeldContents parts =
        (content, layer) -> held.nodes(content, layer).or(() -> growing.nodes(content, layer));
    Crowds crowds = new HttpCrowds(network.self(), network.nodes(), leases);
    Transfer.Others others = new Transfer.Others(network.finder(), crowds);
    Serving serving = new Serving(governor.up(), governor.slots());
    return new Moving(
        cache,
        governor,
        new Transfer(cache, System::nanoTime, others, governor.down()),
        serving,
        new ContentService(all, serving),
        new ReadersService(own, parts, System::nanoTime),
        growing);
  }

  /** What others may ask of it. */
  List<HttpService> services() {
    return List.of(contents, readers);
  }

  ControlDocuments.Counters counters() {
    return new ControlDocuments.Counters(
        transfer.counters().bytesFetched(),
        transfer.counters().chunksFetched(),
        cache.statistics().rehashedUnits(),
        transfer.counters().chunksRefused(),
        transfer.counters().sourceFailures(),
        serving.bytesServed(),
        cache.usage().bytes());
  }
}
