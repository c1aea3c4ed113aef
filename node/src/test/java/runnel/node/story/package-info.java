/**
 * Stories of real nodes: processes of their own, real mounts, read by programs that nobody here
 * wrote. Faults are signals to processes that the story started.
 */
package runnel.node.story;
