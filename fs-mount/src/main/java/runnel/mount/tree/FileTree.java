package runnel.mount.tree;

import java.util.List;
import java.util.Map;

/**
 * A tree of files and folders to be mounted.
 *
 * <p>Paths begin with {@code /}, have no {@code .}, {@code ..} or empty parts, and no slash at the
 * end but for the root, {@code /}. Called from many threads at once. {@link #attributes}, {@link
 * #list}, {@link #extendedAttributes} and {@link #space} answer from memory or disk within a
 * second, whatever the network does; only reads wait. All throw {@link TreeException}.
 */
public interface FileTree {
  /** Returns what is at the path. */
  Attributes attributes(String path);

  /** Returns the children of the folder at the path, without {@code .} and {@code ..}. */
  List<Child> list(String path);

  /**
   * Returns what else is known of what is at the path, by full name.
   *
   * @return names that begin with {@code user.}, at most 255 bytes of UTF-8 each, with texts; empty
   *     if nothing is known
   */
  Map<String, String> extendedAttributes(String path);

  /** Opens the file at the path; the caller closes it. */
  OpenedFile open(String path);

  /** Returns the space that {@code df} shows. */
  Space space();
}
