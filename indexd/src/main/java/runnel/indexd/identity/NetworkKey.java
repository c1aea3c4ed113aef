package runnel.indexd.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import runnel.indexd.content.Hash;

/** How a network's key is made of its name and passphrase: PROTOCOL.md. */
final class NetworkKey {
  /** RFC 9106, 4: the second recommended option, for where 2 GiB are too much. */
  private static final int PASSES = 3;

  private static final int MEMORY_KIB = 64 << 10;
  private static final int LANES = 4;
  private static final int SALT_BYTES = 16;

  private NetworkKey() {}

  /** The key of a network without a passphrase: whoever knows the name has it. */
  static Hash of(NetworkName name) {
    return digest("runnel network v1\0", name);
  }

  /** The key of a network with a passphrase. Slow and large on purpose. */
  static Hash of(NetworkName name, Passphrase passphrase) {
    byte[] salt = Arrays.copyOf(digest("runnel network salt v1\0", name).bytes(), SALT_BYTES);
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withIterations(PASSES)
            .withMemoryAsKB(MEMORY_KIB)
            .withParallelism(LANES)
            .withSalt(salt)
            .build());
    byte[] key = new byte[Hash.BYTES];
    argon2.generateBytes(passphrase.bytes(), key);
    return Hash.of(key);
  }

  private static Hash digest(String domain, NetworkName name) {
    return Hash.digest((domain + name.text()).getBytes(StandardCharsets.UTF_8));
  }
}
