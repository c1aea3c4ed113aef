package runnel.indexd.api;

import java.util.List;

/**
 * Users whose record changed, at most {@link IndexLimits#USERS_PER_ANSWER}; the next call brings
 * the rest at once.
 *
 * @param cursor to ask from next time
 * @param whole whether this begins anew: all users follow, here and in the next answers, and
 *     whatever was known before is to be forgotten
 * @param users the new records
 */
public record Changes(Cursor cursor, boolean whole, List<User> users) {
  public Changes {
    users = List.copyOf(users);
  }
}
