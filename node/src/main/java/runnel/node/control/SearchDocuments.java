package runnel.node.control;

import java.util.List;
import java.util.Map;

/** The JSON documents of searching, as {@code node/CONTROL.md} says. */
public final class SearchDocuments {
  private SearchDocuments() {}

  /** What was found; {@code matches} in all, at least, or just so many if {@code exact}. */
  public record Found(
      String query,
      long offset,
      List<Hit> hits,
      long matches,
      boolean exact,
      long searchable,
      long catalogs) {}

  /** A file or folder; {@code owners} has who has the same content, whose path it is first. */
  public record Hit(
      String path,
      String name,
      String kind,
      long size,
      Long files,
      String modified,
      String contentId,
      Map<String, String> metadata,
      List<Owner> owners) {}

  /** Who has it; {@code self} is true of this node alone. */
  public record Owner(String name, String peerId, boolean online, Boolean self) {}
}
