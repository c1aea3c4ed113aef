package runnel.indexd.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * Answer to {@code POST owners}.
 *
 * @param owners one for each content that somebody lists
 */
public record OwnersMessage(List<Listed> owners) {
  public OwnersMessage {
    owners = List.copyOf(owners);
  }

  /**
   * Who lists a content.
   *
   * @param content {@code LENGTH-ROOT}
   * @param peerIds the owners, those that are online first
   */
  public record Listed(String content, List<String> peerIds) {
    public Listed {
      peerIds = List.copyOf(peerIds);
    }
  }

  public static OwnersMessage of(Map<ContentId, List<PeerId>> owners) {
    return new OwnersMessage(
        owners.entrySet().stream()
            .map(each ->
                new Listed(
                    each.getKey().text(), each.getValue().stream().map(PeerId::text).toList()))
            .toList());
  }

  /** Returns the owners; throws {@link WireException}. */
  public Map<ContentId, List<PeerId>> parsed() {
    return Parsing.of(
        "owners",
        () -> {
          Map<ContentId, List<PeerId>> parsed = new LinkedHashMap<>();
          owners.forEach(each ->
              parsed.put(
                  ContentId.parse(each.content()),
                  each.peerIds().stream().map(PeerId::parse).toList()));
          return parsed;
        });
  }
}
