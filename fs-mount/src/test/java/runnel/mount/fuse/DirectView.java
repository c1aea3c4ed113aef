package runnel.mount.fuse;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import runnel.mount.tree.Attributes;
import runnel.mount.tree.FileTree;
import runnel.mount.tree.OpenedFile;
import runnel.mount.tree.ReadResult;
import runnel.mount.tree.TreeException;

/** The tree itself, asked through its port. */
record DirectView(FileTree tree) implements View {
  @Override
  public String stat(String path) {
    return answer(() -> {
      Attributes found = tree.attributes(path);
      long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, found.modified());
      return "%s %d %s %d %d"
          .formatted(
              kind(found),
              found.size(),
              found.executable() || kind(found).equals("folder"),
              nanos,
              found.inode());
    });
  }

  @Override
  public String list(String path) {
    return answer(() ->
        tree.list(path).stream()
            .map(c -> c.name() + " " + kind(c.attributes()) + " " + c.attributes().inode())
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  @Override
  public String read(String path, long offset, int length) {
    return answer(() -> {
      try (OpenedFile file = tree.open(path)) {
        return hex(((ReadResult.Bytes) file.read(offset, length).join()).buffer());
      }
    });
  }

  @Override
  public String extended(String path) {
    return answer(() ->
        new TreeMap<>(tree.extendedAttributes(path))
            .entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining("\n")));
  }

  private static String answer(Supplier<String> question) {
    try {
      return question.get();
    } catch (TreeException e) {
      return switch (e.kind()) {
        case NOT_FOUND -> "ENOENT";
        case NOT_A_FOLDER -> "ENOTDIR";
        case IS_A_FOLDER -> "EISDIR";
        case READ_ONLY -> "EROFS";
        case NO_ACCESS -> "EACCES";
        case STALE -> "ESTALE";
        case UNREADABLE -> "EIO";
        case BUSY -> "EAGAIN";
      };
    }
  }

  private static String kind(Attributes attributes) {
    return switch (attributes.kind()) {
      case FILE -> "file";
      case FOLDER -> "folder";
    };
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
