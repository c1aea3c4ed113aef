package runnel.node.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.StoreException;
import runnel.node.failure.NodeException;

/**
 * Fetches many small contents in one request, for who is about to read them one after the other.
 *
 * <p>While the request is under way each of them counts as being fetched, so that a reader who
 * comes early waits for it. What does not come by it is fetched as usual, if somebody waits.
 */
final class SmallFiles {
  private static final System.Logger LOG = System.getLogger(SmallFiles.class.getName());

  private final Engine engine;
  private final Function<ContentId, ContentFetch> hold;
  private final Consumer<ContentId> release;

  /**
   * @param hold opens a content's fetching
   * @param release ends what hold began
   */
  SmallFiles(Engine engine, Function<ContentId, ContentFetch> hold, Consumer<ContentId> release) {
    this.engine = engine;
    this.hold = hold;
    this.release = release;
  }

  /** Fetches what is not there of the contents; blocks, throws nothing that is expected. */
  void fetch(List<ContentId> contents, Source source) {
    Map<ContentId, ContentFetch> wanted = new LinkedHashMap<>();
    try {
      for (ContentId content : contents) {
        adopt(content, wanted);
      }
      if (!wanted.isEmpty()) {
        ask(wanted, source);
      }
    } catch (StoreException | NodeException | IllegalStateException e) {
      // What is ahead can wait; who reads one of them learns of it. At the end the cache is closed.
      LOG.log(System.Logger.Level.DEBUG, "nothing is fetched ahead: {0}", e.getMessage());
    } finally {
      wanted.forEach(this::leave);
    }
  }

  private void adopt(ContentId content, Map<ContentId, ContentFetch> wanted) {
    ContentFetch fetch = hold.apply(content);
    boolean adopted = false;
    try {
      adopted = fetch.adopt();
    } finally {
      if (adopted) {
        wanted.put(content, fetch);
      } else {
        release.accept(content);
      }
    }
  }

  /** Whatever becomes of one, the others are left, too. */
  private void leave(ContentId content, ContentFetch fetch) {
    try {
      fetch.disown();
    } catch (StoreException | IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} was closed: {1}", content, e.getMessage());
    } finally {
      release.accept(content);
    }
  }

  private void ask(Map<ContentId, ContentFetch> wanted, Source source) {
    List<ContentId> ids = List.copyOf(wanted.keySet());
    try {
      var asked =
          new SourceCaller.Asked(source, Urgency.AHEAD, Optional.of(ids.getFirst()), new Abort());
      SmallSink sink = (content, bytes) -> take(wanted.get(content), source, bytes);
      var _ =
          engine
              .caller()
              .ask(
                  asked,
                  () -> {
                    source.fetchSmall(ids, sink);
                    return true;
                  });
    } catch (NodeException e) {
      // Noted by the caller; who reads one of them asks for it anew.
    }
  }

  private void take(ContentFetch fetch, Source source, Optional<byte[]> bytes)
      throws SourceFailure {
    if (fetch != null && bytes.isPresent()) {
      fetch.takeWhole(bytes.get());
      engine.caller().arrived(fetch.content(), source.peer(), bytes.get().length);
      engine.holdBack(source.peer(), bytes.get().length, Urgency.AHEAD);
    }
  }
}
