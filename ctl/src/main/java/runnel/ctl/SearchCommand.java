package runnel.ctl;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runnel.ctl.control.CtlException;
import runnel.ctl.control.CtlException.Kind;
import runnel.ctl.control.Document;
import runnel.ctl.control.Json;

/** {@code runnel search}. */
@Command(
    name = "search",
    description = "Look for files and folders in what everybody shares.",
    footer = {
      "",
      "Words are looked for in names, in metadata such as titles, and in the folders above; the last",
      "may be the beginning of a word, and longer ones may have typing errors. Filters narrow that:",
      "  type:video    file, folder, audio, video, image, text, font, document, archive, video/mp4",
      "  size:>10M     also size:<=1.5G and size:1M..5M",
      "  user:alice    what alice shares",
      "  ext:pdf,djvu  by the ending of the name",
      "In a shell '>' and '<' need quotes: runnel search lecture 'size:>10M'."
    })
final class SearchCommand implements Runnable {
  /** As many lines as a terminal has, about. */
  private static final int LIMIT = 20;

  private final Session session;

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "Words and filters.")
  private List<String> query = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + LIMIT,
      description = "Show at most so many, 1 to 200 (${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out so many of the best.")
  private int offset;

  @Option(names = "--follow", description = "Go on showing what is new among them.")
  private boolean follow;

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Search search = new Search(String.join(" ", query), offset, limit);
    if (follow) {
      new SearchFollow(session, search).run();
      return;
    }
    Document found = session.ask(search.request());
    Json json = found.json();
    if (json.list("hits").isEmpty() && !session.isJson()) {
      throw new CtlException(Kind.NOT_FOUND, SearchText.nothing(search, json));
    }
    session.print(found, SearchText.of(json));
    SearchText.remark(search, json).ifPresent(session::tell);
  }
}
