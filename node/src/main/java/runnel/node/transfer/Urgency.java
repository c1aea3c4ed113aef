package runnel.node.transfer;

/** How soon somebody needs what is wanted; the first is served before the others. */
enum Urgency {
  /** A program waits for it. */
  NOW,
  /** A program will read it soon, as it seems. */
  AHEAD,
  /** A download works through it; nobody looks on. */
  DOWNLOAD
}
