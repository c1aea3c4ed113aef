package runnel.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.api.Address;
import runnel.indexd.identity.NetworkChoice;
import runnel.indexd.identity.UserName;

/**
 * What a node is started with, checked.
 *
 * @param folders where it lives
 * @param name the user's name, if one was asked for
 * @param listen where the peer server was asked to listen; empty for the usual port or one near it
 * @param index the index to use while it answers; empty to find one, or to be one
 * @param discovery whether others are looked for, and told of this node, by multicast
 * @param network which network to be in
 */
record NodeSettings(
    NodeFolders folders,
    Optional<UserName> name,
    Optional<Address> listen,
    Optional<Address> index,
    boolean discovery,
    NetworkChoice network) {
  /** The port that peers are answered on unless another one is asked for. */
  static final Address USUAL_LISTEN = new Address("0.0.0.0", 7707);

  /** Where the node lives. */
  Path home() {
    return folders.home();
  }

  /** Where keys, stores, cache and log are kept. */
  Path state() {
    return folders.state();
  }

  /** What the node publishes. */
  Path share() {
    return folders.share();
  }

  /** Where downloads go. */
  Path downloads() {
    return folders.downloads();
  }

  /** The folders of which nothing may be shared: keys, what is fetched, what is others'. */
  List<Path> apartFromShare() {
    return Stream.concat(Stream.of(state(), downloads()), mount().stream()).toList();
  }

  /** Where the network is mounted, if it is. */
  Optional<Path> mount() {
    return folders.mount();
  }
}
