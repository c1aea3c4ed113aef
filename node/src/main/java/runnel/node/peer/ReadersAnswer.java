package runnel.node.peer;

import java.util.List;

/**
 * Who reads a content, as it is told in JSON.
 *
 * @param readers how many do just now, the one that asks among them
 * @param holders the peer ids of others that do or did, at most {@value Readers#NAMED_MAX}
 */
public record ReadersAnswer(int readers, List<String> holders) {}
