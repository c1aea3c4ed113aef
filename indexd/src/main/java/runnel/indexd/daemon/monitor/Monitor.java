package runnel.indexd.daemon.monitor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import runnel.indexd.local.LocalIndex;
import runnel.indexd.wire.Json;
import runnel.indexd.wire.Paths;

/** Answers {@code GET /health} and {@code GET /metrics}, in plain HTTP. Thread-safe. */
public final class Monitor implements AutoCloseable {
  private static final int CONNECTIONS_MAX = 32;
  private static final int REQUESTS_MAX = 8;

  private final Health health;
  private final Metrics metrics;
  private final WebServer server;

  private Monitor(InetSocketAddress bind, Health health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
    this.server =
        WebServer.builder()
            .shutdownHook(false)
            .bindAddress(bind)
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .maxPayloadSize(0)
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.create())
            .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
            .routing(routing -> routing.get("/health", this::health).get("/metrics", this::metrics))
            .build()
            .start();
  }

  /**
   * Starts to answer.
   *
   * @param home whose disk is looked at
   */
  public static Monitor start(
      InetSocketAddress bind, LocalIndex index, Path home, Metrics metrics) {
    return new Monitor(bind, new Health(index, home), metrics);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void health(ServerRequest request, ServerResponse response) {
    Health.Answer answer = health.check();
    response.status(answer.isUp() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    response.header(HeaderNames.CONTENT_TYPE, Paths.JSON);
    response.send(Json.write(answer));
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, Metrics.contentType());
    response.send(metrics.text());
  }
}
