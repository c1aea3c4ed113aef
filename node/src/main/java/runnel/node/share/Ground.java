package runnel.node.share;

/**
 * What scans of one share work with, one after the other.
 *
 * @param opened the share
 * @param guard tells which roots can be read
 * @param skipped what is not published
 * @param looks where something happened
 * @param watching what is told of changes
 * @param hot which files are being written
 */
record Ground(
    Opened opened, Guard guard, SkipBook skipped, Looks looks, Watching watching, HotFiles hot) {}
