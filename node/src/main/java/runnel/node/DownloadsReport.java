package runnel.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.node.control.ControlledDownloads;
import runnel.node.control.DownloadDocuments;
import runnel.node.download.Download;
import runnel.node.download.DownloadView;
import runnel.node.download.Downloads;
import runnel.node.download.Origin;
import runnel.node.download.Wish;
import runnel.node.failure.NodeException;

/** The download queue, as the control API sees it. Thread-safe. */
record DownloadsReport(Downloads downloads) implements ControlledDownloads {
  private static final String PEERS = "peers";

  @Override
  public DownloadDocuments.Downloads list(long revision, Duration wait) {
    downloads.awaitChange(revision, wait);
    long now = downloads.revision(); // Before the list: what changes between is told next time.
    return new DownloadDocuments.Downloads(
        now, downloads.list().stream().map(DownloadsReport::line).toList());
  }

  @Override
  public DownloadDocuments.Downloads add(Wanted wanted) {
    Optional<Path> to = wanted.to().map(DownloadsReport::folder);
    Wish wish =
        wanted
            .content()
            .<Wish>map(text -> new Wish.ByContent(content(text), wanted.from(), to))
            .orElseGet(() -> byPath(wanted.path().orElseThrow(), to));
    return document(List.of(downloads.add(wish)));
  }

  @Override
  public DownloadDocuments.Downloads act(Verb verb, long id) {
    return document(List.of(apply(verb, id)));
  }

  @Override
  public DownloadDocuments.Downloads actOnAll(Verb verb) {
    List<DownloadView> changed = new ArrayList<>();
    for (DownloadView view : downloads.list()) {
      if (concerns(verb, view.download())) {
        try {
          changed.add(apply(verb, view.download().id()));
        } catch (NodeException e) {
          // It ended meanwhile.
        }
      }
    }
    return document(changed);
  }

  private DownloadView apply(Verb verb, long id) {
    return switch (verb) {
      case PAUSE -> downloads.pause(id);
      case RESUME -> downloads.resume(id);
      case CANCEL -> downloads.cancel(id);
      case RETRY -> downloads.retry(id);
    };
  }

  /** What was given up stays given up, unless it is named. */
  private static boolean concerns(Verb verb, Download download) {
    return switch (download.state()) {
      case QUEUED, RUNNING -> verb == Verb.PAUSE || verb == Verb.CANCEL;
      case WAITING -> verb != Verb.RESUME;
      case PAUSED -> verb == Verb.RESUME || verb == Verb.CANCEL;
      case FAILED -> verb == Verb.RETRY;
      case DONE, CANCELLED -> false;
    };
  }

  private DownloadDocuments.Downloads document(List<DownloadView> views) {
    return new DownloadDocuments.Downloads(
        downloads.revision(), views.stream().map(DownloadsReport::line).toList());
  }

  private static DownloadDocuments.Line line(DownloadView view) {
    Download download = view.download();
    boolean shared = download.origin() instanceof Origin.Shared;
    String result = download.life().result();
    return new DownloadDocuments.Line(
        download.id(),
        download.origin().name().text(),
        download.folder() ? "folder" : "file",
        download.origin() instanceof Origin.Shared path ? path.text() : null,
        shared ? null : ((Origin.ByContent) download.origin()).content().text(),
        (result.isEmpty() ? download.target() : download.target().resolve(result)).toString(),
        download.state().word(),
        download.note().orElse(null),
        sums(view),
        view.bytesPerSecond(),
        view.secondsLeft().isPresent() ? view.secondsLeft().getAsLong() : null,
        view.current().stream()
            .map(file -> new DownloadDocuments.Current(file.path(), file.bytes(), file.bytesDone()))
            .toList(),
        time(download.createdMillis()),
        download.life().endedMillis() == 0 ? null : time(download.life().endedMillis()));
  }

  private static DownloadDocuments.Sums sums(DownloadView view) {
    return new DownloadDocuments.Sums(
        view.sums().files(),
        view.sums().bytes(),
        view.sums().filesDone(),
        view.sums().bytesDone() + view.sums().bytesPartial(),
        view.sums().filesLost(),
        view.sums().filesChanged());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static Path folder(String text) {
    Path folder = Path.of(text);
    if (!folder.isAbsolute()) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not download to '%s': the path is not absolute".formatted(text));
    }
    return folder.normalize();
  }

  private static ContentId content(String text) {
    try {
      ContentId content = ContentId.parse(text);
      if (content.length() > 0) {
        return content;
      }
    } catch (IllegalArgumentException e) {
      // As if it were the empty one.
    }
    throw new NodeException(
        NodeException.Kind.NOT_FOUND,
        "'%s' is no content id; 'runnel info' shows those of files".formatted(text));
  }

  private static Wish byPath(String text, Optional<Path> to) {
    List<String> names = Stream.of(text.split("/", -1)).filter(name -> !name.isEmpty()).toList();
    boolean fromTheMount = !names.isEmpty() && names.getFirst().equals(PEERS);
    List<String> rest = fromTheMount ? names.subList(1, names.size()) : names;
    try {
      return new Wish.ByPath(
          rest.getFirst(), rest.subList(1, rest.size()).stream().map(EntryName::new).toList(), to);
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new NodeException(
          NodeException.Kind.NOT_FOUND,
          "could not download '%s': that names no user's file or folder".formatted(text),
          e);
    }
  }
}
