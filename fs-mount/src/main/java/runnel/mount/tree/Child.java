package runnel.mount.tree;

/**
 * One line of a folder's listing.
 *
 * @param name what stands in the folder: no slash, at most 255 bytes of UTF-8
 * @param attributes what {@code stat} would tell
 */
public record Child(String name, Attributes attributes) {}
