package runnel.node.metadata;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What node and child process say to each other through the child's standard input and output.
 *
 * <p>The child says one byte {@link #READY} when it can be asked. A request is two texts: where the
 * file can be opened, and its name. An answer is a byte, {@link #FOUND} with the number of pairs in
 * one byte and the pairs, or {@link #UNPARSABLE} with the reason. Texts are in the form of {@link
 * DataOutputStream#writeUTF}, so no text allocates more than 64 KiB whoever wrote it.
 */
public final class Talk {
  /** The child can be asked. */
  public static final int READY = 'R';

  /** Metadata follows. */
  public static final int FOUND = 'F';

  /** A reason follows. */
  public static final int UNPARSABLE = 'U';

  private static final int TEXT_CHARACTERS = 4_000;

  private Talk() {}

  static void ask(DataOutputStream out, String openAt, String name) throws IOException {
    out.writeUTF(openAt);
    out.writeUTF(name);
    out.flush();
  }

  /** Writes an answer; values too long for any use are cut. */
  public static void tellFound(DataOutputStream out, Map<String, String> metadata)
      throws IOException {
    out.writeByte(FOUND);
    out.writeByte(metadata.size());
    for (Map.Entry<String, String> pair : metadata.entrySet()) {
      out.writeUTF(pair.getKey());
      out.writeUTF(cut(pair.getValue()));
    }
    out.flush();
  }

  /** Writes the answer that the file can't be parsed. */
  public static void tellUnparsable(DataOutputStream out, String reason) throws IOException {
    out.writeByte(UNPARSABLE);
    out.writeUTF(cut(reason));
    out.flush();
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if the child is gone or says what no child says
   */
  static Extraction answer(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case FOUND -> new Extraction.Found(Facts.of(pairs(in)));
      case UNPARSABLE -> new Extraction.Unparsable(in.readUTF());
      default -> throw new IOException("the parsers' process said what nobody understands");
    };
  }

  private static Map<String, String> pairs(DataInputStream in) throws IOException {
    Map<String, String> pairs = new HashMap<>();
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      pairs.put(in.readUTF(), in.readUTF());
    }
    return pairs;
  }

  private static String cut(String text) {
    return text.length() <= TEXT_CHARACTERS ? text : text.substring(0, TEXT_CHARACTERS);
  }
}
