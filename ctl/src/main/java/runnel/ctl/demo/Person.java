package runnel.ctl.demo;

import java.nio.file.Path;
import java.util.Optional;
import runnel.ctl.home.Home;
import runnel.ctl.home.NodeOptions;
import runnel.ctl.home.Surroundings;

/**
 * One user of the demo.
 *
 * @param folder the home of the node, below the demo's own folder
 * @param port where its node listens on the loopback
 */
record Person(String name, Path folder, int port) {
  Path share() {
    return folder.resolve("share");
  }

  Path mount() {
    return folder.resolve("mount");
  }

  /** Where this one sees the files of that one. */
  Path sees(Person other) {
    return mount().resolve("peers").resolve(other.name());
  }

  Home home(Surroundings surroundings) {
    return Home.at(folder, surroundings);
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Alone on the loopback, with the index of that one, or its own. */
  NodeOptions options(Optional<Person> index) {
    return new NodeOptions(
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.of(address()),
        index.map(Person::address),
        false,
        NodeOptions.Network.AS_LAST);
  }
}
