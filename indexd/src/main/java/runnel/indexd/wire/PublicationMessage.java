package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.api.Publication;
import runnel.indexd.content.Hash;

/**
 * Answer to {@code POST publish}.
 *
 * @param result {@code accepted}, {@code missing} or {@code outdated}
 * @param missing the ids, if missing; empty otherwise
 * @param version the version that the index has, if outdated; 0 otherwise
 */
public record PublicationMessage(String result, List<String> missing, long version) {
  public PublicationMessage {
    missing = List.copyOf(missing);
  }

  public static PublicationMessage of(Publication publication) {
    return switch (publication) {
      case Publication.Accepted _ -> new PublicationMessage("accepted", List.of(), 0);
      case Publication.Missing(List<Hash> ids) ->
          new PublicationMessage("missing", ids.stream().map(Hash::hex).toList(), 0);
      case Publication.Outdated(long version) ->
          new PublicationMessage("outdated", List.of(), version);
    };
  }

  /** Returns the publication; throws {@link WireException}. */
  public Publication publication() {
    return switch (result) {
      case "accepted" -> new Publication.Accepted();
      case "missing" -> new Publication.Missing(ObjectIdsMessage.parse(missing));
      case "outdated" -> new Publication.Outdated(version);
      default -> throw new WireException("a publication is not '" + result + "'");
    };
  }
}
