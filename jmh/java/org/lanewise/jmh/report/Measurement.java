package org.lanewise.jmh.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One thing that was measured on one path.
 *
 * @param group what it is about: clock, throughput, latency, bandwidth, copy, kernel, firstCalls
 * @param name kernel, operation or access
 * @param path scalar, vector, naive, copy, clock, vector-cold, or vector-N for vectors of N bits
 * @param bits of a vector on this path; 32 where there are none
 * @param threads how many threads did the same
 * @param container array, native, or empty
 * @param size for people; empty if it has none
 * @param elements floats of a thread's input; null if it has none
 * @param bytes that a thread reads and writes, each counted once; null if it has none
 * @param time nanoseconds for each call, or of probes for each vector
 * @param allocated bytes that a call allocates; null if not measured
 * @param rates what follows from the time
 * @param curve only of first calls: nanoseconds since the first call, nanoseconds for each call
 * @param against only of peers: what it is beside this library
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measurement(
    String group,
    String name,
    String path,
    int bits,
    int threads,
    String container,
    String size,
    Long elements,
    Long bytes,
    Time time,
    Double allocated,
    Rates rates,
    List<double[]> curve,
    Against against) {

  /**
   * Times.
   *
   * @param median of all iterations
   * @param mean the geometric mean
   * @param low lower end of its interval
   * @param high upper end
   * @param noisy whether the iterations disagree
   * @param samples of each JVM each iteration
   */
  public record Time(
      double median,
      double mean,
      double low,
      double high,
      boolean noisy,
      List<List<Double>> samples) {

    /** What follows from samples. */
    public static Time of(List<List<Double>> samples, boolean noisy) {
      Statistics.Interval mean = Statistics.mean(samples);
      double[] all = samples.stream().flatMap(List::stream).mapToDouble(d -> d).toArray();
      return new Time(
          Statistics.median(all), mean.value(), mean.low(), mean.high(), noisy, samples);
    }
  }

  /**
   * What follows from the median time, for all threads together. What does not apply is null.
   *
   * @param nanosPerElement time for each float
   * @param gigabytesPerSecond 10^9 bytes read and written, each counted once
   * @param gigaflopsPerSecond floating-point operations
   * @param flopsPerElement floating-point operations of the definition
   * @param cycles clock cycles of a vector operation
   * @param boundNanosPerElement the least time by the roofline
   * @param boundBy what bounds it: compute or memory
   * @param shareOfBound the bound's time over the measured one
   * @param speedUp scalar time over this
   * @param speedUpOverNaive the naive loop's time over this
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rates(
      Double nanosPerElement,
      Double gigabytesPerSecond,
      Double gigaflopsPerSecond,
      Double flopsPerElement,
      Double cycles,
      Double boundNanosPerElement,
      String boundBy,
      Double shareOfBound,
      Double speedUp,
      Double speedUpOverNaive) {}

  /**
   * A peer against this library in the same JVM. What does not apply is null.
   *
   * @param timesOurs its time over ours
   * @param maxUlp its largest error where a network's values lie, or on the input that is timed
   * @param maxUlpFar the same in a wider range
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Against(Double timesOurs, Double maxUlp, Double maxUlpFar) {}

  /** What has to agree for two measurements of two runs to be compared. */
  public record Key(
      String group, String name, String container, String size, int threads, String path) {}

  /** The key. */
  @JsonIgnore
  public Key key() {
    return new Key(group, name, container, size, threads, path);
  }
}
