package runnel.node.limits;

import java.util.Optional;
import java.util.stream.Stream;

/** What can be limited, by the name under which people set it. */
public enum LimitKey {
  /** All that is sent to others. */
  UPLOAD("limit.upload", "bytes of files sent per second, to all"),
  /** What is sent to one of them. */
  UPLOAD_PER_PEER("limit.upload-per-peer", "bytes of files sent per second, to each"),
  /** All that is fetched. */
  DOWNLOAD("limit.download", "bytes of files fetched per second, from all"),
  /** What is fetched from one of them. */
  DOWNLOAD_PER_PEER("limit.download-per-peer", "bytes of files fetched per second, from each"),
  /** Requests for content that are served at a time. */
  UPLOAD_SLOTS("limit.upload-slots", "requests for files served at a time");

  private final String text;
  private final String meaning;

  LimitKey(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** Returns the key of that name. */
  public static Optional<LimitKey> of(String text) {
    return Stream.of(values()).filter(key -> key.text.equals(text)).findFirst();
  }

  /** The name. */
  public String text() {
    return text;
  }

  /** What it limits, in words. */
  public String meaning() {
    return meaning;
  }

  /** The limit without a setting; 0 for none. */
  public long usual() {
    return this == UPLOAD_SLOTS ? Limits.SLOTS_USUAL : 0;
  }

  /** The least that can be set. */
  long least() {
    return this == UPLOAD_SLOTS ? 1 : Limits.RATE_LEAST;
  }

  /** Reads a value as people write it. */
  long parse(String value) {
    return this == UPLOAD_SLOTS ? Amount.count(value) : Amount.bytes(value);
  }
}
