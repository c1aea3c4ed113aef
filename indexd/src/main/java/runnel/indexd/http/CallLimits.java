package runnel.indexd.http;

import java.time.Duration;
import runnel.indexd.quota.Rate;

/**
 * What the index takes from each peer, and from each source address: keys are free, so a bound for
 * each key alone would bound nothing; an address may be that of many peers, so it may ask more.
 *
 * @param peer for one key
 * @param address for one source address
 */
public record CallLimits(Share peer, Share address) {
  /**
   * What one of them may have.
   *
   * @param inFlight requests that are being answered, waits for changes included
   * @param requests over time
   * @param bodyBytes of requests over time
   */
  public record Share(int inFlight, Rate requests, Rate bodyBytes) {}

  /**
   * A peer that begins asks for the heads of all users it sees, with the 16 connections of its
   * pool, and publishes a large catalog in steps of 64 MiB. Of the 512 requests that a listener
   * serves at a time an address has half.
   */
  public static final CallLimits DEFAULT =
      new CallLimits(
          new Share(16, Rate.perSecond(100, 2_000), perMinute(256L << 20)),
          new Share(256, Rate.perSecond(1_000, 20_000), perMinute(2L << 30)));

  private static Rate perMinute(long bytes) {
    return new Rate(bytes, Duration.ofMinutes(1));
  }
}
