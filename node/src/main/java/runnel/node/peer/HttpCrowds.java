package runnel.node.peer;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.identity.PeerId;
import runnel.node.transfer.Crowd;
import runnel.node.transfer.Crowds;
import runnel.node.transfer.Holder;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** Asks owners over HTTPS who else reads what they share. Thread-safe. */
public final class HttpCrowds implements Crowds {
  /** Sixteen ids of 60 characters, and room for what later versions say. */
  private static final int ANSWER_BYTES_MAX = 8 << 10;

  private final PeerId self;
  private final Others others;
  private final Leases leases;
  private final Jsonb json = JsonbBuilder.create();

  /** What is known of other nodes. */
  public interface Others {
    /** Where the peer is now, if anybody knows. */
    Optional<Address> address(PeerId peer);

    /** The peer as one that holds something; empty if nobody but the one who named it knows it. */
    Optional<Holder> holder(PeerId peer);

    /** Speaks to them. */
    PeerClients clients();
  }

  /**
   * @param leases is told what owners themselves share
   */
  public HttpCrowds(PeerId self, Others others, Leases leases) {
    this.self = self;
    this.others = others;
    this.leases = leases;
  }

  @Override
  public Optional<PeerId> self() {
    return Optional.of(self);
  }

  @Override
  public Crowd of(ContentId content, Source owner) throws SourceFailure {
    HttpPost post = new HttpPost(PeerPaths.CONTENT + "/" + content.text() + "/readers");
    byte[] answer =
        new Contact(owner.peer(), () -> others.address(owner.peer()), others.clients())
            .ask(post, ANSWER_BYTES_MAX);
    Crowd crowd = read(answer);
    leases.renew(content);
    return crowd;
  }

  private Crowd read(byte[] answer) throws SourceFailure {
    try {
      ReadersAnswer said =
          json.fromJson(new String(answer, StandardCharsets.UTF_8), ReadersAnswer.class);
      List<String> ids = Optional.ofNullable(said.holders()).orElse(List.of());
      Function<PeerId, Optional<Holder>> holder = others::holder;
      return new Crowd(
          Math.max(0, said.readers()),
          ids.stream()
              .limit(Readers.NAMED_MAX)
              .map(PeerId::parse)
              .filter(id -> !id.equals(self))
              .flatMap(id -> holder.apply(id).stream())
              .toList());
    } catch (JsonbException | IllegalArgumentException | NullPointerException e) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "says nonsense of its readers", e);
    }
  }
}
