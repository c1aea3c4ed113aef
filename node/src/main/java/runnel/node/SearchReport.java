package runnel.node;

import java.util.List;
import runnel.indexd.api.EntryKind;
import runnel.indexd.api.Hit;
import runnel.indexd.content.ContentId;
import runnel.node.control.SearchDocuments;
import runnel.node.search.Finding;
import runnel.node.search.Findings;
import runnel.node.search.Owner;
import runnel.node.search.Searching;

/** Searches for the control API. */
record SearchReport(Searching searching) {
  SearchDocuments.Found search(String query, Searching.Page page) {
    Findings found = searching.search(query, page);
    List<SearchDocuments.Hit> hits = found.findings().stream().map(SearchReport::hit).toList();
    return new SearchDocuments.Found(
        query,
        page.offset(),
        hits,
        found.matches(),
        found.exact(),
        found.searchable(),
        found.catalogs());
  }

  private static SearchDocuments.Hit hit(Finding finding) {
    Hit hit = finding.hit();
    boolean folder = hit.kind() == EntryKind.FOLDER;
    return new SearchDocuments.Hit(
        "/" + finding.owner().name() + "/" + String.join("/", hit.path()),
        hit.name(),
        folder ? "folder" : "file",
        hit.bytes(),
        folder ? hit.files() : null,
        hit.modified().toString(),
        hit.content().map(ContentId::text).orElse(null),
        hit.metadata(),
        finding.owners().stream().map(SearchReport::owner).toList());
  }

  private static SearchDocuments.Owner owner(Owner owner) {
    return new SearchDocuments.Owner(
        owner.name(), owner.id().text(), owner.online(), owner.self() ? true : null);
  }
}
