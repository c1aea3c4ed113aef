package runnel.node.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runnel.indexd.catalog.Entry;
import runnel.indexd.content.ContentId;
import runnel.node.media.MediaTypes;
import runnel.node.network.Peer;

/**
 * What is known of a file or folder besides what {@code stat} tells: shown as extended attributes
 * {@code user.runnel.*} and by {@code runnel info}. From memory or disk, no network but for folders
 * that were never looked at. Thread-safe.
 */
public final class Facts {
  /** The one fact whose name other programs know: freedesktop.org's shared MIME-info, section 2. */
  static final String MEDIA_TYPE = "user.mime_type";

  private static final String OURS = "user.runnel.";

  /** The piece of metadata that says the media type by content. */
  private static final String TYPE_KEY = "type";

  /** Names of types and subtypes by RFC 6838, 4.2: an owner may write anything. */
  private static final Pattern MEDIA_TYPE_FORM =
      Pattern.compile("[A-Za-z0-9][\\w!#$&^.+-]{0,126}/[A-Za-z0-9][\\w!#$&^.+-]{0,126}");

  /** What an owner may call a piece of metadata for it to be shown: names go to terminals. */
  private static final Pattern METADATA_KEY = Pattern.compile("[a-z0-9][a-z0-9._:-]{0,63}");

  private final PeerFolders peers;
  private final OfContents contents;

  /**
   * @param peers what the peers share
   * @param contents what is known of their contents
   */
  public Facts(PeerFolders peers, OfContents contents) {
    this.peers = peers;
    this.contents = contents;
  }

  /** What is known of a content, whoever shares it; from memory or disk. */
  public interface OfContents {
    /** Returns how much of it is here, in bytes. */
    long cachedBytes(ContentId content);

    /** Returns the names of the peers that gave some of it, as far as is remembered. */
    List<String> givers(ContentId content);
  }

  /**
   * Returns what is known of what is at a path such as {@code /alice/talks}, by short names such as
   * {@code owner}.
   *
   * @throws runnel.node.failure.NodeException NOT_FOUND if nothing is there
   */
  public Map<String, String> of(String path) {
    return Place.of("/" + Place.PEERS + path) instanceof Place.InPeer place
        ? of(place, Optional.empty())
        : Map.of();
  }

  /**
   * The same by the full names of extended attributes.
   *
   * @param open what names the bytes that programs see there while they have it open
   */
  Map<String, String> extendedAttributes(Place.InPeer place, Optional<FileBytes> open) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put(OURS + "path", place.path().substring(("/" + Place.PEERS).length()));
    of(place, open)
        .forEach(
            (name, text) -> named.put(name.equals("media-type") ? MEDIA_TYPE : OURS + name, text));
    return named;
  }

  private Map<String, String> of(Place.InPeer place, Optional<FileBytes> open) {
    Found found = peers.find(place);
    Peer owner = peers.peer(place);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("owner", owner.shownName());
    facts.put("owner-id", owner.id().text());
    facts.put("online", owner.user().online() ? "yes" : "no");
    switch (found) {
      case Found.Top top -> {
        facts.put("files", Long.toString(peers.files(place)));
        facts.put("bytes", Long.toString(peers.bytes(place)));
      }
      case Found.Inside(Entry.FolderEntry folder) -> addFolder(folder, facts);
      case Found.Inside(Entry.FileEntry file) -> addFile(file, open, facts);
    }
    return facts;
  }

  private static void addFolder(Entry.FolderEntry folder, Map<String, String> to) {
    to.put("first-shared", folder.firstShared().toString());
    to.put("files", Long.toString(folder.files()));
    to.put("folders", Long.toString(folder.folders()));
    to.put("bytes", Long.toString(folder.size()));
  }

  /** By content where the owner looked, else by name. */
  private static String mediaType(Entry.FileEntry file) {
    return Optional.ofNullable(file.metadata().get(TYPE_KEY))
        .filter(type -> MEDIA_TYPE_FORM.matcher(type).matches())
        .orElseGet(() -> MediaTypes.of(file.name().text()));
  }

  private void addContent(ContentId content, Map<String, String> to) {
    to.put("content-id", content.text());
    to.put("cached", Long.toString(contents.cachedBytes(content)));
    List<String> givers = contents.givers(content);
    if (!givers.isEmpty()) {
      to.put("served-by", String.join(", ", givers));
    }
  }

  /**
   * A newer version than the one that is open may be listed; then that one's facts are not told.
   */
  private static boolean isOpenVersion(Entry.FileEntry file, FileBytes open) {
    return switch (open) {
      case FileBytes.Proven(ContentId content) -> file.content().equals(Optional.of(content));
      case FileBytes.Vouched vouched -> vouched.tag().equals(file.version());
    };
  }

  private void addFile(Entry.FileEntry file, Optional<FileBytes> open, Map<String, String> to) {
    if (open.isPresent() && !isOpenVersion(file, open.get())) {
      if (open.get() instanceof FileBytes.Proven(ContentId content)) {
        addContent(content, to);
      }
      return;
    }
    to.put("first-shared", file.firstShared().toString());
    to.put("media-type", mediaType(file));
    file.content().ifPresent(content -> addContent(content, to));
    file.metadata()
        .forEach((key, text) -> {
          if (METADATA_KEY.matcher(key).matches() && !key.equals(TYPE_KEY)) {
            to.put("meta." + key, text);
          }
        });
  }
}
