package runnel.node.story;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Which index nodes use. */
final class Choices {
  private Choices() {}

  /** The peer id of the host of the index that this node uses. */
  static String host(NodeProcess node) {
    return index(node).getString("peerId");
  }

  /** Which of these nodes hosts the index that the first one uses. */
  static NodeProcess hosting(List<NodeProcess> nodes) {
    String host = host(nodes.getFirst());
    return nodes.stream()
        .filter(node -> node.status().getString("peerId").equals(host))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until all use the index of the same one among them. */
  static Duration awaitOne(Duration within, List<NodeProcess> nodes) {
    List<String> ids = nodes.stream().map(node -> node.status().getString("peerId")).toList();
    return await(within, nodes, () -> agree(nodes) && ids.contains(host(nodes.getFirst())));
  }

  /** Waits until all use the index at that address. */
  static Duration awaitAt(String address, List<NodeProcess> nodes) {
    return await(
        Network.PATIENCE,
        nodes,
        () ->
            agree(nodes)
                && nodes.stream()
                    .allMatch(node -> index(node).getString("address").equals(address)));
  }

  private static boolean agree(List<NodeProcess> nodes) {
    String host = host(nodes.getFirst());
    return nodes.stream()
        .map(Choices::index)
        .allMatch(index ->
            index.getString("peerId").equals(host) && index.getString("state").equals("connected"));
  }

  private static Duration await(Duration within, List<NodeProcess> nodes, BooleanSupplier so) {
    long began = System.nanoTime();
    Poll.until(
        within,
        so,
        () -> "they do not use that index:" + Seen.views(nodes.toArray(NodeProcess[]::new)));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static JsonObject index(NodeProcess node) {
    return node.status().getJsonObject("index");
  }
}
