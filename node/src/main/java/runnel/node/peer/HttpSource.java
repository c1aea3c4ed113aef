package runnel.node.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import runnel.indexd.api.Address;
import runnel.indexd.content.ContentId;
import runnel.indexd.content.Hash;
import runnel.indexd.content.HashRange;
import runnel.indexd.identity.PeerId;
import runnel.node.cache.ByteRange;
import runnel.node.transfer.Asking;
import runnel.node.transfer.FileVersion;
import runnel.node.transfer.NodeRun;
import runnel.node.transfer.SmallSink;
import runnel.node.transfer.Source;
import runnel.node.transfer.SourceFailure;

/** A peer asked over HTTPS. Thread-safe. */
public final class HttpSource implements Source {
  /** 1 MiB by a slow link, or less by one that is held back; below the deadline of a read. */
  private static final Duration SMALL_WITHIN = Duration.ofSeconds(40);

  private final String name;
  private final Contact contact;

  /**
   * @param name what people call the peer
   * @param address where the peer is now, if anybody knows
   */
  public HttpSource(
      PeerId peer, String name, Supplier<Optional<Address>> address, PeerClients clients) {
    this.name = name;
    this.contact = new Contact(peer, address, clients);
  }

  @Override
  public PeerId peer() {
    return contact.peer();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void fetch(ContentId content, NodeRun nodes, Sink sink) throws SourceFailure {
    PeerRequest get = PeerRequest.get(PeerPaths.CONTENT + "/" + content.text());
    HashRange hashes = nodes.hashes(content);
    long endByte = nodes.endByte(content);
    get.setHeader("Range", "bytes=" + nodes.firstByte() + "-" + (endByte - 1));
    get.setHeader(
        PeerPaths.HASHES_HEADER, hashes.layer() + ";" + hashes.index() + ";" + hashes.count());
    sayWhatFor(get, sink.isForDownload());
    sink.begun(get::giveUp);
    try (ClassicHttpResponse response = contact.open(get);
        Unread unread = new Unread(get, response)) {
      requireContent(response, endByte - nodes.firstByte());
      List<Hash> proven = sink.proven(hashes, proof(response));
      int skipped = (int) (nodes.first() - hashes.index());
      Body body = new Body(response, sink);
      if (hand(content, nodes, proven.subList(skipped, proven.size()), body)) {
        unread.whole();
      }
    } catch (IOException e) {
      throw Contact.failure(e);
    }
  }

  @Override
  public byte[] fetchVersion(FileVersion file, ByteRange range, Asking asking)
      throws SourceFailure {
    String path = URLEncoder.encode(file.path(), StandardCharsets.UTF_8).replace("+", "%20");
    PeerRequest get = PeerRequest.get(PeerPaths.FILES + "/" + file.tag() + "?path=" + path);
    get.setHeader("Range", "bytes=" + range.offset() + "-" + (range.end() - 1));
    asking.begun(get::giveUp);
    return contact.ask(
        get,
        SMALL_WITHIN,
        response -> {
          requireContent(response, range.length());
          return whole(response.getEntity().getContent(), (int) range.length());
        });
  }

  private static byte[] whole(InputStream body, int length) throws IOException {
    byte[] bytes = body.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended early");
    }
    boolean _ = body.read() < 0; // At its end the connection can be used again.
    return bytes;
  }

  @Override
  public void fetchSmall(List<ContentId> contents, SmallSink sink) throws SourceFailure {
    PeerRequest post = PeerRequest.post(PeerPaths.SMALL);
    byte[] body = SmallContents.request(contents);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
    sayWhatFor(post, sink.isForDownload());
    sink.begun(post::giveUp);
    boolean _ =
        contact.ask(
            post,
            SMALL_WITHIN,
            response -> {
              requireSmall(response);
              SmallContents.take(response.getEntity().getContent(), contents, sink);
              return true;
            });
  }

  private static void sayWhatFor(HttpUriRequestBase request, boolean download) {
    if (download) {
      request.setHeader(PeerPaths.FOR_HEADER, PeerPaths.FOR_DOWNLOAD);
    }
  }

  private static void requireSmall(ClassicHttpResponse response) throws SourceFailure {
    int status = response.getCode();
    if (status == HttpStatus.SC_NOT_FOUND) {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "sends one content at a time");
    }
    if (status == HttpStatus.SC_TOO_MANY_REQUESTS || status >= HttpStatus.SC_SERVER_ERROR) {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "is too busy");
    }
    if (status != HttpStatus.SC_OK || response.getEntity() == null) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "answered with status " + status);
    }
  }

  /** Hands the nodes on; says whether all were wanted. */
  private static boolean hand(ContentId content, NodeRun nodes, List<Hash> hashes, Body body)
      throws IOException, SourceFailure {
    byte[] whole = new byte[length(content, nodes.first())];
    for (long node = nodes.first(); node < nodes.end(); node++) {
      int length = length(content, node);
      byte[] bytes = length == whole.length ? whole : new byte[length];
      if (body.stream().readNBytes(bytes, 0, length) < length) {
        throw new EOFException("the connection ended early");
      }
      if (!body.sink().take(node, hashes.get((int) (node - nodes.first())), bytes)) {
        return false;
      }
    }
    // Reads the end of the body, so that the connection can be used again.
    if (body.stream().read() >= 0) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent more than was asked for");
    }
    return true;
  }

  private static int length(ContentId content, long node) {
    NodeRun one = new NodeRun(node, node + 1);
    return (int) (one.endByte(content) - one.firstByte());
  }

  /** The bytes of an answer and who takes them. */
  private record Body(InputStream stream, Sink sink) {
    Body(ClassicHttpResponse response, Sink sink) throws IOException {
      this(response.getEntity().getContent(), sink);
    }
  }

  private static void requireContent(ClassicHttpResponse response, long length)
      throws SourceFailure {
    int status = response.getCode();
    if (status == HttpStatus.SC_NOT_FOUND) {
      throw new SourceFailure(SourceFailure.Kind.NOT_THERE, "does not share this, or not any more");
    }
    if (status == HttpStatus.SC_TOO_MANY_REQUESTS || status == HttpStatus.SC_SERVICE_UNAVAILABLE) {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "is too busy");
    }
    if (status >= HttpStatus.SC_SERVER_ERROR) {
      throw new SourceFailure(SourceFailure.Kind.BROKEN, "failed inside, with status " + status);
    }
    if (status != HttpStatus.SC_PARTIAL_CONTENT || response.getEntity() == null) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "answered with status " + status);
    }
    if (response.getEntity().getContentLength() != length) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent another length than was asked for");
    }
  }

  private static List<Hash> proof(ClassicHttpResponse response) throws SourceFailure {
    Header header = response.getFirstHeader(PeerPaths.HASHES_HEADER);
    if (header == null) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent no proof");
    }
    try {
      return HashList.parse(Base64.getDecoder().decode(header.getValue()));
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(SourceFailure.Kind.WRONG, "sent a proof that is none", e);
    }
  }
}
