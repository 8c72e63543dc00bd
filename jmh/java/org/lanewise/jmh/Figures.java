package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;

/** What was measured of one kernel on one input and one path, fork by fork. */
final class Figures {

  /** More than this between the quarters of the iterations counts as noise. */
  private static final double NOISE = 0.15;

  /** Of JMH; none of peers, which are measured without it. */
  private final List<BenchmarkResult> forks = new ArrayList<>();

  private final List<List<Double>> samples = new ArrayList<>();
  private final Map<String, Double> others = new HashMap<>();

  void add(Collection<BenchmarkResult> results) {
    forks.addAll(results);
    for (BenchmarkResult fork : results) {
      Map<String, Double> beside = new HashMap<>();
      fork.getSecondaryResults().forEach((name, result) -> beside.put(name, result.getScore()));
      add(
          fork.getIterationResults().stream()
              .map(iteration -> iteration.getPrimaryResult().getScore())
              .toList(),
          beside);
    }
  }

  /**
   * Adds a fork. Of several the largest figures count, but the curve of first calls is that of the
   * first: points of two JVMs make no curve.
   *
   * @param nanos a call, of each iteration
   * @param beside figures beside the time
   */
  void add(List<Double> nanos, Map<String, Double> beside) {
    samples.add(nanos);
    boolean first = samples.size() == 1;
    beside.forEach(
        (name, value) -> {
          if (first || !name.startsWith(FirstCallsBenchmark.CURVE)) {
            others.merge(name, value, Math::max);
          }
        });
  }

  /** Whether JMH measured it. */
  boolean isOfJmh() {
    return !forks.isEmpty();
  }

  /** The median of all iterations, in nanoseconds a call. */
  double nanos() {
    return quantile(scores(), 0.5);
  }

  /** Whether the iterations disagree. */
  boolean isNoisy() {
    List<Double> scores = scores();
    return quantile(scores, 0.75) - quantile(scores, 0.25) > NOISE * quantile(scores, 0.5);
  }

  /** What each iteration of each fork took, in nanoseconds a call. */
  List<List<Double>> samples() {
    return List.copyOf(samples);
  }

  private List<Double> scores() {
    List<Double> scores = new ArrayList<>();
    samples().forEach(scores::addAll);
    scores.sort(null);
    return scores;
  }

  private static double quantile(List<Double> sorted, double share) {
    double at = share * (sorted.size() - 1);
    int i = (int) at;
    double low = sorted.get(i);
    double high = sorted.get(Math.min(i + 1, sorted.size() - 1));
    return low + (at - i) * (high - low);
  }

  /** Bytes that a call allocates; NaN if that was not measured. */
  double bytesPerCall() {
    return most(CallAllocation.METRIC);
  }

  /** A figure beside the time, the largest of all forks; NaN if none has it. */
  double most(String metric) {
    return others.getOrDefault(metric, Double.NaN);
  }

  /** All forks as one result of JMH. Forks were run one by one, to interleave the paths. */
  RunResult toRunResult() {
    BenchmarkParams p = forks.getFirst().getParams();
    WorkloadParams workload = new WorkloadParams();
    int order = 0;
    for (String key : p.getParamsKeys()) {
      workload.put(key, p.getParam(key), order++);
    }
    BenchmarkParams params =
        new BenchmarkParams(
            p.getBenchmark(),
            p.generatedBenchmark(),
            p.shouldSynchIterations(),
            p.getThreads(),
            p.getThreadGroups(),
            p.getThreadGroupLabels(),
            forks.size(),
            p.getWarmupForks(),
            p.getWarmup(),
            p.getMeasurement(),
            p.getMode(),
            workload,
            p.getTimeUnit(),
            p.getOpsPerInvocation(),
            p.getJvm(),
            p.getJvmArgs(),
            p.getJdkVersion(),
            p.getVmName(),
            p.getVmVersion(),
            p.getJmhVersion(),
            p.getTimeout());
    return new RunResult(params, forks);
  }
}
