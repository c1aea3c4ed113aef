package runnel.node.peer;

/** The paths and headers of the peer protocol, version 1. */
final class PeerPaths {
  static final String HELLO = "/peer/v1/hello";
  static final String HEAD = "/peer/v1/head";
  static final String OBJECTS = "/peer/v1/objects";
  static final String SMALL = "/peer/v1/small";
  static final String CONTENT = "/peer/v1/content";
  static final String FILES = "/peer/v1/files";

  /** Request: {@code layer;index;count}; response: base64 of the hashes and their proof. */
  static final String HASHES_HEADER = "Runnel-Hashes";

  /** Request: what the bytes are for; without it a program waits for them. */
  static final String FOR_HEADER = "Runnel-For";

  static final String FOR_DOWNLOAD = "download";

  private PeerPaths() {}
}
