package runnel.indexd.wire;

import java.util.List;
import runnel.indexd.api.Changes;
import runnel.indexd.api.Cursor;

/**
 * Answer to {@code GET changes}.
 *
 * @param epoch and
 * @param revision to ask from next time
 * @param whole whether to forget what was known before
 * @param users those that changed
 */
public record ChangesMessage(long epoch, long revision, boolean whole, List<UserMessage> users) {
  public ChangesMessage {
    users = List.copyOf(users);
  }

  public static ChangesMessage of(Changes changes) {
    return new ChangesMessage(
        changes.cursor().epoch(),
        changes.cursor().revision(),
        changes.whole(),
        changes.users().stream().map(UserMessage::of).toList());
  }

  /** Returns the changes; throws {@link WireException}. */
  public Changes changes() {
    return new Changes(
        new Cursor(epoch, revision), whole, users.stream().map(UserMessage::user).toList());
  }
}
