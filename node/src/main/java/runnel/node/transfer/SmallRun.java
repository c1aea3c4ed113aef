package runnel.node.transfer;

import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/** Small contents that a download has in one request, past the cache. */
record SmallRun(Engine engine, Source source, SmallSink sink) implements SmallSink {
  /** Blocks; throws as {@link Transfer#fetchSmall}. */
  void fetch(List<ContentId> contents) {
    engine.caller().fetchSmall(source, Urgency.DOWNLOAD, contents, this);
  }

  @Override
  public void take(ContentId content, Optional<byte[]> bytes) throws SourceFailure {
    try {
      sink.take(content, bytes);
    } catch (SourceFailure e) {
      engine.counters().refused();
      throw e;
    }
    if (bytes.isPresent()) {
      int length = bytes.get().length;
      engine.counters().fetched(length);
      engine.caller().arrived(source.peer(), length);
      engine.holdBack(source.peer(), length, Urgency.DOWNLOAD);
    }
  }

  @Override
  public boolean isForDownload() {
    return true;
  }
}
