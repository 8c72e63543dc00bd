package org.lanewise.jmh.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lanewise.jmh.CallAllocation;
import org.lanewise.jmh.Task;
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

/** How fast vectors come from memory and go there. Every thread has memory of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"})
public class BandwidthBenchmark {

  /** Reading and writing in place. */
  public static final String UPDATE = "update";

  /** What is measured, as it stands in results. */
  public static final List<String> ACCESSES = List.of("load", "store", "copy", UPDATE);

  /** Small memory is gone over so often that a call is long enough to be timed. */
  private static final long LEAST_BYTES_A_CALL = 1 << 18;

  /** Elements of the memory on which the loops are compiled. */
  private static final int PREPARED_LENGTH = 1024;

  private static final int PAGE = 4096;

  /** Load, store, copy, or update in place. */
  @Param({"load", "store", "copy", UPDATE})
  public String access;

  /** Bits of a vector. */
  @Param({"64", "128", "256", "512"})
  public int bits;

  /** {@code array} or {@code native}. */
  @Param({"array", "native"})
  public String container;

  /**
   * Bytes that a thread works on; half of them are read and half are written by a copy, all of them
   * both by an update.
   */
  @Param({"4096", "32768", "262144", "2097152", "16777216", "134217728"})
  public long bytes;

  private Task task;

  /** Bytes that a call reads and writes. */
  public static long bytesPerCall(String access, long bytes) {
    return passes(bytes) * bytes * (access.equals(UPDATE) ? 2 : 1);
  }

  private static long passes(long bytes) {
    return Math.max(1, LEAST_BYTES_A_CALL / bytes);
  }

  /** Makes the memory and touches all of it. */
  @Setup
  public void setUp() {
    ProbeChoice.choose(bits, null);
    int n = Math.toIntExact(bytes / Float.BYTES);
    if (n / 2 % BandwidthLoops.step() != 0) {
      throw new IllegalArgumentException(
          "bytes is " + bytes + ", half of which is no multiple of " + BandwidthLoops.step() * 4);
    }
    // Two passes, so that the loop over passes is compiled, too.
    Preparation.run(passes(PREPARED_LENGTH, 2));
    task = passes(n, (int) passes(bytes));
  }

  private Task passes(int n, int passes) {
    return switch (container) {
      case "array" -> arrays(n, passes);
      case "native" -> segments(n, passes);
      default ->
          throw new IllegalArgumentException(
              "container is \"" + container + "\", not array or native");
    };
  }

  private Task arrays(int n, int passes) {
    return switch (access) {
      case "load" -> {
        float[] src = ones(n);
        yield () -> BandwidthLoops.load(src, passes);
      }
      case "store" -> {
        float[] dst = ones(n);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.store(dst, 2);
          }
          return 0;
        };
      }
      case "copy" -> {
        float[] src = ones(n / 2);
        float[] dst = ones(n / 2);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.copy(src, dst);
          }
          return 0;
        };
      }
      case UPDATE -> {
        float[] data = ones(n);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.update(data);
          }
          return 0;
        };
      }
      default -> throw unknownAccess();
    };
  }

  private Task segments(int n, int passes) {
    return switch (access) {
      case "load" -> {
        MemorySegment src = nativeOnes(n);
        yield () -> BandwidthLoops.load(src, passes);
      }
      case "store" -> {
        MemorySegment dst = nativeOnes(n);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.store(dst, 2);
          }
          return 0;
        };
      }
      case "copy" -> {
        MemorySegment src = nativeOnes(n / 2);
        MemorySegment dst = nativeOnes(n / 2);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.copy(src, dst);
          }
          return 0;
        };
      }
      case UPDATE -> {
        MemorySegment data = nativeOnes(n);
        yield () -> {
          for (int i = 0; i < passes; i++) {
            BandwidthLoops.update(data);
          }
          return 0;
        };
      }
      default -> throw unknownAccess();
    };
  }

  private IllegalArgumentException unknownAccess() {
    return new IllegalArgumentException("access is \"" + access + "\", not one of " + ACCESSES);
  }

  private static float[] ones(int n) {
    float[] values = new float[n];
    Arrays.fill(values, 1);
    return values;
  }

  private static MemorySegment nativeOnes(int n) {
    MemorySegment segment = Arena.ofAuto().allocate((long) n * Float.BYTES, PAGE);
    for (int i = 0; i < n; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
    }
    return segment;
  }

  /** Measures what a call allocates: more than nothing means that vectors were boxed. */
  @TearDown
  public void tearDown() {
    CallAllocation.measure(task);
  }

  /** One or more passes over the memory. */
  @Benchmark
  public float pass() {
    return task.run();
  }
}
