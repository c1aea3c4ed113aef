package runnel.node.download;

/**
 * Where one run of a download does its work, and whom it tells.
 *
 * @param staging where the result grows
 * @param live told of what is done but not kept yet
 */
record Workplace(Surroundings around, Desk desk, Staging staging, Live live) {}
