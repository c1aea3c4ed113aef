package runnel.mount.fuse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.Child;
import runnel.mount.tree.FileTree;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.Space;
import runnel.mount.tree.TreeException;
import runnel.mount.tree.TreeException.Kind;

/** A tree whose files are functions; what the tests mount. */
final class MemoryTree implements FileTree {
  static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06.123456789Z");

  private record Node(Attributes attributes, Content content, Map<String, Node> children) {}

  private final AtomicLong inodes = new AtomicLong(1000);
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> extended = new ConcurrentHashMap<>();
  private final Node root = folderNode();

  /** Adds a file with these bytes; the folders above it come with it. */
  MemoryTree file(String path, byte[] bytes) {
    return file(path, Content.of(bytes), false);
  }

  MemoryTree file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file, or puts a new version in its place, which keeps the inode. */
  MemoryTree file(String path, Content content, boolean executable) {
    int slash = path.lastIndexOf('/');
    synchronized (root) {
      Map<String, Node> folder = folderAt(path.substring(0, slash)).children();
      Node old = folder.get(path.substring(slash + 1));
      long inode = old == null ? inodes.incrementAndGet() : old.attributes().inode();
      Attributes attributes =
          new Attributes(Attributes.Kind.FILE, content.size(), MODIFIED, executable, inode);
      folder.put(path.substring(slash + 1), new Node(attributes, content, Map.of()));
    }
    return this;
  }

  /** Adds an empty folder, and those above it. */
  MemoryTree folder(String path) {
    synchronized (root) {
      Node _ = folderAt(path);
    }
    return this;
  }

  /** Takes away what is at the path, with all below it. */
  MemoryTree remove(String path) {
    int slash = path.lastIndexOf('/');
    synchronized (root) {
      Node _ = folderAt(path.substring(0, slash)).children().remove(path.substring(slash + 1));
    }
    return this;
  }

  /** Makes all calls about this path fail. */
  MemoryTree failing(String path, RuntimeException failure) {
    failures.put(path, failure);
    return this;
  }

  @Override
  public Attributes attributes(String path) {
    return find(path).attributes();
  }

  @Override
  public List<Child> list(String path) {
    Node node = find(path);
    if (node.attributes().kind() != Attributes.Kind.FOLDER) {
      throw new TreeException(Kind.NOT_A_FOLDER, path);
    }
    List<Child> lines = new ArrayList<>();
    synchronized (root) {
      node.children().forEach((name, child) -> lines.add(new Child(name, child.attributes())));
    }
    return lines;
  }

  /** Says what {@code getfattr} shall show of a path. */
  MemoryTree extended(String path, Map<String, String> attributes) {
    extended.put(path, attributes);
    return this;
  }

  @Override
  public Map<String, String> extendedAttributes(String path) {
    find(path);
    return extended.getOrDefault(path, Map.of());
  }

  @Override
  public OpenedFile open(String path) {
    Node node = find(path);
    if (node.attributes().kind() == Attributes.Kind.FOLDER) {
      throw new TreeException(Kind.IS_A_FOLDER, path);
    }
    return node.content().open(node.attributes());
  }

  @Override
  public Space space() {
    return new Space(123L << 30, 0, 4567);
  }

  private Node find(String path) {
    RuntimeException failure = failures.get(path);
    if (failure != null) {
      throw failure;
    }
    Node node = root;
    synchronized (root) {
      for (String name : parts(path)) {
        if (node.attributes().kind() == Attributes.Kind.FILE) {
          throw new TreeException(Kind.NOT_A_FOLDER, path);
        }
        node = node.children().get(name);
        if (node == null) {
          throw new TreeException(Kind.NOT_FOUND, path);
        }
      }
    }
    return node;
  }

  private Node folderAt(String path) {
    Node node = root;
    for (String name : parts(path)) {
      node = node.children().computeIfAbsent(name, _ -> folderNode());
    }
    return node;
  }

  private Node folderNode() {
    Attributes attributes =
        new Attributes(Attributes.Kind.FOLDER, 0, MODIFIED, false, inodes.incrementAndGet());
    return new Node(attributes, Content.of(new byte[0]), new TreeMap<>());
  }

  private static List<String> parts(String path) {
    return Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
  }
}
