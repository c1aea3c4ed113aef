package runnel.node.download;

import java.nio.file.Path;
import java.util.Optional;
import runnel.node.failure.NodeException;

/**
 * One download, as it is kept.
 *
 * @param id 1 or more, in the order in which they were asked for
 * @param origin what is fetched
 * @param target the folder in which the result appears, absolute, links resolved
 * @param folder whether it is a folder
 * @param life how far it is
 * @param sums how much it is
 * @param createdMillis when it was asked for, since 1970
 */
public record Download(
    long id, Origin origin, Path target, boolean folder, Life life, Sums sums, long createdMillis) {
  /**
   * How far a download is.
   *
   * @param planned whether its items are in the store; else it is looked up once more
   * @param note why it waits or failed, or what was left out; empty for nothing to say
   * @param result the name in the target that it got or is just about to get; empty before
   * @param endedMillis when it ended, since 1970; 0 before
   */
  public record Life(State state, boolean planned, String note, String result, long endedMillis) {
    static final Life BEGUN = new Life(State.QUEUED, true, "", "", 0);

    Life with(State next, String why) {
      return new Life(next, planned, why, result, 0);
    }

    Life ended(State next, String why, long millis) {
      return new Life(next, planned, why, result, millis);
    }

    Life planned(boolean now) {
      return new Life(state, now, note, result, endedMillis);
    }

    Life named(String name) {
      return new Life(state, planned, note, name, endedMillis);
    }
  }

  /** Where it is in its life. */
  public State state() {
    return life.state();
  }

  /** Why it waits or failed, or what was left out. */
  public Optional<String> note() {
    return life.note().isEmpty() ? Optional.empty() : Optional.of(life.note());
  }

  Download with(Life next) {
    return new Download(id, origin, target, folder, next, sums, createdMillis);
  }

  Download with(Sums next) {
    return new Download(id, origin, target, folder, life, next, createdMillis);
  }

  /**
   * The user stops it for now.
   *
   * @throws NodeException REFUSED if it has ended
   */
  Download paused() {
    return switch (state()) {
      case QUEUED, RUNNING, WAITING -> with(life.with(State.PAUSED, ""));
      case PAUSED -> this;
      case DONE, FAILED, CANCELLED -> throw refused("pause", "it has ended");
    };
  }

  /** The user lets it go on. */
  Download resumed() {
    return switch (state()) {
      case PAUSED -> with(life.with(State.QUEUED, ""));
      case QUEUED, RUNNING, WAITING -> this;
      case FAILED, CANCELLED -> throw refused("resume", "it has ended; 'retry' begins again");
      case DONE -> throw refused("resume", "it is done");
    };
  }

  /** The user gives it up. */
  Download cancelled(long nowMillis) {
    return switch (state()) {
      case QUEUED, RUNNING, WAITING, PAUSED, FAILED ->
          with(life.ended(State.CANCELLED, "", nowMillis));
      case CANCELLED -> this;
      case DONE -> throw refused("cancel", "it is done; its files are yours to delete");
    };
  }

  /** The user wants it tried now, or once more. */
  Download retried() {
    return switch (state()) {
      case FAILED, CANCELLED -> with(life.with(State.QUEUED, "").planned(false));
      case WAITING -> with(life.with(State.QUEUED, ""));
      case QUEUED, RUNNING -> this;
      case PAUSED -> throw refused("retry", "it is paused; 'resume' lets it go on");
      case DONE -> throw refused("retry", "it is done; 'get' fetches it once more");
    };
  }

  /** After a start of the node: what ran is queued. */
  Download reloaded() {
    return switch (state()) {
      case RUNNING, WAITING -> with(life.with(State.QUEUED, life.note()));
      case QUEUED, PAUSED, DONE, FAILED, CANCELLED -> this;
    };
  }

  private NodeException refused(String verb, String why) {
    return new NodeException(
        NodeException.Kind.REFUSED, "could not %s download %d: %s".formatted(verb, id, why));
  }
}
