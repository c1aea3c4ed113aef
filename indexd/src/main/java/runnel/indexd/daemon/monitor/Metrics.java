package runnel.indexd.daemon.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.function.ToLongFunction;
import runnel.indexd.http.Traffic;
import runnel.indexd.local.IndexStatistics;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.tls.ConnectionCount;

/**
 * The metrics of a daemon, in Prometheus' text format. Their names are in {@code indexd/README.md}.
 * Thread-safe.
 */
public final class Metrics implements Traffic {
  /** Above the last are waits that nobody ended. */
  private static final double[] SECONDS = {0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 10, 31};

  private static final String PREFIX = "runnel_index_";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests;
  private final Histogram seconds;
  private final Counter refused;

  public Metrics() {
    requests =
        Counter.builder()
            .name(PREFIX + "requests_total")
            .help("Requests that were answered.")
            .labelNames("path", "status")
            .register(registry);
    seconds =
        Histogram.builder()
            .name(PREFIX + "request_seconds")
            .help("From a request to its answer; of 'changes' with the wait that it asked for.")
            .labelNames("path")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    refused =
        Counter.builder()
            .name(PREFIX + "refused_total")
            .help("Requests beyond a limit, by whose limit and what there was too much of.")
            .labelNames("whose", "what")
            .register(registry);
    memory();
  }

  @Override
  public void answered(String path, int status, Duration took) {
    requests.labelValues(path, Integer.toString(status)).inc();
    seconds.labelValues(path).observe(took.toNanos() / 1e9);
  }

  @Override
  public void refused(String whose, String what) {
    refused.labelValues(whose, what).inc();
  }

  /** Adds what an index and its listener tell of themselves. Called once. */
  public void watch(LocalIndex index, ConnectionCount connections) {
    Watched watched = new Watched(index);
    watched.gauge("users", "Users known.", IndexStatistics::users);
    watched.gauge("users_online", "Users whose lease runs.", IndexStatistics::online);
    watched.gauge("users_contested", "Users whose name is contested.", IndexStatistics::contested);
    watched.gauge("waits", "Requests that wait for changes.", IndexStatistics::waits);
    watched.gauge("catalogs", "Users with a catalog.", IndexStatistics::catalogs);
    watched.gauge("catalog_objects", "In all catalogs.", IndexStatistics::catalogObjects);
    watched.gauge("catalog_bytes", "Of all catalogs.", IndexStatistics::catalogBytes);
    watched.gauge("staged_bytes", "That wait for a publication.", IndexStatistics::stagedBytes);
    watched.gauge("store_bytes", "Of the store that were used.", IndexStatistics::storeBytes);
    var _ =
        GaugeWithCallback.builder()
            .name(PREFIX + "connections")
            .help("Open connections.")
            .callback(callback -> callback.call((double) connections.open()))
            .register(registry);
    var _ =
        CounterWithCallback.builder()
            .name(PREFIX + "connections_refused_total")
            .help("Connections that were closed because of too many.")
            .callback(callback -> callback.call((double) connections.refused()))
            .register(registry);
  }

  /** Returns all of them now; the content type is {@link #contentType}. */
  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return out.toByteArray();
  }

  static String contentType() {
    return PrometheusTextFormatWriter.CONTENT_TYPE;
  }

  /** Under the names that dashboards for JVMs expect. */
  private void memory() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    var _ =
        GaugeWithCallback.builder()
            .name("jvm_memory_used_bytes")
            .help("Used memory of the JVM.")
            .labelNames("area")
            .callback(callback -> {
              callback.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
              callback.call((double) memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
            })
            .register(registry);
    var _ =
        GaugeWithCallback.builder()
            .name(PREFIX + "uptime_seconds")
            .help("Since the process began.")
            .callback(
                callback -> callback.call(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3))
            .register(registry);
  }

  /** Asks an index once for all gauges of a scrape, which come one after the other. */
  private final class Watched {
    private static final long FRESH_NANOS = 500_000_000;

    private final LocalIndex index;
    // Both guarded by this.
    private IndexStatistics last;
    private long asked;

    Watched(LocalIndex index) {
      this.index = index;
      this.last = index.statistics();
      this.asked = System.nanoTime();
    }

    void gauge(String name, String help, ToLongFunction<IndexStatistics> value) {
      var _ =
          GaugeWithCallback.builder()
              .name(PREFIX + name)
              .help(help)
              .callback(callback -> callback.call((double) value.applyAsLong(now())))
              .register(registry);
    }

    private synchronized IndexStatistics now() {
      if (System.nanoTime() - asked > FRESH_NANOS) {
        last = index.statistics();
        asked = System.nanoTime();
      }
      return last;
    }
  }
}
