package runnel.ctl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.ctl.control.Request;

/**
 * A path on the network: a user's name, then folders, then perhaps a file.
 *
 * @param names none of them empty; no names at all is the folder of all users
 */
record NetworkPath(List<String> names) {
  /** With or without a slash at either end. */
  static NetworkPath of(String text) {
    return new NetworkPath(Stream.of(text.split("/", -1)).filter(name -> !name.isEmpty()).toList());
  }

  /** The same, but a path that leads into the mount is the one on the network that it shows. */
  static NetworkPath of(String text, Optional<Path> mount) {
    Path local = Path.of(text).toAbsolutePath().normalize();
    return mount
        .filter(local::startsWith)
        .map(top -> new MountedPath(top).shows(local).replaceFirst("^peers(/|$)", ""))
        .map(NetworkPath::of)
        .orElseGet(() -> of(text));
  }

  Request listing() {
    return Request.get("/v1/ls?path=" + Request.encode(toString()));
  }

  Request info() {
    return Request.get("/v1/info?path=" + Request.encode(toString()));
  }

  @Override
  public String toString() {
    return "/" + String.join("/", names);
  }
}
