package runnel.node.cache;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import runnel.indexd.content.ContentId;

/**
 * Which contents are in memory: one instance each, counted while open, remembered for a while
 * after.
 *
 * <p>The monitor guards all fields, here and in {@link Place}, and is held over memory only: who
 * opens a content first prepares it outside, and others wait for that in the place's future. A
 * content that is being evicted is claimed, and opening it waits for the claim's end.
 */
final class OpenContents {
  /** A content and who has it. */
  private static final class Place {
    final Content content;
    int users;
    CompletableFuture<Void> ready = new CompletableFuture<>();

    /** While open what the file was then, while idle what it was at the last close. */
    Optional<ContentFile.Stamp> stamp = Optional.empty();

    Place(Content content) {
      this.content = content;
    }
  }

  private final Surroundings cache;
  private final Map<ContentId, Place> open = new HashMap<>();

  /** By last use, the least recent first. */
  private final Map<ContentId, Place> idle = new LinkedHashMap<>();

  private final Map<ContentId, CompletableFuture<Void>> claims = new HashMap<>();

  OpenContents(Surroundings cache) {
    this.cache = cache;
  }

  /** Returns the content, ready for use until it is released; reads the store and the disk. */
  Content acquire(ContentId id) {
    while (true) {
      Place place;
      CompletableFuture<Void> claim;
      boolean first;
      synchronized (this) {
        claim = claims.get(id);
        first = claim == null && !open.containsKey(id);
        place = claim == null ? enter(id) : null;
      }
      if (place != null) {
        prepare(place, first);
        return place.content;
      }
      claim.join();
    }
  }

  /** With the monitor held: one user more. */
  private Place enter(ContentId id) {
    Place place =
        open.computeIfAbsent(
            id,
            key -> {
              Place found = idle.remove(key);
              Place entered = found == null ? new Place(new Content(key, cache)) : found;
              entered.ready = new CompletableFuture<>();
              return entered;
            });
    place.users++;
    return place;
  }

  private void prepare(Place place, boolean first) {
    try {
      if (first) {
        begin(place);
      } else {
        place.ready.join();
      }
    } catch (CompletionException e) {
      release(place.content);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RuntimeException | Error e) {
      place.ready.completeExceptionally(e);
      release(place.content);
      throw e;
    }
  }

  private void begin(Place place) {
    Optional<ContentFile.Stamp> now = place.content.begin(place.stamp);
    synchronized (this) {
      place.stamp = now;
    }
    place.ready.complete(null);
  }

  /** One user less; the last one lets the file go. */
  void release(Content content) {
    ContentFile file = content.file();
    Place place;
    boolean written;
    OptionalInt descriptor;
    ContentFile.Hold held;
    Optional<ContentFile.Stamp> before;
    synchronized (this) {
      place = open.get(content.id());
      place.users--;
      if (place.users > 0) {
        return;
      }
      open.remove(content.id());
      idle.put(content.id(), place);
      written = file.isWritten();
      descriptor = file.descriptor();
      held = file.take();
      before = place.stamp;
      place.stamp = Optional.empty();
    }
    Optional<ContentFile.Stamp> now = file.stamp(descriptor);
    held.close();
    synchronized (this) {
      // Changed, but not by us: no stamp, so that the next to open it hashes everything again.
      if (place.users == 0 && (written || now.equals(before))) {
        place.stamp = now;
      }
    }
  }

  /** Keeps everybody out until {@link #unclaim}; false, and nothing, if the content is open. */
  synchronized boolean claim(ContentId id) {
    if (open.containsKey(id) || claims.containsKey(id)) {
      return false;
    }
    idle.remove(id);
    claims.put(id, new CompletableFuture<>());
    return true;
  }

  /** As {@link #claim}, but also false if the content is remembered. */
  synchronized boolean claimUnknown(ContentId id) {
    return !idle.containsKey(id) && claim(id);
  }

  void unclaim(ContentId id) {
    CompletableFuture<Void> claim;
    synchronized (this) {
      claim = claims.remove(id);
    }
    claim.complete(null);
  }

  /** Says whether the content is open, or was lately. */
  synchronized boolean remembers(ContentId id) {
    return open.containsKey(id) || idle.containsKey(id);
  }

  /** Forgets the least recently used of those that are not open, beyond the limits. */
  synchronized void trim(Predicate<Content> isSaved) {
    int excess = idle.size() - CacheLimits.IDLE_CONTENTS;
    Iterator<Place> places = idle.values().iterator();
    while (excess > 0 && places.hasNext()) {
      Place place = places.next();
      if (isSaved.test(place.content) || idle.size() > CacheLimits.UNSAVED_CONTENTS) {
        places.remove();
        excess--;
      }
    }
  }
}
