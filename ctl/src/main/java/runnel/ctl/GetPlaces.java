package runnel.ctl;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Request;

/** What people name when they want something: a path of the network or of the mount, or content. */
final class GetPlaces {
  private static final Pattern CONTENT = Pattern.compile("[1-9]\\d{0,18}-[0-9a-f]{64}");

  private final Session session;
  private Optional<Optional<Path>> mount = Optional.empty();

  GetPlaces(Session session) {
    this.session = session;
  }

  /** The part of the query that names it. */
  String query(String wanted, String from) {
    if (CONTENT.matcher(wanted).matches()) {
      return "content=" + wanted + (from == null ? "" : "&from=" + Request.encode(from));
    }
    if (from != null) {
      throw new CtlException(
          Kind.USAGE,
          "cannot get '%s' from %s: --from is for content ids, a path names its owner"
              .formatted(wanted, from));
    }
    return "path=" + Request.encode(network(wanted));
  }

  /** Against the folder in which the command was typed. */
  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** A path that leads into the mount is one of the network; else it is one as it is. */
  private String network(String wanted) {
    Path local = absolute(Path.of(wanted));
    return mount()
        .filter(local::startsWith)
        .map(top -> new MountedPath(top).shows(local))
        .orElse(wanted);
  }

  private Optional<Path> mount() {
    if (mount.isEmpty()) {
      mount =
          Optional.of(session.ask(Request.get("/v1/status")).json().text("mount").map(Path::of));
    }
    return mount.get();
  }
}
