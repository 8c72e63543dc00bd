package org.lanewise.jmh.probe;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The clock that the core really has: nanoseconds a cycle, from a chain of integer operations that
 * take one cycle each on every CPU of the last twenty years.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"})
public class ClockBenchmark {

  private static final int TURNS = 512;
  private static final int STEPS = 20;

  // Fields, so that the compiler does not know their values.
  private long summand = 0x9e3779b97f4a7c15L;
  private long mask = 0xbf58476d1ce4e5b9L;

  /** Additions and exclusive ors in turn, which cannot be drawn together. */
  @Benchmark
  @OperationsPerInvocation(TURNS * STEPS)
  public long cycle() {
    long s = summand;
    long m = mask;
    long x = s;
    for (int i = 0; i < TURNS; i++) {
      x = (((((x + s) ^ m) + s) ^ m) + s) ^ m;
      x = (((((x + s) ^ m) + s) ^ m) + s) ^ m;
      x = (((((x + s) ^ m) + s) ^ m) + s) ^ m;
      x = (x + s) ^ m;
    }
    return x;
  }
}
