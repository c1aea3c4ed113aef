package runnel.indexd.api;

/**
 * How far a caller has followed the changes of an index.
 *
 * @param epoch one run of the index; a cursor of another epoch starts again
 * @param revision the last change seen, 0 for none
 */
public record Cursor(long epoch, long revision) {}
