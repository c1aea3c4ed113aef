package runnel.indexd.api;

import java.util.Optional;
import runnel.indexd.identity.UserName;

/**
 * What a node tells of itself.
 *
 * @param name the name it wants, or has
 * @param address where its peer server listens
 * @param softwareVersion of the node, for people to read; at most 32 printable ASCII characters
 * @param held whether this key bore the name on this network before; then another claim to it makes
 *     the name contested instead of refused
 */
public record Announcement(
    UserName name, Optional<Address> address, String softwareVersion, boolean held) {
  public Announcement {
    if (softwareVersion.length() > 32
        || !softwareVersion.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)) {
      throw new IllegalArgumentException("a version is at most 32 printable ASCII characters");
    }
  }
}
