package runnel.node.share;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runnel.indexd.content.ContentId;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.HashJob.Outcome;
import runnel.node.share.Keys.Place;

/**
 * Has files hashed again that took over the hash of a renamed one: size and time may have been set
 * back. One at a time, gently, while nothing else is being hashed. For the share's own thread.
 */
final class Rechecks {
  private static final System.Logger LOG = System.getLogger(Rechecks.class.getName());

  private final ShareStore store;
  private final Hasher hasher;
  private boolean busy;

  Rechecks(ShareStore store, Hasher hasher) {
    this.store = store;
    this.hasher = hasher;
  }

  /** Hands the next one to the hasher, unless one is being hashed. */
  void handOut(Consumer<Outcome> told) {
    while (!busy) {
      Optional<Place> place = next();
      if (place.isEmpty()) {
        return;
      }
      Optional<SharePath> path = store.path(place.get());
      path.ifPresent(known -> hasher.hashAgain(HashJob.again(place.get(), known), told));
      busy = path.isPresent();
      if (!busy) {
        store.edit(List.of(edit -> edit.rechecked(place.get())));
      }
    }
  }

  /** Returns what an outcome changes. */
  Consumer<Edit> takeIn(Outcome outcome) {
    Place place = outcome.job().place();
    busy = outcome instanceof Outcome.Part;
    return switch (outcome) {
      case Outcome.Part part -> edit -> {};
      case Outcome.Done done when isWrong(done) ->
          edit -> edit.hashed(place, done.facts(), done.hashed());
      // What changed meanwhile, or can't be read, is noticed by those who look for changes.
      case Outcome.Done _, Outcome.Changed _, Outcome.Failed _ -> edit -> edit.rechecked(place);
    };
  }

  private boolean isWrong(Outcome.Done done) {
    Optional<ContentId> listed =
        store
            .file(done.job().place())
            .filter(row -> row.facts().equals(done.facts()))
            .flatMap(FileRow::content);
    boolean wrong = listed.isPresent() && !listed.get().equals(done.hashed().id());
    if (wrong) {
      LOG.log(
          Level.WARNING,
          "a renamed file has other bytes than before, its new content is published: {0}",
          done.job().path().text());
    }
    return wrong;
  }

  private Optional<Place> next() {
    List<Place> first = new ArrayList<>();
    return store
        .store()
        .read(view -> {
          first.clear();
          view.scan(
              Keys.MOVED,
              new byte[0],
              (key, value) -> {
                first.add(Place.of(key));
                return false;
              });
          return first.stream().findFirst();
        });
  }
}
