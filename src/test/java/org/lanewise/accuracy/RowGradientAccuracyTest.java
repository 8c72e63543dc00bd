package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Bound;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Measured;

/**
 * The gradients of softmax, log-softmax and logsumexp keep their bound, from the operands as they
 * were given: so many ULP, and a share of the largest dy.
 */
class RowGradientAccuracyTest {

  private static final Bound BOUND = RowTable.OUTPUT_GRADIENT;
  private static final int ELEMENTS = 400_000;

  /** The worst error of a kernel, as a share of its bound. */
  private static final class Worst {
    private final String kernel;
    private double share;

    Worst(String kernel) {
      this.kernel = kernel;
    }

    void add(double exact, float computed, double most) {
      double allowed = BOUND.ulps() * Ulp.of(exact) + BOUND.absolute() * most;
      double error = Math.abs(computed - exact);
      // NaN is no number that is small enough.
      share = error <= Double.MAX_VALUE ? Math.max(share, error / allowed) : error;
    }

    void check(int cols) {
      System.out.printf(Locale.ROOT, "%s, %d columns: %.2f of its bound%n", kernel, cols, share);
      Measured.share(RowGradientAccuracyTest.class, kernel, share);
      assertTrue(share <= 1, () -> kernel + " with " + cols + " columns: " + share);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 1_000, 32_000})
  void gradientsAreWithinTheirBounds(int cols) {
    Worst softmax = new Worst("softmaxGradient");
    Worst logSoftmax = new Worst("logSoftmaxGradient");
    Worst logSumExp = new Worst("logSumExpGradient");
    Inputs inputs = new Inputs(cols);
    int rows = Math.min(ELEMENTS / cols, 20_000);
    for (int r = 0; r < rows; r++) {
      float[] x = inputs.normal(cols, 1 << r % 6);
      float[] dy = inputs.uniform(cols, 2f);
      float[] y = new float[cols];
      float[] dx = new float[cols];
      Matrix src = Matrix.of(x, 1, cols);
      Matrix output = Matrix.of(y, 1, cols);
      Matrix gradient = Matrix.of(dy, 1, cols);
      Matrix result = Matrix.of(dx, 1, cols);
      double most = 0;
      double sum = 0;
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < cols; c++) {
        most = Math.max(most, Math.abs(dy[c]));
        sum += dy[c];
        max = Math.max(max, x[c]);
      }

      Softmax.softmax(src, output);
      Softmax.softmaxGradient(output, gradient, result);
      double product = 0;
      for (int c = 0; c < cols; c++) {
        product += (double) y[c] * dy[c];
      }
      for (int c = 0; c < cols; c++) {
        softmax.add(y[c] * (dy[c] - product), dx[c], most);
      }

      Softmax.logSoftmax(src, output);
      Softmax.logSoftmaxGradient(output, gradient, result);
      for (int c = 0; c < cols; c++) {
        logSoftmax.add(dy[c] - StrictMath.exp(y[c]) * sum, dx[c], most);
      }

      Softmax.logSumExpGradient(src, dy, 0, result);
      double whole = 0;
      for (int c = 0; c < cols; c++) {
        whole += StrictMath.exp(x[c] - max);
      }
      for (int c = 0; c < cols; c++) {
        logSumExp.add(dy[0] * StrictMath.exp(x[c] - max) / whole, dx[c], Math.abs(dy[0]));
      }
    }
    softmax.check(cols);
    logSoftmax.check(cols);
    logSumExp.check(cols);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 1_000})
  void smallFactorsKeepTheirDigits(int length) {
    // Sixteen columns go along the rows together, the last alone; a row is a row.
    int cols = 17;
    Inputs inputs = new Inputs(length);
    float[] x = inputs.normal(length * cols, 4f);
    float[] dy = new float[cols];
    int[] labels = new int[cols];
    for (int c = 0; c < cols; c++) {
      dy[c] = Math.scalb(-1.3f, -20 - 7 * c);
      labels[c] = inputs.below(length);
    }
    float[] along = new float[x.length];
    float[] losses = new float[x.length];
    Matrix src = Matrix.of(x, length, cols);
    Softmax.logSumExpAlongRowsGradient(src, length, dy, 0, Matrix.of(along, length, cols));
    CrossEntropyOptions options = CrossEntropyOptions.DEFAULT.withClassesAlongRows(length);
    SoftmaxCrossEntropy.lossesAndGradient(
        src, labels, new float[cols], dy, Matrix.of(losses, length, cols), options);
    for (int c = 0; c < cols; c++) {
      float[] row = new float[length];
      float[] dx = new float[length];
      for (int k = 0; k < length; k++) {
        row[k] = x[k * cols + c];
      }
      Matrix line = Matrix.of(row, 1, length);
      Softmax.logSumExpGradient(line, dy, c, Matrix.of(dx, 1, length));
      RowOracle oracle = new RowOracle(row);
      for (int k = 0; k < length; k++) {
        double exact = dy[c] * oracle.softmax(k);
        double label = k == labels[c] ? dy[c] * (oracle.softmax(k) - 1) : exact;
        assertEquals(exact, dx[k], 4 * Ulp.of(exact), "factor " + dy[c]);
        assertEquals(dx[k], along[k * cols + c]);
        double unit = Math.max(Ulp.of(label), Ulp.of(exact));
        assertEquals(label, losses[k * cols + c], 4 * unit, "factor " + dy[c]);
      }
    }
  }
}
