package org.lanewise.internal;

import org.lanewise.CrossEntropyOptions;
import org.lanewise.Reduction;

/**
 * Negative log-likelihood: checks, then one element a row, and a gradient that is zero elsewhere.
 * Nothing here is worth a vector.
 */
public final class NegativeLogLikelihoodKernels {

  private NegativeLogLikelihoodKernels() {}

  /**
   * Loss, gradient or both.
   *
   * @param x log-probabilities, rows × classes, or the other way round if the options say so
   * @param labels one class a row
   * @param losses where the losses of the rows go; null if not wanted
   * @param lossGradients one factor a row from above; null for the one of the options
   * @param gradient where the gradient goes; null if not wanted
   * @param weights the weights of the classes; null for 1
   * @param options reduction and so on
   * @return the reduced loss; the sum for {@link Reduction#NONE}
   */
  public static float run(
      MatrixView x,
      int[] labels,
      float[] losses,
      float[] lossGradients,
      MatrixView gradient,
      float[] weights,
      CrossEntropyOptions options) {
    int along = options.classesAlongRows();
    int lines = check(x, labels, losses, lossGradients, gradient, weights, along, options);
    MatrixView from = x.memory() == null ? x.copy() : x;
    boolean staged = gradient != null && gradient.memory() == null;
    MatrixView to = staged ? gradient.blank() : gradient;
    double total = 0;
    double weight = 0;
    for (int r = 0; r < lines; r++) {
      double loss = 0;
      if (labels[r] != options.ignoreIndex()) {
        double w = weights == null ? 1 : weights[labels[r]];
        float log = Memory.get(from.memory(), base(from, r, labels[r], along), 0);
        // A weight of 0 takes the label out, even a logarithm of −∞.
        loss = w == 0 && Float.isInfinite(log) ? 0 : 0 - w * log;
        weight += w;
        total += loss;
      }
      if (losses != null) {
        losses[r] = (float) loss;
      }
    }
    boolean mean = options.reduction() == Reduction.MEAN;
    if (to != null) {
      double scale =
          !mean ? options.lossGradient() : weight == 0 ? 0 : options.lossGradient() / weight;
      gradient(labels, lines, lossGradients, to, weights, scale, along, options.ignoreIndex());
      if (staged) {
        gradient.writeBack(to);
      }
    }
    if (mean && weight == 0) {
      return options.emptyMeanZero() ? 0f : Float.NaN;
    }
    return (float) (mean ? total / weight : total);
  }

  private static void gradient(
      int[] labels,
      int lines,
      float[] lossGradients,
      MatrixView to,
      float[] weights,
      double scale,
      int along,
      int ignoreIndex) {
    for (int row = 0; row < to.rows(); row++) {
      Memory.fill(to.memory(), to.row(row), to.cols(), 0f);
    }
    for (int r = 0; r < lines; r++) {
      if (labels[r] != ignoreIndex) {
        double w = weights == null ? 1 : weights[labels[r]];
        double factor = lossGradients == null ? scale : scale * lossGradients[r];
        Memory.set(to.memory(), base(to, r, labels[r], along), 0, (float) (0 - w * factor));
      }
    }
  }

  /** Where the element of a class is. */
  private static long base(MatrixView m, int line, int label, int along) {
    return along == 0
        ? FusedKernels.at(m, line, label)
        : FusedKernels.at(m, line / m.cols() * along + label, line % m.cols());
  }

  private static int check(
      MatrixView x,
      int[] labels,
      float[] losses,
      float[] lossGradients,
      MatrixView gradient,
      float[] weights,
      int along,
      CrossEntropyOptions options) {
    x.checkReadable("logProbabilities");
    if (along > 0 && x.rows() % along != 0) {
      throw new IllegalArgumentException(
          "logProbabilities has " + x.rows() + " rows, no multiple of classesAlongRows, " + along);
    }
    int classes = along > 0 ? along : x.cols();
    long lines = along > 0 ? (long) (x.rows() / along) * x.cols() : x.rows();
    if (lines > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "logProbabilities has " + lines + " rows of classes, too many");
    }
    int n = (int) lines;
    if (weights != null && weights.length != classes) {
      throw new IllegalArgumentException(
          "classWeights has " + weights.length + " weights for " + classes + " classes");
    }
    if (gradient != null) {
      FusedKernels.checkOutput("logProbabilities", x, "gradient", gradient);
      x.checkOverlap("logProbabilities", "gradient", gradient);
    }
    Ranges.checkRowArrays(n, losses, lossGradients);
    if (losses != null) {
      x.checkNotIn("logProbabilities", "losses", losses);
      if (gradient != null) {
        gradient.checkNotIn("gradient", "losses", losses);
      }
    }
    if (lossGradients != null && gradient != null) {
      gradient.checkNotIn("gradient", "lossGradients", lossGradients);
    }
    Ranges.check("labels", labels, 0, n);
    CrossEntropyChecks.checkLabels(labels, n, classes, options.ignoreIndex());
    return n;
  }
}
