package runnel.node;

import runnel.node.cache.Cache;
import runnel.node.control.ControlDocuments;
import runnel.node.limits.Governor;
import runnel.node.peer.ContentService;
import runnel.node.peer.ContentShelf;
import runnel.node.peer.Serving;
import runnel.node.transfer.SourceFinder;
import runnel.node.transfer.Transfer;

/**
 * What moves the bytes of files, in both directions.
 *
 * @param cache what was fetched
 * @param governor the limits
 * @param transfer fetches
 * @param serving bounds what is served
 * @param contents serves
 */
record Moving(
    Cache cache, Governor governor, Transfer transfer, Serving serving, ContentService contents) {
  /**
   * @param finder knows who else has a content
   * @param shelf what this node serves
   */
  static Moving of(NodeSettings settings, Cache cache, SourceFinder finder, ContentShelf shelf) {
    Governor governor = Governor.open(settings.state().resolve("limits"), System::nanoTime);
    Serving serving = new Serving(governor.up(), governor.slots());
    return new Moving(
        cache,
        governor,
        new Transfer(cache, System::nanoTime, finder, governor.down()),
        serving,
        new ContentService(shelf, serving));
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
