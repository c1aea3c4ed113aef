package runnel.node;

import java.time.Instant;
import runnel.indexd.content.ContentId;
import runnel.node.control.ControlDocuments;
import runnel.node.tree.Facts;
import runnel.node.tree.Lister;

/** One file or folder, as the control API tells of it. */
final class InfoReport {
  private InfoReport() {}

  /**
   * @param path such as {@code /alice/talks}
   */
  static ControlDocuments.Info of(String path, Lister lister, Facts facts) {
    String clean = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    Lister.Line line = lister.one(clean);
    return new ControlDocuments.Info(
        "/" + clean,
        line.name(),
        line.folder() ? "folder" : "file",
        line.size(),
        line.modified().map(Instant::toString).orElse(null),
        line.executable(),
        line.content().map(ContentId::text).orElse(null),
        line.files().orElse(null),
        facts.of("/" + clean));
  }
}
