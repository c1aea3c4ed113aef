package runnel.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runnel.node.beneath.OpenedFile;
import runnel.node.beneath.Root;

/** With a real child process. Tika's own test parser does what hostile files make parsers do. */
@Timeout(120)
class ExtractorTest {
  private static final Duration PER_FILE = Duration.ofSeconds(5);
  private static final String XML = "<?xml version=\"1.0\"?>";

  @TempDir Path folder;
  @TempDir Path temporary;
  private Extractor extractor;

  @BeforeEach
  void start() {
    extractor = new Extractor(temporary, Extractor.classPath(), System::nanoTime, PER_FILE);
  }

  @AfterEach
  void end() {
    extractor.close();
  }

  @Test
  void tellsWhatPeopleLookFor() throws IOException {
    Samples.png(folder.resolve("river.png"), 320, 200);
    Samples.wav(folder.resolve("silence.wav"), 2);
    Samples.mp3(folder.resolve("song.mp3"), "Delta", "The Creeks", "Estuary");
    Samples.docx(folder.resolve("thesis.docx"), "", "Water flows.");
    Samples.pdf(folder.resolve("paper.pdf"), "On \\(small\\) streams", 3);
    Files.writeString(folder.resolve("page.html"), "<title>Springs</title><p>text");

    assertThat(found("river.png"))
        .containsEntry("type", "image/png")
        .containsEntry("width", "320")
        .containsEntry("height", "200");
    assertThat(found("silence.wav")).containsEntry("type", "audio/vnd.wave");
    assertThat(found("song.mp3"))
        .containsEntry("type", "audio/mpeg")
        .containsEntry("title", "Delta")
        .containsEntry("artist", "The Creeks")
        .containsEntry("album", "Estuary")
        .hasEntrySatisfying(
            "duration", said -> assertThat(Double.parseDouble(said)).isBetween(2.5, 2.7))
        .doesNotContainKey("author");
    assertThat(found("thesis.docx"))
        .containsEntry("title", "Thesis on rivers")
        .containsEntry("author", "Ada Brook");
    assertThat(found("paper.pdf"))
        .containsEntry("title", "On (small) streams")
        .containsEntry("author", "Ada Brook")
        .containsEntry("pages", "3");
    assertThat(found("page.html")).containsEntry("title", "Springs");
  }

  @Test
  void tellsTheTypeByContentWhateverTheName() throws IOException {
    Samples.png(folder.resolve("really.txt"), 4, 4);

    assertThat(found("really.txt")).containsEntry("type", "image/png");
  }

  @Test
  void aFileThatEndsTheProcessCostsOnlyItsOwnMetadata() throws IOException {
    Samples.png(folder.resolve("good.png"), 7, 7);
    for (String evil :
        List.of(
            XML + "<mock><system_exit/></mock>",
            XML + "<mock><oom/></mock>",
            XML + "<mock><throw class=\"java.lang.IllegalStateException\">boo</throw></mock>",
            XML + "<mock><throw class=\"java.lang.StackOverflowError\">deep</throw></mock>")) {
      Files.writeString(folder.resolve("evil.xml"), evil);

      assertThat(extract("evil.xml")).as(evil).isInstanceOf(Extraction.Unparsable.class);
      assertThat(found("good.png")).as("after " + evil).containsEntry("width", "7");
    }
  }

  @Test
  void aFileThatHangsIsGivenUp() throws IOException {
    Samples.png(folder.resolve("good.png"), 7, 7);
    found("good.png"); // So that starting the process is not part of the time.
    Files.writeString(
        folder.resolve("hang.xml"),
        XML + "<mock><hang millis=\"600000\" heavy=\"false\" interruptible=\"false\"/></mock>");

    long begin = System.nanoTime();
    assertThat(extract("hang.xml"))
        .asInstanceOf(InstanceOfAssertFactories.type(Extraction.Unparsable.class))
        .extracting(Extraction.Unparsable::reason, InstanceOfAssertFactories.STRING)
        .contains("longer than 5 s");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(PER_FILE, PER_FILE.multipliedBy(3));
    assertThat(found("good.png")).containsEntry("width", "7");
  }

  @Test
  void aBombIsNotUnpackedWhole() throws IOException {
    Samples.bomb(folder.resolve("bomb.docx"), 600);
    Samples.png(folder.resolve("good.png"), 7, 7);

    assertThat(extract("bomb.docx")).isNotInstanceOf(Extraction.Unavailable.class);
    assertThat(found("good.png")).containsEntry("width", "7");
  }

  @Test
  void aDocumentFetchesNothingAndReadsNoOtherFile() throws Exception {
    Files.writeString(folder.resolve("secret"), "SECRET");
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Boolean> called =
          CompletableFuture.supplyAsync(() -> isCalled(listener), Thread.ofVirtual()::start);
      String url = "http://127.0.0.1:" + listener.getLocalPort() + "/x";
      String prologue =
          "<!DOCTYPE w [<!ENTITY a SYSTEM \"%s\"><!ENTITY b SYSTEM \"%s\">]>"
              .formatted(url, folder.resolve("secret").toUri());
      Samples.docx(folder.resolve("xxe.docx"), prologue, "&a;&b;");
      Files.writeString(
          folder.resolve("xxe.svg"),
          "<?xml version=\"1.0\"?>"
              + prologue
              + "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>&a;&b;</title></svg>");
      Files.writeString(
          folder.resolve("page.html"),
          "<html><head><link rel=stylesheet href='%s'><title>t</title></head><img src='%s'>"
              .formatted(url, url));

      for (String name : List.of("xxe.docx", "xxe.svg", "page.html")) {
        assertThat(extract(name).toString()).as(name).doesNotContain("SECRET");
      }
      assertThat(called).isNotDone();
    }
  }

  @Test
  void damagedFilesAreToldApartFromAbsentParsers() throws IOException {
    Files.write(folder.resolve("cut.pdf"), "%PDF-1.7 and no more".getBytes(StandardCharsets.UTF_8));

    assertThat(extract("cut.pdf")).isInstanceOf(Extraction.Unparsable.class);
    try (Extractor broken = new Extractor(temporary, "/nonexistent", System::nanoTime, PER_FILE)) {
      assertThat(extract(broken, "cut.pdf")).isInstanceOf(Extraction.Unavailable.class);
      assertThat(extract(broken, "cut.pdf")).isInstanceOf(Extraction.Unavailable.class);
    }
  }

  @Test
  void endsInTheMiddleOfAFile() throws Exception {
    Files.writeString(
        folder.resolve("hang.xml"),
        XML + "<mock><hang millis=\"600000\" heavy=\"false\" interruptible=\"false\"/></mock>");
    CompletableFuture<Extraction> pending =
        CompletableFuture.supplyAsync(() -> extract("hang.xml"), Thread.ofPlatform()::start);
    while (ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive)) {
      Thread.onSpinWait();
    }
    extractor.close();

    assertThat(pending.get(20, TimeUnit.SECONDS)).isInstanceOf(Extraction.Unavailable.class);
    ProcessHandle.current()
        .children()
        .forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }

  private static boolean isCalled(ServerSocket listener) {
    try {
      listener.accept().close();
      return true;
    } catch (IOException e) {
      return false; // Closed at the end of the test.
    }
  }

  private Map<String, String> found(String name) {
    Extraction extraction = extract(name);
    assertThat(extraction).isInstanceOf(Extraction.Found.class);
    return ((Extraction.Found) extraction).metadata();
  }

  private Extraction extract(String name) {
    return extract(extractor, name);
  }

  private Extraction extract(Extractor by, String name) {
    try (Root root = Root.open(folder);
        OpenedFile file = root.openFile(name.getBytes(StandardCharsets.UTF_8))) {
      return by.extract(file, name);
    }
  }
}
