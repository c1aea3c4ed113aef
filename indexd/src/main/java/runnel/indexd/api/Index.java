package runnel.indexd.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runnel.indexd.catalog.SignedHead;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.PeerId;

/**
 * The index as one peer sees it: every call is made in that peer's name.
 *
 * <p>Thread-safe. Calls block, at most as long as the implementation's deadline, and answer an
 * interrupt. They throw {@link IndexException}.
 */
public interface Index extends AutoCloseable {
  /**
   * Binds the name to the caller's key, says where the caller can be reached, and renews its lease.
   *
   * <p>The name stays bound when the lease ends. A caller that announces another name and gets it
   * gives up the old one. A name that the caller {@link Announcement#held} is never refused because
   * others claim it: it is contested then.
   *
   * @throws IndexException NAME_TAKEN if the caller did not hold the name and it, case folded, is
   *     claimed by or witnessed for another key; with {@link IndexException#suggestions}
   */
  Lease announce(Announcement announcement);

  /**
   * Says which keys the caller has pinned for names that this index shows otherwise, in place of
   * all that the caller witnessed before; an empty list withdraws it. A name that is claimed by, or
   * witnessed for, several keys is contested: whoever has pinned none of them trusts none.
   *
   * @param witnesses at most {@link IndexLimits#WITNESSES_PER_CALLER}, each name, case folded, once
   * @throws IndexException REFUSED if a limit is exceeded or the caller never announced a name
   */
  void witness(List<Witness> witnesses);

  /** Ends the caller's lease: it shows offline at once. Its name and catalog stay. */
  void leave();

  /**
   * Returns the users whose record changed after the given revision, waiting for a change.
   *
   * <p>Without a cursor, with revision 0, or with a cursor of another epoch: all users, at once. A
   * record counts as changed when name, address, presence, head version or contested change, not
   * when only the last activity does.
   *
   * @param since the epoch and revision that the last answer carried; empty at first
   * @param wait how long to wait when nothing changed; the implementation may cut it to 30 s
   * @return the changes, perhaps none
   * @throws IndexException UNAVAILABLE if too many wait already
   */
  Changes changes(Optional<Cursor> since, Duration wait);

  /**
   * Makes the head the caller's catalog, if every object below its root is known.
   *
   * @return {@link Publication.Accepted}, or {@link Publication.Missing} with objects to {@link
   *     #put} before trying again, or {@link Publication.Outdated} if a newer or different head of
   *     that version is there
   * @throws IndexException REFUSED if the owner is not the caller, the head has an audience, the
   *     caller never announced a name, or a limit is exceeded; the catalog is as before then
   */
  Publication publish(SignedHead head);

  /**
   * Hands over folder objects for the next {@link #publish}; each is named by its hash.
   *
   * <p>At most {@link IndexLimits#OBJECTS_PER_CALL} objects and {@link IndexLimits#BYTES_PER_CALL}
   * bytes. Objects that no head came to need are forgotten after the next accepted publication, or
   * some time after {@link IndexLimits#STAGED_FOR}.
   *
   * @throws IndexException REFUSED if one is no object, or a limit is exceeded; none is kept then
   */
  void put(List<byte[]> objects);

  /** Returns the newest head that this peer published, if it published one. */
  Optional<SignedHead> head(PeerId owner);

  /**
   * Returns objects of the owner's current catalog, those that are known, in no order.
   *
   * <p>At most {@link IndexLimits#OBJECTS_PER_CALL} ids; the answer may leave some out to stay
   * below {@link IndexLimits#BYTES_PER_CALL}, never the first. The caller checks each against its
   * id.
   */
  List<byte[]> objects(PeerId owner, List<Hash> ids);

  /**
   * Returns who lists these contents in the current catalog, by what the catalogs say of
   * themselves: a hint where to ask, not a promise that they have them.
   *
   * <p>Owners that are online come before others, the caller among them; the empty content has
   * none.
   *
   * @param contents at most {@link IndexLimits#CONTENTS_PER_CALL}
   * @return for each content that somebody lists, at most {@link IndexLimits#OWNERS_PER_CONTENT}
   * @throws IndexException REFUSED if a limit is exceeded
   */
  Map<ContentId, List<PeerId>> owners(List<ContentId> contents);

  /**
   * Searches the current catalogs of all users. What was published a moment ago may be missing, or
   * found as it was; see {@link SearchAnswer#searchable}.
   *
   * @throws IndexException REFUSED if it asks for nothing: neither words nor a filter; UNAVAILABLE
   *     if too many search at once, or it takes too long
   */
  SearchAnswer search(SearchQuery query);

  /** Returns what this index is. */
  IndexInfo info();

  /** Frees what the connection to the index holds; ends no lease. */
  @Override
  void close();
}
