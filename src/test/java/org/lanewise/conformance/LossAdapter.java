package org.lanewise.conformance;

import java.util.Arrays;
import java.util.function.Function;
import org.lanewise.CategoricalCrossEntropy;
import org.lanewise.Loss;
import org.lanewise.Matrix;
import org.lanewise.Reduction;

/** Losses of elements: each reduction, loss and gradient. */
final class LossAdapter {

  private LossAdapter() {}

  /**
   * A loss.
   *
   * @param loss the loss with the parameters of a case
   */
  static Adapter of(Function<Case, Loss> loss) {
    return (c, outputs) -> run(loss.apply(c), c, outputs);
  }

  private static Matrix rows(Tensor shape, float[] values) {
    int cols = shape.rank() == 0 ? 1 : shape.dimension(-1);
    return Matrix.of(values, cols == 0 ? 1 : values.length / cols, cols);
  }

  /** Cross-entropy of probabilities, a loss for each row. */
  static void categorical(Case c, Outputs outputs) {
    Tensor shape = c.input(0);
    float[] probabilities = shape.floats();
    float[] targets = c.input(1).floats();
    float[] arriving = c.input("dloss").floats();
    float[] losses = new float[shape.dimension(0)];
    float[] dx = new float[shape.size()];
    CategoricalCrossEntropy.DEFAULT
        .withNormalization(c.number(0, "normalize") != 0)
        .withLimit((float) c.number(0, "eps"))
        .lossesAndGradient(
            rows(shape, probabilities), rows(shape, targets), losses, arriving, rows(shape, dx));
    double[] sums = new double[losses.length];
    double[] most = new double[losses.length];
    int cols = shape.dimension(1);
    for (int i = 0; i < dx.length; i++) {
      sums[i / cols] += targets[i];
      double part = targets[i] / (double) probabilities[i] * Math.abs(arriving[i / cols]);
      most[i / cols] = Math.max(most[i / cols], part);
    }
    outputs.first(losses, Tolerance.ulps(4).plus(i -> 2e-7 * sums[i]));
    outputs.named("dinput", dx, Tolerance.ulps(0).plus(i -> 4e-7 * most[i / cols]));
  }

  private static void run(Loss plain, Case c, Outputs outputs) {
    Tensor shape = c.input(0);
    Matrix x = rows(shape, shape.floats());
    Matrix t = rows(shape, c.input(1).floats());
    Loss loss = plain;
    if (c.hasInput("weight")) {
      loss = loss.withWeight(rows(shape, c.input("weight").floats()));
    }
    if (c.hasInput("pos_weight")) {
      loss = loss.withPosWeight(c.input("pos_weight").floats());
    }
    float[] dx = new float[shape.size()];
    Matrix gradient = rows(shape, dx);
    String reduction = c.text("mean", "reduction");
    float[] y = new float[reduction.equals("none") ? shape.size() : 1];
    if (reduction.equals("none")) {
      float[] dy = new float[shape.size()];
      Arrays.fill(dy, 1f);
      Matrix arriving = rows(shape, c.hasInput("dloss") ? c.input("dloss").floats() : dy);
      loss.lossesAndGradient(x, t, rows(shape, y), arriving, gradient);
    } else {
      loss = loss.withReduction(reduction.equals("sum") ? Reduction.SUM : Reduction.MEAN);
      y[0] = loss.lossAndGradient(x, t, gradient);
    }
    if (c.name().equals("edge_bce_logits_inf")) {
      outputs.leaveOut("loss", "the loss of -inf against 1 is +inf, its limit, not NaN");
    } else {
      // PyTorch's formula for logits takes differences, which cancel even in double.
      double cancelled = c.operator().equals("bce_with_logits") ? 1e-13 : 0;
      outputs.first(y, Tolerance.ulps(5).plus(cancelled));
    }
    outputs.named("dinput", dx, Tolerance.ulps(6).or(2e-7));
  }
}
