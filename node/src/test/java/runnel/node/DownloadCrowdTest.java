package runnel.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.catalog.Folder;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.node.download.Contents;
import runnel.node.download.Download;
import runnel.node.download.DownloadListener;
import runnel.node.download.Downloads;
import runnel.node.download.GrowingContent;
import runnel.node.download.Origin;
import runnel.node.download.Shares;
import runnel.node.download.State;
import runnel.node.download.Wish;
import runnel.node.limits.LimitKey;
import runnel.node.transfer.Bringing;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;

/** Several download the same file at once: they have it from each other, too, by real servers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadCrowdTest {
  private static final System.Logger LOG = System.getLogger(DownloadCrowdTest.class.getName());

  @TempDir private Path folder;
  private final Lifetime lifetime = new Lifetime();
  private DataPlane lan;

  @BeforeEach
  void open() {
    lan = lifetime.own(new DataPlane(folder));
  }

  @AfterEach
  void close() {
    lifetime.close();
  }

  @Test
  void threeWhoDownloadFromAnOwnerThatLimitsItsUploadsDrawLittleMoreThanTheFileOnce()
      throws Exception {
    assertThat(timesDrawn(3, 24_000_000, "8MB")).isLessThan(1.7);
  }

  @Test
  @Tag("soak")
  void threeDrawALargeFileHardlyMoreThanOnce() throws Exception {
    assertThat(timesDrawn(3, 100_000_000, "16MB")).isLessThan(1.5);
  }

  @Test
  @Tag("soak")
  void tenWhoDownloadTheSameDrawLessThanThreeTimesTheFile() throws Exception {
    assertThat(timesDrawn(10, 100_000_000, "16MB")).isLessThan(3);
  }

  /** How many times the file's size its owner sent when so many downloaded it at once. */
  private double timesDrawn(int readers, int length, String rate) throws Exception {
    byte[] file = SeededBytes.of(length);
    DataPlane.Member owner = lan.owner("owner", file);
    owner.moving().governor().change(limits -> limits.with(LimitKey.UPLOAD, rate));
    List<Desk> desks = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      desks.add(new Desk("reader" + i, owner));
    }
    long begun = System.nanoTime();
    for (Desk desk : desks) {
      desk.get(SeededBytes.id(file));
    }
    for (Desk desk : desks) {
      assertThat(desk.result()).hasBinaryContent(file);
    }
    double times = (double) owner.bytesServed() / length;
    LOG.log(
        System.Logger.Level.INFO,
        "{0} downloads of {1} bytes: the owner sent {2} times that, in {3} ms",
        readers,
        length,
        times,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    return times;
  }

  /** One who downloads. */
  private final class Desk implements Contents, Shares {
    private final DataPlane.Member member;
    private final DataPlane.Member owner;
    private final Downloads downloads;

    Desk(String name, DataPlane.Member owner) throws Exception {
      this.owner = owner;
      this.member = lan.reader(name);
      Path home = folder.resolve(name);
      Store store = lifetime.own(Store.open(home.resolve("downloads"), Downloads.storeSettings()));
      this.downloads =
          lifetime.own(
              Downloads.open(
                  store, new Downloads.Network(this, this), home.resolve("target"), new Nobody()));
      downloads.begin();
    }

    void get(ContentId content) {
      var _ = downloads.add(new Wish.ByContent(content, Optional.of("owner"), Optional.empty()));
    }

    /** Waits for it. */
    Path result() {
      long revision = downloads.revision();
      Download download = downloads.list().getFirst().download();
      while (download.state() != State.DONE) {
        assertThat(download.state()).as("%s", download.note()).isNotEqualTo(State.FAILED);
        downloads.awaitChange(revision, Duration.ofSeconds(5));
        revision = downloads.revision();
        download = downloads.list().getFirst().download();
      }
      return download.target().resolve(download.life().result());
    }

    @Override
    public List<Source> sources(Origin origin, ContentId content) {
      return List.of(member.source(owner));
    }

    @Override
    public Bringing open(ContentId content, List<Source> sources, GrowingContent into) {
      Moving moving = member.moving();
      return moving
          .growing()
          .open(content, into, moving.transfer().download(content, sources, into));
    }

    @Override
    public Kept kept(ContentId content) {
      return Kept.NOTHING;
    }

    @Override
    public PeerId owner(String shownName) {
      return owner.id();
    }

    @Override
    public void fetchSmall(List<ContentId> contents, Source source, SmallSink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void hashSoon(PeerId peer, FileVersion file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Entry find(PeerId peer, List<EntryName> path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Folder folder(PeerId peer, Hash id) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Nobody implements DownloadListener {
    @Override
    public void finished(Download download) {}

    @Override
    public void failed(Download download) {}
  }
}
