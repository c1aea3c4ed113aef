package runnel.ctl;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Request;

/** {@code runnel peers}. */
@Command(
    name = "peers",
    description = "Everyone ever seen on the network.",
    footer = {
      "",
      "With --follow a terminal shows the table and keeps it right; elsewhere everyone is a line, and",
      "again at each change: text, or with --json a document as in the list."
    })
final class PeersCommand implements Runnable {
  private final Session session;

  @Parameters(
      paramLabel = "WHO",
      arity = "0..1",
      description = "Only that name, HOST or HOST:PORT.")
  private Optional<String> who = Optional.empty();

  @Option(names = "--follow", description = "Go on showing changes.")
  private boolean follow;

  PeersCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    PeerFilter filter = new PeerFilter(who);
    if (follow) {
      new PeersFollow(session, filter).run();
      return;
    }
    Document peers = filter.of(session.ask(Request.get("/v1/peers")));
    if (who.isPresent() && peers.json().list("peers").isEmpty()) {
      throw new CtlException(
          Kind.NOT_FOUND, "nobody of that name or at that address was ever seen: " + who.get());
    }
    session.print(peers, PeersText.of(peers.json()));
  }
}
