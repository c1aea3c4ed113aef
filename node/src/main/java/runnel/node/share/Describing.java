package runnel.node.share;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import runnel.node.beneath.BeneathException;
import runnel.node.beneath.OpenedFile;
import runnel.node.share.DescribeJob.Outcome;

/** Describes files, one after the other, on a thread of its own. Thread-safe. */
final class Describing implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Describing.class.getName());

  private final Roots roots;
  private final Describer describer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("share-describe").daemon().factory());

  Describing(Roots roots, Describer describer) {
    this.roots = roots;
    this.describer = describer;
  }

  /** Describes the file some time soon and tells the outcome, on the own thread. */
  void describe(DescribeJob job, Consumer<Outcome> told) {
    thread.execute(() -> told.accept(outcome(job)));
  }

  private Outcome outcome(DescribeJob job) {
    try (OpenedFile file = roots.openFile(job.path())) {
      // Another size is other content for sure; of the same size, what follows is display only.
      return file.facts().size() == job.content().length()
          ? describer
              .describe(file, job.path().names().getLast().text())
              .<Outcome>map(metadata -> new Outcome.Described(job, metadata))
              .orElseGet(() -> new Outcome.Unavailable(job))
          : new Outcome.Unreadable(job);
    } catch (BeneathException e) {
      return new Outcome.Unreadable(job);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "describing failed in a way that nobody foresaw", e);
      return new Outcome.Described(job, Map.of());
    }
  }

  /** Does not wait for a file being described; whoever describes ends that. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
