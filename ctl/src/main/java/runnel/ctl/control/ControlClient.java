package runnel.ctl.control;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import runnel.ctl.control.CtlException.Kind;

/**
 * Asks the node that listens on a Unix domain socket.
 *
 * <pre>{@code
 * Document status = new ControlClient(sockets, "no node").ask(Request.get("/v1/status"));
 * }</pre>
 */
public final class ControlClient {
  private final List<Path> sockets;
  private final String absent;

  /**
   * A client of whichever of these answers, tried in this order.
   *
   * @param absent what to say if none does
   */
  public ControlClient(List<Path> sockets, String absent) {
    this.sockets = List.copyOf(sockets);
    this.absent = absent;
  }

  /**
   * The node's answer. Blocks, at most as long as the request says.
   *
   * @throws CtlException of kind NOT_RUNNING if nobody listens, REFUSED if the socket is not this
   *     user's to use, UNAVAILABLE if the answer is not whole in time, FAILED if it makes no sense,
   *     else what the node says
   */
  public Document ask(Request request) {
    Deadline deadline = Deadline.in(request.within());
    try (ControlSocket socket = connect(deadline)) {
      socket.send(request.bytes());
      return document(new AnswerReader(socket).read());
    } catch (SocketTimeoutException e) {
      throw new CtlException(
          Kind.UNAVAILABLE,
          "no answer from the node within " + request.within().toSeconds() + " s; see its log",
          e);
    } catch (java.net.ProtocolException e) {
      throw new CtlException(
          Kind.FAILED, "cannot understand the node: it sent " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CtlException(
          Kind.UNAVAILABLE, "no whole answer from the node: " + e.getMessage(), e);
    }
  }

  private ControlSocket connect(Deadline deadline) {
    IOException last = null;
    for (Path socket : sockets) {
      try {
        return ControlSocket.connect(socket, deadline);
      } catch (IOException e) {
        last = e;
      }
    }
    Optional<Path> foreign =
        sockets.stream().flatMap(socket -> Barrier.before(socket).stream()).findFirst();
    if (foreign.isPresent()) {
      throw new CtlException(
          Kind.REFUSED,
          "cannot ask the node: %s belongs to user %s, and only he or root may use it"
              .formatted(foreign.get(), Barrier.owner(foreign.get())),
          last);
    }
    throw new CtlException(Kind.NOT_RUNNING, absent, last);
  }

  private static Document document(Answer answer) {
    if (answer.ok()) {
      return Document.of(answer.body());
    }
    throw refusal(answer);
  }

  private static CtlException refusal(Answer answer) {
    String unexplained = "the node answered with status " + answer.status();
    try {
      Json error = Json.parse(answer.body());
      return new CtlException(
          Kind.named(error.text("kind").orElse("")), error.text("message").orElse(unexplained));
    } catch (CtlException e) {
      return new CtlException(Kind.FAILED, unexplained, e);
    }
  }
}
