package runnel.node.transfer;

import java.util.List;

/**
 * Who reads one content, by its owner's account.
 *
 * @param readers how many read it just now, this node among them
 * @param holders some of those who read it lately, not this node; any number, of which few are used
 */
public record Crowd(int readers, List<Holder> holders) {
  public Crowd {
    holders = List.copyOf(holders);
  }
}
