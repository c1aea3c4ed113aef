package runnel.ctl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;
import runnel.ctl.control.Request;

/** {@code runnel get}. */
@Command(
    name = "get",
    description = "Download files and folders.",
    footer = {
      "",
      "It goes on without this command, and after a restart of the node; 'runnel downloads'",
      "shows how far it is. Nothing is ever overwritten: the second 'x' becomes 'x (2)'."
    })
final class GetCommand implements Callable<Integer> {
  /** The node may have to fetch a listing first. */
  private static final Duration LOOK_UP = Duration.ofSeconds(60);

  private final Session session;

  @Parameters(
      paramLabel = "PATH|CONTENT-ID",
      arity = "1..*",
      description = "Such as alice/Talks, peers/alice/Talks, a path in the mount; or a content id.")
  private List<String> wanted;

  @Option(
      names = "--from",
      paramLabel = "USER",
      description = "For content ids: the one user to fetch from.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where to put it; without it, the download folder.")
  private Path to;

  @Option(names = "--wait", description = "Wait until all is there, or can't be had.")
  private boolean wait;

  GetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    GetPlaces places = new GetPlaces(session);
    List<Json> queued = new ArrayList<>();
    for (String one : wanted) {
      String target = to == null ? "" : "&to=" + Request.encode(GetPlaces.absolute(to).toString());
      String query = "/v1/downloads?" + places.query(one, from) + target;
      queued.addAll(session.ask(Request.post(query).within(LOOK_UP)).json().list("downloads"));
    }
    if (!wait) {
      Document document = Document.ofList("downloads", queued);
      session.print(document, DownloadsText.of(document.json()));
      return 0;
    }
    return awaitAll(queued);
  }

  private int awaitAll(List<Json> queued) {
    Thread atInterrupt = new Thread(this::tellThatItGoesOn, "get interrupted");
    Runtime.getRuntime().addShutdownHook(atInterrupt);
    try {
      return ended(queued);
    } finally {
      forget(atInterrupt);
    }
  }

  private static void forget(Thread atInterrupt) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(atInterrupt);
    } catch (IllegalStateException e) {
      // It runs already: this process is ending.
    }
  }

  private void tellThatItGoesOn() {
    session.tell("it goes on without this command: see 'runnel downloads', 'runnel cancel'");
  }

  private int ended(List<Json> queued) {
    Set<Long> ids =
        queued.stream().map(line -> new DownloadLine(line).id()).collect(Collectors.toSet());
    Document ended =
        new DownloadsFollow(session, line -> ids.contains(new DownloadLine(line).id()))
            .untilEnded(!session.isJson());
    session.print(ended, DownloadsText.of(ended.json()));
    boolean whole = DownloadsText.lines(ended.json()).stream().allMatch(DownloadLine::isWhole);
    return whole ? 0 : ExitStatus.of(Kind.FAILED);
  }
}
