package runnel.node.peer;

import static runnel.node.peer.HostilePeer.ascii;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.HashRange;
import runnel.indexd.content.Hashed;
import runnel.indexd.content.Proofs;
import runnel.node.SeededBytes;
import runnel.node.cache.ByteRange;

/** A peer that sends a beginning at once and then a byte now and then, until it is dropped. */
final class TricklingPeer implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(20);

  /** By a part of the request line. */
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** One for each beginning. */
  final Semaphore begun = new Semaphore(0);

  /** One for each byte after it. */
  final Semaphore trickled = new Semaphore(0);

  /** One for each answer that the other side did not wait for. */
  final Semaphore dropped = new Semaphore(0);

  final HostilePeer peer;

  TricklingPeer() throws IOException {
    peer = new HostilePeer(this::answer);
  }

  private interface Answer {
    void send(List<String> head, OutputStream out) throws IOException, InterruptedException;
  }

  /** Answers so with that, and then trickles. */
  void trickle(String asked, String beginning) {
    answers.put(asked, (head, out) -> trickle(ascii(beginning), out));
  }

  /** Answers so, and is done. */
  void answer(String asked, String all) {
    answers.put(asked, (head, out) -> out.write(ascii(all)));
  }

  /** Has the content; of what is asked for it sends so many bytes at once. */
  ContentId trickle(byte[] bytes, int atOnce) {
    Hashed hashed = SeededBytes.hashed(bytes);
    answers.put(
        hashed.id().text(), (head, out) -> trickle(answer(hashed, bytes, head, atOnce), out));
    return hashed.id();
  }

  /** Has the content. */
  ContentId share(byte[] bytes) {
    Hashed hashed = SeededBytes.hashed(bytes);
    answers.put(
        hashed.id().text(),
        (head, out) -> out.write(answer(hashed, bytes, head, Integer.MAX_VALUE)));
    return hashed.id();
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }

  private static byte[] answer(Hashed hashed, byte[] bytes, List<String> head, int most) {
    ByteRange range = RangeHeader.bytes(header(head, "Range"), bytes.length).orElseThrow();
    HashRange hashes = RangeHeader.hashes(header(head, PeerPaths.HASHES_HEADER)).orElseThrow();
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    Proofs.prove(hashed.id(), hashes, hashed.tree())
        .forEach(hash -> proof.writeBytes(hash.bytes()));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        ascii(
            "HTTP/1.1 206 Partial Content\r\nContent-Length: %d\r\nRunnel-Hashes: %s\r\n\r\n"
                .formatted(
                    range.length(), Base64.getEncoder().encodeToString(proof.toByteArray()))));
    int count = (int) Math.min(range.length(), most);
    answer.writeBytes(
        Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.offset() + count));
    return answer.toByteArray();
  }

  private static String header(List<String> head, String name) {
    String prefix = name + ": ";
    return head.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .substring(prefix.length());
  }

  /** What ends leaves the connection as it is. */
  private boolean answer(List<String> head, OutputStream out) throws Exception {
    String asked = head.getFirst();
    String which = answers.keySet().stream().filter(asked::contains).findFirst().orElseThrow();
    answers.get(which).send(head, out);
    out.flush();
    return true;
  }

  private void trickle(byte[] beginning, OutputStream out)
      throws IOException, InterruptedException {
    out.write(beginning);
    out.flush();
    begun.release();
    try {
      while (true) {
        Thread.sleep(EVERY); // The slowness is what is tested.
        out.write('x');
        out.flush();
        trickled.release();
      }
    } catch (IOException e) {
      dropped.release();
    }
  }
}
