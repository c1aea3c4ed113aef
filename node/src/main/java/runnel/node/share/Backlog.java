package runnel.node.share;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import runnel.indexd.content.ContentId;
import runnel.indexd.store.Store;
import runnel.node.share.EntryRow.FileRow;
import runnel.node.share.Keys.Place;

/** What is left to be hashed and to be described, by the share's store. Reads by any thread. */
final class Backlog {
  private final Store store;

  Backlog(Store store) {
    this.store = store;
  }

  /** A file that is to be hashed. */
  record Pending(Place place, long size) {}

  /** The files to be hashed that are known from another place, with the content they had there. */
  Map<Place, FileRow> adoptable(Vanished vanished) {
    return store.read(view -> {
      Map<Place, FileRow> adopted = new HashMap<>();
      view.scan(
          Keys.PENDING,
          new byte[0],
          (key, value) -> {
            Place place = Place.of(key);
            Rows.file(view, place)
                .flatMap(row -> vanished.before(row.facts()).map(row::movedFrom))
                .ifPresent(row -> adopted.put(place, row));
            return true;
          });
      return adopted;
    });
  }

  /** As {@link #adoptable(Vanished)}, of these places only. */
  Map<Place, FileRow> adoptable(Vanished vanished, List<Place> places) {
    return store.read(view -> {
      Map<Place, FileRow> adopted = new HashMap<>();
      for (Place place : places) {
        Rows.file(view, place)
            .filter(row -> row.content().isEmpty())
            .flatMap(row -> vanished.before(row.facts()).map(row::movedFrom))
            .ifPresent(row -> adopted.put(place, row));
      }
      return adopted;
    });
  }

  /** The first files to be hashed of those that are wanted. */
  List<Pending> pending(int most, Predicate<Pending> wanted) {
    return store.read(view -> {
      List<Pending> found = new ArrayList<>();
      view.scan(
          Keys.PENDING,
          new byte[0],
          (key, value) -> {
            Pending pending = new Pending(Place.of(key), ByteBuffer.wrap(value).getLong());
            if (wanted.test(pending)) {
              found.add(pending);
            }
            return found.size() < most;
          });
      return found;
    });
  }

  /** The first content to be described of what is wanted, each with a file that has it. */
  List<DescribeJob> undescribed(int most, Predicate<ContentId> wanted) {
    return store.read(view -> {
      List<DescribeJob> jobs = new ArrayList<>();
      view.scan(
          Keys.UNDESCRIBED,
          new byte[0],
          (key, value) -> {
            ContentId id = Keys.contentOf(key);
            if (wanted.test(id)) {
              Rows.pathOf(view, key).ifPresent(path -> jobs.add(new DescribeJob(id, path)));
            }
            return jobs.size() < most;
          });
      return jobs;
    });
  }

  /** The length of all files to be hashed together. */
  long pendingBytes() {
    return store.read(view -> {
      AtomicLong sum = new AtomicLong();
      view.scan(
          Keys.PENDING,
          new byte[0],
          (key, value) -> {
            sum.addAndGet(ByteBuffer.wrap(value).getLong());
            return true;
          });
      return sum.get();
    });
  }
}
