package runnel.node.network;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.User;
import runnel.indexd.identity.PeerId;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.store.Store;
import runnel.indexd.store.Table;

/** Remembers everyone ever seen, so that they are there when the index is not. Thread-safe. */
public final class KnownUsers {
  static final Table USERS = new Table("users");

  private static final System.Logger LOG = System.getLogger(KnownUsers.class.getName());

  private final Jsonb json = JsonbBuilder.create();
  private final Store store;

  public KnownUsers(Store store) {
    this.store = store;
  }

  /** The JSON of a user; public for JSON-B. */
  public record Row(
      String name,
      String key,
      String address,
      String lastActive,
      long headVersion,
      boolean contested) {}

  /** Returns all of them, offline. */
  public List<User> load() {
    List<User> users = new ArrayList<>();
    return store.read(view -> {
      view.scan(
          USERS,
          new byte[0],
          (key, value) -> {
            users.addAll(parse(value));
            return true;
          });
      return users;
    });
  }

  /** Keeps users' records; blocks until they are on disk. */
  public void keep(List<User> users) {
    store.write(view -> {
      users.forEach(user -> view.put(USERS, user.id().hash().bytes(), bytes(user)));
      return true;
    });
  }

  /** Forgets users; blocks until they are gone from the disk. */
  public void forget(List<PeerId> users) {
    store.write(view -> {
      users.forEach(user -> view.delete(USERS, user.hash().bytes()));
      return true;
    });
  }

  private byte[] bytes(User user) {
    return json.toJson(row(user)).getBytes(StandardCharsets.UTF_8);
  }

  private static Row row(User user) {
    return new Row(
        user.name().text(),
        Base64.getEncoder().encodeToString(user.key().encoded()),
        user.address().map(Address::toString).orElse(""),
        user.lastActive().toString(),
        user.headVersion(),
        user.contested());
  }

  /** One user, or none if the row is not of this version: he will be told of again. */
  private List<User> parse(byte[] value) {
    try {
      Row row = json.fromJson(new String(value, StandardCharsets.UTF_8), Row.class);
      return List.of(
          new User(
              new UserName(row.name()),
              PeerKey.of(Base64.getDecoder().decode(row.key())),
              row.address().isEmpty()
                  ? Optional.empty()
                  : Optional.of(Address.parse(row.address())),
              false,
              Instant.parse(row.lastActive()),
              row.headVersion(),
              row.contested()));
    } catch (RuntimeException e) { // Each parser has exceptions of its own.
      LOG.log(System.Logger.Level.WARNING, "dropped a remembered user: {0}", e.getMessage());
      return List.of();
    }
  }
}
