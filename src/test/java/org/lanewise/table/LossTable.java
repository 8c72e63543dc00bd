package org.lanewise.table;

import org.lanewise.Loss;

/** The table of losses of elements: tests and the table in the README are made from its rows. */
@SuppressWarnings("ImmutableEnumChecker") // losses do not change, and lambdas here hold nothing
public enum LossTable {
  MSE("mse", "(x − t)²", 3, 0.5, Loss.mse(), (x, t) -> (x - t) * (x - t), (x, t) -> 2 * (x - t)),
  L1("l1", "|x − t|", 0.5, 0, Loss.l1(), (x, t) -> Math.abs(x - t), (x, t) -> Math.signum(x - t)),
  SMOOTH_L1(
      "smoothL1",
      "|x − t| < beta ? (x − t)² / (2·beta) : |x − t| − beta / 2",
      4,
      1.5,
      Loss.smoothL1(0.7f),
      (x, t) -> {
        double a = Math.abs(x - t);
        return a < 0.7f ? a * a / (2.0 * 0.7f) : a - 0.5 * 0.7f;
      },
      (x, t) -> Math.abs(x - t) < 0.7f ? (x - t) / 0.7f : Math.signum(x - t)),
  HUBER(
      "huber",
      "|x − t| <= delta ? (x − t)² / 2 : delta·(|x − t| − delta / 2)",
      4,
      0.5,
      Loss.huber(1.5f),
      (x, t) -> {
        double a = Math.abs(x - t);
        return a <= 1.5 ? a * a / 2 : 1.5 * (a - 0.75);
      },
      (x, t) -> Math.abs(x - t) <= 1.5 ? x - t : 1.5 * Math.signum(x - t)),
  BINARY_CROSS_ENTROPY(
      "binaryCrossEntropy",
      "−(t·max(log x, −100) + (1 − t)·max(log(1 − x), −100))",
      4,
      4,
      Loss.binaryCrossEntropy(),
      (x, t) ->
          -(t * Math.max(StrictMath.log(x), -100) + (1 - t) * Math.max(StrictMath.log1p(-x), -100)),
      (x, t) -> (x - t) / Math.max(x * (1 - x), 1e-12f)),
  UNLIMITED_BINARY_CROSS_ENTROPY(
      "unlimitedBinaryCrossEntropy",
      "−(t·log x + (1 − t)·log(1 − x))",
      4,
      4,
      Loss.unlimitedBinaryCrossEntropy(),
      (x, t) -> -t * StrictMath.log(x) - (1 - t) * StrictMath.log1p(-x),
      (x, t) -> (x - t) / Math.max(x * (1 - x), 1e-12f)),
  WITH_LOGITS(
      "binaryCrossEntropyWithLogits",
      "(1 − t)·softplus(x) + t·softplus(−x)",
      4,
      4,
      Loss.binaryCrossEntropyWithLogits(),
      (x, t) -> (1 - t) * LossTable.softplus(x) + t * LossTable.softplus(-x),
      (x, t) -> (1 - t) * DoubleMath.sigmoid(x) - t * DoubleMath.sigmoid(-x));

  /** A function of input and target in double. */
  @FunctionalInterface
  public interface Exact {
    /** The value for input x and target t. */
    double at(double x, double t);
  }

  private final String method;
  private final String formula;
  private final double ulp;
  private final double gradientUlp;
  private final Loss loss;
  private final Exact exact;
  private final Exact derivative;

  LossTable(
      String method,
      String formula,
      double ulp,
      double gradientUlp,
      Loss loss,
      Exact exact,
      Exact derivative) {
    this.method = method;
    this.formula = formula;
    this.ulp = ulp;
    this.gradientUlp = gradientUlp;
    this.loss = loss;
    this.exact = exact;
    this.derivative = derivative;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** The method of {@link Loss} that makes it. */
  public String method() {
    return method;
  }

  /** For readers. */
  public String formula() {
    return formula;
  }

  /** The bound of the error of a loss. */
  public double ulp() {
    return ulp;
  }

  /** The bound of the error of the gradient before factors, see {@link #gradientOfOne}. */
  public double gradientUlp() {
    return gradientUlp;
  }

  /** Whether the gradient's bound counts in the last place of 1: where its terms cancel. */
  public boolean gradientOfOne() {
    return this == WITH_LOGITS;
  }

  /** The loss itself, without weights. */
  public Loss loss() {
    return loss;
  }

  /** The loss of one element. */
  public Exact exact() {
    return exact;
  }

  /** The derivative with respect to the input. */
  public Exact derivative() {
    return derivative;
  }

  /** Whether inputs have to be in 0 … 1. */
  public boolean wantsProbabilities() {
    return this == BINARY_CROSS_ENTROPY || this == UNLIMITED_BINARY_CROSS_ENTROPY;
  }

  /** Whether targets should be in 0 … 1. */
  public boolean wantsTargetsInUnit() {
    return wantsProbabilities() || this == WITH_LOGITS;
  }
}
