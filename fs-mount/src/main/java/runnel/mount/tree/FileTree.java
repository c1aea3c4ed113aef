package runnel.mount.tree;

import java.util.List;

/**
 * A tree of files and folders to be mounted.
 *
 * <p>Paths begin with {@code /}, have no {@code .}, {@code ..} or empty parts, and no slash at the
 * end but for the root, {@code /}. Called from many threads at once. {@link #attributes}, {@link
 * #list} and {@link #space} answer from memory or disk within a second, whatever the network does;
 * only reads wait. All throw {@link TreeException}.
 */
public interface FileTree {
  /** Returns what is at the path. */
  Attributes attributes(String path);

  /** Returns the children of the folder at the path, without {@code .} and {@code ..}. */
  List<Child> list(String path);

  /** Opens the file at the path; the caller closes it. */
  OpenedFile open(String path);

  /** Returns the space that {@code df} shows. */
  Space space();
}
