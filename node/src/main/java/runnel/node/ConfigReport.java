package runnel.node;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import runnel.node.control.TransferDocuments;
import runnel.node.failure.NodeException;
import runnel.node.limits.LimitKey;
import runnel.node.limits.Limits;
import runnel.node.share.Pace;

/** What can be set while the node runs, as the control API sees it: the limits and the pace. */
record ConfigReport(NodeParts whole) {
  /** How hard the share is hashed. */
  private static final String HASHING = "share.hashing";

  TransferDocuments.Settings settings() {
    Stream<TransferDocuments.Setting> limits = Stream.of(LimitKey.values()).map(this::limit);
    return new TransferDocuments.Settings(Stream.concat(limits, Stream.of(hashing())).toList());
  }

  TransferDocuments.Setting set(String key, String value) {
    if (key.equals(HASHING)) {
      return hashing(pace(value));
    }
    LimitKey known = known(key);
    return change(known, limits -> limits.with(known, value));
  }

  TransferDocuments.Setting unset(String key) {
    if (key.equals(HASHING)) {
      return hashing(Pace.FULL);
    }
    LimitKey known = known(key);
    return change(known, limits -> limits.without(known));
  }

  private TransferDocuments.Setting hashing(Pace pace) {
    whole.sharing().pace(pace);
    return hashing();
  }

  private TransferDocuments.Setting hashing() {
    Pace pace = whole.sharing().pace();
    return new TransferDocuments.Setting(
        HASHING,
        pace.text(),
        null,
        pace != Pace.FULL,
        "full: the share is hashed on all cores; gentle: with a quarter of one");
  }

  private static Pace pace(String value) {
    return Pace.of(value)
        .orElseThrow(() ->
            new NodeException(
                NodeException.Kind.REFUSED,
                "could not set %s: it is full or gentle, not '%s'".formatted(HASHING, value)));
  }

  private TransferDocuments.Setting change(LimitKey key, UnaryOperator<Limits> change) {
    try {
      whole.moving().governor().change(change);
      return limit(key);
    } catch (IllegalArgumentException e) {
      throw new NodeException(
          NodeException.Kind.REFUSED, "could not set %s: %s".formatted(key.text(), e.getMessage()));
    } catch (IOException e) {
      throw new NodeException(
          NodeException.Kind.FAILED,
          "could not keep %s: %s".formatted(key.text(), e.getMessage()),
          e);
    }
  }

  private static LimitKey known(String key) {
    Optional<LimitKey> known = LimitKey.of(key);
    return known.orElseThrow(() ->
        new NodeException(
            NodeException.Kind.NOT_FOUND,
            "there is no setting %s; 'runnel config ls' lists them".formatted(key)));
  }

  private TransferDocuments.Setting limit(LimitKey key) {
    Limits limits = whole.moving().governor().limits();
    long amount = limits.of(key);
    return new TransferDocuments.Setting(
        key.text(),
        amount == 0 ? "unlimited" : Long.toString(amount),
        amount,
        limits.set().containsKey(key),
        key.meaning());
  }
}
