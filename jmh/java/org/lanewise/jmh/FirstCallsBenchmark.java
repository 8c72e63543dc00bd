package org.lanewise.jmh;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lanewise.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A kernel from its first call in a new JVM on: one shot makes call after call for some seconds,
 * and how long they took goes with the results as a curve over the time since the first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstCallsBenchmark {

  /** Prefixes of the figures that a curve is made of, each with a number of three digits. */
  static final String CURVE = "curve.";

  static final String END = CURVE + "end.";

  static final String TIME = CURVE + "time.";

  private static final String SCALAR = "-Dlanewise.backend=scalar";

  /** Points of the curve for each doubling of the time. */
  private static final int POINTS = 3;

  private static final int MOST_POINTS = 128;

  /** See {@link ElementwiseBenchmark} and {@link RowBenchmark}. */
  @Param({"sigmoid", "softmax"})
  public String kernel;

  /** {@code array} or {@code native}. */
  @Param("array")
  public String container;

  /** Elements, or rows x columns. */
  @Param("1024")
  public String size;

  /** How long to make calls. */
  @Param("3500")
  public int millis;

  private final Logger logger = Logger.getLogger("org.lanewise");
  private Task task;

  /**
   * Makes the input, but does not touch the library: it is to choose its path in the first call.
   */
  @Setup
  public void setUp(BenchmarkParams params) {
    logger.setLevel(Level.OFF);
    boolean naive = params.getBenchmark().endsWith(".naive");
    Size used = Size.parse(size);
    Workload workload =
        RowKernel.names().contains(kernel)
            ? RowKernel.of(kernel).workload(container, used.shape().rows(), used.shape().cols())
            : ElementwiseKernels.workload(kernel, container, used.elements());
    task = naive ? workload.naive() : workload.kernel();
  }

  @TearDown
  public void tearDown(BenchmarkParams params) {
    if (Backend.current().vector() != params.getBenchmark().endsWith(".vector")) {
      throw new IllegalStateException("this JVM has " + Backend.current());
    }
  }

  private float calls() {
    long[] ends = new long[MOST_POINTS];
    long[] nanos = new long[MOST_POINTS];
    long[] counts = new long[MOST_POINTS];
    boolean first = true;
    float sum = 0;
    long start = System.nanoTime();
    long last = start + millis * 1_000_000L;
    long begin = start;
    while (begin < last) {
      sum += task.run();
      long end = System.nanoTime();
      int point = first ? 0 : point(end - start);
      first = false;
      ends[point] = end - start;
      nanos[point] += end - begin;
      counts[point]++;
      begin = end;
    }
    int number = 0;
    for (int i = 0; i < MOST_POINTS; i++) {
      if (counts[i] > 0) {
        ForkFacts.put(name(END, number), ends[i], "ns");
        ForkFacts.put(name(TIME, number), (double) nanos[i] / counts[i], "ns/call");
        number++;
      }
    }
    return sum;
  }

  /**
   * The point of the curve to which a call belongs that ended at this time, the first call aside,
   * which has point 0 to itself: hundreds may follow it before the next doubling of the time.
   */
  private static int point(long nanos) {
    double doublings = Math.log((double) Math.max(1, nanos)) / Math.log(2);
    return (int) Math.min(MOST_POINTS - 1, 1 + POINTS * doublings);
  }

  /** The name of a figure of the curve. */
  static String name(String prefix, int number) {
    return "%s%03d".formatted(prefix, number);
  }

  /** The loop that engines write today. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgs = {PathBenchmark.ADD_MODULES, PathBenchmark.QUIET},
      jvmArgsAppend = SCALAR)
  public float naive() {
    return calls();
  }

  /** The library on its scalar path. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgs = {PathBenchmark.ADD_MODULES, PathBenchmark.QUIET},
      jvmArgsAppend = SCALAR)
  public float scalar() {
    return calls();
  }

  /** The library as it chooses for itself: the vector path. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgs = {PathBenchmark.ADD_MODULES, PathBenchmark.QUIET})
  public float vector() {
    return calls();
  }
}
