package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.Inputs;

/**
 * Class weights, label smoothing, z-loss, soft-cap, weights of rows and results for each row:
 * losses and gradients against the formulas in double, the rules for rows that do not count, and
 * what is refused.
 */
class CrossEntropyOptionsTest {

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;
  private static final CrossEntropyOptions SUM = MEAN.withReduction(Reduction.SUM);
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final int ROWS = 6;
  private static final int IGNORED_ROW = 2;

  /** What is asked for, in double. */
  private static final class Expected {
    final double[] losses = new double[ROWS];
    final double[][] gradients = new double[ROWS][];

    /** The largest term of each element of a gradient: what its error is measured by. */
    final double[][] sizes = new double[ROWS][];

    double meanDivisor;
    double zDivisor;
    final double[] zLosses = new double[ROWS];

    double mean() {
      double loss = 0;
      double z = 0;
      for (int r = 0; r < ROWS; r++) {
        loss += losses[r] - zLosses[r];
        z += zLosses[r];
      }
      return loss / meanDivisor + z / zDivisor;
    }
  }

  private static Expected expected(
      float[] logits,
      int[] labels,
      float[] q,
      int classes,
      CrossEntropyOptions o,
      float[] factors) {
    Expected expected = new Expected();
    float[] w = o.classWeights();
    double e = o.labelSmoothing();
    for (int r = 0; r < ROWS; r++) {
      expected.gradients[r] = new double[classes];
      expected.sizes[r] = new double[classes];
      if (labels != null && labels[r] == o.ignoreIndex()) {
        continue;
      }
      double[] x = new double[classes];
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        x[c] = logits[r * classes + c];
        x[c] = o.softCap() == 0 ? x[c] : o.softCap() * Math.tanh(x[c] / o.softCap());
        max = Math.max(max, x[c]);
      }
      double sum = 0;
      for (double value : x) {
        sum += Math.exp(value - max);
      }
      double lse = Math.log(sum);
      double total = 0;
      double[] a = new double[classes];
      double loss = 0;
      for (int c = 0; c < classes; c++) {
        double weight = w.length == 0 ? 1 : w[c];
        double t = labels == null ? q[r * classes + c] : labels[r] == c ? 1 : 0;
        a[c] = weight * ((1 - e) * t + e / classes);
        total += a[c];
        loss += a[c] == 0 ? 0 : a[c] * (max - x[c] + lse);
      }
      double whole = max + lse;
      expected.zLosses[r] = o.zLoss() * whole * whole;
      expected.losses[r] = loss + expected.zLosses[r];
      double labelWeight = labels == null || w.length == 0 ? 1 : w[labels[r]];
      expected.meanDivisor += labelWeight;
      expected.zDivisor++;
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(x[c] - max) / sum;
        double cosh = Math.cosh(logits[r * classes + c] / o.softCap());
        double slope = factors[r] * (o.softCap() == 0 ? 1 : 1 / (cosh * cosh));
        double share = total + 2 * o.zLoss() * whole;
        expected.gradients[r][c] = slope * (p * share - a[c]);
        expected.sizes[r][c] = Math.abs(slope) * Math.max(p * Math.abs(share), a[c]);
      }
    }
    return expected;
  }

  private static float[] weights(int classes) {
    float[] w = new float[classes];
    for (int c = 0; c < classes; c++) {
      w[c] = 0.25f * (c % 6);
    }
    w[0] = 1.5f;
    return w;
  }

  private static List<CrossEntropyOptions> variants(int classes) {
    CrossEntropyOptions weighted = MEAN.withClassWeights(weights(classes));
    return List.of(
        MEAN,
        weighted,
        MEAN.withLabelSmoothing(0.1f),
        MEAN.withLabelSmoothing(1f),
        weighted.withLabelSmoothing(0.3f),
        MEAN.withZLoss(0.01f),
        MEAN.withSoftCap(30f),
        weighted.withLabelSmoothing(0.05f).withZLoss(1e-3f).withSoftCap(20f));
  }

  private static double ulp(double value) {
    return Math.ulp((float) value);
  }

  /**
   * The bounds: losses 4 ULP or 1e-7, of logits under a cap that round to float; gradients 4 ULP of
   * the larger of their terms and as much again from the rounding of logits and factors.
   */
  private static void compare(
      String where,
      CrossEntropyOptions options,
      Expected expected,
      float[] losses,
      float[] gradient,
      int classes) {
    double capped = options.softCap() == 0 ? 0 : 4 * ulp(options.softCap());
    for (int r = 0; r < ROWS; r++) {
      double loss = expected.losses[r];
      double weight = 2 + Math.abs(loss);
      double allowed = Math.max(4 * ulp(loss), 1e-7) + capped * weight;
      double error = Math.abs(losses[r] - loss);
      assertTrue(error <= allowed, where + ", row " + r + ": " + losses[r] + " for " + loss);
      for (int c = 0; c < classes; c++) {
        double g = expected.gradients[r][c];
        double size = expected.sizes[r][c];
        // In the tails of the cap the slope changes by as much as its argument, which rounds.
        double steepness = options.softCap() == 0 ? 0 : 20 * 0x1p-23;
        double limit = 6 * ulp(size) + (capped + steepness) * size;
        String at = where + ", row " + r + ", class " + c;
        assertTrue(
            Math.abs(gradient[r * classes + c] - g) <= limit,
            () -> at + ": gradient for " + g + " with terms of " + size);
      }
    }
  }

  @Test
  void lossesAndGradientsAreThoseOfTheFormulas() {
    int compared = 0;
    for (int classes : new int[] {1, 3, 17, 1000, 4096, 5000, 33_000}) {
      for (double spread : new double[] {1, 10, 100}) {
        Inputs random = new Inputs(classes);
        float[] x = random.normal(ROWS * classes, (float) spread);
        float[] q = new float[x.length];
        for (int i = 0; i < q.length; i++) {
          q[i] = i % 3 == 0 ? 0 : Math.abs(random.uniform(2f / classes));
        }
        int[] labels = new int[ROWS];
        Arrays.setAll(labels, r -> r == IGNORED_ROW ? -100 : random.below(classes));
        float[] factors = random.normal(ROWS, 1f);
        Matrix logits = Matrix.of(x, ROWS, classes);
        for (CrossEntropyOptions options : variants(classes)) {
          String where = classes + " classes, spread " + spread + ", " + options.labelSmoothing();
          float[] losses = new float[ROWS];
          float[] gradient = x.clone();
          Matrix inPlace = Matrix.of(gradient, ROWS, classes);
          SoftmaxCrossEntropy.lossesAndGradient(inPlace, labels, losses, factors, inPlace, options);
          Expected e = expected(x, labels, null, classes, options, factors);
          compare(where + ", labels", options, e, losses, gradient, classes);
          float[] without = new float[ROWS];
          SoftmaxCrossEntropy.losses(logits, labels, without, options);
          assertArrayEquals(losses, without, where);
          float mean = SoftmaxCrossEntropy.loss(logits, labels, options);
          double limit = 1e-6 * Math.abs(e.mean()) + 1e-6 + 1e-5 * (options.softCap() == 0 ? 0 : 1);
          assertEquals(e.mean(), mean, limit, where);

          gradient = x.clone();
          inPlace = Matrix.of(gradient, ROWS, classes);
          Matrix targets = Matrix.of(q, ROWS, classes);
          SoftmaxCrossEntropy.lossesAndGradient(
              inPlace, targets, losses, factors, inPlace, options);
          e = expected(x, null, q, classes, options, factors);
          compare(where + ", targets", options, e, losses, gradient, classes);
          SoftmaxCrossEntropy.losses(logits, targets, without, options);
          assertArrayEquals(losses, without, where);
          compared += 2 * ROWS;
        }
      }
    }
    assertTrue(compared > 1000);
  }

  @Test
  void rowsGiveTheirResults() {
    int classes = 37;
    float[] x = new Inputs(5).normal(ROWS * classes, 4f);
    Arrays.fill(x, IGNORED_ROW * classes, (IGNORED_ROW + 1) * classes, Float.NaN);
    x[7] = 50; // the largest of row 0, at its label
    x[classes + 3] = 60; // that of row 1, twice
    x[classes + 9] = 60;
    int[] labels = {7, 9, -100, 0, 0, 0};
    Arrays.fill(x, 3 * classes, 4 * classes, -INF);
    float[] lse = new float[ROWS];
    float[] losses = new float[ROWS];
    int[] argMax = new int[ROWS];
    int[] correct = new int[1];
    CrossEntropyRows rows =
        CrossEntropyRows.NONE
            .withLogSumExps(lse)
            .withLosses(losses)
            .withArgMax(argMax)
            .withCorrect(correct);
    float[] dx = new float[x.length];
    Matrix logits = Matrix.of(x, ROWS, classes);
    SoftmaxCrossEntropy.lossAndGradient(logits, labels, Matrix.of(dx, ROWS, classes), rows, SUM);
    float[] expected = new float[ROWS];
    Softmax.logSumExp(logits, expected, 0);
    expected[IGNORED_ROW] = 0;
    assertArrayEquals(expected, lse);
    SoftmaxCrossEntropy.losses(logits, labels, expected, MEAN);
    assertArrayEquals(expected, losses, 2e-7f);
    assertEquals(7, argMax[0]);
    assertEquals(3, argMax[1]);
    assertEquals(-1, argMax[IGNORED_ROW]);
    assertEquals(0, argMax[3]);
    int right = 0;
    for (int r = 0; r < ROWS; r++) {
      right += r != IGNORED_ROW && argMax[r] == labels[r] ? 1 : 0;
    }
    assertEquals(right, correct[0]);
    assertEquals(0f, dx[IGNORED_ROW * classes]);
  }

  @Test
  void weightsOfRowsCountInTheMean() {
    int classes = 11;
    float[] x = new Inputs(6).normal(ROWS * classes, 3f);
    int[] labels = {0, 1, -100, 3, 4, 5};
    float[] weights = {0.5f, 2f, 9f, 0f, 1f, 0.25f};
    Arrays.fill(x, 3 * classes, 4 * classes, Float.NaN); // a row of weight 0 is not read
    Matrix logits = Matrix.of(x, ROWS, classes);
    float[] classWeights = weights(classes);
    for (CrossEntropyOptions options : List.of(MEAN, MEAN.withClassWeights(classWeights))) {
      float[] losses = new float[ROWS];
      SoftmaxCrossEntropy.losses(logits, labels, losses, options);
      double sum = 0;
      double divisor = 0;
      for (int r : new int[] {0, 1, 4, 5}) {
        sum += weights[r] * losses[r];
        divisor += weights[r] * (options == MEAN ? 1 : classWeights[labels[r]]);
      }
      float[] dx = new float[x.length];
      Matrix gradient = Matrix.of(dx, ROWS, classes);
      CrossEntropyRows rows = CrossEntropyRows.NONE.withWeights(weights);
      float mean = SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, rows, options);
      assertEquals(sum / divisor, mean, 1e-6);
      assertEquals(mean, SoftmaxCrossEntropy.loss(logits, labels, rows, options));
      float[] factors = new float[ROWS];
      for (int r = 0; r < ROWS; r++) {
        factors[r] = (float) (weights[r] / divisor);
      }
      float[] perRow = x.clone();
      Arrays.fill(perRow, 3 * classes, 4 * classes, 0f);
      Matrix inPlace = Matrix.of(perRow, ROWS, classes);
      SoftmaxCrossEntropy.lossesAndGradient(inPlace, labels, losses, factors, inPlace, options);
      assertArrayEquals(perRow, dx, 1e-7f);
    }
  }

  @Test
  void rowsOfNoWeightHaveNoMean() {
    float[] x = {1, 2, 3, 4, 5, 6};
    Matrix logits = Matrix.of(x, 2, 3);
    int[] labels = {0, 0};
    CrossEntropyOptions options = MEAN.withClassWeights(0f, 1f, 2f);
    float[] dx = new float[6];
    Matrix gradient = Matrix.of(dx, 2, 3);
    assertEquals(Float.NaN, SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, options));
    assertArrayEquals(new float[6], dx, 0f);
    assertEquals(0f, SoftmaxCrossEntropy.loss(logits, labels, options.withEmptyMeanZero(true)));
    CrossEntropyRows nothing = CrossEntropyRows.NONE.withWeights(new float[2]);
    assertEquals(Float.NaN, SoftmaxCrossEntropy.loss(logits, labels, nothing, MEAN));
    // The z-loss has a mean of its own.
    CrossEntropyOptions z = options.withZLoss(0.5f);
    assertEquals(Float.NaN, SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, z));
    double squares = 0;
    for (int r = 0; r < 2; r++) {
      double lse = Math.log(Math.exp(x[3 * r]) + Math.exp(x[3 * r + 1]) + Math.exp(x[3 * r + 2]));
      squares += lse * lse;
      for (int c = 0; c < 3; c++) {
        assertEquals(0.5 * lse * Math.exp(x[3 * r + c] - lse), dx[3 * r + c], 1e-6);
      }
    }
    float zLoss = SoftmaxCrossEntropy.loss(logits, labels, z.withEmptyMeanZero(true));
    assertEquals(0.5 * squares / 2, zLoss, 1e-5);
    // A class of weight 0 on a logit of −∞ counts 0.
    x[0] = -INF;
    assertEquals(0f, SoftmaxCrossEntropy.loss(logits, labels, SUM.withClassWeights(0f, 1f, 2f)));
  }

  @Test
  void smoothingReachesLogitsOfMinusInfinity() {
    float[] x = {-INF, 2, 3};
    float[] dx = new float[3];
    CrossEntropyOptions options = MEAN.withLabelSmoothing(0.3f);
    float loss =
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(x, 1, 3), new int[] {1}, Matrix.of(dx, 1, 3), options);
    assertEquals(INF, loss);
    assertArrayEquals(new float[] {-0.1f, 0.268941f - 0.8f, 0.731059f - 0.1f}, dx, 1e-6f);
  }

  @Test
  void theCapTakesInfinitiesToItself() {
    float[] x = {-INF, 0, INF};
    float[] dx = new float[3];
    CrossEntropyOptions options = MEAN.withSoftCap(2f);
    float loss =
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(x, 1, 3), new int[] {1}, Matrix.of(dx, 1, 3), options);
    assertEquals(Math.log(Math.exp(-2) + 1 + Math.exp(2)), loss, 1e-6);
    assertEquals(0f, dx[0]);
    assertEquals(1 / (Math.exp(-2) + 1 + Math.exp(2)) - 1, dx[1], 1e-6);
    assertEquals(0f, dx[2]);
  }

  @Test
  void distributionsOnLogitsFurtherApartThanTheLargestFloat() {
    float[] x = {3e38f, -3e38f};
    float[] q = {0.75f, 0.25f};
    float loss = SoftmaxCrossEntropy.loss(Matrix.of(x, 1, 2), Matrix.of(q, 1, 2), MEAN);
    assertEquals(1.5e38f, loss, 1e31f);
  }

  @Test
  void lossesOfLongRowsAreNeverNegative() {
    for (int classes : new int[] {40_000, 600_000}) {
      float[] x = new float[classes];
      for (float top : new float[] {20, 33.3f, 100, 250, 1000.7f, 12_345.6f}) {
        x[17] = top;
        float[] loss = new float[1];
        SoftmaxCrossEntropy.losses(Matrix.of(x, 1, classes), new int[] {17}, loss, MEAN);
        assertTrue(Float.compare(loss[0], -0f) > 0, () -> "loss " + loss[0] + " for " + top);
      }
    }
  }

  @Test
  void theEndsOfWhatIsAllowedAreAllowed() {
    assertArrayEquals(
        new float[] {0f, Float.MAX_VALUE},
        MEAN.withClassWeights(0f, Float.MAX_VALUE).classWeights());
    assertEquals(0f, MEAN.withLabelSmoothing(0f).labelSmoothing());
    assertEquals(1f, MEAN.withLabelSmoothing(1f).labelSmoothing());
    assertEquals(0f, MEAN.withZLoss(0f).zLoss());
    assertEquals(0f, MEAN.withSoftCap(0f).softCap());
    assertEquals(0x1p20f, MEAN.withSoftCap(0x1p20f).softCap());
    assertEquals(0, MEAN.withClassesAlongRows(0).classesAlongRows());
  }

  @Test
  void badOptionsAreRefused() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    for (float bad : new float[] {-1f, Float.NaN, INF}) {
      refused(type, () -> MEAN.withClassWeights(1f, bad), "classWeights[1] is " + bad);
      refused(type, () -> MEAN.withLabelSmoothing(bad), "labelSmoothing is " + bad);
      refused(type, () -> MEAN.withZLoss(bad), "zLoss is " + bad);
      refused(type, () -> MEAN.withSoftCap(bad), "softCap is " + bad);
    }
    refused(type, () -> MEAN.withLabelSmoothing(1.5f), "labelSmoothing is 1.5");
    refused(type, () -> MEAN.withSoftCap(2e6f), "softCap is 2000000.0");
    refused(type, () -> MEAN.withClassesAlongRows(-1), "classesAlongRows is -1");
    refused(
        NullPointerException.class, () -> MEAN.withClassWeights((float[]) null), "classWeights");
    float[] weights = {1, 2};
    CrossEntropyOptions kept = MEAN.withClassWeights(weights);
    weights[0] = 7;
    kept.classWeights()[1] = 8;
    assertArrayEquals(new float[] {1, 2}, kept.classWeights());
    assertEquals(0, MEAN.classWeights().length);
    CrossEntropyOptions all =
        MEAN.withLabelSmoothing(0.5f).withZLoss(2f).withSoftCap(3f).withClassesAlongRows(4);
    assertEquals(0.5f, all.labelSmoothing());
    assertEquals(2f, all.zLoss());
    assertEquals(3f, all.softCap());
    assertEquals(4, all.classesAlongRows());
  }

  @Test
  void badRowsAreRefusedBeforeAnythingIsWritten() {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] dx = {7, 7, 7, 7, 7, 7};
    Matrix logits = Matrix.of(x, 2, 3);
    Matrix gradient = Matrix.of(dx, 2, 3);
    int[] labels = {0, 1};
    CrossEntropyRows none = CrossEntropyRows.NONE;
    float[] two = new float[2];
    float[] one = new float[1];
    int[] number = new int[1];
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    Class<IndexOutOfBoundsException> bounds = IndexOutOfBoundsException.class;
    record Bad(Class<? extends RuntimeException> type, CrossEntropyRows rows, String word) {}
    List<Bad> all =
        List.of(
            new Bad(bounds, none.withWeights(one), "rows.weights"),
            new Bad(bounds, none.withLosses(one), "rows.losses"),
            new Bad(bounds, none.withLogSumExps(one), "rows.logSumExps"),
            new Bad(bounds, none.withArgMax(number), "rows.argMax"),
            new Bad(bounds, none.withCorrect(new int[0]), "rows.correct"),
            new Bad(type, none.withWeights(new float[] {1, -1}), "rows.weights[1] is -1.0"),
            new Bad(type, none.withWeights(new float[] {Float.NaN, 1}), "rows.weights[0] is NaN"),
            new Bad(type, none.withLosses(two).withLogSumExps(two), "rows.logSumExps"),
            new Bad(type, none.withWeights(two).withLogSumExps(two), "rows.weights"),
            new Bad(type, none.withLosses(dx), "gradient lies in the array rows.losses"),
            new Bad(type, none.withLogSumExps(x), "logits lies in the array rows.logSumExps"),
            new Bad(type, none.withWeights(dx), "gradient lies in the array rows.weights"),
            new Bad(type, none.withArgMax(labels), "rows.argMax"),
            new Bad(type, none.withCorrect(labels), "rows.correct"));
    for (Bad bad : all) {
      refused(
          bad.type,
          () -> SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, bad.rows, MEAN),
          bad.word);
    }
    Matrix targets = Matrix.of(new float[6], 2, 3);
    refused(
        type,
        () -> SoftmaxCrossEntropy.loss(logits, targets, none.withCorrect(number), MEAN),
        "rows.correct");
    refused(
        NullPointerException.class,
        () -> SoftmaxCrossEntropy.loss(logits, labels, null, MEAN),
        "rows");
    refused(
        type,
        () -> SoftmaxCrossEntropy.loss(logits, labels, MEAN.withClassWeights(1f, 2f)),
        "classWeights has 2 weights for 3 classes");
    refused(
        type,
        () -> SoftmaxCrossEntropy.loss(logits, labels, MEAN.withClassesAlongRows(3)),
        "logits has 2 rows, no multiple of classesAlongRows, 3");
    refused(
        bounds,
        () -> SoftmaxCrossEntropy.loss(logits, labels, MEAN.withClassesAlongRows(2)),
        "labels");
    assertArrayEquals(new float[] {7, 7, 7, 7, 7, 7}, dx);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x);
  }
}
