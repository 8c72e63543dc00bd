package org.lanewise.jmh.probe;

import java.util.concurrent.TimeUnit;
import org.lanewise.jmh.CallAllocation;
import org.lanewise.jmh.Task;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What an operation on a vector in registers costs: nanoseconds for each vector. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"})
public class ComputeBenchmark {

  /** See {@link Operation#label}. */
  @Param({"fma", "add", "mul", "div", "sqrt"})
  public String operation;

  /** Bits of a vector. */
  @Param({"64", "128", "256", "512"})
  public int bits;

  private float[] ring;
  private boolean latency;

  /** Chooses the loops. */
  @Setup
  public void setUp(BenchmarkParams params) {
    ProbeChoice.choose(bits, Operation.of(operation));
    ring = ComputeLoops.ring();
    latency = params.getBenchmark().endsWith(".latency");
    Preparation.run(task(ComputeLoops.FEW_TURNS));
  }

  private Task task(int turns) {
    float[] memory = ring;
    return latency
        ? () -> ComputeLoops.latency(memory, turns)
        : () -> ComputeLoops.throughput(memory, turns);
  }

  /** Measures what a call allocates: more than nothing means that vectors were boxed. */
  @TearDown
  public void tearDown() {
    CallAllocation.measure(task(ComputeLoops.TURNS));
  }

  /** The time between the starts of two independent operations. */
  @Benchmark
  @OperationsPerInvocation(ComputeLoops.TURNS * ComputeLoops.STEPS)
  public float throughput() {
    return ComputeLoops.throughput(ring, ComputeLoops.TURNS);
  }

  /** The time between the starts of an operation and of another that needs its result. */
  @Benchmark
  @OperationsPerInvocation(ComputeLoops.TURNS * ComputeLoops.STEPS)
  public float latency() {
    return ComputeLoops.latency(ring, ComputeLoops.TURNS);
  }
}
