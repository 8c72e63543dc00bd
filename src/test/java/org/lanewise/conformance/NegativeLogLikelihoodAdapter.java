package org.lanewise.conformance;

import java.util.Arrays;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.NegativeLogLikelihood;
import org.lanewise.Reduction;
import org.lanewise.conformance.Tensor.Lines;

/** Negative log-likelihood: each reduction, loss and gradient, classes on any axis. */
final class NegativeLogLikelihoodAdapter {

  private NegativeLogLikelihoodAdapter() {}

  static void run(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = x.lines(1);
    int[] labels = c.input(1).ints();
    // ONNX ignores nothing where it is not told to; the least int is no label.
    int ignored = c.suite() == Suite.ONNX ? Integer.MIN_VALUE : -100;
    String reduction = c.text("mean", "reduction");
    CrossEntropyOptions options =
        CrossEntropyOptions.DEFAULT
            .withIgnoreIndex((int) c.number(ignored, "ignore_index"))
            .withClassesAlongRows(x.rank() > 2 ? lines.length() : 0)
            .withReduction(reduction.equals("sum") ? Reduction.SUM : Reduction.MEAN);
    if (c.hasInput("weight", 2)) {
      options = options.withClassWeights(c.input("weight", 2).floats());
    }
    Matrix input = matrix(lines, x.floats());
    float[] losses = new float[reduction.equals("none") ? lines.count() : 1];
    float[] dx = new float[x.size()];
    if (reduction.equals("none")) {
      float[] arriving = new float[lines.count()];
      Arrays.fill(arriving, 1f);
      arriving = c.hasInput("dloss") ? c.input("dloss").floats() : arriving;
      NegativeLogLikelihood.lossesAndGradient(
          input, labels, losses, arriving, matrix(lines, dx), options);
    } else {
      losses[0] = NegativeLogLikelihood.lossAndGradient(input, labels, matrix(lines, dx), options);
    }
    outputs.first(losses, Tolerance.ulps(0.5));
    outputs.named("dlog_probs", dx, Tolerance.ulps(0.5));
  }

  private static Matrix matrix(Lines lines, float[] data) {
    return lines.inner() == 1
        ? Matrix.of(data, lines.outer(), lines.length())
        : Matrix.of(data, lines.outer() * lines.length(), lines.inner());
  }
}
