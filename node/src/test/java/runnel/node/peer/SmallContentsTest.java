package runnel.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashSource;
import runnel.node.failure.NodeException;
import runnel.node.transfer.SourceFailure;

class SmallContentsTest {
  private final ContentId here = content(5, 1);
  private final ContentId changed = content(6, 2);
  private final ContentId absent = content(7, 3);

  @Test
  void aRequestIsReadAsItWasWritten() {
    List<ContentId> contents = List.of(here, changed, absent);
    assertThat(SmallContents.parse(SmallContents.request(contents))).contains(contents);
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertThat(SmallContents.parse(new byte[0])).isEmpty();
    assertThat(SmallContents.parse(new byte[39])).isEmpty();
    assertThat(SmallContents.parse(new byte[40])).isEmpty();
    assertThat(SmallContents.parse(SmallContents.request(List.of(content(65_537, 1))))).isEmpty();
    assertThat(SmallContents.parse(SmallContents.request(many(257, 1)))).isEmpty();
    assertThat(SmallContents.parse(SmallContents.request(many(256, 65_536)))).isPresent();
  }

  @Test
  void whatIsHereComesAndTheRestIsSaidToBeMissing() throws Exception {
    List<ContentId> contents = List.of(absent, here, changed);
    byte[] answer = SmallContents.answer(this::open, contents);
    Map<ContentId, Optional<byte[]>> taken = take(answer, contents);
    assertThat(taken.keySet()).containsExactly(absent, here, changed);
    assertThat(taken.get(here).orElseThrow()).hasSize(5);
    assertThat(taken.get(absent)).isEmpty();
    assertThat(taken.get(changed)).isEmpty();
  }

  @Test
  void anAnswerHasAtMostOneMebibyte() throws Exception {
    List<ContentId> contents = many(256, 65_536);
    byte[] answer = SmallContents.answer(this::open, contents);
    assertThat(answer).hasSizeLessThan(SmallContents.ANSWER_BYTES_MAX + 65_536);
    assertThat(take(answer, contents)).hasSize(15);
  }

  @Test
  void anAnswerThatIsCutOrHasAnotherLengthIsNotTaken() {
    List<ContentId> contents = List.of(here);
    byte[] answer = SmallContents.answer(this::open, contents);
    assertThatThrownBy(() -> take(Arrays.copyOf(answer, 8), contents))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> take(Arrays.copyOf(answer, 3), contents))
        .isInstanceOf(SourceFailure.class);
    byte[] huge = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
    assertThatThrownBy(() -> take(huge, contents)).isInstanceOf(SourceFailure.class);
  }

  private static Map<ContentId, Optional<byte[]>> take(byte[] answer, List<ContentId> contents)
      throws Exception {
    Map<ContentId, Optional<byte[]>> taken = new LinkedHashMap<>();
    SmallContents.take(new ByteArrayInputStream(answer), contents, taken::put);
    return taken;
  }

  private Optional<ContentShelf.Book> open(ContentId content) {
    return content.equals(absent) ? Optional.empty() : Optional.of(new Zeros(content));
  }

  private static List<ContentId> many(int count, long length) {
    return IntStream.range(0, count).mapToObj(i -> content(length, i)).toList();
  }

  private static ContentId content(long length, int number) {
    return ContentId.of(length, Hash.digest(new byte[] {(byte) number}));
  }

  /** A file of zeros; the one of six bytes changes. */
  private record Zeros(ContentId content) implements ContentShelf.Book {
    @Override
    public HashSource hashes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      if (content.length() == 6) {
        throw new NodeException(NodeException.Kind.STALE, "changed");
      }
      into.put(new byte[into.remaining()]);
    }

    @Override
    public void close() {}
  }
}
