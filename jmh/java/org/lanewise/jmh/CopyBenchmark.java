package org.lanewise.jmh;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The JDK's own copy: the limit for every kernel that reads and writes each element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = PathBenchmark.FORKS,
    jvmArgs = {PathBenchmark.ADD_MODULES, PathBenchmark.QUIET})
public class CopyBenchmark {

  /** {@code array}: {@code System.arraycopy}; {@code native}: {@code MemorySegment.copy}. */
  @Param({"array", "native"})
  public String container;

  /** Number of elements. */
  @Param({"1024", "65536", "4194304"})
  public int n;

  private Task task;

  /** Makes the memory. */
  @Setup
  public void setUp() {
    Floats src = Floats.of(container, Inputs.activations(n));
    Floats dst = Floats.zeros(container, n);
    task = src.isArray() ? copy(src.array(), dst.array()) : copy(src.segment(), dst.segment());
  }

  private static Task copy(float[] src, float[] dst) {
    return () -> {
      System.arraycopy(src, 0, dst, 0, src.length);
      return 0;
    };
  }

  private static Task copy(MemorySegment src, MemorySegment dst) {
    return () -> {
      MemorySegment.copy(src, 0, dst, 0, src.byteSize());
      return 0;
    };
  }

  /** The copy. */
  @Benchmark
  public float copy() {
    return task.run();
  }
}
