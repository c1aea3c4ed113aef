package runnel.indexd.http;

import java.util.Optional;
import java.util.function.LongSupplier;
import runnel.indexd.identity.PeerId;
import runnel.indexd.quota.Places;
import runnel.indexd.quota.Rates;

/** Who may ask the index how much. Thread-safe. */
final class CallQuota {
  /** Peers or addresses that asked within the last half minute or so. */
  private static final int KEYS_MAX = 20_000;

  private final Account<PeerId> peers;
  private final Account<Object> addresses;

  CallQuota(CallLimits limits, LongSupplier nanoTime) {
    peers = new Account<>("peer", limits.peer(), nanoTime);
    addresses = new Account<>("address", limits.address(), nanoTime);
  }

  /**
   * A request.
   *
   * @param cost how many usual requests it is worth
   * @param bodyBytes of its body
   */
  record Asked(PeerId peer, Object address, long cost, long bodyBytes) {}

  /**
   * Takes what the request needs; then it must be {@link #end}ed.
   *
   * @return what there is too much of; empty if it may be answered
   */
  Optional<Excess> begin(Asked asked) {
    Optional<Excess> ofPeer = peers.begin(asked.peer(), asked);
    if (ofPeer.isPresent()) {
      return ofPeer;
    }
    Optional<Excess> ofAddress = addresses.begin(asked.address(), asked);
    if (ofAddress.isPresent()) {
      peers.end(asked.peer());
    }
    return ofAddress;
  }

  void end(Asked asked) {
    peers.end(asked.peer());
    addresses.end(asked.address());
  }

  /**
   * Too much.
   *
   * @param whose peer or address
   * @param what of which there was too much
   */
  record Excess(String whose, String what) {}

  /** What all peers, or all addresses, have asked. */
  private static final class Account<K> {
    private final String whose;
    private final Places<K> inFlight;
    private final Rates<K> requests;
    private final Rates<K> bodyBytes;

    Account(String whose, CallLimits.Share share, LongSupplier nanoTime) {
      this.whose = whose;
      this.inFlight = new Places<>(share.inFlight());
      this.requests = new Rates<>(share.requests(), KEYS_MAX, nanoTime);
      this.bodyBytes = new Rates<>(share.bodyBytes(), KEYS_MAX, nanoTime);
    }

    Optional<Excess> begin(K key, Asked asked) {
      if (!requests.take(key, asked.cost())) {
        return excess("requests");
      }
      if (asked.bodyBytes() > 0 && !bodyBytes.take(key, asked.bodyBytes())) {
        return excess("bytes");
      }
      return inFlight.enter(key) ? Optional.empty() : excess("requests at a time");
    }

    void end(K key) {
      inFlight.leave(key);
    }

    private Optional<Excess> excess(String what) {
      return Optional.of(new Excess(whose, what));
    }
  }
}
