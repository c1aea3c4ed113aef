package runnel.node.tree;

/**
 * From when and how far somebody who takes one thing after the other is fetched ahead for.
 *
 * @param beginsAt so many in order are no accident
 * @param weightMax the weight of all that is ahead, at most; one thing alone may weigh more
 * @param countMax things ahead at most
 */
record Reach(int beginsAt, long weightMax, int countMax) {}
