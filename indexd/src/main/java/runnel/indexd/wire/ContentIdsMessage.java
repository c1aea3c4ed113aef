package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.content.ContentId;

/**
 * Body of {@code POST owners}.
 *
 * @param contents each {@code LENGTH-ROOT}
 */
public record ContentIdsMessage(List<String> contents) {
  public ContentIdsMessage {
    contents = List.copyOf(contents);
  }

  public static ContentIdsMessage of(List<ContentId> contents) {
    return new ContentIdsMessage(contents.stream().map(ContentId::text).toList());
  }

  /** Returns the ids; throws {@link WireException}. */
  public List<ContentId> parsed() {
    return Parsing.of("content id", () -> contents.stream().map(ContentId::parse).toList());
  }
}
