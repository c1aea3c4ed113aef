package runnel.indexd.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.Test;
import runnel.indexd.content.Hash;
import runnel.indexd.identity.Identity;

/** Large bodies, from the listener to the client: every byte arrives, and how fast. */
class BulkTest {
  private static final int PIECE = 128 << 10;
  private static final int PIECES = Integer.getInteger("runnel.bulk.pieces", 512); // 64 MiB

  @Test
  void aLargeStreamArrivesWhole() throws Exception {
    byte[] piece = new byte[PIECE];
    new Random(7).nextBytes(piece);
    MessageDigest sent = Hash.sha256();
    for (int i = 0; i < PIECES; i++) {
      sent.update(numbered(piece, i));
    }
    Hash expected = Hash.finish(sent);
    try (Listening bob =
            new Listening(
                Identity.create(),
                ListenerLimits.DEFAULT,
                0,
                routing ->
                    routing.get(
                        "/bulk",
                        (request, response) -> {
                          response.contentLength((long) PIECE * PIECES);
                          try (OutputStream out = response.outputStream()) {
                            write(out, piece.clone());
                          }
                        }));
        CloseableHttpClient http =
            PeerHttp.client(
                Identity.create(), Optional.of(bob.identity.id()), HttpTimeouts.DEFAULT)) {
      for (int round = 0; round < 2; round++) {
        long start = System.nanoTime();
        Hash got =
            http.execute(
                new HttpGet(bob.uri("/bulk")),
                response -> digest(response.getEntity().getContent()));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("bulk over TLS: %.0f MB/s%n", (double) PIECE * PIECES / 1e6 / seconds);
        assertThat(got).isEqualTo(expected);
      }
    }
  }

  private static void write(OutputStream out, byte[] piece) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      out.write(numbered(piece, i));
    }
  }

  /** Each piece differs, so that one too many, too few or out of order is noticed. */
  private static byte[] numbered(byte[] piece, int number) {
    piece[0] = (byte) number;
    piece[1] = (byte) (number >> 8);
    return piece;
  }

  private static Hash digest(InputStream in) throws IOException {
    MessageDigest sha = Hash.sha256();
    byte[] buffer = new byte[PIECE];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sha.update(buffer, 0, read);
    }
    return Hash.finish(sha);
  }
}
