package runnel.node.index;

/** How an index came to be known; one that is given is used whenever it answers. */
public enum Origin {
  GIVEN("given by --index"),
  REMEMBERED("remembered"),
  TOLD("told by a peer"),
  HEARD("multicast");

  private final String words;

  Origin(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
