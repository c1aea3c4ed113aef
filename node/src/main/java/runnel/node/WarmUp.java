package runnel.node;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the JVM compile what every byte passes by, before somebody waits for bytes.
 *
 * <p>AES-GCM and SHA-256 run at 30 to 80 MB/s until the optimizing compiler puts the processor's
 * own instructions in their place, and at more than 1 GB/s afterwards; some 20 MB bring it to that.
 * A node that has just started would let its first readers wait for it: 4 ms for each 64 KiB.
 */
final class WarmUp {
  /** What TLS puts into one record. */
  private static final int RECORD_BYTES = 16 << 10;

  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  /** One MiB, sealed, opened and hashed. */
  private static final int RECORDS_AT_ONCE = 64;

  /** Three passes over one MiB at about 1 GB/s each: compiled. */
  private static final Duration FAST = Duration.ofMillis(4);

  /** Where the processor has no such instructions it never gets fast. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final ByteBuffer plain = ByteBuffer.allocate(RECORD_BYTES);
  private final ByteBuffer sealed = ByteBuffer.allocate(RECORD_BYTES + TAG_BITS / 8);
  private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
  private final MessageDigest digest = MessageDigest.getInstance("SHA-256");

  /** Protects nothing: what is sealed with it is thrown away. */
  private final SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");

  private long records;

  private WarmUp() throws GeneralSecurityException {}

  /** Begins, on a thread of its own, and returns at once; takes one core for some half a second. */
  static void begin() {
    Thread.ofPlatform().name("warm-up").daemon().start(WarmUp::run);
  }

  private static void run() {
    try {
      WarmUp warmUp = new WarmUp();
      long begin = System.nanoTime();
      while (warmUp.nanosOfSome() > FAST.toNanos() && System.nanoTime() - begin < LIMIT.toNanos()) {
        Thread.onSpinWait();
      }
    } catch (GeneralSecurityException e) {
      System.getLogger(WarmUp.class.getName())
          .log(System.Logger.Level.DEBUG, "no warm-up: {0}", e.getMessage());
    }
  }

  private long nanosOfSome() throws GeneralSecurityException {
    long begin = System.nanoTime();
    for (int i = 0; i < RECORDS_AT_ONCE; i++) {
      one();
    }
    return System.nanoTime() - begin;
  }

  private void one() throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(records++).array();
    GCMParameterSpec parameters = new GCMParameterSpec(TAG_BITS, nonce);
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
    int _ = cipher.doFinal(plain.clear(), sealed.clear());
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    int _ = cipher.doFinal(sealed.flip(), plain.clear());
    digest.update(plain.flip());
    byte[] _ = digest.digest();
  }
}
