package runnel.node.story;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whom nodes show. */
final class Seen {
  private Seen() {}

  /** Waits until each of them shows all of them online; returns how long that took. */
  static Duration awaitAll(NodeProcess... nodes) {
    return awaitAll(Network.PATIENCE, List.of(nodes));
  }

  static Duration awaitAll(Duration within, List<NodeProcess> nodes) {
    long began = System.nanoTime();
    List<String> names = nodes.stream().map(NodeProcess::name).toList();
    Poll.until(
        within,
        () -> nodes.stream().allMatch(node -> online(node).containsAll(names)),
        () -> "they do not see each other:" + views(nodes));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Waits until the node shows somebody online, or not any more; returns how long that took. */
  static Duration await(NodeProcess node, String name, boolean online) {
    long began = System.nanoTime();
    Poll.until(
        Network.PATIENCE,
        () -> online(node).contains(name) == online,
        () -> name + " is " + (online ? "not " : "still ") + "online:" + views(List.of(node)));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** The names, as shown, of all who are online. */
  static List<String> online(NodeProcess node) {
    return all(node).stream()
        .filter(peer -> peer.getBoolean("online"))
        .map(peer -> peer.getString("name"))
        .toList();
  }

  /** Who is shown under that name. */
  static Optional<JsonObject> find(NodeProcess node, String name) {
    return all(node).stream().filter(peer -> peer.getString("name").equals(name)).findFirst();
  }

  static JsonObject peer(NodeProcess node, String name) {
    return find(node, name).orElseThrow(() -> new AssertionError("no " + name + views(node)));
  }

  static List<JsonObject> all(NodeProcess node) {
    return node.ask("GET", "/v1/peers").getJsonArray("peers").getValuesAs(JsonObject.class);
  }

  /** What they show, for a failure's message. */
  static String views(NodeProcess... nodes) {
    return views(Arrays.asList(nodes));
  }

  private static String views(List<NodeProcess> nodes) {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node ->
        text.append(
            "\n%s: %s, index %s"
                .formatted(node.name(), online(node), node.status().getJsonObject("index"))));
    return text.toString();
  }
}
