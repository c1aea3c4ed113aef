package runnel.node;

import java.util.List;
import runnel.indexd.tls.Pins;
import runnel.node.events.Events;
import runnel.node.events.NetworkEvents;
import runnel.node.events.PresenceEvents;
import runnel.node.network.Peer;
import runnel.node.network.Roster;
import runnel.node.trust.NameWatch;
import runnel.node.trust.Trust;

/** Who is there, by which key, and what lately happened to that. Thread-safe. */
final class People {
  private final Roster roster;
  private final Events events = new Events();
  private final NetworkEvents news = new NetworkEvents(events);
  private final Trust trust;

  People(Pins pins, Roster roster) {
    this.roster = roster;
    this.trust = new Trust(pins, new Shown(roster), events);
  }

  private record Shown(Roster roster) implements Trust.Names {
    @Override
    public List<Peer> peers() {
      return roster.peers();
    }

    @Override
    public void showAgain() {
      roster.showAgain();
    }
  }

  /** Begins to tell of changes; who is in the roster already is no news. */
  void watch() {
    PresenceEvents presence = new PresenceEvents(events, roster::peers);
    NameWatch names = new NameWatch(trust, roster::peers, events);
    roster.watch(presence::compare);
    roster.watch(names::look);
  }

  /** What happened lately. */
  Events events() {
    return events;
  }

  /** Takes news of the index and of the own address. */
  NetworkEvents news() {
    return news;
  }

  /** Pins, and what contradicts them. */
  Trust trust() {
    return trust;
  }
}
