package runnel.node.share;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import runnel.indexd.catalog.Head;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Signer;

/** Makes heads. For the share's own thread, but for {@link #last} and {@link #raise}. */
final class Publisher {
  private final ShareSettings settings;
  private final ShareStore store;
  private final Roots roots;
  private final Signer signer;
  private final Consumer<? super Published> listener;
  private final AtomicLong floor = new AtomicLong();
  private volatile Optional<Published> last;

  Publisher(Opened opened, Signer signer, Consumer<? super Published> listener) {
    this.settings = opened.settings();
    this.store = opened.store();
    this.roots = opened.roots();
    this.signer = signer;
    this.listener = listener;
    this.last =
        store
            .head()
            .map(SignedHead::parse)
            .filter(head -> head.head().owner().equals(signer.key()))
            .map(head -> new Published(head, store, roots));
  }

  Optional<Published> last() {
    return last;
  }

  void raise(long version) {
    floor.accumulateAndGet(version, Math::max);
  }

  /** Builds what changed and publishes it; if nothing did, returns what is published already. */
  Published publish() {
    Instant now = settings.clock().instant();
    Hash top = new Builder(store, now.toEpochMilli()).build();
    Published published = last.filter(current -> isStill(current.head().head(), top)).orElse(null);
    if (published == null) {
      published = new Published(sign(top, now), store, roots);
      store.head(published.head().bytes());
      last = Optional.of(published);
      listener.accept(published);
    }
    store.sweepTrees();
    store.objects().sweep(now.toEpochMilli());
    return published;
  }

  private boolean isStill(Head head, Hash top) {
    return head.root().equals(top)
        && head.relayable() == settings.relayable()
        && head.version() >= floor.get();
  }

  private SignedHead sign(Hash top, Instant now) {
    long next = last.map(published -> published.head().head().version() + 1).orElse(1L);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    long version = Math.max(Math.max(next, micros), floor.get());
    return SignedHead.sign(
        new Head(signer.key(), version, top, now, settings.relayable(), List.of()), signer);
  }
}
