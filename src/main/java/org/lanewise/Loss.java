package org.lanewise;

import java.util.Objects;
import org.lanewise.internal.LossKernels;
import org.lanewise.internal.LossOp;
import org.lanewise.internal.MatrixView;
import org.lanewise.internal.Parameters;

/**
 * A loss of inputs against targets, element by element, with its options, as a value that is made
 * once and kept: each {@code with…} gives a changed copy. {@link SoftmaxCrossEntropy} is the loss
 * for classes.
 *
 * <p>Reductions: {@link Reduction#MEAN}, the default, divides by the number of elements, {@link
 * Reduction#SUM} does not; a loss for each element is had from {@link #losses} and {@link
 * #lossesAndGradient} whatever the reduction. The mean over nothing is NaN, the sum 0. Sums are
 * made in double and in an order that depends on the shape alone.
 *
 * <p>Every method may be called from any thread and allocates nothing in steady state. What does
 * not lie in a {@code float[]} goes through arrays in blocks. The gradient may be written over the
 * input; any other overlap of outputs throws. All arguments are checked before the first element is
 * written. The bits are the same on the scalar and the vector path, for all vector widths,
 * containers and strides.
 *
 * <p>Errors are given for each element, before its weight and the reduction, which takes losses as
 * they have rounded: one that overflows makes mean and sum infinite. Where x − t overflows, the
 * losses take it for infinite.
 */
public final class Loss {

  private final LossOp op;
  private final float p;
  private final Reduction reduction;
  private final float lossGradient;
  private final Matrix weight;
  private final float[] posWeight;
  private final LossKernels kernels;

  private Loss(
      LossOp op,
      float p,
      Reduction reduction,
      float lossGradient,
      Matrix weight,
      float[] posWeight) {
    this.op = op;
    this.p = p;
    this.reduction = reduction;
    this.lossGradient = lossGradient;
    this.weight = weight;
    this.posWeight = posWeight;
    kernels = new LossKernels(op, p);
  }

  private static Loss of(LossOp op, float p) {
    return new Loss(op, p, Reduction.MEAN, 1f, null, null);
  }

  /**
   * Squared error: {@code (x − t)²}.
   *
   * <p>Error: at most 3 ULP; of the gradient before factors at most 0.5 ULP.
   *
   * @return the loss
   */
  public static Loss mse() {
    return of(LossOp.SQUARED_ERROR, 0f);
  }

  /**
   * Absolute error: {@code |x − t|}; its gradient is 0 where it is 0.
   *
   * <p>Error: at most 0.5 ULP; the gradient before factors is exact.
   *
   * @return the loss
   */
  public static Loss l1() {
    return of(LossOp.ABSOLUTE_ERROR, 0f);
  }

  /**
   * Smooth absolute error: {@code |x − t| < beta ? (x − t)² / (2·beta) : |x − t| − beta / 2}.
   *
   * <p>Error: at most 4 ULP; of the gradient before factors at most 1.5 ULP.
   *
   * @param beta where the two meet, at least 0; 1 is the usual one, 0 gives {@link #l1}
   * @return the loss
   * @throws IllegalArgumentException if {@code beta} is negative or not finite
   */
  public static Loss smoothL1(float beta) {
    Parameters.notNegative("beta", beta);
    return of(LossOp.SMOOTH_L1, beta);
  }

  /**
   * Huber loss: {@code |x − t| <= delta ? (x − t)² / 2 : delta·(|x − t| − delta / 2)}.
   *
   * <p>Error: at most 4 ULP; of the gradient before factors at most 0.5 ULP.
   *
   * @param delta where the two meet, greater than 0; 1 is the usual one
   * @return the loss
   * @throws IllegalArgumentException if {@code delta} is not greater than 0 or not finite
   */
  public static Loss huber(float delta) {
    Parameters.positive("delta", delta);
    return of(LossOp.HUBER, delta);
  }

  /**
   * Binary cross-entropy of probabilities: {@code −(t·max(log x, −100) + (1 − t)·max(log(1 − x),
   * −100))}, as in PyTorch. The gradient is {@code (x − t) / max(x·(1 − x), 1e-12)}. A target of 0
   * or 1 takes its term away, whatever that is. Inputs outside of 0 … 1, and NaN, throw.
   *
   * <p>Error: for targets in 0 … 1 at most 4 ULP; of the gradient before factors at most 4 ULP.
   *
   * @return the loss
   */
  public static Loss binaryCrossEntropy() {
    return of(LossOp.BINARY_CROSS_ENTROPY, -100f);
  }

  /**
   * Binary cross-entropy of probabilities without a limit of the logarithms: {@code −(t·log x + (1
   * − t)·log(1 − x))}; +∞ for what was thought impossible. Otherwise as {@link
   * #binaryCrossEntropy}.
   *
   * @return the loss
   */
  public static Loss unlimitedBinaryCrossEntropy() {
    return of(LossOp.BINARY_CROSS_ENTROPY, Float.NEGATIVE_INFINITY);
  }

  /**
   * Binary cross-entropy of logits: {@code (1 − t)·softplus(x) + t·softplus(−x)}, the second term
   * times the {@linkplain #withPosWeight weight of positives}. A factor of 0 takes its term away,
   * so that sure and right predictions cost nothing at ±∞.
   *
   * <p>Error: for targets in 0 … 1 at most 4 ULP, unless a softplus or the product of target and
   * weight is a subnormal float: then also one unit in its last place, times the other. Of the
   * gradient at most 4 ULP of the larger of 1 and the weight of positives, times the factors.
   *
   * @return the loss
   */
  public static Loss binaryCrossEntropyWithLogits() {
    return of(LossOp.WITH_LOGITS, 0f);
  }

  /**
   * Sets the reduction; the mean where not set.
   *
   * @param value mean or sum
   * @return the changed loss
   * @throws IllegalArgumentException if it is none: {@link #losses} gives each loss
   */
  public Loss withReduction(Reduction value) {
    if (Objects.requireNonNull(value, "reduction") == Reduction.NONE) {
      throw new IllegalArgumentException("reduction is NONE: call losses");
    }
    return new Loss(op, p, value, lossGradient, weight, posWeight);
  }

  /**
   * Sets a weight for each element, which its loss and gradient are multiplied with. The mean still
   * divides by the number of elements.
   *
   * @param value of the shape of the input; read at each call
   * @return the changed loss
   */
  public Loss withWeight(Matrix value) {
    Objects.requireNonNull(value, "weight");
    return new Loss(op, p, reduction, lossGradient, value, posWeight);
  }

  /**
   * Sets the weight of positive targets, for binary cross-entropy with logits.
   *
   * @param value one a column; copied
   * @return the changed loss
   * @throws IllegalArgumentException if this is another loss
   */
  public Loss withPosWeight(float[] value) {
    Objects.requireNonNull(value, "posWeight");
    if (op != LossOp.WITH_LOGITS && op != LossOp.WITH_LOGITS_WEIGHTED) {
      throw new IllegalArgumentException("posWeight is for binary cross-entropy with logits alone");
    }
    return new Loss(LossOp.WITH_LOGITS_WEIGHTED, p, reduction, lossGradient, weight, value.clone());
  }

  /**
   * Sets the gradient with respect to the loss that arrives from above; 1 where not set.
   *
   * @param value the factor, finite
   * @return the changed loss
   * @throws IllegalArgumentException if the factor is not finite
   */
  public Loss withLossGradient(float value) {
    Parameters.finite("lossGradient", value);
    return new Loss(op, p, reduction, value, weight, posWeight);
  }

  /**
   * The mean or sum of the losses.
   *
   * @param input rows × cols
   * @param target of the same shape
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, or an input is not what the loss wants
   */
  public float loss(Matrix input, Matrix target) {
    return reduced(input, run(input, target, null, true, null, null, 0f));
  }

  /**
   * The loss of each element.
   *
   * @param input rows × cols
   * @param target of the same shape
   * @param losses where the losses go, of the same shape
   * @throws IllegalArgumentException if shapes differ, {@code losses} overlaps an input or is
   *     read-only, or an input is not what the loss wants
   */
  public void losses(Matrix input, Matrix target, Matrix losses) {
    run(input, target, Activation.view("losses", losses), false, null, null, 0f);
  }

  /**
   * The gradient of the mean or sum with respect to the input.
   *
   * @param input rows × cols
   * @param target of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code input}
   * @throws IllegalArgumentException if shapes differ, {@code gradient} overlaps another input, or
   *     is read-only, or an input is not what the loss wants
   */
  public void gradient(Matrix input, Matrix target, Matrix gradient) {
    run(input, target, null, false, null, Activation.view("gradient", gradient), factor(input));
  }

  /**
   * The mean or sum of the losses, and its gradient.
   *
   * @param input rows × cols
   * @param target of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code input}
   * @return the loss
   * @throws IllegalArgumentException if shapes differ, {@code gradient} overlaps another input, or
   *     is read-only, or an input is not what the loss wants
   */
  public float lossAndGradient(Matrix input, Matrix target, Matrix gradient) {
    MatrixView to = Activation.view("gradient", gradient);
    return reduced(input, run(input, target, null, true, null, to, factor(input)));
  }

  /**
   * The loss of each element, and its gradient times what arrives at it.
   *
   * @param input rows × cols
   * @param target of the same shape
   * @param losses where the losses go, of the same shape
   * @param lossGradients the gradients with respect to the losses, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code input}
   * @throws IllegalArgumentException if shapes differ, outputs overlap each other or another input,
   *     or are read-only, or an input is not what the loss wants
   */
  public void lossesAndGradient(
      Matrix input, Matrix target, Matrix losses, Matrix lossGradients, Matrix gradient) {
    run(
        input,
        target,
        Activation.view("losses", losses),
        false,
        Activation.view("lossGradients", lossGradients),
        Activation.view("gradient", gradient),
        lossGradient);
  }

  private double run(
      Matrix input,
      Matrix target,
      MatrixView losses,
      boolean sum,
      MatrixView dy,
      MatrixView dx,
      float factor) {
    return kernels.run(
        Activation.view("input", input),
        Activation.view("target", target),
        weight == null ? null : weight.view(),
        posWeight,
        losses,
        sum,
        dy,
        dx,
        factor);
  }

  private static double count(Matrix input) {
    return (double) input.rows() * input.cols();
  }

  private float factor(Matrix input) {
    Objects.requireNonNull(input, "input");
    return reduction == Reduction.MEAN ? (float) (lossGradient / count(input)) : lossGradient;
  }

  private float reduced(Matrix input, double sum) {
    return (float) (reduction == Reduction.MEAN ? sum / count(input) : sum);
  }
}
