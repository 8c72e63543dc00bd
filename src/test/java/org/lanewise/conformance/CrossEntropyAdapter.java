package org.lanewise.conformance;

import java.util.Arrays;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.CrossEntropyRows;
import org.lanewise.Matrix;
import org.lanewise.Reduction;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.conformance.Tensor.Lines;

/** Softmax and cross-entropy with all options: labels or distributions, each reduction. */
final class CrossEntropyAdapter {

  /** Losses made of many terms, each rounded to float. */
  private static final Tolerance SUMMED = Tolerance.ulps(4).or(1e-7);

  private final Case c;
  private final Outputs outputs;

  /** The tensor of logits along its axis of classes: that many rows, that many elements each. */
  private final Lines lines;

  private final int rows;
  private final int classes;
  private final Matrix logits;
  private final CrossEntropyOptions options;
  private final float[] weights;
  private final double capRounding;

  /** One of the two is null. */
  private final int[] labels;

  private final Matrix targets;

  private CrossEntropyAdapter(Case c, Outputs outputs) {
    this.c = c;
    this.outputs = outputs;
    Tensor x = c.input(0);
    lines = x.lines(1);
    rows = lines.count();
    classes = lines.length();
    logits = matrix(x.floats());
    boolean dense = c.inputs().get(1).type().startsWith("float");
    labels = dense ? null : c.input(1).ints();
    targets = dense ? matrix(c.input(1).floats()) : null;
    weights = c.hasInput("weight", 2) ? c.input("weight", 2).floats() : null;
    // ONNX ignores nothing where it is not told to; the least int is no label.
    int ignored = c.suite() == Suite.ONNX ? Integer.MIN_VALUE : -100;
    float softCap = (float) c.number(0, "softcap");
    // Logits under a cap round to float, and with them each loss.
    capRounding = softCap == 0 ? 0 : 4 * Tolerance.ulp(largest(x.floats()));
    CrossEntropyOptions plain =
        CrossEntropyOptions.DEFAULT
            .withReduction(
                switch (c.text("mean", "reduction")) {
                  case "none" -> Reduction.NONE;
                  case "sum" -> Reduction.SUM;
                  default -> Reduction.MEAN;
                })
            .withIgnoreIndex((int) c.number(ignored, "ignore_index"))
            .withLabelSmoothing((float) c.number(0, "label_smoothing"))
            .withZLoss((float) c.number(0, "z_loss"))
            .withSoftCap(softCap)
            .withClassesAlongRows(x.rank() > 2 ? classes : 0);
    options = weights == null ? plain : plain.withClassWeights(weights);
  }

  private Matrix matrix(float[] data) {
    return lines.inner() == 1
        ? Matrix.of(data, rows, classes)
        : Matrix.of(data, lines.outer() * classes, lines.inner());
  }

  private static float largest(float[] values) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  static void run(Case c, Outputs outputs) {
    CrossEntropyAdapter adapter = new CrossEntropyAdapter(c, outputs);
    adapter.loss();
    if (outputs.wants("dlogits")) {
      adapter.lossAndGradient();
    }
    if (outputs.wants("z_loss")) {
      adapter.zLoss();
    }
    if (outputs.wants("log_prob")) {
      adapter.logProbabilities();
    }
  }

  private Tolerance promised() {
    boolean summed =
        options.labelSmoothing() > 0
            || options.softCap() > 0
            || (weights != null && targets != null);
    return (summed ? SUMMED : Adapters.LOGARITHM).plus(capRounding);
  }

  private void loss() {
    float[] losses = new float[options.reduction() == Reduction.NONE ? rows : 1];
    if (options.reduction() == Reduction.NONE) {
      if (labels != null) {
        SoftmaxCrossEntropy.losses(logits, labels, losses, options);
      } else {
        SoftmaxCrossEntropy.losses(logits, targets, losses, options);
      }
    } else {
      losses[0] =
          labels != null
              ? SoftmaxCrossEntropy.loss(logits, labels, options)
              : SoftmaxCrossEntropy.loss(logits, targets, options);
    }
    outputs.first(losses, promised());
  }

  private void lossAndGradient() {
    float[] losses = new float[options.reduction() == Reduction.NONE ? rows : 1];
    float[] dx = new float[rows * classes];
    Matrix gradient = matrix(dx);
    float[] arriving = arriving();
    if (options.reduction() == Reduction.NONE) {
      if (labels != null) {
        SoftmaxCrossEntropy.lossesAndGradient(logits, labels, losses, arriving, gradient, options);
      } else {
        SoftmaxCrossEntropy.lossesAndGradient(logits, targets, losses, arriving, gradient, options);
      }
    } else {
      losses[0] =
          labels != null
              ? SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, options)
              : SoftmaxCrossEntropy.lossAndGradient(logits, targets, gradient, options);
    }
    outputs.first(losses, promised());
    double floor = 0;
    for (float one : arriving) {
      floor = Math.max(floor, Math.abs(one));
    }
    double most = floor * Math.max(1, largestTarget());
    outputs.named("dlogits", dx, Adapters.ROW_GRADIENT.plus(most * (1e-7 + capRounding)));
  }

  /** The largest weight of a class in a target. */
  private double largestTarget() {
    double weight = weights == null ? 1 : largest(weights);
    return targets == null ? weight : weight * largest(c.input(1).floats());
  }

  /** The gradient that arrives at each row. */
  private float[] arriving() {
    if (c.hasInput("dloss")) {
      return c.input("dloss").floats();
    }
    float[] arriving = new float[rows];
    Arrays.fill(arriving, options.reduction() == Reduction.MEAN ? (float) (1 / weightOfAll()) : 1f);
    return arriving;
  }

  private double weightOfAll() {
    double weight = 0;
    for (int r = 0; r < rows; r++) {
      boolean kept = labels == null || labels[r] != options.ignoreIndex();
      weight += !kept ? 0 : labels == null || weights == null ? 1 : weights[labels[r]];
    }
    return weight == 0 ? 1 : weight;
  }

  /** The part of the z-loss in the result, from the logsumexps. */
  private void zLoss() {
    float[] lse = new float[rows];
    CrossEntropyRows wanted = CrossEntropyRows.NONE.withLogSumExps(lse);
    SoftmaxCrossEntropy.loss(logits, labels, wanted, options.withReduction(Reduction.SUM));
    float[] parts = new float[rows];
    double sum = 0;
    int kept = 0;
    for (int r = 0; r < rows; r++) {
      parts[r] = options.zLoss() * lse[r] * lse[r];
      sum += parts[r];
      kept += labels[r] == options.ignoreIndex() ? 0 : 1;
    }
    float[] one = {(float) (options.reduction() == Reduction.MEAN ? sum / kept : sum)};
    // Made here of a logsumexp that is good to 2 ULP.
    outputs.named("z_loss", options.reduction() == Reduction.NONE ? parts : one, Tolerance.ulps(8));
  }

  private void logProbabilities() {
    float[] y = new float[rows * classes];
    if (lines.inner() > 1) {
      Softmax.logSoftmaxAlongRows(logits, classes, matrix(y));
    } else {
      Softmax.logSoftmax(logits, matrix(y));
    }
    outputs.named("log_prob", y, Adapters.LOGARITHM);
  }
}
