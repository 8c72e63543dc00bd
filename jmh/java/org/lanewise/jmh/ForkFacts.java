package org.lanewise.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** A profiler that puts figures which a benchmark finds by itself beside its time. */
public final class ForkFacts implements InternalProfiler {

  private static final Map<String, ScalarResult> FACTS = new ConcurrentHashMap<>();

  /** Adds a figure to the results of this fork. */
  public static void put(String name, double value, String unit) {
    FACTS.put(name, new ScalarResult(name, value, unit, AggregationPolicy.MAX));
  }

  @Override
  public String getDescription() {
    return "Figures that a benchmark finds by itself";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return List.copyOf(FACTS.values());
  }
}
