package runnel.node.transfer;

import java.util.List;
import java.util.Optional;
import runnel.indexd.content.ContentId;

/** Small contents that a download has in one request, past the cache. */
record SmallRun(Engine engine, Source source, SmallSink sink, Abort abort) implements SmallSink {
  /** Blocks; throws as {@link Transfer#fetchSmall}. */
  void fetch(List<ContentId> contents) {
    sink.begun(abort);
    Optional<ContentId> first = Optional.of(contents.getFirst());
    var asked = new SourceCaller.Asked(source, Urgency.DOWNLOAD, first, abort);
    var _ =
        engine
            .caller()
            .ask(
                asked,
                () -> {
                  source.fetchSmall(contents, this);
                  return true;
                });
  }

  @Override
  public void begun(Runnable how) {
    abort.begun(how);
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
