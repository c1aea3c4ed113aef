package runnel.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import runnel.indexd.catalog.BuiltFolder;
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

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void ask(String name) {
    Hash id = Hash.digest(name.getBytes(StandardCharsets.UTF_8));
    var _ =
        memory.folder(
            id,
            () -> {
              reads++;
              return empty();
            });
  }

  private static Folder empty() {
    BuiltFolder built = FolderBuilder.build(List.of());
    return Folder.read(built.id(), id -> Optional.ofNullable(built.objects().get(id)));
  }
}
