package runnel.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.node.control.ControlDocuments;
import runnel.node.control.PeopleDocuments;
import runnel.node.doctor.BeaconsCheck;
import runnel.node.doctor.ClockCheck;
import runnel.node.doctor.Finding;
import runnel.node.doctor.IndexCheck;
import runnel.node.doctor.IndexersCheck;
import runnel.node.doctor.MountCheck;
import runnel.node.doctor.MulticastCheck;
import runnel.node.doctor.NameCheck;
import runnel.node.doctor.PinsCheck;
import runnel.node.doctor.ReachCheck;
import runnel.node.network.Peer;
import runnel.node.trust.Trust;

/** Puts the running node's half of {@code runnel doctor} together. */
record NodeDoctor(NodeParts whole, NodeSettings settings, Optional<Drive> drive) {
  PeopleDocuments.Doctor examine() {
    List<Finding> findings = new ArrayList<>();
    drive.ifPresent(known -> {
      findings.add(MountCheck.of(known.place(), known.isMounted()));
      findings.addAll(IndexersCheck.of(known.place(), Path.of(System.getProperty("user.home"))));
    });
    ReachCheck reach =
        new ReachCheck(
            target -> whole.others().greeter().greet(target.peer(), target.address()).isPresent());
    findings.add(
        reach.self(new ReachCheck.Target("this node", whole.identity().id(), whole.address())));
    findings.addAll(MulticastCheck.of(settings.discovery(), heard()));
    findings.addAll(BeaconsCheck.of(counted()));
    findings.add(index());
    ClockCheck.of(whole.facts().clockAhead()).ifPresent(findings::add);
    findings.add(reach.peers(online()));
    NameCheck.of(whole.name().text(), whole.facts().isNameContested()).ifPresent(findings::add);
    Trust trust = whole.people().trust();
    findings.add(
        PinsCheck.of(
            () -> trust.pins().size(), () -> trust.open().size() + trust.contested().size()));
    return new PeopleDocuments.Doctor(findings.stream().map(NodeDoctor::check).toList());
  }

  private List<MulticastCheck.Heard> heard() {
    return whole.facts().discovery().stream()
        .map(at ->
            new MulticastCheck.Heard(
                at.name(),
                at.group(),
                at.sent(),
                at.heardBack(),
                Optional.ofNullable(at.error()).orElse("")))
        .toList();
  }

  private BeaconsCheck.Counted counted() {
    BeaconsCheck.Counted sum = new BeaconsCheck.Counted(0, 0, 0, 0, 0);
    for (ControlDocuments.Interface at : whole.facts().discovery()) {
      ControlDocuments.Dropped dropped = at.dropped();
      sum =
          sum.plus(
              new BeaconsCheck.Counted(
                  at.received(),
                  dropped.otherNetworks(),
                  dropped.copied(),
                  dropped.limited(),
                  dropped.offLink() + dropped.malformed()));
    }
    return sum;
  }

  private Finding index() {
    ControlDocuments.IndexState index = whole.index();
    return IndexCheck.of(
        index.embedded() ? "this node itself" : index.address(),
        index.state().equals("connected"),
        whole.facts().indexWhy(),
        settings.index().map(Address::toString).filter(given -> !given.equals(index.address())));
  }

  private List<ReachCheck.Target> online() {
    return whole.roster().peers().stream()
        .filter(peer -> peer.user().online())
        .flatMap(peer -> peer.user().address().map(at -> target(peer, at)).stream())
        .toList();
  }

  private ReachCheck.Target target(Peer peer, Address address) {
    String found = whole.facts().foundBy(peer.id()).map(how -> ", found by " + how).orElse("");
    return new ReachCheck.Target(peer.shownName() + found, peer.id(), address);
  }

  private static PeopleDocuments.Check check(Finding finding) {
    return new PeopleDocuments.Check(
        finding.check(),
        finding.result().word(),
        finding.found(),
        finding.help().isEmpty() ? null : finding.help());
  }
}
