package org.lanewise.conformance;

import java.util.Arrays;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Reduction;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;

/** Softmax-cross-entropy: labels or target distributions, each reduction, loss and gradient. */
final class CrossEntropyAdapter {

  private final Case c;
  private final Outputs outputs;
  private final int rows;
  private final int classes;
  private final Matrix logits;
  private final CrossEntropyOptions options;

  /** One of the two is null. */
  private final int[] labels;

  private final Matrix targets;

  private CrossEntropyAdapter(Case c, Outputs outputs) {
    this.c = c;
    this.outputs = outputs;
    Tensor x = c.input(0);
    rows = x.dimension(0);
    classes = x.dimension(1);
    logits = Matrix.of(x.floats(), rows, classes);
    boolean dense = c.inputs().get(1).type().startsWith("float");
    labels = dense ? null : c.input(1).ints();
    targets = dense ? Matrix.of(c.input(1).floats(), rows, classes) : null;
    // ONNX ignores nothing where it is not told to; the least int is no label.
    int ignored = c.suite() == Suite.ONNX ? Integer.MIN_VALUE : -100;
    options =
        CrossEntropyOptions.DEFAULT
            .withReduction(
                switch (c.text("mean", "reduction")) {
                  case "none" -> Reduction.NONE;
                  case "sum" -> Reduction.SUM;
                  default -> Reduction.MEAN;
                })
            .withIgnoreIndex((int) c.number(ignored, "ignore_index"));
  }

  static void run(Case c, Outputs outputs) {
    CrossEntropyAdapter adapter = new CrossEntropyAdapter(c, outputs);
    adapter.loss();
    if (outputs.wants("dlogits")) {
      adapter.lossAndGradient();
    }
    if (outputs.wants("log_prob")) {
      adapter.logProbabilities();
    }
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
    outputs.first(losses, Adapters.LOGARITHM);
  }

  private void lossAndGradient() {
    float[] losses = new float[options.reduction() == Reduction.NONE ? rows : 1];
    float[] dx = new float[rows * classes];
    Matrix gradient = Matrix.of(dx, rows, classes);
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
    outputs.first(losses, Adapters.LOGARITHM);
    outputs.named(
        "dlogits", dx, Adapters.ROW_GRADIENT.plus(Adapters.floor(arriving, rows, classes)));
  }

  /** The gradient that arrives at each row. */
  private float[] arriving() {
    if (c.hasInput("dloss")) {
      return c.input("dloss").floats();
    }
    float[] arriving = new float[rows];
    Arrays.fill(arriving, options.reduction() == Reduction.MEAN ? 1f / Math.max(kept(), 1) : 1f);
    return arriving;
  }

  private long kept() {
    return labels == null
        ? rows
        : Arrays.stream(labels).filter(label -> label != options.ignoreIndex()).count();
  }

  private void logProbabilities() {
    float[] y = new float[rows * classes];
    Softmax.logSoftmax(logits, Matrix.of(y, rows, classes));
    outputs.named("log_prob", y, Adapters.LOGARITHM);
  }
}
