package runnel.node;

import java.util.List;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.IndexLimits;
import runnel.node.search.Finding;
import runnel.node.search.Searching;
import runnel.node.tree.HitFinder;

/** The index's hits as places of the mounted tree. */
record NetworkHits(Searching searching) implements HitFinder {
  /** One's own files are not in the mount. */
  @Override
  public List<HitPlace> find(String query) {
    Searching.Page page = new Searching.Page(0, IndexLimits.HITS_PER_CALL);
    return searching.files(query, page).findings().stream()
        .filter(finding -> !finding.owner().self())
        .map(NetworkHits::place)
        .toList();
  }

  private static HitPlace place(Finding finding) {
    return new HitPlace(
        finding.owner().name(), finding.hit().path(), finding.hit().kind() == EntryKind.FOLDER);
  }
}
