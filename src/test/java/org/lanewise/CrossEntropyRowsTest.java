package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.Inputs;

/** What rows take and give beside the usual, alone, together, and with the classes on axis 1. */
class CrossEntropyRowsTest {

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;
  private static final CrossEntropyOptions SUM = MEAN.withReduction(Reduction.SUM);
  private static final float INF = Float.POSITIVE_INFINITY;

  /** Elements of a block of a row with options, see {@code Scratch}. */
  private static final int BLOCK = 4096;

  @Test
  void eachResultMayBeAskedForAlone() {
    Matrix logits = Matrix.of(new float[] {1, 3, 2, 9, 8, 7, 0, 1, 1}, 3, 3);
    int[] labels = {1, 1, 1};
    int[] correct = new int[1];
    SoftmaxCrossEntropy.loss(logits, labels, CrossEntropyRows.NONE.withCorrect(correct), MEAN);
    assertEquals(2, correct[0]);
    int[] argMax = new int[3];
    SoftmaxCrossEntropy.loss(logits, labels, CrossEntropyRows.NONE.withArgMax(argMax), MEAN);
    assertArrayEquals(new int[] {1, 0, 1}, argMax);
  }

  @Test
  void rowsWithoutNumbersHaveNoLargest() {
    float[] x = {1, 2, 3, Float.NaN, Float.NaN, Float.NaN};
    int[] argMax = {7, 7};
    int[] correct = {7};
    CrossEntropyRows rows = CrossEntropyRows.NONE.withArgMax(argMax).withCorrect(correct);
    float loss = SoftmaxCrossEntropy.loss(Matrix.of(x, 2, 3), new int[] {2, 0}, rows, MEAN);
    assertEquals(Float.NaN, loss);
    assertArrayEquals(new int[] {2, -1}, argMax);
    assertEquals(1, correct[0]);
  }

  @Test
  void theSumTakesUpTheZLoss() {
    int classes = 9;
    int n = 5;
    Matrix logits = Matrix.of(new Inputs(1).normal(n * classes, 3f), n, classes);
    int[] labels = {0, 8, 3, 4, 7};
    CrossEntropyOptions options = SUM.withZLoss(0.5f);
    float[] losses = new float[n];
    SoftmaxCrossEntropy.losses(logits, labels, losses, options);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    assertEquals(sum, SoftmaxCrossEntropy.loss(logits, labels, options), 1e-6 * sum);
    assertTrue(sum > 1.1 * SoftmaxCrossEntropy.loss(logits, labels, SUM));
  }

  @Test
  void logitsOfMinusInfinityCostNothingWithoutSmoothing() {
    Matrix logits = Matrix.of(new float[] {2, -INF, 2}, 1, 3);
    float loss = SoftmaxCrossEntropy.loss(logits, new int[] {0}, MEAN.withZLoss(0.5f));
    double lse = 2 + Math.log(2);
    assertEquals(Math.log(2) + 0.5 * lse * lse, loss, 1e-6);
  }

  @Test
  void labelsMayBeginABlock() {
    int classes = BLOCK + 5;
    float[] x = new Inputs(2).normal(classes, 1f);
    CrossEntropyOptions options = MEAN.withSoftCap(1e5f);
    for (int label : new int[] {0, BLOCK - 1, BLOCK, classes - 1}) {
      float[] dx = new float[classes];
      float loss =
          SoftmaxCrossEntropy.lossAndGradient(
              Matrix.of(x, 1, classes), new int[] {label}, Matrix.of(dx, 1, classes), options);
      double sum = 0;
      for (float g : dx) {
        sum += g;
      }
      assertEquals(0, sum, 1e-6);
      assertEquals(Math.expm1(-loss), dx[label], 1e-6);
    }
  }

  @Test
  void classesOnAxis1TakeAndGiveTheSame() {
    int classes = 7;
    int inner = 37; // two panels of columns and five columns alone
    int outer = 2;
    int lines = outer * inner;
    float[] x = new Inputs(3).normal(lines * classes, 4f);
    x[5 * classes + 2] = INF;
    x[6 * classes + 3] = Float.NaN;
    Arrays.fill(x, 7 * classes, 8 * classes, -INF);
    Arrays.fill(x, 40 * classes, 41 * classes, Float.NaN);
    x[41 * classes + 1] = -INF;
    float[] turned = new float[x.length];
    int[] labels = new int[lines];
    float[] weights = new float[lines];
    Inputs random = new Inputs(4);
    for (int line = 0; line < lines; line++) {
      for (int c = 0; c < classes; c++) {
        turned[(line / inner * classes + c) * inner + line % inner] = x[line * classes + c];
      }
      labels[line] = line % 11 == 3 ? -100 : random.below(classes);
      weights[line] = line % 13 == 4 ? 0 : Math.abs(random.uniform(2f));
    }
    for (CrossEntropyOptions options : List.of(MEAN, SUM, MEAN.withLabelSmoothing(0.1f))) {
      for (boolean largest : new boolean[] {false, true}) {
        Asked plain = new Asked(lines, weights, largest);
        Asked along = new Asked(lines, weights, largest);
        float[] dx = new float[x.length];
        float[] dTurned = new float[x.length];
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(x, lines, classes),
            labels,
            Matrix.of(dx, lines, classes),
            plain.rows,
            options);
        SoftmaxCrossEntropy.lossAndGradient(
            Matrix.of(turned, outer * classes, inner),
            labels,
            Matrix.of(dTurned, outer * classes, inner),
            along.rows,
            options.withClassesAlongRows(classes));
        assertArrayEquals(plain.losses, along.losses);
        assertArrayEquals(plain.argMax, along.argMax);
        assertArrayEquals(plain.correct, along.correct);
        assertEquals(largest, plain.correct[0] > 0);
        for (int line = 0; line < lines; line++) {
          for (int c = 0; c < classes; c++) {
            assertEquals(
                dx[line * classes + c],
                dTurned[(line / inner * classes + c) * inner + line % inner],
                "line " + line + ", class " + c);
          }
        }
      }
    }
  }

  /** Rows that ask for results, and these. */
  private static final class Asked {
    private final float[] losses;
    private final int[] argMax;
    private final int[] correct = new int[1];
    private final CrossEntropyRows rows;

    Asked(int lines, float[] weights, boolean largest) {
      losses = new float[lines];
      argMax = new int[lines];
      CrossEntropyRows some = CrossEntropyRows.NONE.withWeights(weights).withLosses(losses);
      rows = largest ? some.withArgMax(argMax).withCorrect(correct) : some;
    }
  }
}
