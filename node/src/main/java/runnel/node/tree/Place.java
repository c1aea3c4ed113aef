package runnel.node.tree;

import java.util.ArrayList;
import java.util.List;
import runnel.indexd.catalog.EntryName;
import runnel.node.failure.NodeException;

/** Where a path of the mount leads. */
sealed interface Place {
  /** The folder of all peers. */
  String PEERS = "peers";

  /** The folder that has a folder for every query. */
  String SEARCH = "search";

  /** What greets a newcomer. */
  String WELCOME = "WELCOME.txt";

  /** Keeps GNOME's indexer out: it reads no folder with such a file in it. */
  String NOT_TO_BE_INDEXED = ".trackerignore";

  /** The mount itself. */
  record Root() implements Place {}

  /**
   * A file that stands in the mount itself.
   *
   * @param name its name there
   */
  record Fixed(String name) implements Place {}

  /** The folder of all peers. */
  record Peers() implements Place {}

  /** The folder of all queries, in which none is listed: any name is one. */
  record Searches() implements Place {}

  /**
   * The folder of a query's hits.
   *
   * @param query as typed
   */
  record Search(String query) implements Place {
    static String path(String query) {
      return "/" + SEARCH + "/" + query;
    }
  }

  /**
   * A hit, or something in a folder that is one.
   *
   * @param query as typed
   * @param hit the hit's name in the query's folder
   * @param below the names from the hit down; none for the hit itself
   */
  record InSearch(String query, String hit, List<EntryName> below) implements Place {
    public InSearch {
      below = List.copyOf(below);
    }
  }

  /**
   * A peer's share, or something in it.
   *
   * @param peer the peer's shown name
   * @param names the names from the top of the share down; none for the top
   */
  record InPeer(String peer, List<EntryName> names) implements Place {
    public InPeer {
      names = List.copyOf(names);
    }

    InPeer child(EntryName name) {
      List<EntryName> longer = new ArrayList<>(names);
      longer.add(name);
      return new InPeer(peer, longer);
    }

    InPeer below(List<EntryName> more) {
      List<EntryName> longer = new ArrayList<>(names);
      longer.addAll(more);
      return new InPeer(peer, longer);
    }

    /** The folder that it is in; not for the top. */
    InPeer parent() {
      return new InPeer(peer, names.subList(0, names.size() - 1));
    }

    /** The path from the top of the share, parts joined by slashes. */
    String below() {
      return String.join("/", names.stream().map(EntryName::text).toList());
    }

    /** The path from the top of the mount. */
    String path() {
      return "/" + PEERS + "/" + peer + (names.isEmpty() ? "" : "/" + below());
    }

    @Override
    public String toString() {
      return path();
    }
  }

  /**
   * Returns the place that the path names, whether or not anything is there.
   *
   * @throws NodeException NOT_FOUND if nothing can ever be there
   */
  static Place of(String path) {
    if (path.equals("/")) {
      return new Root();
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    return switch (parts.getFirst()) {
      case PEERS -> parts.size() == 1 ? new Peers() : inPeer(path, parts);
      case SEARCH -> inSearch(path, parts);
      case WELCOME, NOT_TO_BE_INDEXED -> {
        if (parts.size() > 1) {
          throw new NodeException(
              NodeException.Kind.NOT_A_FOLDER, "/" + parts.getFirst() + " is a file");
        }
        yield new Fixed(parts.getFirst());
      }
      default -> throw nothing(path);
    };
  }

  /** Says that nothing is at the path. */
  static NodeException nothing(String path) {
    return new NodeException(NodeException.Kind.NOT_FOUND, "nothing is at " + path);
  }

  /** What desktop programs probe for, and what is hidden, is no query. */
  private static Place inSearch(String path, List<String> parts) {
    if (parts.size() == 1) {
      return new Searches();
    }
    String query = parts.get(1);
    try {
      if (query.startsWith(".") || ProbeNames.has(new EntryName(query))) {
        throw nothing(path);
      }
      return parts.size() == 2
          ? new Search(query)
          : new InSearch(query, parts.get(2), names(parts.subList(3, parts.size())));
    } catch (IllegalArgumentException e) {
      throw nothing(path);
    }
  }

  private static List<EntryName> names(List<String> parts) {
    return parts.stream().map(EntryName::new).toList();
  }

  private static InPeer inPeer(String path, List<String> parts) {
    try {
      return new InPeer(parts.get(1), names(parts.subList(2, parts.size())));
    } catch (IllegalArgumentException e) {
      throw nothing(path);
    }
  }
}
