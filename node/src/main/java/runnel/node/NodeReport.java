package runnel.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.Membership;
import runnel.node.control.ControlDocuments;
import runnel.node.control.ControlledDownloads;
import runnel.node.control.ControlledNode;
import runnel.node.control.PeopleDocuments;
import runnel.node.control.SearchDocuments;
import runnel.node.control.TransferControl;
import runnel.node.events.EventCursor;
import runnel.node.failure.NodeException;
import runnel.node.search.Searching;
import runnel.node.tree.Lister;

/** The node as its control API sees it, from its start on. Thread-safe. */
final class NodeReport implements ControlledNode {
  private final NodeSettings settings;
  private final Runnable stop;
  private final long startedNanos = System.nanoTime();
  private volatile State state = State.STARTING;
  private volatile NodeParts parts;

  /** Nothing without a mount, and until it is mounted. */
  private volatile Optional<Drive> drive = Optional.empty();

  private enum State {
    STARTING,
    READY,
    STOPPING
  }

  NodeReport(NodeSettings settings, Runnable stop) {
    this.settings = settings;
    this.stop = stop;
  }

  void started(NodeParts whole) {
    parts = whole;
  }

  void mounted(Drive made) {
    drive = Optional.of(made);
  }

  void ready() {
    state = State.READY;
  }

  void stopping() {
    state = State.STOPPING;
  }

  @Override
  public void stop() {
    stop.run();
  }

  @Override
  public ControlDocuments.Status status() {
    Optional<NodeParts> now = Optional.ofNullable(parts);
    return new ControlDocuments.Status(
        state.name().toLowerCase(Locale.ROOT),
        ProcessHandle.current().pid(),
        Version.TEXT,
        now.map(known -> known.name().text()).orElse(null),
        now.map(known -> known.identity().id().text()).orElse(null),
        now.map(known -> known.address().toString()).orElse(null),
        settings.mount().map(Object::toString).orElse(null),
        drive.map(known -> known.isMounted() ? "mounted" : "unmounted").orElse(null),
        settings.share().toString(),
        settings.home().toString(),
        now.map(NodeReport::index).orElse(null),
        now.map(whole -> whole.moving().counters()).orElse(null),
        now.map(known -> known.sharing().state()).orElse(null),
        now.map(known -> network(known)).orElse(null),
        Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds());
  }

  private static ControlDocuments.IndexState index(NodeParts whole) {
    String why = whole.facts().indexWhy().orElse(null);
    return whole.index().because(why, whole.facts().indexCandidates());
  }

  private static ControlDocuments.NetworkState network(NodeParts whole) {
    NetworkFacts facts = whole.facts();
    Membership membership = whole.identity().membership();
    return new ControlDocuments.NetworkState(
        new ControlDocuments.Network(membership.name().text(), membership.byPassphrase()),
        facts.discovery(),
        facts.clockAhead().map(Duration::toSeconds).orElse(null),
        facts.isNameContested(),
        new WhyReport(whole).avoided());
  }

  @Override
  public ControlDocuments.Peers peers() {
    return new PeersReport(whole()).peers();
  }

  @Override
  public ControlDocuments.Listing list(String path) {
    NodeParts whole = whole();
    try {
      List<ControlDocuments.ListingLine> lines =
          whole.lister().list(path).stream().map(NodeReport::line).toList();
      return new ControlDocuments.Listing(path, lines);
    } catch (NodeException e) {
      throw e.kind() == NodeException.Kind.NOT_FOUND ? nothingAt(path, whole, e) : e;
    }
  }

  @Override
  public ControlDocuments.Info info(String path) {
    NodeParts whole = whole();
    try {
      return InfoReport.of(path, whole.lister(), whole.knownFacts());
    } catch (NodeException e) {
      throw e.kind() == NodeException.Kind.NOT_FOUND ? nothingAt(path, whole, e) : e;
    }
  }

  @Override
  public SearchDocuments.Found search(String query, int offset, int limit) {
    return new SearchReport(whole().searching()).search(query, new Searching.Page(offset, limit));
  }

  /** People see the tree's path without its first folder; what is theirs is not in the tree. */
  private NodeException nothingAt(String path, NodeParts whole, NodeException cause) {
    String own = "/" + whole.name().text();
    String help =
        path.equals(own) || path.startsWith(own + "/")
            ? "what you share yourself is in " + settings.share() + ", see 'runnel share ls'"
            : "'runnel ls' lists the users, 'runnel ls NAME' what one shares";
    return new NodeException(
        NodeException.Kind.NOT_FOUND, "nothing is at %s; %s".formatted(path, help), cause);
  }

  @Override
  public ControlDocuments.Status mount() {
    Drive known =
        drive.orElseThrow(() ->
            new NodeException(
                NodeException.Kind.REFUSED, "this node was started to mount nothing"));
    known.mountAgain();
    return status();
  }

  @Override
  public ControlDocuments.Share share() {
    return whole().sharing().share();
  }

  @Override
  public ControlDocuments.Share rescan(boolean acceptEmpty) {
    return whole().sharing().rescan(acceptEmpty);
  }

  @Override
  public ControlDocuments.Import addToShare(Path path, Optional<String> as) {
    return whole().sharing().add(path, as);
  }

  @Override
  public ControlDocuments.Import removeFromShare(String name) {
    return whole().sharing().remove(name);
  }

  @Override
  public PeopleDocuments.Trust trust() {
    return trustReport().trusted();
  }

  @Override
  public PeopleDocuments.Decision accept(String subject, Optional<String> key) {
    return trustReport().accept(subject, key);
  }

  @Override
  public PeopleDocuments.Decision forget(String subject) {
    return trustReport().forget(subject);
  }

  @Override
  public PeopleDocuments.Events events(long epoch, long after, Duration wait) {
    EventCursor cursor = new EventCursor(epoch, after);
    return EventsReport.of(whole().people().events().after(cursor, wait));
  }

  @Override
  public PeopleDocuments.Doctor doctor() {
    return new NodeDoctor(whole(), settings, drive).examine();
  }

  @Override
  public ControlledDownloads downloads() {
    return new DownloadsReport(whole().downloads());
  }

  @Override
  public TransferControl transfers() {
    return new TransferReport(whole());
  }

  private TrustReport trustReport() {
    NodeParts whole = whole();
    return new TrustReport(whole.people().trust(), whole.name(), whole.identity().id());
  }

  private static ControlDocuments.ListingLine line(Lister.Line line) {
    return new ControlDocuments.ListingLine(
        line.name(),
        line.folder() ? "folder" : "file",
        line.size(),
        line.modified().map(Instant::toString).orElse(null),
        line.executable(),
        line.content().map(ContentId::text).orElse(null),
        line.files().orElse(null));
  }

  private NodeParts whole() {
    NodeParts whole = parts;
    if (whole == null) {
      throw new NodeException(
          NodeException.Kind.UNAVAILABLE, "the node is still starting; try again in a moment");
    }
    return whole;
  }
}
