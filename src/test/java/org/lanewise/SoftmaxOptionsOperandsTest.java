package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * Where operands of softmax with options may lie that the table of kernels has not: the logits that
 * gradients under a soft-cap take, and arrays of one element a row that begin late.
 */
class SoftmaxOptionsOperandsTest {

  private static final BitsCheck CHECK = new BitsCheck(SoftmaxOptionsOperandsTest.class);

  private static final int ROWS = 3;
  private static final int COLS = 37;
  private static final Place PLACE = new Place(Region.at(1, 0), ROWS, COLS, COLS + 2);

  private static final SoftmaxOptions SCALED = SoftmaxOptions.DEFAULT.withScale(0.7f);
  private static final SoftmaxOptions CAPPED = SCALED.withSoftCap(5f);

  /** The kinds of memory that the loops take. */
  private static final List<Kind> LOOPS = List.of(Kind.ARRAY, Kind.NATIVE);

  @FunctionalInterface
  private interface Gradient {
    void run(Matrix src, Matrix y, Matrix dy, Matrix dx);
  }

  private static final List<Gradient> GRADIENTS =
      List.of(
          (src, y, dy, dx) -> Softmax.softmaxGradient(src, y, dy, dx, CAPPED),
          (src, y, dy, dx) -> Softmax.logSoftmaxGradient(src, y, dy, dx, CAPPED));

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  private static float[] numbers(int seed) {
    return new Inputs(seed).normal(ROWS * COLS, 2f);
  }

  private static Matrix matrix(float[] values) {
    return Matrix.of(values, ROWS, COLS);
  }

  /** Logits, output, gradient from above, in this order. */
  private static final List<float[]> OPERANDS = List.of(numbers(1), numbers(2), numbers(3));

  private static float[] expected(Gradient gradient) {
    float[] dx = new float[ROWS * COLS];
    gradient.run(
        matrix(OPERANDS.get(0)), matrix(OPERANDS.get(1)), matrix(OPERANDS.get(2)), matrix(dx));
    return dx;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsUnderACapTakeAnyMemory(Kind kind) {
    for (Gradient gradient : GRADIENTS) {
      float[] expected = expected(gradient);
      for (Kind others : LOOPS) {
        for (int which = 0; which < 4; which++) {
          Region[] regions = new Region[4];
          Matrix[] m = new Matrix[4];
          for (int i = 0; i < 4; i++) {
            regions[i] = new Region(i == which ? kind : others, ROWS * (COLS + 2) + 8);
            if (i < 3) {
              regions[i].put(PLACE, OPERANDS.get(i), 0);
            }
            m[i] = regions[i].matrix(PLACE);
          }
          gradient.run(m[0], m[1], m[2], m[3]);
          String where = "operand " + which + " in " + kind + ", others in " + others;
          CHECK.same(() -> where, i -> "" + i, expected, regions[3].get(PLACE), expected.length);
          assertNull(regions[3].writtenOutside(PLACE));
          for (int i = 0; i < 3; i++) {
            assertArrayEquals(OPERANDS.get(i), regions[i].get(PLACE));
          }
        }
      }
    }
  }

  @Test
  void gradientsUnderACapMayBeWrittenOverTheirInputs() {
    Matrix src = matrix(OPERANDS.get(0));
    for (Gradient gradient : GRADIENTS) {
      float[] expected = expected(gradient);
      float[] y = OPERANDS.get(1).clone();
      float[] dy = OPERANDS.get(2).clone();
      gradient.run(src, matrix(y), matrix(dy), matrix(dy));
      CHECK.same(() -> "over dy", i -> "" + i, expected, dy, dy.length);
      gradient.run(src, matrix(y), matrix(OPERANDS.get(2)), matrix(y));
      CHECK.same(() -> "over y", i -> "" + i, expected, y, y.length);
    }
  }

  @Test
  void theLogitsOfGradientsAreChecked() {
    float[] memory = new float[2 * ROWS * COLS];
    Matrix y = matrix(OPERANDS.get(1));
    Matrix dx = Matrix.of(memory, 5, ROWS, COLS, COLS);
    Matrix closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = Matrix.of(arena.allocate(ROWS * COLS * 4L, 64), ROWS, COLS);
    }
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    for (Gradient gradient : GRADIENTS) {
      refused(type, () -> gradient.run(dx, y, y, dx), "src and dx are the same");
      Matrix near = Matrix.of(memory, 0, ROWS, COLS, COLS);
      refused(type, () -> gradient.run(near, y, y, dx), "src and dx overlap");
      Matrix other = Matrix.of(new float[COLS], 1, COLS);
      refused(type, () -> gradient.run(other, y, y, dx), "src is 1 × 37, but y is 3 × 37");
      refused(IllegalStateException.class, () -> gradient.run(closed, y, y, dx), "src is closed");
    }
    assertArrayEquals(new float[memory.length], memory);
  }

  @Test
  void theGradientOfTheLogsumexpTakesThePlaceOfTheLogitsWithoutACapAlone() {
    float[] x = OPERANDS.get(0).clone();
    float[] dy = {1f, -2f, 3f};
    float[] expected = new float[x.length];
    Softmax.logSumExpGradient(matrix(x), SoftmaxMask.NONE, dy, 0, matrix(expected), SCALED);
    refused(
        IllegalArgumentException.class,
        () -> Softmax.logSumExpGradient(matrix(x), SoftmaxMask.NONE, dy, 0, matrix(x), CAPPED),
        "src and dx are the same");
    assertArrayEquals(OPERANDS.get(0), x);
    Softmax.logSumExpGradient(matrix(x), SoftmaxMask.NONE, dy, 0, matrix(x), SCALED);
    CHECK.same(() -> "in place", i -> "" + i, expected, x, x.length);
  }

  /** Three sevens, the values, one more seven. */
  private static float[] late(float... values) {
    float[] late = new float[ROWS + 4];
    Arrays.fill(late, 7f);
    System.arraycopy(values, 0, late, 3, ROWS);
    return late;
  }

  /** Beside operands in one kind of memory each, against dense arrays from the start. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void arraysOfOneElementARowMayBeginLate(Kind kind) {
    Region region = new Region(kind, ROWS * (COLS + 2) + 8);
    region.put(PLACE, OPERANDS.get(1), 0);
    Matrix y = region.matrix(PLACE);
    SoftmaxMask mask = SoftmaxMask.add(y);
    Matrix plainY = matrix(OPERANDS.get(1));
    SoftmaxMask plainMask = SoftmaxMask.add(plainY);
    Matrix x = matrix(OPERANDS.get(0));
    float[] perRow = {1.5f, -2f, 3f};
    float[] expected = new float[ROWS * COLS];
    Region to = new Region(kind, ROWS * (COLS + 2) + 8);
    Matrix out = to.matrix(PLACE);

    Softmax.softmax(x, plainMask, perRow, 0, matrix(expected), CAPPED);
    Softmax.softmax(x, mask, late(perRow), 3, out, CAPPED);
    CHECK.same(() -> "sinks", i -> "" + i, expected, to.get(PLACE), expected.length);

    Softmax.logSumExpGradient(x, plainMask, perRow, 0, matrix(expected), CAPPED);
    Softmax.logSumExpGradient(x, mask, late(perRow), 3, out, CAPPED);
    CHECK.same(() -> "dy", i -> "" + i, expected, to.get(PLACE), expected.length);

    Softmax.logSoftmax(x, plainMask, matrix(expected), CAPPED);
    Softmax.logSoftmax(x, mask, out, CAPPED);
    CHECK.same(() -> "logarithms", i -> "" + i, expected, to.get(PLACE), expected.length);
    assertNull(to.writtenOutside(PLACE));

    float[] results = new float[ROWS];
    float[] lateResults = late(results);
    Softmax.logSumExp(x, plainMask, results, 0, CAPPED);
    Softmax.logSumExp(x, mask, lateResults, 3, CAPPED);
    assertArrayEquals(late(results), lateResults);

    Softmax.sinkGradient(x, plainY, results, 0);
    Softmax.sinkGradient(x, y, lateResults, 3);
    assertArrayEquals(late(results), lateResults);
  }
}
