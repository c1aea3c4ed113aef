package runnel.indexd.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import runnel.indexd.discovery.Site.Unused;
import runnel.indexd.discovery.Site.Used;

/** The links in use, kept to what the network interfaces are. For discovery's thread only. */
final class Voices {
  private final DiscoverySettings settings;
  private final Survey survey;
  private final Selector selector;

  /** Concurrent only for {@link #report}. */
  private final Map<Place, Voice> voices = new ConcurrentHashMap<>();

  private final Map<Place, String> failures = new ConcurrentHashMap<>();
  private volatile List<Site> sites = List.of();

  Voices(DiscoverySettings settings, Selector selector) {
    this.settings = settings;
    this.selector = selector;
    survey = new Survey(settings);
  }

  Collection<Voice> all() {
    return voices.values();
  }

  /** Looks at the interfaces: leaves what went away, begins with what is new. */
  void follow(long nanos) {
    sites = survey.sites();
    Set<Place> places = new HashSet<>();
    for (Site site : sites) {
      for (Site.Choice choice : List.of(site.ipv4(), site.ipv6())) {
        if (choice instanceof Used(Place place)) {
          places.add(place);
        }
      }
    }
    failures.keySet().retainAll(places);
    for (Voice voice : all()) {
      voice.forget(nanos);
      if (!places.contains(voice.link().place())) {
        drop(voice);
      }
    }
    for (Place place : places) {
      if (!voices.containsKey(place)) {
        begin(place, nanos);
      }
    }
  }

  /** All addresses of the links in use. */
  Set<InetAddress> addresses() {
    Set<InetAddress> addresses = new HashSet<>();
    for (Place place : voices.keySet()) {
      place.subnets().forEach(subnet -> addresses.add(subnet.address()));
    }
    return addresses;
  }

  /** Any thread. */
  List<InterfaceReport> report() {
    return sites.stream()
        .map(site ->
            new InterfaceReport(
                site.name(), site.addresses(), report(site.ipv4()), report(site.ipv6())))
        .toList();
  }

  private LinkReport report(Site.Choice choice) {
    return switch (choice) {
      case Unused(String why) -> LinkReport.unused(why);
      case Used(Place place) -> {
        Voice voice = voices.get(place);
        yield voice != null
            ? voice.link().report()
            : LinkReport.unused(failures.getOrDefault(place, "not yet"));
      }
    };
  }

  private void begin(Place place, long nanos) {
    try {
      Link link = Link.open(place, settings.port());
      Voice voice = new Voice(link, settings.limits().announcers(), nanos);
      voices.put(place, voice);
      var _ = link.channel().register(selector, SelectionKey.OP_READ, voice);
      failures.remove(place);
    } catch (IOException | UnsupportedOperationException e) {
      // Tried again at each look; the report tells.
      failures.put(place, "joining the group on " + place + " failed: " + e.getMessage());
    }
  }

  /** Ends the use of a link; the next look takes it up again if it is still there. */
  void drop(Voice voice) {
    voices.remove(voice.link().place());
    try {
      voice.link().close();
    } catch (IOException e) {
      failures.put(voice.link().place(), "closing failed: " + e.getMessage());
    }
  }
}
