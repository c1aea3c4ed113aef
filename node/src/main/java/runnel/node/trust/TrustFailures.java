package runnel.node.trust;

import java.util.List;
import runnel.indexd.tls.PinSubject;
import runnel.node.failure.NodeException;

/** Why it is not clear which key is to be accepted, in words for people. */
final class TrustFailures {
  private TrustFailures() {}

  static NodeException unclear(PinSubject subject, List<Candidate> candidates, boolean named) {
    if (candidates.isEmpty()) {
      return new NodeException(
          NodeException.Kind.NOT_FOUND,
          "could not accept a key for %s: no other key than the pinned one was met"
                  .formatted(subject)
              + "; 'runnel trust' lists what there is to decide");
    }
    String known = String.join("; ", candidates.stream().map(TrustFailures::line).toList());
    return named
        ? new NodeException(
            NodeException.Kind.NOT_FOUND,
            "could not accept that key for %s: there it is one of these: %s"
                .formatted(subject, known))
        : new NodeException(
            NodeException.Kind.REFUSED,
            "could not accept a key for %s without being told which: %s".formatted(subject, known));
  }

  private static String line(Candidate candidate) {
    return candidate.key().words()
        + " ("
        + candidate.key().text().substring(0, KeyText.ID_LETTERS_MIN)
        + (candidate.proved() ? ", met" : ", only heard of from the index")
        + ")";
  }
}
