package runnel.node;

import java.time.Duration;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.IndexException;
import runnel.indexd.api.IndexInfo;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.ProvedKey;
import runnel.indexd.remote.RemoteIndex;
import runnel.indexd.tls.PinSubject;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.indexd.tls.WrongKeyException;
import runnel.node.index.Hint;
import runnel.node.index.Meeting;
import runnel.node.index.Met;
import runnel.node.index.Origin;
import runnel.node.trust.Trust;

/**
 * Meets indexes over TLS. At an address that the user gave, the key of the first contact must
 * answer, and another one is refused and noted; elsewhere the key that the hint names. Thread-safe.
 */
record IndexMeeting(Identity identity, Pins pins, Trust trust) implements Meeting {
  private static final System.Logger LOG = System.getLogger(IndexMeeting.class.getName());

  /** Whoever is there in place of the index is asked who it is once in so long. */
  private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

  @Override
  public Met meet(Hint hint) {
    boolean given = hint.origin() == Origin.GIVEN;
    RemoteIndex index = given ? meetGiven(hint.address()) : connect(hint.address(), hint.host());
    try {
      return new Met(index, hint.address(), hint.origin(), facts(index.info()));
    } catch (RuntimeException e) {
      index.close();
      throw e;
    }
  }

  @Override
  public Met.Facts facts(Met met) {
    return facts(met.index().info());
  }

  private static Met.Facts facts(IndexInfo info) {
    return new Met.Facts(info.id(), info.candidacy(), info.instead());
  }

  private RemoteIndex connect(Address address, Optional<PeerId> expected) {
    return RemoteIndex.connect(address, identity, expected);
  }

  private RemoteIndex meetGiven(Address address) {
    try {
      RemoteIndex index = connect(address, pins.of(address));
      pin(address, index);
      return index;
    } catch (IndexException e) {
      if (e.kind() == IndexException.Kind.WRONG_KEY) {
        noteWhoIsThere(address);
        throw changedKey(address, e);
      }
      throw e;
    }
  }

  /** Says what it means and what helps, where both keys are known. */
  private static IndexException changedKey(Address address, IndexException failure) {
    return WrongKeyException.in(failure)
        .flatMap(wrong ->
            wrong
                .expected()
                .flatMap(pinned ->
                    wrong
                        .found()
                        .map(met -> new Pinned.Conflict(PinSubject.of(address), pinned, met))))
        .map(conflict ->
            new IndexException(IndexException.Kind.WRONG_KEY, conflict.message(), failure))
        .orElse(failure);
  }

  private void pin(Address address, RemoteIndex index) {
    switch (pins.pin(address, index.hostKey())) {
      case Pinned.Agreed agreed -> {
        // The key is the one known, or the first.
      }
      case Pinned.Conflict conflict -> {
        index.close();
        throw new IndexException(IndexException.Kind.WRONG_KEY, conflict.message());
      }
    }
  }

  /**
   * A refused certificate proves nothing, since certificates are public. So a connection is made
   * that is completed whoever it is, to know whose key is really there.
   */
  private void noteWhoIsThere(Address address) {
    boolean isPinned = pins.of(address).isPresent(); // Else this would pin it.
    if (!isPinned || trust.metWithin(PinSubject.of(address), ASKED_EVERY)) {
      return;
    }
    try {
      ProvedKey other = RemoteIndex.whoAnswers(address, identity);
      if (pins.pin(address, other) instanceof Pinned.Conflict conflict) {
        trust.met(conflict, address.toString());
      }
    } catch (IndexException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "could not tell who is at {0}: {1}", address, e.getMessage());
    }
  }
}
