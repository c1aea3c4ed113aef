package runnel.indexd.wire;

import java.time.Instant;
import java.util.Base64;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

/**
 * A user.
 *
 * @param name the name
 * @param peerId for people; the key says it too
 * @param key DER SubjectPublicKeyInfo in base64url without padding
 * @param address {@code HOST:PORT}; empty if unknown
 * @param online whether the lease runs
 * @param lastActive ISO 8601, by the index's clock
 * @param headVersion 0 for none
 * @param contested whether other keys claim the name, or pins of others contradict it
 */
public record UserMessage(
    String name,
    String peerId,
    String key,
    String address,
    boolean online,
    String lastActive,
    long headVersion,
    boolean contested) {
  public static UserMessage of(User user) {
    return new UserMessage(
        user.name().text(),
        user.key().id().text(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(user.key().encoded()),
        Parsing.text(user.address()),
        user.online(),
        user.lastActive().toString(),
        user.headVersion(),
        user.contested());
  }

  /** Returns the user; throws {@link WireException}. */
  public User user() {
    return Parsing.of(
        "user",
        () ->
            new User(
                new UserName(name),
                PeerKey.of(Base64.getUrlDecoder().decode(key)),
                Parsing.address(address),
                online,
                Instant.parse(lastActive),
                headVersion,
                contested));
  }
}
