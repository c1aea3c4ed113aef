package runnel.node.story;

import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import runnel.indexd.api.Address;
import runnel.indexd.api.Announcement;
import runnel.indexd.api.Candidacy;
import runnel.indexd.discovery.Beacon;
import runnel.indexd.discovery.Discovery;
import runnel.indexd.discovery.DiscoverySettings;
import runnel.indexd.discovery.NetworkTag;
import runnel.indexd.http.IndexService;
import runnel.indexd.identity.Identity;
import runnel.indexd.identity.PeerKey;
import runnel.indexd.identity.UserName;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.local.LocalIndexSettings;
import runnel.indexd.tls.ListenerLimits;
import runnel.indexd.tls.PeerListener;
import runnel.indexd.wire.Paths;

/**
 * A dedicated index in the hands of an attacker, who has everybody use it: it speaks the protocol
 * as ours does, with a key of its own, and knows users whom there never were, at a victim's
 * address.
 *
 * <p>Arguments: a folder, how many users it invents, the victim's host, and the names that it gives
 * to keys of its own there. With no user invented it announces nothing by multicast either.
 */
final class LyingIndex {
  private static final int PORT = 7707;
  private static final Duration RENEWED = Duration.ofSeconds(4);

  private LyingIndex() {}

  public static void main(String[] arguments) {
    Identity identity = Identity.create();
    LocalIndex index =
        LocalIndex.open(
            Path.of(arguments[0]).resolve("index"), LocalIndexSettings.of(identity.id(), true));
    index.stand(1);
    WebServer _ =
        PeerListener.server(identity, ListenerLimits.DEFAULT)
            .bindAddress(new InetSocketAddress("0.0.0.0", PORT))
            .routing(routing -> routing.register(Paths.ROOT, new IndexService(index)))
            .build()
            .start();
    int invented = Integer.parseInt(arguments[1]);
    List<Announcement> lies = new ArrayList<>();
    for (int i = 3; i < arguments.length; i++) {
      lies.add(lie(arguments[i], arguments[2], PORT));
    }
    for (int i = 0; i < invented; i++) {
      lies.add(lie("user" + i, arguments[2], 1_000 + i));
    }
    List<PeerKey> keys = lies.stream().map(lie -> Identity.create().key()).toList();
    if (invented > 0) {
      announce(identity);
    }
    System.out.println("ready");
    while (true) {
      for (int i = 0; i < keys.size(); i++) {
        var _ = index.as(keys.get(i)).announce(lies.get(i));
      }
      LockSupport.parkNanos(RENEWED.toNanos());
    }
  }

  private static Announcement lie(String name, String victim, int port) {
    return new Announcement(
        new UserName(name), Optional.of(new Address(victim, port)), "lies", true);
  }

  private static void announce(Identity identity) {
    Candidacy best = new Candidacy(true, 1, identity.id());
    Beacon beacon =
        new Beacon(Beacon.Kind.HERE, NetworkTag.DEFAULT, identity.id(), PORT, Optional.of(best));
    Discovery _ =
        Discovery.start(DiscoverySettings.of(NetworkTag.DEFAULT), () -> beacon, heard -> {});
  }
}
