package runnel.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import runnel.indexd.api.Address;
import runnel.node.events.NetworkEvents;
import runnel.node.index.Choice;

/** Tells when another index is used, and when others are told another address. Thread-safe. */
final class Whereabouts {
  private final NetworkEvents news;

  /** The index elsewhere that was used last. */
  private final AtomicReference<Optional<Address>> index = new AtomicReference<>(Optional.empty());

  /** Where others were told to reach this node. */
  private final AtomicReference<Optional<Address>> own = new AtomicReference<>(Optional.empty());

  Whereabouts(NetworkEvents news) {
    this.news = news;
  }

  void announced(Address now) {
    own.getAndSet(Optional.of(now))
        .filter(before -> !before.equals(now))
        .ifPresent(before -> news.addressChanged(before, now));
  }

  void chosen(Choice choice) {
    String host = choice.address().map(Address::toString).orElse("this node itself");
    index
        .getAndSet(choice.address())
        .filter(former -> choice.own())
        .ifPresent(former -> news.indexLost(former.toString(), choice.why()));
    news.indexChosen(host, choice.why());
  }
}
