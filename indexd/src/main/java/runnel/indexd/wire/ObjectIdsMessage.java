package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.content.Hash;

/**
 * Body of {@code POST users/ID/objects}.
 *
 * @param ids each 64 hexadecimal digits
 */
public record ObjectIdsMessage(List<String> ids) {
  public ObjectIdsMessage {
    ids = List.copyOf(ids);
  }

  public static ObjectIdsMessage of(List<Hash> ids) {
    return new ObjectIdsMessage(ids.stream().map(Hash::hex).toList());
  }

  /** Returns the ids; throws {@link WireException}. */
  public List<Hash> hashes() {
    return parse(ids);
  }

  static List<Hash> parse(List<String> ids) {
    return Parsing.of("object id", () -> ids.stream().map(Hash::parse).toList());
  }
}
