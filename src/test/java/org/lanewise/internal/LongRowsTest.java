package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Operands;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.table.RowTable.RowInputs;
import org.lanewise.table.RowTable.Style;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;

/**
 * Rows that do not stay in a cache, which are read for their logsumexp first: sinks, and memory off
 * the heap. Rows without sinks on arrays are among the golden hashes.
 */
@Tag("bits")
class LongRowsTest {

  private static final int N = SoftmaxRows.LONG + 1;
  private static final float[] X = new Inputs(8).normal(N, 4f);

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @ParameterizedTest
  @FieldSource("org.lanewise.table.RowTable#ROWS")
  void offHeapMemoryGivesTheSame(RowCase row) {
    RowInputs inputs = RowTable.inputs(row, 1, N, Style.NORMAL, 9);
    float[] dst = new float[N];
    float[] results = new float[1];
    final float returned = row.call().run(inputs.operands(dst, results));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = offHeap(arena, new float[N]);
      float[] others = new float[1];
      Operands operands =
          new Operands(
              Matrix.of(offHeap(arena, inputs.first()), 1, N),
              Matrix.of(offHeap(arena, inputs.second()), 1, N),
              Matrix.of(target, 1, N),
              inputs.labels(),
              inputs.factors(),
              others);
      assertEquals(returned, row.call().run(operands));
      assertArrayEquals(results, others);
      assertArrayEquals(dst, target.toArray(ValueLayout.JAVA_FLOAT));
    }
  }

  private static MemorySegment offHeap(Arena arena, float[] values) {
    return arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
  }

  private static float[] softmax(float[] x, float sink) {
    float[] y = new float[x.length];
    Softmax.softmax(
        Matrix.of(x, 1, x.length),
        SoftmaxMask.NONE,
        new float[] {sink},
        0,
        Matrix.of(y, 1, x.length),
        SoftmaxOptions.DEFAULT);
    return y;
  }

  /** Sinks below the logsumexp of the row, 21.2, and above it. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NEGATIVE_INFINITY, -300f, 1f, 21f, 21.3f, 40f, 100f, 3e6f})
  void sinksTakeTheirShare(float sink) {
    double max = Math.max(SoftmaxRows.max(X, 0, N), sink);
    double sum = Math.exp(sink - max);
    for (float x : X) {
      sum += Math.exp(x - max);
    }
    float[] y = softmax(X, sink);
    for (int i = 0; i < N; i++) {
      double expected = Math.exp(X[i] - max) / sum;
      double error = Math.abs(y[i] - expected);
      int at = i;
      assertTrue(
          error <= 4 * Math.ulp((float) expected),
          () -> "element " + at + ": " + y[at] + " for " + expected);
    }
  }

  @Test
  void noShareIsLeftBesideASinkThatIsInfinite() {
    for (float sink : new float[] {Float.POSITIVE_INFINITY, Float.NaN}) {
      for (float y : softmax(X, sink)) {
        assertEquals(Float.NaN, y);
      }
    }
  }

  @Test
  void aRowOfNothingButMinusInfinityLeavesAllToTheSink() {
    float[] x = new float[N];
    Arrays.fill(x, Float.NEGATIVE_INFINITY);
    for (float y : softmax(x, 1f)) {
      assertEquals(0f, y);
    }
    x[N - 1] = Float.NaN;
    for (float y : softmax(x, 1f)) {
      assertEquals(Float.NaN, y);
    }
  }
}
