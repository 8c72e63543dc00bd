package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.testing.Inputs;

/**
 * Rows with infinities and NaN, of one element and of none, through softmax and cross-entropy;
 * short rows and long ones, which take other ways.
 */
class SpecialRowsTest {

  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;
  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;
  private static final CrossEntropyOptions SUM = MEAN.withReduction(Reduction.SUM);

  /** Numbers of columns: one cache block, and more. */
  private static final int[] COLS = {
    2, 3, 16, 100, 1037, 32_768, 32_769, 40_000, 70_000, 524_288, 524_289
  };

  /** What is put into a row of small numbers. */
  enum Row {
    SOME_MINUS_INFINITY,
    FIRST_BLOCK_MINUS_INFINITY,
    PLUS_INFINITY,
    NAN_AT_THE_END,
    NAN_AT_THE_BEGINNING,
    NAN_AND_PLUS_INFINITY,
    PLUS_INFINITY_AND_NAN,
    NAN_AMONG_MINUS_INFINITY,
    MINUS_INFINITY_ALONE;

    float[] of(int cols) {
      float[] x = new Inputs(cols).normal(cols, 4f);
      int last = cols - 1;
      switch (this) {
        case SOME_MINUS_INFINITY -> {
          for (int c = 0; c < last; c += 2) {
            x[c] = -INF;
          }
        }
        case FIRST_BLOCK_MINUS_INFINITY -> Arrays.fill(x, 0, last, -INF);
        case PLUS_INFINITY -> x[cols / 2] = INF;
        case NAN_AT_THE_END -> x[last] = NAN;
        case NAN_AT_THE_BEGINNING -> x[0] = NAN;
        case NAN_AND_PLUS_INFINITY -> {
          x[0] = NAN;
          x[last] = INF;
        }
        case PLUS_INFINITY_AND_NAN -> {
          x[0] = INF;
          x[last] = NAN;
        }
        case NAN_AMONG_MINUS_INFINITY -> {
          Arrays.fill(x, -INF);
          x[last] = NAN;
        }
        case MINUS_INFINITY_ALONE -> Arrays.fill(x, -INF);
      }
      return x;
    }

    boolean hasNan() {
      return name().contains("NAN");
    }

    /** Whether all but the log-sum is NaN. */
    boolean isSpecial() {
      return this != SOME_MINUS_INFINITY && this != FIRST_BLOCK_MINUS_INFINITY;
    }

    float logSumExp() {
      return hasNan() ? NAN : this == PLUS_INFINITY ? INF : -INF;
    }
  }

  static Stream<Arguments> rows() {
    return Arrays.stream(Row.values())
        .flatMap(row -> Arrays.stream(COLS).mapToObj(cols -> Arguments.of(row, cols)));
  }

  private static Matrix row(float[] x) {
    return Matrix.of(x, 1, x.length);
  }

  private static float[] softmax(float[] x, EmptyRow empty) {
    float[] y = new float[x.length];
    Softmax.softmax(row(x), row(y), empty);
    return y;
  }

  private static float[] logSoftmax(float[] x) {
    float[] y = new float[x.length];
    Softmax.logSoftmax(row(x), row(y));
    return y;
  }

  private static float logSumExp(float[] x) {
    float[] lse = new float[1];
    Softmax.logSumExp(row(x), lse, 0);
    return lse[0];
  }

  private static float[] logSumExpGradient(float[] x, float dy) {
    float[] dx = new float[x.length];
    Softmax.logSumExpGradient(row(x), new float[] {dy}, 0, row(dx));
    return dx;
  }

  private static float[] filled(int n, float value) {
    float[] x = new float[n];
    Arrays.fill(x, value);
    return x;
  }

  // Softmax, log-softmax, logsumexp.

  @ParameterizedTest
  @MethodSource("rows")
  void softmaxOfSpecialRows(Row row, int cols) {
    float[] x = row.of(cols);
    for (EmptyRow empty : EmptyRow.values()) {
      float[] y = softmax(x, empty);
      if (row == Row.MINUS_INFINITY_ALONE) {
        float expected =
            switch (empty) {
              case NAN -> NAN;
              case ZERO -> 0f;
              case UNIFORM -> 1f / cols;
            };
        assertArrayEquals(filled(cols, expected), y);
      } else if (row.isSpecial()) {
        assertArrayEquals(filled(cols, NAN), y);
      } else {
        double sum = 0;
        for (int c = 0; c < cols; c++) {
          assertTrue(x[c] == -INF ? isPlusZero(y[c]) : y[c] > 0 && y[c] <= 1, "at " + c);
          sum += y[c];
        }
        assertEquals(1, sum, 1e-6);
      }
    }
  }

  private static boolean isPlusZero(float x) {
    return Float.floatToRawIntBits(x) == 0;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void logSoftmaxOfSpecialRows(Row row, int cols) {
    float[] x = row.of(cols);
    float[] y = logSoftmax(x);
    if (row.isSpecial()) {
      assertArrayEquals(filled(cols, NAN), y);
    } else {
      for (int c = 0; c < cols; c++) {
        assertTrue(x[c] == -INF ? y[c] == -INF : y[c] <= 1e-7f && y[c] > -INF, "at " + c);
      }
    }
  }

  /** One by one, together, along the rows; near 0 and beyond where powers of two are apart. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 40, 600, 40_000})
  void logarithmsOfProbabilitiesAreNeverAboveZero(int cols) {
    Inputs inputs = new Inputs(cols);
    int rows = cols < 1000 ? 200 : 4;
    for (float spread : new float[] {1f, 30f, 300f, 1e8f}) {
      float[] x = inputs.normal(rows * cols, spread);
      Matrix all = Matrix.of(x, rows, cols);
      float[] y = new float[x.length];
      float[] lse = new float[rows];
      Softmax.logSumExp(all, lse, 0);
      for (int r = 0; r < rows; r++) {
        float[] row = Arrays.copyOfRange(x, r * cols, (r + 1) * cols);
        float max = Float.NEGATIVE_INFINITY;
        for (float value : row) {
          max = Math.max(max, value);
        }
        assertTrue(lse[r] >= max && logSumExp(row) >= max, "logsumexp " + lse[r]);
        noneAbove(logSoftmax(row));
      }
      Softmax.logSoftmax(all, Matrix.of(y, rows, cols));
      noneAbove(y);
      Softmax.softmax(all, Matrix.of(y, rows, cols));
      for (float p : y) {
        assertTrue(p <= 1, () -> "probability " + p);
      }
      SoftmaxOptions options = SoftmaxOptions.DEFAULT.withScale(1.3f).withSink(-30f);
      Softmax.logSoftmax(all, Matrix.of(y, rows, cols), options);
      noneAbove(y);
      Softmax.logSoftmaxAlongRows(Matrix.of(x, cols, rows), cols, Matrix.of(y, cols, rows));
      noneAbove(y);
    }
  }

  private static void noneAbove(float[] logProbabilities) {
    for (float value : logProbabilities) {
      assertTrue(value <= 0, () -> "log-probability " + value);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void logSumExpOfSpecialRows(Row row, int cols) {
    float[] x = row.of(cols);
    float lse = logSumExp(x);
    if (row.isSpecial()) {
      assertEquals(row.logSumExp(), lse);
      assertArrayEquals(filled(cols, NAN), logSumExpGradient(x, 2f));
    } else {
      assertTrue(Float.isFinite(lse), "is " + lse);
      float[] dx = logSumExpGradient(x, 2f);
      for (int c = 0; c < cols; c++) {
        assertTrue(x[c] == -INF ? isPlusZero(dx[c]) : dx[c] > 0 && dx[c] <= 2, "at " + c);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0f,
        -0f,
        1f,
        -1f,
        0.3f,
        88.8f,
        -103f,
        256f,
        256.1f,
        -1000.7f,
        3e38f,
        -3e38f,
        1.4e-45f,
        1e30f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
      })
  void oneFiniteElement(float x) {
    float[] one = {x};
    for (EmptyRow empty : EmptyRow.values()) {
      assertArrayEquals(new float[] {1f}, softmax(one, empty));
    }
    assertArrayEquals(new float[] {0f}, logSoftmax(one));
    assertEquals(x, logSumExp(one));
    assertArrayEquals(new float[] {-2.5f}, logSumExpGradient(one, -2.5f));
    assertEquals(0f, SoftmaxCrossEntropy.loss(row(one), new int[] {0}, MEAN));
  }

  @Test
  void oneSpecialElement() {
    for (float x : new float[] {INF, NAN, -INF}) {
      float[] one = {x};
      assertArrayEquals(new float[] {NAN}, softmax(one, EmptyRow.NAN));
      assertArrayEquals(new float[] {x == -INF ? 0f : NAN}, softmax(one, EmptyRow.ZERO));
      assertArrayEquals(new float[] {x == -INF ? 1f : NAN}, softmax(one, EmptyRow.UNIFORM));
      assertArrayEquals(new float[] {NAN}, logSoftmax(one));
      assertEquals(x, logSumExp(one));
      assertArrayEquals(new float[] {NAN}, logSumExpGradient(one, 1f));
      assertEquals(NAN, SoftmaxCrossEntropy.loss(row(one), new int[] {0}, MEAN));
    }
  }

  @Test
  void rowsWithoutElements() {
    float[] nothing = new float[3];
    Matrix empty = Matrix.of(nothing, 3, 0);
    Softmax.softmax(empty, empty);
    Softmax.logSoftmax(empty, empty);
    float[] lse = new float[3];
    Softmax.logSumExp(empty, lse, 0);
    assertArrayEquals(filled(3, -INF), lse);
    Softmax.logSumExpGradient(empty, lse, 0, empty);
    Softmax.softmaxGradient(empty, empty, empty);
    Softmax.logSoftmaxGradient(empty, empty, empty);
    assertArrayEquals(new float[3], nothing);
    Softmax.logSumExp(Matrix.of(nothing, 0, 3), new float[0], 0);
  }

  @Test
  void whereTheProbabilityIsZeroTheGradientIsZero() {
    float[] y = {0f, 0.25f, 0.75f};
    float[] dy = {5f, 1f, -2f};
    float[] dx = new float[3];
    Softmax.softmaxGradient(row(y), row(dy), row(dx));
    assertEquals(0f, Math.abs(dx[0]));
    float[] logs = {-INF, (float) Math.log(0.25), (float) Math.log(0.75)};
    Softmax.logSoftmaxGradient(row(logs), row(dy), row(dx));
    assertEquals(5f, dx[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100, 40_000})
  void aMaskedLogitHasNoGradientHoweverLargeTheFactor(int cols) {
    float[] x = Row.SOME_MINUS_INFINITY.of(cols);
    for (float factor : new float[] {1f, 1024f, 65_536f, 1e10f, 1e30f, -1e30f}) {
      float[] dx = logSumExpGradient(x, factor);
      float[] gradient = new float[cols];
      CrossEntropyOptions options = SUM.withLossGradient(factor);
      SoftmaxCrossEntropy.gradient(row(x), new int[] {1}, row(gradient), options);
      float[] targets = new float[cols];
      targets[1] = 1f;
      float[] dense = new float[cols];
      SoftmaxCrossEntropy.gradient(row(x), row(targets), row(dense), options);
      for (int c = 0; c < cols; c++) {
        if (x[c] == -INF) {
          assertEquals(0f, Math.abs(dx[c]), "factor " + factor + " at " + c);
          assertEquals(0f, Math.abs(gradient[c]), "factor " + factor + " at " + c);
          assertEquals(0f, Math.abs(dense[c]), "factor " + factor + " at " + c);
        }
      }
    }
  }

  // Cross-entropy.

  private static float[] targets(int cols, IntPredicate none) {
    float[] q = filled(cols, 1f / cols);
    for (int c = 0; c < cols; c++) {
      if (none.test(c)) {
        q[c] = 0f;
      }
    }
    return q;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void crossEntropyOfSpecialRows(Row row, int cols) {
    float[] x = row.of(cols);
    int[] label = {cols - 1};
    float[] gradient = new float[cols];
    float loss = SoftmaxCrossEntropy.lossAndGradient(row(x), label, row(gradient), MEAN);
    assertEquals(loss, SoftmaxCrossEntropy.loss(row(x), label, MEAN));
    float[] targets = targets(cols, c -> x[c] == -INF);
    float[] dense = new float[cols];
    float denseLoss = SoftmaxCrossEntropy.lossAndGradient(row(x), row(targets), row(dense), MEAN);
    assertEquals(denseLoss, SoftmaxCrossEntropy.loss(row(x), row(targets), MEAN));
    if (row.isSpecial()) {
      assertEquals(NAN, loss);
      assertEquals(NAN, denseLoss);
      assertArrayEquals(filled(cols, NAN), gradient);
      assertArrayEquals(filled(cols, NAN), dense);
    } else {
      assertTrue(loss >= 0 && loss < INF, "loss " + loss);
      assertTrue(Float.isFinite(denseLoss), "loss for targets " + denseLoss);
      double sum = 0;
      for (int c = 0; c < cols; c++) {
        if (x[c] == -INF) {
          assertEquals(0f, Math.abs(gradient[c]), "at " + c);
          assertEquals(0f, Math.abs(dense[c]), "at " + c);
        }
        sum += gradient[c];
      }
      assertEquals(0, sum, 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100, 40_000})
  void minusInfinityAtTheTarget(int cols) {
    float[] x = Row.SOME_MINUS_INFINITY.of(cols);
    float[] gradient = new float[cols];
    int[] label = {0};
    assertEquals(INF, SoftmaxCrossEntropy.lossAndGradient(row(x), label, row(gradient), MEAN));
    assertEquals(INF, SoftmaxCrossEntropy.loss(row(x), label, MEAN));
    assertEquals(-1f, gradient[0]);
    assertTrue(allFinite(gradient));
    float[] targets = targets(cols, c -> c % 2 == 0 && c > 0);
    assertEquals(
        INF, SoftmaxCrossEntropy.lossAndGradient(row(x), row(targets), row(gradient), MEAN));
    assertEquals(INF, SoftmaxCrossEntropy.loss(row(x), row(targets), MEAN));
    assertEquals(-targets[0], gradient[0]);
    assertTrue(allFinite(gradient));
  }

  private static boolean allFinite(float[] x) {
    for (float value : x) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40_000})
  void aSpecialRowLeavesTheGradientsOfOthersAlone(int cols) {
    int rows = 3;
    float[] x = new Inputs(cols).normal(rows * cols, 4f);
    int[] labels = {0, 1, 2};
    float[] expected = new float[rows * cols];
    float[] losses = new float[rows];
    float[] ones = filled(rows, 1f);
    SoftmaxCrossEntropy.lossesAndGradient(
        Matrix.of(x, rows, cols), labels, losses, ones, Matrix.of(expected, rows, cols), MEAN);
    for (float bad : new float[] {NAN, INF}) {
      float[] spoiled = x.clone();
      spoiled[cols + 3] = bad;
      float[] gradient = new float[rows * cols];
      float[] got = new float[rows];
      SoftmaxCrossEntropy.lossesAndGradient(
          Matrix.of(spoiled, rows, cols), labels, got, ones, Matrix.of(gradient, rows, cols), MEAN);
      assertArrayEquals(new float[] {losses[0], NAN, losses[2]}, got);
      float[] spoiledExpected = expected.clone();
      Arrays.fill(spoiledExpected, cols, 2 * cols, NAN);
      assertArrayEquals(spoiledExpected, gradient);
      assertEquals(NAN, SoftmaxCrossEntropy.loss(Matrix.of(spoiled, rows, cols), labels, MEAN));
      assertEquals(NAN, SoftmaxCrossEntropy.loss(Matrix.of(spoiled, rows, cols), labels, SUM));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, -1, 2, 5, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void ignoredRowsAreNotRead(int ignore) {
    int cols = 5;
    float[] x = new Inputs(7).normal(4 * cols, 4f);
    // Rows 1 and 3 are ignored, and hold what would spoil everything.
    Arrays.fill(x, cols, 2 * cols, NAN);
    Arrays.fill(x, 3 * cols, 4 * cols, INF);
    int[] labels = {4, ignore, 1, ignore};
    float[] kept = new float[2 * cols];
    System.arraycopy(x, 0, kept, 0, cols);
    System.arraycopy(x, 2 * cols, kept, cols, cols);
    int[] keptLabels = {4, 1};
    for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
      CrossEntropyOptions options = MEAN.withReduction(reduction).withIgnoreIndex(ignore);
      float[] gradient = filled(4 * cols, 7f);
      float[] keptGradient = new float[2 * cols];
      float loss =
          SoftmaxCrossEntropy.lossAndGradient(
              Matrix.of(x, 4, cols), labels, Matrix.of(gradient, 4, cols), options);
      float keptLoss =
          SoftmaxCrossEntropy.lossAndGradient(
              Matrix.of(kept, 2, cols), keptLabels, Matrix.of(keptGradient, 2, cols), options);
      assertEquals(keptLoss, loss);
      assertEquals(loss, SoftmaxCrossEntropy.loss(Matrix.of(x, 4, cols), labels, options));
      float[] expected = new float[4 * cols];
      System.arraycopy(keptGradient, 0, expected, 0, cols);
      System.arraycopy(keptGradient, cols, expected, 2 * cols, cols);
      assertArrayEquals(expected, gradient);
    }
    float[] losses = filled(4, 7f);
    CrossEntropyOptions options = MEAN.withIgnoreIndex(ignore);
    SoftmaxCrossEntropy.losses(Matrix.of(x, 4, cols), labels, losses, options);
    float[] keptLosses = new float[2];
    SoftmaxCrossEntropy.losses(Matrix.of(kept, 2, cols), keptLabels, keptLosses, options);
    assertArrayEquals(new float[] {keptLosses[0], 0f, keptLosses[1], 0f}, losses);
  }

  @Test
  void ignoredRowsInMemoryThatIsCopied() {
    float[] x = new Inputs(7).normal(10, 4f);
    Arrays.fill(x, 5, 10, NAN);
    float[] expected = new float[10];
    int[] labels = {3, -100};
    float loss =
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(x, 2, 5), labels, Matrix.of(expected, 2, 5), MEAN);
    MemorySegment bytes = MemorySegment.ofArray(new byte[40]).copyFrom(MemorySegment.ofArray(x));
    float[] gradient = new float[10];
    assertEquals(
        loss,
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(bytes, 2, 5), labels, Matrix.of(gradient, 2, 5), MEAN));
    assertArrayEquals(expected, gradient);
  }

  @Test
  void theMeanOverNoRows() {
    CrossEntropyOptions zero = MEAN.withEmptyMeanZero(true);
    float[] x = filled(10, NAN);
    int[] ignored = {-100, -100};
    float[] gradient = filled(10, 7f);
    Matrix logits = Matrix.of(x, 2, 5);
    Matrix target = Matrix.of(gradient, 2, 5);
    assertEquals(NAN, SoftmaxCrossEntropy.lossAndGradient(logits, ignored, target, MEAN));
    assertArrayEquals(new float[10], gradient);
    Arrays.fill(gradient, 7f);
    assertEquals(0f, SoftmaxCrossEntropy.lossAndGradient(logits, ignored, target, zero));
    assertArrayEquals(new float[10], gradient);
    assertEquals(0f, SoftmaxCrossEntropy.loss(logits, ignored, SUM));
    Matrix none = Matrix.of(x, 0, 5);
    assertEquals(NAN, SoftmaxCrossEntropy.loss(none, new int[0], MEAN));
    assertEquals(0f, SoftmaxCrossEntropy.loss(none, new int[0], zero));
    assertEquals(0f, SoftmaxCrossEntropy.loss(none, new int[0], SUM));
    assertEquals(NAN, SoftmaxCrossEntropy.loss(none, none, MEAN));
    assertEquals(0f, SoftmaxCrossEntropy.loss(none, none, zero));
    assertEquals(0f, SoftmaxCrossEntropy.loss(none, none, SUM));
  }

  @Test
  void targetsNeedNotSumToOne() {
    float[] x = {1f, 2f, -1f};
    float[] q = {0.5f, 2f, 0f};
    float[] gradient = new float[3];
    float loss = SoftmaxCrossEntropy.lossAndGradient(row(x), row(q), row(gradient), SUM);
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(-1);
    assertEquals(-(0.5 * (1 - Math.log(sum)) + 2 * (2 - Math.log(sum))), loss, 1e-6);
    for (int c = 0; c < 3; c++) {
      assertEquals(2.5 * Math.exp(x[c]) / sum - q[c], gradient[c], 1e-6);
    }
  }

  @Test
  void noTargetsAtAll() {
    float[] gradient = filled(3, 7f);
    Matrix logits = row(new float[] {1f, 2f, -1f});
    Matrix none = row(new float[3]);
    assertEquals(0f, SoftmaxCrossEntropy.lossAndGradient(logits, none, row(gradient), SUM));
    assertArrayEquals(new float[3], gradient);
  }

  @Test
  void factorsScaleTheGradientAlone() {
    float[] x = new Inputs(5).normal(15, 4f);
    Matrix logits = Matrix.of(x, 3, 5);
    int[] labels = {0, 1, 2};
    float[] plain = new float[15];
    float[] scaled = new float[15];
    float loss = SoftmaxCrossEntropy.lossAndGradient(logits, labels, Matrix.of(plain, 3, 5), SUM);
    assertEquals(
        loss,
        SoftmaxCrossEntropy.lossAndGradient(
            logits, labels, Matrix.of(scaled, 3, 5), SUM.withLossGradient(-4f)));
    for (int i = 0; i < 15; i++) {
      assertEquals(-4f * plain[i], scaled[i], Math.ulp(scaled[i]));
    }
    float[] losses = new float[3];
    SoftmaxCrossEntropy.lossesAndGradient(
        logits, labels, losses, new float[] {1f, 0f, -2f}, Matrix.of(scaled, 3, 5), MEAN);
    for (int i = 0; i < 15; i++) {
      float factor = i < 5 ? 1f : i < 10 ? 0f : -2f;
      assertEquals(factor * plain[i], scaled[i], Math.ulp(scaled[i]));
    }
  }
}
