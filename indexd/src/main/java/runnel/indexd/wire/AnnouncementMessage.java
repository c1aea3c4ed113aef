package runnel.indexd.wire;

import runnel.indexd.api.Announcement;
import runnel.indexd.identity.UserName;

/**
 * Body of {@code POST announce}.
 *
 * @param name the user's name
 * @param address {@code HOST:PORT}; empty if others can't reach the node
 * @param softwareVersion of the node
 * @param held whether the caller's key bore the name before
 */
public record AnnouncementMessage(
    String name, String address, String softwareVersion, boolean held) {
  public static AnnouncementMessage of(Announcement said) {
    return new AnnouncementMessage(
        said.name().text(), Parsing.text(said.address()), said.softwareVersion(), said.held());
  }

  /** Returns the announcement; throws {@link WireException}. */
  public Announcement announcement() {
    return Parsing.of(
        "announcement",
        () ->
            new Announcement(new UserName(name), Parsing.address(address), softwareVersion, held));
  }
}
