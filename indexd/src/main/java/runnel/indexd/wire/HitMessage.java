package runnel.indexd.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.api.Hit;
import runnel.indexd.catalog.EntryName;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;

/**
 * A hit.
 *
 * @param peerId of the owner
 * @param path names with {@code /} between them, from the top of the owner's share
 * @param kind a file or a folder, in one word
 * @param bytes of the file, or of all files below
 * @param files 1, or how many are below
 * @param modified ISO 8601
 * @param content {@code LENGTH-ROOT}; empty if unknown
 * @param metadata by key
 * @param ownerPeerIds who has the same content
 */
public record HitMessage(
    String peerId,
    String path,
    String kind,
    long bytes,
    long files,
    String modified,
    String content,
    Map<String, String> metadata,
    List<String> ownerPeerIds) {
  public HitMessage {
    metadata = Map.copyOf(metadata);
    ownerPeerIds = List.copyOf(ownerPeerIds);
  }

  static HitMessage of(Hit hit) {
    return new HitMessage(
        hit.owner().text(),
        String.join("/", hit.path()),
        Kinds.text(hit.kind()),
        hit.bytes(),
        hit.files(),
        hit.modified().toString(),
        hit.content().map(ContentId::text).orElse(""),
        hit.metadata(),
        hit.owners().stream().map(PeerId::text).toList());
  }

  Hit hit() {
    return new Hit(
        PeerId.parse(peerId),
        names(),
        Kinds.parse(kind),
        bytes,
        files,
        Instant.parse(modified),
        content.isEmpty() ? Optional.empty() : Optional.of(ContentId.parse(content)),
        metadata,
        ownerPeerIds.stream().map(PeerId::parse).toList());
  }

  /** Only names that a catalog can have: they become paths. */
  private List<String> names() {
    List<String> names = List.of(path.split("/", -1));
    return names.stream().map(name -> new EntryName(name).text()).toList();
  }
}
