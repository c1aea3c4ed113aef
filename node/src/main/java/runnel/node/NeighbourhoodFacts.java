package runnel.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runnel.indexd.api.Candidacy;
import runnel.indexd.discovery.Count;
import runnel.indexd.discovery.LinkReport;
import runnel.indexd.identity.PeerId;
import runnel.node.control.ControlDocuments;
import runnel.node.index.Hint;
import runnel.node.network.Sightings;

/** What is known of the network, in the words of the control API. */
record NeighbourhoodFacts(Neighbourhood neighbourhood, OwnName ownName, Sightings sightings)
    implements NetworkFacts {
  private static final String BY_INDEX = "index";

  /** More than a person reads. */
  private static final int CANDIDATES_MAX = 16;

  @Override
  public Optional<String> foundBy(PeerId peer) {
    return Optional.of(sightings.of(peer).map(Sightings.Sighting::how).orElse(BY_INDEX));
  }

  @Override
  public Optional<String> indexWhy() {
    return Optional.of(neighbourhood.choice().why());
  }

  @Override
  public List<ControlDocuments.Candidate> indexCandidates() {
    return neighbourhood.choice().candidates().stream()
        .limit(CANDIDATES_MAX)
        .map(NeighbourhoodFacts::candidate)
        .toList();
  }

  @Override
  public Optional<Duration> clockAhead() {
    return neighbourhood.clockAhead();
  }

  @Override
  public boolean isNameContested() {
    return ownName.contested();
  }

  @Override
  public List<ControlDocuments.Interface> discovery() {
    return neighbourhood.interfaces().stream()
        .flatMap(at ->
            Stream.of(
                line(at.name(), "239.255.77.7", at.ipv4()),
                line(at.name(), "ff02::7707", at.ipv6())))
        .toList();
  }

  private static ControlDocuments.Interface line(String name, String group, LinkReport link) {
    return new ControlDocuments.Interface(
        name,
        group,
        link.count(Count.SENT),
        link.count(Count.HEARD),
        dropped(link),
        !link.blocked(),
        link.unused().or(() -> link.blocked() ? link.lastError() : Optional.empty()).orElse(null));
  }

  private static ControlDocuments.Dropped dropped(LinkReport link) {
    return new ControlDocuments.Dropped(
        link.count(Count.OTHER_NETWORK),
        link.count(Count.COPIED),
        link.count(Count.OFF_LINK),
        link.count(Count.LIMITED),
        link.count(Count.MALFORMED));
  }

  private static ControlDocuments.Candidate candidate(Hint hint) {
    return new ControlDocuments.Candidate(
        hint.address().toString(),
        hint.host().map(PeerId::text).orElse(null),
        hint.candidacy().filter(Candidacy::dedicated).isPresent(),
        hint.candidacy().map(Candidacy::since).orElse(0L));
  }
}
