package runnel.indexd.api;

import java.util.List;

/**
 * Users whose record changed.
 *
 * @param cursor to ask from next time
 * @param whole whether this is every user, so that others are to be forgotten
 * @param users the new records
 */
public record Changes(Cursor cursor, boolean whole, List<User> users) {
  public Changes {
    users = List.copyOf(users);
  }
}
