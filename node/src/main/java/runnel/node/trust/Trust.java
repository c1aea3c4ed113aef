package runnel.node.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.identity.PeerId;
import runnel.indexd.tls.PinSubject;
import runnel.indexd.tls.Pinned;
import runnel.indexd.tls.Pins;
import runnel.node.events.Event;
import runnel.node.events.Events;
import runnel.node.failure.NodeException;
import runnel.node.network.Peer;

/**
 * Pins and the conflicts with them, as people see and settle them. Thread-safe; blocks on the
 * store.
 */
public final class Trust {
  private static final System.Logger LOG = System.getLogger(Trust.class.getName());

  private final Pins pins;
  private final Names names;
  private final Events events;
  private final Clock clock;
  private final Conflicts conflicts = new Conflicts();

  public Trust(Pins pins, Names names, Events events) {
    this(pins, names, events, Clock.systemUTC());
  }

  Trust(Pins pins, Names names, Events events, Clock clock) {
    this.pins = pins;
    this.names = names;
    this.events = events;
    this.clock = clock;
  }

  /** The names as they are shown: the roster. */
  public interface Names {
    /** Returns everyone who is shown, with the name. */
    List<Peer> peers();

    /** Shows everybody anew, after a pin has changed. */
    void showAgain();
  }

  /**
   * Notes that a key that proved itself is not the pinned one.
   *
   * @param where the address at which it answered
   */
  public void met(Pinned.Conflict conflict, String where) {
    Meeting meeting = new Meeting(true, where, clock.instant());
    note(conflict.subject(), conflict.pinned(), conflict.met(), meeting);
  }

  /** Says whether a key that proved itself was met at the subject within that time. */
  public boolean metWithin(PinSubject subject, Duration time) {
    Instant since = clock.instant().minus(time);
    return conflicts.of(subject).stream()
        .map(Conflict::meeting)
        .anyMatch(meeting -> meeting.proved() && meeting.time().isAfter(since));
  }

  /** Notes that somebody is said to bear a name that is pinned to another key. */
  void heard(Peer peer, PeerId pinned) {
    String where = peer.user().address().map(Object::toString).orElse("-");
    note(
        PinSubject.of(peer.user().name()),
        pinned,
        peer.id(),
        new Meeting(false, where, clock.instant()));
  }

  /** Returns all pins. */
  public Map<PinSubject, PeerId> pins() {
    return pins.all();
  }

  /** Returns since when the subject is pinned to its key, if that is known. */
  public Optional<Instant> since(PinSubject subject) {
    return pins.since(subject);
  }

  /** Returns the key that the subject is pinned to. */
  public Optional<PeerId> pinned(PinSubject subject) {
    return pins.of(subject);
  }

  /** Returns the conflicts that nothing has settled yet, the oldest first. */
  public List<Conflict> open() {
    return conflicts.all().stream().filter(this::isOpen).toList();
  }

  /** Returns the names that several keys claim and of which none is pinned. */
  public List<Contested> contested() {
    Map<PinSubject, List<Peer>> claims = new LinkedHashMap<>();
    for (Peer peer : names.peers()) {
      if (peer.isSuffixed()) {
        claims
            .computeIfAbsent(PinSubject.of(peer.user().name()), name -> new ArrayList<>())
            .add(peer);
      }
    }
    return claims.entrySet().stream()
        .filter(claim -> pins.of(claim.getKey()).isEmpty())
        .map(claim -> new Contested(claim.getKey(), claim.getValue()))
        .toList();
  }

  /**
   * Accepts a key for a name or an index, in place of the one that is pinned if one is.
   *
   * @param key which, as a person writes it; empty if there is but one that was met
   * @return the key
   * @throws NodeException NOT_FOUND if nobody has such a key there, REFUSED if it is not clear
   *     which is meant
   */
  public PeerId accept(PinSubject subject, Optional<String> key) {
    Optional<PeerId> pinned = pins.of(subject);
    PeerId chosen = choose(subject, key);
    boolean done =
        pinned
            .map(old -> pins.trust(new Pinned.Conflict(subject, old, chosen)))
            .orElseGet(() -> pins.choose(subject, chosen));
    if (!done) {
      throw new NodeException(
          NodeException.Kind.REFUSED,
          "could not accept the key of %s: another was pinned just now; look again: runnel trust"
              .formatted(subject));
    }
    tell(Event.Kind.KEY_TRUSTED, subject, "you accepted the key of " + subject, chosen);
    names.showAgain();
    return chosen;
  }

  /**
   * Forgets the key of a name or an index: the next contact is a first one.
   *
   * @return the key
   * @throws NodeException NOT_FOUND if none is pinned
   */
  public PeerId remove(PinSubject subject) {
    PeerId forgotten =
        pins.remove(subject)
            .orElseThrow(() ->
                new NodeException(
                    NodeException.Kind.NOT_FOUND,
                    "could not forget the key of %s: none is pinned; 'runnel trust' lists all"
                        .formatted(subject)));
    conflicts.forget(subject);
    tell(
        Event.Kind.KEY_FORGOTTEN,
        subject,
        "you had the key of " + subject + " forgotten",
        forgotten);
    names.showAgain();
    return forgotten;
  }

  private PeerId choose(PinSubject subject, Optional<String> key) {
    List<Candidate> candidates = candidates(subject);
    Optional<KeyText> text = key.map(KeyText::of);
    List<Candidate> fitting =
        candidates.stream()
            .filter(candidate -> text.map(t -> t.fits(candidate.key())).orElse(candidate.proved()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.getFirst().key();
    }
    throw TrustFailures.unclear(subject, candidates, key.isPresent());
  }

  /**
   * The keys that were met at the subject, and those of who claims the name; not the pinned one.
   */
  private List<Candidate> candidates(PinSubject subject) {
    Optional<PeerId> pinned = pins.of(subject);
    Map<PeerId, Boolean> proved = new LinkedHashMap<>();
    conflicts.of(subject).forEach(met -> proved.put(met.met(), met.meeting().proved()));
    claiming(subject).forEach(peer -> proved.putIfAbsent(peer.id(), false));
    pinned.ifPresent(proved::remove);
    return proved.entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Stream<Peer> claiming(PinSubject subject) {
    return names.peers().stream().filter(peer -> PinSubject.of(peer.user().name()).equals(subject));
  }

  private boolean isOpen(Conflict conflict) {
    return pins.of(conflict.subject()).filter(pinned -> !pinned.equals(conflict.met())).isPresent();
  }

  private void note(PinSubject subject, PeerId pinned, PeerId met, Meeting meeting) {
    if (conflicts.add(subject, met, meeting)) {
      String how = meeting.proved() ? "answered at " : "is said by the index to be at ";
      String text =
          "another key than the pinned one of %s %s%s".formatted(subject, how, meeting.where());
      // Who only talks must not fill the log.
      LOG.log(
          meeting.proved() ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
          "{0}: it is {1}, pinned is {2}; see runnel trust",
          text,
          met.grouped(),
          pinned.grouped());
      events.tell(
          Event.Kind.NAME_CONFLICT,
          subject.text(),
          text,
          Map.of(
              "pinned", pinned.text(),
              "met", met.text(),
              "proved", Boolean.toString(meeting.proved()),
              "where", meeting.where()));
    }
  }

  private void tell(Event.Kind kind, PinSubject subject, String text, PeerId key) {
    events.tell(kind, subject.text(), text, Map.of("peerId", key.text(), "words", key.words()));
  }
}
