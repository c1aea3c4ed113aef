package runnel.node.network;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;

/** Users to test with, online and with keys of their own. */
public final class TestUsers {
  private TestUsers() {}

  public static User user(String name, PeerKey key) {
    return user(name, key, 0);
  }

  public static User user(String name, PeerKey key, long headVersion) {
    return new User(
        new UserName(name), key, Optional.empty(), true, Instant.EPOCH, headVersion, false);
  }

  public static PeerKey key() {
    try {
      return PeerKey.of(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
