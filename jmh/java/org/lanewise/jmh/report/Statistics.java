package org.lanewise.jmh.report;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/** What can be said of repeated measurements. */
public final class Statistics {

  /** Share of intervals that hold the true mean, if measurements are independent. */
  public static final double CONFIDENCE = 0.95;

  /** From so many JVMs on their medians are the sample, not the single iterations. */
  private static final int ENOUGH_FORKS = 3;

  private Statistics() {}

  /**
   * A value and the interval in which it is believed to lie.
   *
   * @param value the value
   * @param low lower end; the value itself if there is only one measurement
   * @param high upper end
   */
  public record Interval(double value, double low, double high) {}

  /** The median. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * What stands for independent measurements: the medians of JVMs if there are enough, or else all
   * iterations, whose interval then lacks what differs from JVM to JVM.
   */
  static double[] sample(List<List<Double>> forks) {
    if (forks.size() >= ENOUGH_FORKS) {
      return forks.stream()
          .mapToDouble(fork -> median(fork.stream().mapToDouble(d -> d).toArray()))
          .toArray();
    }
    return forks.stream().flatMap(List::stream).mapToDouble(d -> d).toArray();
  }

  /** The geometric mean of positive measurements and its interval by Student's t. */
  public static Interval mean(List<List<Double>> forks) {
    Log log = Log.of(sample(forks));
    double half = log.n < 2 ? 0 : quantile(log.n - 1) * Math.sqrt(log.variance / log.n);
    return interval(log.mean, half);
  }

  /**
   * By what factor the second takes longer than the first: the ratio of the geometric means, with
   * an interval by Welch's approximation.
   */
  public static Interval ratio(List<List<Double>> first, List<List<Double>> second) {
    Log a = Log.of(sample(first));
    Log b = Log.of(sample(second));
    double va = a.variance / a.n;
    double vb = b.variance / b.n;
    double half = 0;
    if (a.n > 1 && b.n > 1 && va + vb > 0) {
      double freedom = (va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1));
      half = quantile(freedom) * Math.sqrt(va + vb);
    }
    return interval(b.mean - a.mean, half);
  }

  private static Interval interval(double log, double half) {
    return new Interval(Math.exp(log), Math.exp(log - half), Math.exp(log + half));
  }

  private static double quantile(double freedom) {
    return new TDistribution(null, freedom).inverseCumulativeProbability(0.5 + CONFIDENCE / 2);
  }

  /** Mean and variance of logarithms: times scatter by factors. */
  private record Log(int n, double mean, double variance) {
    static Log of(double[] values) {
      if (values.length == 0) {
        throw new IllegalArgumentException("no measurements");
      }
      double mean = Arrays.stream(values).map(Math::log).average().orElseThrow();
      double squares =
          Arrays.stream(values).map(v -> (Math.log(v) - mean) * (Math.log(v) - mean)).sum();
      return new Log(values.length, mean, values.length < 2 ? 0 : squares / (values.length - 1));
    }
  }
}
