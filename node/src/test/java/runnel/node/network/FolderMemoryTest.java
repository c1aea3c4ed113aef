package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.BuiltFolder;
import runnel.indexd.catalog.Entry;
import runnel.indexd.catalog.Folder;
import runnel.indexd.catalog.FolderBuilder;
import runnel.indexd.content.Hash;

class FolderMemoryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final FolderMemory memory = new FolderMemory(nanos::get);
  private int reads;

  @Test
  void whatNobodyAskedForIsForgottenAndReadAgain() {
    ask("one");
    ask("other");
    later(MINUTE.dividedBy(2));
    ask("one");
    assertThat(reads).isEqualTo(2);
    later(MINUTE.dividedBy(2).plusNanos(1));

    assertThat(memory.forgetUnused(MINUTE)).isEqualTo(1);
    ask("one");
    assertThat(reads).isEqualTo(2);
    ask("other");
    assertThat(reads).isEqualTo(3);
    assertThat(memory.forgetUnused(MINUTE)).isZero();
  }

  @Test
  void oneLargerThanTheBoundAndWhatItIsInStayTogether() {
    Folder giant = folder(200_001);
    Hash id = Hash.digest(new byte[] {1});
    for (int i = 0; i < 3; i++) {
      ask("the folder that it is in");
      assertThat(
              memory.folder(
                  id,
                  () -> {
                    reads++;
                    return giant;
                  }))
          .isSameAs(giant);
    }
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void theLongestUnusedGoFirstWhenThereAreTooMany() {
    Folder large = folder(90_000);
    for (String name : List.of("a", "b", "c", "d")) {
      ask(name, large);
    }
    assertThat(reads).isEqualTo(4);
    ask("d", large); // The largest of them does not count, so three are kept.
    ask("c", large);
    ask("b", large);
    assertThat(reads).isEqualTo(4);
    ask("a", large);
    assertThat(reads).isEqualTo(5);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void ask(String name) {
    ask(name, folder(0));
  }

  private void ask(String name, Folder folder) {
    Hash id = Hash.digest(name.getBytes(StandardCharsets.UTF_8));
    var _ =
        memory.folder(
            id,
            () -> {
              reads++;
              return folder;
            });
  }

  private static Folder folder(int files) {
    BuiltFolder built =
        FolderBuilder.build(
            IntStream.range(0, files).<Entry>mapToObj(i -> TestEntries.file("f" + i)).toList());
    return Folder.read(built.id(), id -> Optional.ofNullable(built.objects().get(id)));
  }
}
