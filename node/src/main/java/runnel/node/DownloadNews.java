package runnel.node;

import runnel.node.download.Download;
import runnel.node.download.DownloadListener;
import runnel.node.events.DownloadEvents;
import runnel.node.events.Events;

/** Makes events of downloads that ended. Thread-safe. */
final class DownloadNews implements DownloadListener {
  private final DownloadEvents news;

  DownloadNews(Events events) {
    this.news = new DownloadEvents(events);
  }

  @Override
  public void finished(Download download) {
    news.finished(
        download.id(),
        download.origin().name().text(),
        download.target().resolve(download.life().result()).toString(),
        download.note().orElse(""));
  }

  @Override
  public void failed(Download download) {
    news.failed(download.id(), download.origin().name().text(), download.note().orElse(""));
  }
}
