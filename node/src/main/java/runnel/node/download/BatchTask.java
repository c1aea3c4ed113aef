package runnel.node.download;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import runnel.indexd.content.ContentHasher;
import runnel.indexd.content.ContentId;
import runnel.node.failure.NodeException;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/**
 * Fetches small files in one request, so that a folder of a hundred thousand is not as many round
 * trips. What does not come by it is fetched file by file, and fails there if it has to.
 */
final class BatchTask {
  private final Surroundings around;
  private final Desk desk;
  private final Live live;

  BatchTask(Surroundings around, Desk desk, Live live) {
    this.around = around;
    this.desk = desk;
    this.live = live;
  }

  /** Fetches what is not in the cache of the rows' files; blocks, throws nothing expected. */
  Batch fetch(List<Item.Row> rows) {
    Batch batch = new Batch();
    List<ContentId> wanted = rows.size() < 2 ? List.of() : wanted(rows);
    if (wanted.size() < 2) {
      return batch;
    }
    try {
      List<Source> sources = around.contents().sources(desk.now().origin(), wanted.getFirst());
      if (!sources.isEmpty()) {
        ask(sources.getFirst(), wanted, batch);
      }
    } catch (NodeException e) {
      // Noted where it was asked; whoever fetches one of them asks for it anew.
    }
    return batch;
  }

  private List<ContentId> wanted(List<Item.Row> rows) {
    Set<ContentId> wanted = new LinkedHashSet<>();
    rows.stream().flatMap(row -> Batch.small(row).stream()).forEach(wanted::add);
    return wanted.stream().filter(content -> !isKept(content)).toList();
  }

  private boolean isKept(ContentId content) {
    try (Contents.Kept kept = around.contents().kept(content)) {
      return kept.read(new NodeRun(0, 1)).isPresent();
    }
  }

  private void ask(Source source, List<ContentId> wanted, Batch batch) {
    Semaphore turns = around.turns().of(source.peer());
    turns.acquireUninterruptibly();
    try {
      if (!desk.isStopped()) {
        around
            .contents()
            .fetchSmall(wanted, source, (content, bytes) -> take(content, bytes, batch));
      }
    } finally {
      turns.release();
    }
  }

  private void take(ContentId content, Optional<byte[]> bytes, Batch batch) throws SourceFailure {
    if (bytes.isEmpty()) {
      return;
    }
    ContentHasher hasher = new ContentHasher(content.length(), 2);
    hasher.update(ByteBuffer.wrap(bytes.get()));
    if (bytes.get().length != content.length() || !hasher.finish().id().equals(content)) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent bytes that fail their hash");
    }
    batch.put(content, bytes.get());
    live.fetched(bytes.get().length);
  }
}
