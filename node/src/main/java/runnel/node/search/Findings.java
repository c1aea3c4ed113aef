package runnel.node.search;

import java.util.List;

/**
 * What a search found, in this node's words.
 *
 * @param findings the best first; hits of users who are not known here are left out
 * @param matches how many entries match in all, or a number below that
 * @param exact whether that is how many there are
 * @param searchable how many users' catalogs can be searched as they are now
 * @param catalogs how many users who are or lately were here have published one
 */
public record Findings(
    List<Finding> findings, long matches, boolean exact, long searchable, long catalogs) {
  public Findings {
    findings = List.copyOf(findings);
  }
}
