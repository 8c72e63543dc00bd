package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.accuracy.Ulp;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/** Cross-entropy of probabilities: bits, bounds, gradients by their formula, refusals. */
class CategoricalCrossEntropyTest {

  private static final CategoricalCrossEntropy PLAIN = CategoricalCrossEntropy.DEFAULT;

  private static final int ROWS = 3;

  /** Columns that go through working memory in two blocks. */
  private static final int MORE_THAN_A_BLOCK = 4099;

  private static final List<CategoricalCrossEntropy> LOSSES =
      List.of(
          PLAIN,
          PLAIN.withLimit(1e-3f),
          PLAIN.withNormalization(true),
          PLAIN.withNormalization(true).withLimit(1e-3f));

  static List<CategoricalCrossEntropy> losses() {
    return LOSSES;
  }

  /** Probabilities, with some that are next to nothing. */
  private static float[] probabilities(Inputs inputs, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(inputs.uniform(1f)) * (i % 7 == 3 ? 1e-5f : 1f);
    }
    return x;
  }

  private static float[] targets(Inputs inputs, int n) {
    float[] t = new float[n];
    for (int i = 0; i < n; i++) {
      t[i] = i % 3 == 0 ? 0f : Math.abs(inputs.uniform(1f));
    }
    return t;
  }

  private static long hash(long state, float[] values) {
    long h = state;
    for (float value : values) {
      h = (h ^ (Float.floatToIntBits(value) & 0xffffffffL)) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 32;
    }
    return h;
  }

  @Tag("bits")
  @Test
  void allPathsGiveTheSameBits() {
    ExpectedPath.check();
    long h = 0xcbf29ce484222325L;
    for (CategoricalCrossEntropy loss : LOSSES) {
      for (int cols : new int[] {0, 1, 5, 16, 67, 1000, 5001}) {
        Inputs inputs = new Inputs(cols);
        Matrix x = Matrix.of(probabilities(inputs, ROWS * cols), ROWS, cols);
        Matrix t = Matrix.of(targets(inputs, ROWS * cols), ROWS, cols);
        float[] arriving = inputs.uniform(ROWS, 2f);
        float[] losses = new float[ROWS];
        float[] gradient = new float[ROWS * cols];
        Matrix to = Matrix.of(gradient, ROWS, cols);
        loss.lossesAndGradient(x, t, losses, arriving, to);
        h = hash(hash(h, losses), gradient);
        float mean = loss.lossAndGradient(x, t, to);
        float sum = loss.withReduction(Reduction.SUM).loss(x, t);
        h = hash(hash(h, new float[] {mean, sum}), gradient);
      }
    }
    assertEquals("1cf056e17c3038a8", Long.toHexString(h));
  }

  @Tag("bits")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyMemoryAndStrideAndInPlace(Kind kind) {
    BitsCheck check = new BitsCheck(CategoricalCrossEntropyTest.class);
    anyMemoryAndStrideAndInPlace(check, kind, 37);
    anyMemoryAndStrideAndInPlace(check, kind, MORE_THAN_A_BLOCK);
    check.finish();
  }

  private static void anyMemoryAndStrideAndInPlace(BitsCheck check, Kind kind, int cols) {
    int n = ROWS * cols;
    Inputs inputs = new Inputs(9);
    float[] x = probabilities(inputs, n);
    float[] t = targets(inputs, n);
    float[] arriving = inputs.uniform(ROWS, 2f);
    Place place = new Place(Region.at(0, 4), ROWS, cols, cols + 3);
    for (CategoricalCrossEntropy loss : LOSSES) {
      float[] expected = new float[ROWS];
      float[] gradient = new float[n];
      loss.lossesAndGradient(
          Matrix.of(x, ROWS, cols),
          Matrix.of(t, ROWS, cols),
          expected,
          arriving,
          Matrix.of(gradient, ROWS, cols));
      for (Kind other : Kind.values()) {
        String where = kind + " and " + other;
        Region in = new Region(kind, ROWS * (cols + 3) + 8);
        Region target = new Region(other, ROWS * (cols + 3) + 8);
        Region out = new Region(other, ROWS * (cols + 3) + 8);
        in.put(place, x, 0);
        target.put(place, t, 0);
        float[] losses = new float[ROWS];
        loss.losses(in.matrix(place), target.matrix(place), losses);
        check.same(() -> where, i -> "loss " + i, expected, losses, ROWS);
        loss.lossesAndGradient(
            in.matrix(place), target.matrix(place), losses, arriving, out.matrix(place));
        check.same(() -> where, i -> "dx " + i, gradient, out.get(place), n);
        assertNull(out.writtenOutside(place), where);
        loss.lossesAndGradient(
            in.matrix(place), target.matrix(place), losses, arriving, in.matrix(place));
        check.same(() -> where, i -> "in place " + i, gradient, in.get(place), n);
        check.same(() -> where, i -> "loss " + i, expected, losses, ROWS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAndGradientsAreWithinTheirBounds(CategoricalCrossEntropy loss) {
    boolean normalized = LOSSES.indexOf(loss) >= 2;
    double limit = LOSSES.indexOf(loss) % 2 == 1 ? 1e-3f : 0;
    int cols = 700;
    Inputs inputs = new Inputs(4);
    float[] x = probabilities(inputs, ROWS * cols);
    float[] t = targets(inputs, ROWS * cols);
    float[] arriving = {2f, -3f, 0.5f};
    float[] losses = new float[ROWS];
    float[] gradient = new float[x.length];
    loss.lossesAndGradient(
        Matrix.of(x, ROWS, cols),
        Matrix.of(t, ROWS, cols),
        losses,
        arriving,
        Matrix.of(gradient, ROWS, cols));
    for (int r = 0; r < ROWS; r++) {
      double sum = 0;
      double targets = 0;
      for (int c = 0; c < cols; c++) {
        sum += x[r * cols + c];
        targets += t[r * cols + c];
      }
      double divisor = normalized ? sum : 1;
      double exact = 0;
      double shift = 0;
      double most = 0;
      double[] parts = new double[cols];
      for (int c = 0; c < cols; c++) {
        double u = x[r * cols + c] / divisor;
        double target = t[r * cols + c];
        double inside = Math.clamp(u, limit, limit == 0 ? 1.0 : (double) (1f - (float) limit));
        exact -= target == 0 ? 0 : target * StrictMath.log(inside);
        parts[c] = target == 0 || inside != u ? 0 : -target / u;
        shift += normalized ? parts[c] * u : 0;
        most = Math.max(most, Math.abs(parts[c] * arriving[r] / divisor));
      }
      double slack = normalized ? 2e-7 * targets : 0;
      assertTrue(
          Math.abs(losses[r] - exact) <= 4 * Math.ulp((float) exact) + slack,
          "loss " + losses[r] + ", exactly " + exact);
      for (int c = 0; c < cols; c++) {
        double expected = (parts[c] - shift) * arriving[r] / divisor;
        if (normalized) {
          assertEquals(expected, gradient[r * cols + c], 4e-7 * most, "gradient " + c);
        } else {
          assertTrue(Ulp.error(gradient[r * cols + c], expected) <= 3, "gradient " + c);
        }
      }
    }
    Matrix in = Matrix.of(x, ROWS, cols);
    Matrix to = Matrix.of(t, ROWS, cols);
    double all = (double) losses[0] + losses[1] + losses[2];
    assertEquals(all / 3, loss.loss(in, to), 1e-6 * all);
    assertEquals(all, loss.withReduction(Reduction.SUM).loss(in, to), 1e-6 * all);
    float[] mean = new float[x.length];
    loss.withLossGradient(3f).gradient(in, to, Matrix.of(mean, ROWS, cols));
    assertEquals(gradient[1] / 2, mean[1], 1e-6 * Math.abs(gradient[1]));
  }

  private static float one(CategoricalCrossEntropy loss, float[] x, float... t) {
    return loss.loss(Matrix.of(x, 1, x.length), Matrix.of(t, 1, t.length));
  }

  @Test
  void specialValues() {
    float inf = Float.POSITIVE_INFINITY;
    float[] x = {0f, 1f};
    assertEquals(0f, one(PLAIN, x, 0f, 1f));
    assertEquals(inf, one(PLAIN, x, 1f, 0f));
    assertEquals(-StrictMath.log(1e-7f), one(PLAIN.withLimit(1e-7f), x, 1f, 0f), 1e-5);
    float[] gradient = new float[2];
    PLAIN.gradient(Matrix.of(x, 1, 2), Matrix.of(x, 1, 2), Matrix.of(gradient, 1, 2));
    assertArrayEquals(new float[] {0f, -1f}, gradient);
    // The limits themselves still have a gradient, what lies beyond has none.
    float[] edge = {0.25f, 0.75f, Math.nextDown(0.25f), Math.nextUp(0.75f)};
    float[] targets = {1f, 1f, 1f, 1f};
    float[] edgeGradient = new float[4];
    PLAIN
        .withReduction(Reduction.SUM)
        .withLimit(0.25f)
        .gradient(Matrix.of(edge, 1, 4), Matrix.of(targets, 1, 4), Matrix.of(edgeGradient, 1, 4));
    assertArrayEquals(new float[] {-4f, -1f / 0.75f, 0f, 0f}, edgeGradient);
    CategoricalCrossEntropy normalized = PLAIN.withNormalization(true);
    float[] zeros = new float[2];
    assertEquals(Float.NaN, one(normalized, zeros, 1f, 0f));
    normalized.gradient(Matrix.of(zeros, 1, 2), Matrix.of(x, 1, 2), Matrix.of(gradient, 1, 2));
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, gradient);
    assertEquals(Math.log(4), one(normalized, new float[] {3f, 9f}, 1f, 0f), 1e-6);
    Matrix empty = Matrix.of(zeros, 0, 2);
    assertEquals(Float.NaN, PLAIN.loss(empty, empty));
    assertEquals(0f, PLAIN.withReduction(Reduction.SUM).loss(empty, empty));
  }

  /** Sums of 2^-126 … 2^126 have a reciprocal to multiply with. */
  @Test
  void theLeastAndTheLargestSumStillDivide() {
    CategoricalCrossEntropy normalized = PLAIN.withNormalization(true);
    for (float half : new float[] {0x1p-127f, 0x1p125f}) {
      assertEquals(Math.log(2), one(normalized, new float[] {half, half}, 1f, 0f), 1e-7);
    }
    float below = Math.nextDown(0x1p-127f);
    assertEquals(Float.NaN, one(normalized, new float[] {0x1p-127f, below}, 1f, 0f));
    float above = Math.nextUp(0x1p125f);
    assertEquals(Float.NaN, one(normalized, new float[] {0x1p125f, above}, 1f, 0f));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRowThatCannotBeDividedSpoilsItsOwnGradientAlone(Kind kind) {
    int cols = MORE_THAN_A_BLOCK;
    Place place = new Place(Region.at(0, 0), 2, cols, cols + 3);
    Inputs inputs = new Inputs(11);
    float[] x = Arrays.copyOf(probabilities(inputs, cols), 2 * cols);
    float[] t = targets(inputs, 2 * cols);
    CategoricalCrossEntropy sum = PLAIN.withNormalization(true).withReduction(Reduction.SUM);
    float[] expected = new float[2 * cols];
    sum.gradient(
        Matrix.of(x, 1, cols), Matrix.of(t, 1, cols), Matrix.of(expected, 0, 1, cols, cols));
    Arrays.fill(expected, cols, 2 * cols, Float.NaN);
    Region to = new Region(kind, 2 * (cols + 3));
    sum.gradient(Matrix.of(x, 2, cols), Matrix.of(t, 2, cols), to.matrix(place));
    assertArrayEquals(expected, to.get(place));
    assertNull(to.writtenOutside(place));
  }

  @Test
  void badArgumentsAreRefusedAndNothingIsWritten() {
    float[] memory = {0f, 0.5f, 1f, 0.25f, 1.5f, 0f, 0f, 0f};
    float[] before = memory.clone();
    float[] other = new float[8];
    float[] two = new float[2];
    Matrix x = Matrix.of(memory, 2, 2);
    Matrix wrong = Matrix.of(memory, 1, 5);
    Matrix t = Matrix.of(other, 2, 2);
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
    Class<NullPointerException> missing = NullPointerException.class;
    refused(
        bad,
        () -> PLAIN.gradient(wrong, Matrix.of(other, 1, 5), wrong),
        "probabilities[0, 4] is 1.5, not a probability");
    float[] negative = {1f, -2f};
    refused(
        bad,
        () ->
            PLAIN
                .withNormalization(true)
                .gradient(
                    Matrix.of(negative, 1, 2), Matrix.of(two, 1, 2), Matrix.of(negative, 1, 2)),
        "probabilities[0, 1] is -2.0, not a finite number of at least 0");
    assertArrayEquals(new float[] {1f, -2f}, negative);
    refused(bad, () -> PLAIN.loss(x, Matrix.of(other, 1, 4)), "targets is 1 × 4");
    refused(bad, () -> PLAIN.gradient(x, t, t), "targets and gradient");
    refused(
        bad,
        () -> PLAIN.gradient(x, t, Matrix.of(memory, 1, 2, 2, 2)),
        "probabilities and gradient overlap");
    refused(
        bad,
        () ->
            PLAIN.gradient(x, t, Matrix.of(MemorySegment.ofArray(new float[4]).asReadOnly(), 2, 2)),
        "gradient is read-only");
    refused(outside, () -> PLAIN.losses(x, t, new float[1]), "losses");
    refused(outside, () -> PLAIN.lossesAndGradient(x, t, two, new float[1], x), "lossGradients");
    refused(bad, () -> PLAIN.lossesAndGradient(x, t, two, two, x), "losses and lossGradients");
    refused(bad, () -> PLAIN.losses(x, t, memory), "probabilities lies in the array losses");
    refused(bad, () -> PLAIN.losses(x, t, other), "targets lies in the array losses");
    refused(bad, () -> PLAIN.withReduction(Reduction.NONE), "NONE");
    refused(bad, () -> PLAIN.withLimit(-1f), "limit is -1.0");
    refused(bad, () -> PLAIN.withLossGradient(Float.NaN), "lossGradient");
    refused(missing, () -> PLAIN.loss(null, t), "probabilities");
    refused(missing, () -> PLAIN.loss(x, null), "targets");
    refused(missing, () -> PLAIN.gradient(x, t, null), "gradient");
    refused(missing, () -> PLAIN.losses(x, t, null), "losses");
    assertArrayEquals(before, memory);
    assertArrayEquals(new float[8], other);
    assertArrayEquals(new float[2], two);
  }

  @Test
  void gradientsInTheArraysOfRowsAreRefused() {
    float[] memory = new float[4];
    Matrix out = Matrix.of(memory, 2, 2);
    Matrix x = Matrix.of(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, 2, 2);
    Matrix t = Matrix.of(new float[] {1f, 0f, 0f, 1f}, 2, 2);
    float[] two = new float[2];
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    refused(
        bad,
        () -> PLAIN.lossesAndGradient(x, t, memory, new float[2], out),
        "gradient lies in the array losses");
    refused(
        bad,
        () -> PLAIN.lossesAndGradient(x, t, two, memory, out),
        "gradient lies in the array lossGradients");
    refused(bad, () -> PLAIN.gradient(x, t, Matrix.of(memory, 1, 4)), "gradient is 1 × 4");
    assertArrayEquals(new float[4], memory);
    assertArrayEquals(new float[2], two);
    // What is only read may share an array.
    float[] shared = {0.5f, 0.5f, 0.5f, 0.5f};
    PLAIN.lossesAndGradient(Matrix.of(shared, 2, 2), t, two, shared, out);
    assertArrayEquals(new float[] {-1f, 0f, 0f, -1f}, memory, 0f);
  }

  @Test
  void segmentsClosedMeanwhileAreRefused() {
    Matrix closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = Matrix.of(arena.allocate(2 * Float.BYTES, 64), 1, 2);
    }
    Matrix t = Matrix.of(new float[] {1f, 0f}, 1, 2);
    float[] losses = {7f};
    Class<IllegalStateException> type = IllegalStateException.class;
    refused(type, () -> PLAIN.losses(closed, t, losses), "probabilities is closed");
    refused(type, () -> PLAIN.losses(t, closed, losses), "targets is closed");
    float[] ones = {1f};
    refused(type, () -> PLAIN.lossesAndGradient(t, t, losses, ones, closed), "gradient is closed");
    assertArrayEquals(new float[] {7f}, losses);
  }
}
