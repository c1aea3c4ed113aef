package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.store.Store;
import runnel.node.failure.NodeException;

/** What a lying index can make a node believe of catalogs: nothing. */
class CatalogsTest {
  private static final BuiltFolder EMPTY = FolderBuilder.build(List.of());

  @TempDir private Path folder;
  private final Identity owner = Identity.create();
  private final Told index = new Told();
  private final Told atOwner = new Told();
  private Store store;
  private Catalogs catalogs;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("network"), NetworkTables.settings());
    catalogs = new Catalogs(store, List.of(index, atOwner), Duration.ofMillis(300));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aHeadThatTheOwnerSignedIsBelieved() {
    index.heads.add(head(owner, 5, List.of()));
    assertThat(refresh(5)).isTrue();
    assertThat(version()).isEqualTo(5);
  }

  @Test
  void neitherOthersHeadsNorGarbledNorPrivateOnesAreBelieved() {
    byte[] garbled = head(owner, 5, List.of());
    garbled[garbled.length - 1] ^= 1;
    List<byte[]> lies =
        List.of(
            head(Identity.create(), 5, List.of()),
            garbled,
            head(owner, 5, List.of(owner.id())),
            new byte[0],
            new byte[100_000]);
    for (byte[] lie : lies) {
      index.heads.add(lie);
      assertThat(refresh(5)).isFalse();
    }
    assertThat(catalogs.head(owner.id())).isEmpty();
  }

  @Test
  void anOlderHeadNeverReplacesANewerOne() {
    index.heads.add(head(owner, 5, List.of()));
    refresh(5);
    index.heads.add(head(owner, 4, List.of()));
    assertThat(refresh(6)).isFalse();
    assertThat(version()).isEqualTo(5);
    store.close();
    open();
    assertThat(version()).isEqualTo(5);
  }

  @Test
  void anIndexThatWithholdsTheNewHeadDoesNotKeepItFromTheOwner() {
    index.heads.add(head(owner, 4, List.of()));
    atOwner.heads.add(head(owner, 5, List.of()));
    assertThat(refresh(5)).isTrue();
    assertThat(version()).isEqualTo(5);
  }

  @Test
  void anIndexThatKnowsNothingMakesNothingVanish() {
    index.heads.add(head(owner, 5, List.of()));
    refresh(5);
    refresh(0);
    assertThat(version()).isEqualTo(5);
  }

  @Test
  void objectsThatAreOthersAreNotKeptAndTheOwnerIsAsked() {
    BuiltFolder other = FolderBuilder.build(List.of(TestEntries.file("other")));
    BuiltFolder right = FolderBuilder.build(List.of(TestEntries.file("right")));
    index.objects = List.copyOf(other.objects().values());
    atOwner.objects = List.copyOf(right.objects().values());
    assertThat(catalogs.folder(owner.id(), right.id()).entries())
        .extracting(entry -> entry.name().text())
        .containsExactly("right");
  }

  @Test
  void aFolderThatNobodyHasFailsAndAnotherTimeSucceeds() {
    BuiltFolder built = FolderBuilder.build(List.of(TestEntries.file("x")));
    assertThatThrownBy(() -> catalogs.folder(owner.id(), built.id()))
        .isInstanceOf(NodeException.class);
    atOwner.objects = List.copyOf(built.objects().values());
    assertThat(catalogs.folder(owner.id(), built.id()).entries()).hasSize(1);
  }

  @Test
  void aListingThatComesInCrumbsIsGivenUpInTime() {
    List<Entry> many =
        IntStream.range(0, 40_000).<Entry>mapToObj(i -> TestEntries.file("file " + i)).toList();
    BuiltFolder built = FolderBuilder.build(many);
    index.objects = List.copyOf(built.objects().values());
    index.crumbs = Duration.ofMillis(50);
    long began = System.nanoTime();
    assertThatThrownBy(() -> catalogs.folder(owner.id(), built.id()))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("in time");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  private boolean refresh(long version) {
    return catalogs.refresh(TestUsers.user("alice", owner.key(), version));
  }

  private long version() {
    return catalogs.head(owner.id()).orElseThrow().version();
  }

  private static byte[] head(Identity signer, long version, List<PeerId> audience) {
    Head head = new Head(signer.key(), version, EMPTY.id(), Instant.EPOCH, true, audience);
    return SignedHead.sign(head, signer).bytes();
  }

  @Test
  void aFolderThatWasNotLookedAtIsNotKnownAndAskingForItAsksNobody() {
    assertThat(catalogs.knownFolder(EMPTY.id())).isEmpty();
    assertThat(catalogs.folder(owner.id(), EMPTY.id()).entries()).isEmpty();
    assertThat(catalogs.knownFolder(EMPTY.id())).isPresent();
  }

  /** A supplier that says what a test tells it. */
  private static final class Told implements CatalogSupplier {
    private final List<byte[]> heads = new ArrayList<>();
    private List<byte[]> objects = List.of(EMPTY.objects().get(EMPTY.id()));
    private Duration crumbs = Duration.ZERO;

    @Override
    public Optional<byte[]> head(PeerId of) {
      return heads.isEmpty() ? Optional.empty() : Optional.of(heads.removeLast());
    }

    @Override
    public List<byte[]> objects(PeerId of, List<Hash> ids) {
      if (crumbs.isZero()) {
        return objects;
      }
      try {
        Thread.sleep(crumbs); // The slowness is what is tested.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return objects.stream().filter(object -> ids.contains(Hash.digest(object))).limit(1).toList();
    }
  }
}
