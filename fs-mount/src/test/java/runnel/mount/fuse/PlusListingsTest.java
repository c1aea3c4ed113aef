package runnel.mount.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel is told, byte by byte. */
class PlusListingsTest {
  private static final long UNIQUE = 77;
  private static final long FOLDER = 5;

  private final Map<String, Long> nodes = new LinkedHashMap<>();
  private final List<Long> forgotten = new ArrayList<>();
  private int error;
  private long nanos;
  private long nanosPerLookup;
  private ByteBuffer broken;
  private final PlusListings listings = new PlusListings(this::libfuse, () -> nanos);

  @Test
  void eachNameComesBehindTheAttributesOfWhatItNames() {
    nodes.put(".", 1L);
    nodes.put("..", 2L);
    nodes.put("a", 30L);
    nodes.put("long name", 31L);
    ByteBuffer reply = ask(4096).bytes();
    assertThat(reply.getInt(0)).isEqualTo(reply.limit());
    assertThat(reply.getInt(Protocol.OUT_ERROR)).isZero();
    assertThat(reply.getLong(Protocol.OUT_UNIQUE)).isEqualTo(UNIQUE);
    // The kernel knows the folder itself, and what it is in.
    assertThat(entries(reply)).isEqualTo(List.of(". 0", ".. 0", "a 30", "long name 31"));
  }

  @Test
  void whatIsNotThereComesWithoutAttributes() {
    nodes.put("gone", 0L);
    nodes.put("there", 31L);
    PlusListings.Reply reply = ask(4096);
    assertThat(entries(reply.bytes())).isEqualTo(List.of("gone 0", "there 31"));
    assertThat(reply.nodes()).containsExactly(31L);
  }

  @Test
  void noMoreIsLookedUpThanThereIsRoomFor() {
    for (long i = 0; i < 100; i++) {
      nodes.put("name" + i, 100 + i);
    }
    int each = Protocol.ENTRY_BYTES + Protocol.DIRENT_BYTES + 8;
    PlusListings.Reply reply = ask(3 * each + each - 1);
    assertThat(entries(reply.bytes())).hasSize(3);
    assertThat(reply.nodes()).containsExactly(100L, 101L, 102L);
    assertThat(ask(3 * each).nodes()).hasSize(3);
    assertThat(ask(each - 1).bytes().limit()).isEqualTo(Protocol.OUT_HEADER_BYTES);
  }

  @Test
  void aFolderThatCanNotBeListedFailsAsLibfuseSays() {
    error = -5;
    PlusListings.Reply reply = ask(4096);
    assertThat(reply.bytes().getInt(Protocol.OUT_ERROR)).isEqualTo(-5);
    assertThat(reply.nodes()).isEmpty();
  }

  @Test
  void whatTheKernelNeverSawIsForgotten() {
    nodes.put("a", 30L);
    nodes.put("b", 31L);
    listings.takeBack(ask(4096));
    assertThat(forgotten).containsExactly(30L, 31L);
  }

  @Test
  void lateNamesComeWithoutAttributesSoThatNobodyWaitsForAllOfThem() {
    for (long i = 0; i < 10; i++) {
      nodes.put("name" + i, 100 + i);
    }
    nanosPerLookup = Duration.ofMillis(100).toNanos();
    PlusListings.Reply reply = ask(4096);
    assertThat(entries(reply.bytes())).hasSize(10).endsWith("name9 0");
    assertThat(reply.nodes()).containsExactly(100L, 101L, 102L);
  }

  /** Somebody went on reading at a place between entries. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 256, 9, Integer.MAX_VALUE - 20, Integer.MIN_VALUE})
  void whatIsNoEntryEndsTheListing(int length) {
    broken = header(0, 64).putLong(9).putLong(9).putInt(length).putInt(0).putLong(0).flip();
    PlusListings.Reply reply = ask(4096);
    assertThat(reply.bytes().limit()).isEqualTo(Protocol.OUT_HEADER_BYTES);
    assertThat(reply.nodes()).isEmpty();
  }

  @Test
  void whatWasLookedUpBeforeAFaultIsForgotten() {
    nodes.put("a", 30L);
    nodes.put("fault", -1L);
    assertThatThrownBy(() -> ask(4096)).isInstanceOf(IllegalStateException.class);
    assertThat(forgotten).containsExactly(30L);
  }

  private PlusListings.Reply ask(int room) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(Protocol.IN_HEADER_BYTES + 40, Long.BYTES);
      request.set(JAVA_INT, Protocol.IN_OPCODE, Protocol.READDIRPLUS);
      request.set(JAVA_LONG, Protocol.IN_UNIQUE, UNIQUE);
      request.set(JAVA_LONG, Protocol.IN_NODE, FOLDER);
      request.set(JAVA_INT, Protocol.IN_READ_SIZE, room);
      return listings.reply(request);
    }
  }

  /** Reads a reply as the kernel does. */
  private static List<String> entries(ByteBuffer reply) {
    List<String> entries = new ArrayList<>();
    for (int at = Protocol.OUT_HEADER_BYTES; at < reply.limit(); ) {
      int dirent = at + Protocol.ENTRY_BYTES;
      int length = reply.getInt(dirent + Protocol.DIRENT_NAME_LENGTH);
      byte[] name = new byte[length];
      reply.get(dirent + Protocol.DIRENT_BYTES, name);
      entries.add(new String(name, StandardCharsets.UTF_8) + " " + reply.getLong(at));
      at = dirent + Protocol.aligned(Protocol.DIRENT_BYTES + length);
    }
    return entries;
  }

  /** Answers as libfuse does. */
  private ByteBuffer libfuse(MemorySegment request) {
    return switch (request.get(JAVA_INT, Protocol.IN_OPCODE)) {
      case Protocol.READDIR -> listing();
      case Protocol.LOOKUP -> found(request);
      case Protocol.FORGET -> {
        forgotten.add(request.get(JAVA_LONG, Protocol.IN_NODE));
        yield ByteBuffer.allocate(0);
      }
      default -> throw new AssertionError("never asked");
    };
  }

  private ByteBuffer listing() {
    if (broken != null) {
      return broken;
    }
    ByteBuffer reply = header(error, 8192);
    if (error == 0) {
      nodes
          .keySet()
          .forEach(name -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            reply.putLong(9).putLong(9).putInt(bytes.length).putInt(0).put(bytes);
            reply.position(Protocol.aligned(reply.position()));
          });
    }
    return reply.flip();
  }

  private ByteBuffer found(MemorySegment request) {
    assertThat(request.get(JAVA_LONG, Protocol.IN_NODE)).isEqualTo(FOLDER);
    assertThat(request.get(JAVA_BYTE, request.byteSize() - 1)).isZero();
    nanos += nanosPerLookup;
    long node = nodes.get(request.getString(Protocol.IN_HEADER_BYTES));
    if (node < 0) {
      throw new IllegalStateException("a fault");
    }
    if (node == 0) {
      return header(-2, 0).flip();
    }
    ByteBuffer reply = header(0, Protocol.ENTRY_BYTES).putLong(node);
    return reply.position(reply.limit()).flip();
  }

  private static ByteBuffer header(int error, int room) {
    return ByteBuffer.allocate(Protocol.OUT_HEADER_BYTES + room)
        .order(ByteOrder.nativeOrder())
        .putInt(0)
        .putInt(error)
        .putLong(UNIQUE);
  }
}
