package runnel.node.control;

import java.util.List;
import java.util.Map;

/**
 * The JSON documents of the control API about keys and events, as {@code node/CONTROL.md} describes
 * them.
 */
public final class PeopleDocuments {
  private PeopleDocuments() {}

  /** A key with the name or address that it is for. */
  public record Key(String subject, String peerId, String words) {}

  /** A pin; {@code kind} is {@code name} or {@code index}. */
  public record Pin(String subject, String kind, String peerId, String words, String since) {}

  /** A key in the place of the pinned one. */
  public record Conflict(
      String subject,
      String kind,
      Key pinned,
      Key met,
      boolean proved,
      String where,
      Times times) {}

  /** When a key was met for the first and for the last time. */
  public record Times(String first, String last) {}

  /** A name that several keys claim and of which none is pinned. */
  public record Contested(String name, List<Claim> claims) {}

  /** One of the keys that claim a name. */
  public record Claim(String shownAs, Key key, boolean online, String address) {}

  /** What is trusted, and what there is to decide. */
  public record Trust(
      Key own, List<Pin> pins, List<Conflict> conflicts, List<Contested> contested) {}

  /** What came of accepting or forgetting a key. */
  public record Decision(String subject, String kind, String peerId, String words) {}

  /** An event. */
  public record Event(
      long sequence,
      String time,
      String kind,
      String subject,
      String text,
      Map<String, String> detail) {}

  /** Events after a cursor. */
  public record Events(long epoch, long next, boolean missed, List<Event> events) {}

  /** What the node finds of its surroundings. */
  public record Doctor(List<Check> checks) {}

  /** One finding; {@code result} is {@code ok}, {@code warn} or {@code fail}. */
  public record Check(String check, String result, String found, String help) {}
}
