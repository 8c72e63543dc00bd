package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.CategoricalCrossEntropy;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Loss;
import org.lanewise.Matrix;
import org.lanewise.NegativeLogLikelihood;
import org.lanewise.Reduction;
import org.lanewise.jmh.NaiveFusedLoops.Functions;
import org.lanewise.table.LossTable;

/**
 * Losses of elements, negative log-likelihood and cross-entropy on probabilities; {@code …Gradient}
 * is loss and gradient in one call.
 */
final class LossWorkloads {

  private static final String GRADIENT = "Gradient";

  /** The parameters of the rows in the table of losses. */
  private static final float BETA = 0.7f;

  private static final float DELTA = 1.5f;

  /** Where PyTorch stops: a logarithm of 0 counts as this, and a divisor as this at least. */
  private static final float LEAST_LOGARITHM = -100;

  private static final float LEAST_DIVISOR = 1e-12f;

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;

  /** The kernels. */
  static final List<RowKernel> ALL = all();

  private LossWorkloads() {}

  private static List<RowKernel> all() {
    List<RowKernel> kernels = new ArrayList<>();
    for (LossTable loss : LossTable.values()) {
      kernels.add(new RowKernel(loss.method(), 2, rows -> loss(rows, loss)));
      kernels.add(new RowKernel(loss.method() + GRADIENT, 3, rows -> gradient(rows, loss)));
    }
    kernels.add(new RowKernel("negativeLogLikelihood", 0, LossWorkloads::likelihood));
    kernels.add(
        new RowKernel("negativeLogLikelihoodGradient", 1, LossWorkloads::likelihoodGradient));
    kernels.add(new RowKernel("categoricalCrossEntropy", 2, LossWorkloads::categorical));
    kernels.add(
        new RowKernel("categoricalCrossEntropyGradient", 3, LossWorkloads::categoricalGradient));
    return kernels;
  }

  private static Functions functions(LossTable loss) {
    return switch (loss) {
      case MSE -> new Functions(null, (x, t) -> 2 * (x - t), (x, t) -> (x - t) * (x - t));
      case L1 -> new Functions(null, (x, t) -> Math.signum(x - t), (x, t) -> Math.abs(x - t));
      case SMOOTH_L1 ->
          new Functions(
              null,
              (x, t) -> Math.abs(x - t) < BETA ? (x - t) / BETA : Math.signum(x - t),
              (x, t) -> {
                float a = Math.abs(x - t);
                return a < BETA ? a * a / (2 * BETA) : a - BETA / 2;
              });
      case HUBER ->
          new Functions(
              null,
              (x, t) -> Math.abs(x - t) <= DELTA ? x - t : DELTA * Math.signum(x - t),
              (x, t) -> {
                float a = Math.abs(x - t);
                return a <= DELTA ? a * a / 2 : DELTA * (a - DELTA / 2);
              });
      case BINARY_CROSS_ENTROPY ->
          new Functions(
              null,
              LossWorkloads::binaryGradient,
              (x, t) ->
                  -(t * Math.max((float) Math.log(x), LEAST_LOGARITHM)
                      + (1 - t) * Math.max((float) Math.log1p(-x), LEAST_LOGARITHM)));
      case UNLIMITED_BINARY_CROSS_ENTROPY ->
          new Functions(
              null,
              LossWorkloads::binaryGradient,
              (x, t) -> -(t * (float) Math.log(x) + (1 - t) * (float) Math.log1p(-x)));
      case WITH_LOGITS ->
          new Functions(
              null,
              (x, t) -> (float) (1 / (1 + Math.exp(-x))) - t,
              (x, t) -> Math.max(x, 0) - x * t + (float) Math.log1p(Math.exp(-Math.abs(x))));
    };
  }

  private static float binaryGradient(float x, float t) {
    return (x - t) / Math.max(x * (1 - x), LEAST_DIVISOR);
  }

  /** What a loss is taken of: probabilities in the middle for those that want them. */
  private static Floats input(Rows d, LossTable loss) {
    if (!loss.wantsProbabilities()) {
      return d.logits();
    }
    float[] values = Inputs.activations(d.elements());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (1 / (1 + Math.exp(-values[i])));
    }
    return d.floats(values);
  }

  private static Floats target(Rows d, LossTable loss) {
    return loss.wantsTargetsInUnit() ? d.floats(Inputs.shares(d.elements())) : d.gradients();
  }

  /** Sums: a mean of many would make every gradient too small to be compared. */
  private static Loss sum(LossTable loss) {
    return loss.loss().withReduction(Reduction.SUM);
  }

  private static Workload loss(Rows d, LossTable row) {
    Floats input = input(d, row);
    Floats target = target(d, row);
    NaiveFusedLoops naive = Naive.fused(functions(row), d.offHeap());
    Loss loss = sum(row);
    Matrix x = d.matrix(input);
    Matrix t = d.matrix(target);
    return Workload.ofResult(
        d.name(), () -> loss.loss(x, t), () -> naive.loss(input, target, d.elements()));
  }

  private static Workload gradient(Rows d, LossTable row) {
    Floats input = input(d, row);
    Floats target = target(d, row);
    Floats gradient = d.zeros();
    NaiveFusedLoops naive = Naive.fused(functions(row), d.offHeap());
    Loss loss = sum(row);
    Matrix x = d.matrix(input);
    Matrix t = d.matrix(target);
    Matrix dx = d.matrix(gradient);
    return Workload.of(
        d.name(),
        () -> loss.lossAndGradient(x, t, dx),
        () -> naive.lossAndGradient(input, target, gradient, d.elements()),
        gradient);
  }

  private static Workload likelihood(Rows d) {
    Floats y = d.forward(true);
    int[] labels = d.labels();
    Matrix from = d.matrix(y);
    return Workload.ofResult(
        d.name(),
        () -> NegativeLogLikelihood.loss(from, labels, MEAN),
        () -> d.naive().likelihood(y, labels, d.rows(), d.cols()));
  }

  private static Workload likelihoodGradient(Rows d) {
    Floats y = d.forward(true);
    Floats gradient = d.zeros();
    int[] labels = d.labels();
    Matrix from = d.matrix(y);
    Matrix to = d.matrix(gradient);
    return Workload.of(
        d.name(),
        () -> NegativeLogLikelihood.lossAndGradient(from, labels, to, MEAN),
        () -> d.naive().likelihoodAndGradient(y, labels, gradient, d.rows(), d.cols()),
        gradient);
  }

  private static Workload categorical(Rows d) {
    Floats y = d.forward(false);
    Floats targets = d.targets();
    Matrix p = d.matrix(y);
    Matrix t = d.matrix(targets);
    return Workload.ofResult(
        d.name(),
        () -> CategoricalCrossEntropy.DEFAULT.loss(p, t),
        () -> d.naive().categorical(y, targets, d.rows(), d.cols()));
  }

  private static Workload categoricalGradient(Rows d) {
    Floats y = d.forward(false);
    Floats targets = d.targets();
    Floats gradient = d.zeros();
    Matrix p = d.matrix(y);
    Matrix t = d.matrix(targets);
    Matrix dx = d.matrix(gradient);
    return Workload.of(
        d.name(),
        () -> CategoricalCrossEntropy.DEFAULT.lossAndGradient(p, t, dx),
        () -> d.naive().categoricalAndGradient(y, targets, gradient, d.rows(), d.cols()),
        gradient);
  }
}
