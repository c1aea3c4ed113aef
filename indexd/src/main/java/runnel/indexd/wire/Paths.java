package runnel.indexd.wire;

/** Where things are, below the host's root; and what bodies may hold. */
public final class Paths {
  public static final String ROOT = "/index/v1";
  public static final String INFO = "/info";
  public static final String ANNOUNCE = "/announce";
  public static final String WITNESS = "/witness";
  public static final String LEAVE = "/leave";
  public static final String CHANGES = "/changes";
  public static final String PUBLISH = "/publish";
  public static final String OBJECTS = "/objects";
  public static final String HEADS = "/heads";
  public static final String OWNERS = "/owners";
  public static final String SEARCH = "/search";
  public static final String USERS = "/users";

  public static final String JSON = "application/json";
  public static final String BINARY = "application/octet-stream";

  /** A control message; the largest request names a thousand objects: 67 KB. */
  public static final int CONTROL_BYTES_MAX = 96 << 10;

  /** A head with the largest audience, and room. */
  public static final int HEAD_BYTES_MAX = 64 << 10;

  private Paths() {}
}
