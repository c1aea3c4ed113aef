package runnel.node;

import java.util.ArrayList;
import java.util.List;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.IndexLimits;
import runnel.node.search.Finding;
import runnel.node.search.Findings;
import runnel.node.search.Searching;
import runnel.node.tree.HitFinder;

/** The index's hits as places of the mounted tree. */
record NetworkHits(Searching searching) implements HitFinder {
  /** What a file manager shows at a glance; the index is asked again every second or so. */
  private static final int HITS_MAX = IndexLimits.HITS_PER_CALL;

  /** One's own files are not in the mount; where they are many, others' are further down. */
  @Override
  public List<HitPlace> find(String query) {
    List<HitPlace> places = new ArrayList<>();
    int offset = 0;
    boolean more = true;
    while (more && places.size() < HITS_MAX && offset < IndexLimits.HITS_MAX) {
      Findings found = searching.files(query, new Searching.Page(offset, HITS_MAX));
      found.findings().stream()
          .filter(finding -> !finding.owner().self())
          .map(NetworkHits::place)
          .forEach(places::add);
      offset += HITS_MAX;
      more = found.matches() > offset || !found.exact();
    }
    return places.subList(0, Math.min(places.size(), HITS_MAX));
  }

  private static HitPlace place(Finding finding) {
    return new HitPlace(
        finding.owner().name(), finding.hit().path(), finding.hit().kind() == EntryKind.FOLDER);
  }
}
