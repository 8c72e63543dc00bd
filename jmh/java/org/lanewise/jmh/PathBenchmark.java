package org.lanewise.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
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
 * One kernel three times: through the library on its vector path, through the library on its scalar
 * path, and as the naive loop that it takes the place of.
 *
 * <p>The path is chosen as a user would choose it, by a property of the JVM, so that what is
 * measured includes the library's own choice and checks. A fork that does not get the path that it
 * measures fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public abstract class PathBenchmark {

  static final int FORKS = 3;

  /** JDK 25 warns of what JMH 1.37 does with Unsafe. */
  static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

  static final String ADD_MODULES = "--add-modules=jdk.incubator.vector";

  private static final String SCALAR = "-Dlanewise.backend=scalar";
  private static final String VECTOR = "-Dlanewise.backend=vector";
  private static final Duration WARM_UP = Duration.ofMinutes(5);

  /** {@code array} or {@code native}. */
  @Param({"array", "native"})
  public String container;

  /**
   * {@code clean}: the JVM has seen this kernel alone; {@code mixed}: it has run every kernel in
   * every container first, as in an application.
   */
  @Param("clean")
  public String profile;

  private Task task;

  /** The kernel and its input. */
  abstract Workload workload();

  /** Makes the input, checks the kernel, and makes sure that the path is the one to be measured. */
  @Setup
  public void setUp(BenchmarkParams params) throws InterruptedException {
    String name = params.getBenchmark();
    String path = name.substring(name.lastIndexOf('.') + 1);
    Warnings warnings = Warnings.collect();
    boolean vector = path.equals("vector");
    if (Backend.current().vector() != vector) {
      throw new IllegalStateException(
          "the benchmark measures the path " + path + ", but this JVM has " + Backend.current());
    }
    switch (profile) {
      case "clean" -> {}
      case "mixed" -> Mixer.run();
      default ->
          throw new IllegalArgumentException("profile is \"" + profile + "\", not clean or mixed");
    }
    Workload workload = workload();
    workload.check();
    if (!Backend.awaitWarmUp(WARM_UP)) {
      throw new IllegalStateException("the vector path was not warm after " + WARM_UP);
    }
    workload.check();
    warnings.refuse();
    task = path.equals("naive") ? workload.naive() : workload.kernel();
  }

  /** Measures what a call allocates. */
  @TearDown
  public void tearDown() {
    CallAllocation.measure(task);
  }

  /** The loop that engines write today. */
  @Benchmark
  @Fork(
      value = FORKS,
      jvmArgs = {ADD_MODULES, QUIET},
      jvmArgsAppend = SCALAR)
  public float naive() {
    return task.run();
  }

  /** The library on its scalar path. */
  @Benchmark
  @Fork(
      value = FORKS,
      jvmArgs = {ADD_MODULES, QUIET},
      jvmArgsAppend = SCALAR)
  public float scalar() {
    return task.run();
  }

  /** The library on its vector path. */
  @Benchmark
  @Fork(
      value = FORKS,
      jvmArgs = {ADD_MODULES, QUIET},
      jvmArgsAppend = VECTOR)
  public float vector() {
    return task.run();
  }

  /** What the library warns of: that a kernel stayed scalar, say. */
  private static final class Warnings extends Handler {

    // The log manager holds loggers weakly only.
    private static final Logger LOGGER = Logger.getLogger("org.lanewise");

    private volatile String first;

    static Warnings collect() {
      Warnings warnings = new Warnings();
      LOGGER.setLevel(Level.WARNING);
      LOGGER.addHandler(warnings);
      return warnings;
    }

    void refuse() {
      if (first != null) {
        throw new IllegalStateException("the library warns: " + first);
      }
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record) && first == null) {
        first =
            record.getParameters() == null
                ? record.getMessage()
                : java.text.MessageFormat.format(record.getMessage(), record.getParameters());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
