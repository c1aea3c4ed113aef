package runnel.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import runnel.indexd.api.Address;
import runnel.indexd.api.Elsewhere;
import runnel.indexd.identity.PeerId;
import runnel.node.index.Hint;
import runnel.node.index.Origin;

/** The index that was used last, remembered for the next start: {@code HOST:PORT ID}, one line. */
record LastIndex(Path file) {
  private static final System.Logger LOG = System.getLogger(LastIndex.class.getName());

  /** Returns it as a hint; nothing if there is none or the file makes no sense. */
  Optional<Hint> read() {
    try {
      String[] words = Files.readString(file).strip().split(" ", 2);
      Address address = Address.parse(words[0]);
      PeerId host = PeerId.parse(words[words.length - 1]);
      return Optional.of(new Hint(address, Optional.of(host), Optional.empty(), Origin.REMEMBERED));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // It is found again by other ways.
    }
  }

  void keep(Elsewhere index) {
    try {
      Files.writeString(file, index.address() + " " + index.host().text() + "\n");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "could not remember the index in {0}: {1}", file, e);
    }
  }
}
