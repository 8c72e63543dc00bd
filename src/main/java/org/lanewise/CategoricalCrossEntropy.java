package org.lanewise;

import java.util.Objects;
import org.lanewise.internal.CategoricalKernels;
import org.lanewise.internal.Parameters;

/**
 * Cross-entropy of probabilities against target distributions, the classic {@code −Σ t·log p} of
 * each row, with its options, as a value that is made once and kept: each {@code with…} gives a
 * changed copy. Its gradient is {@code −t / p}. A target of exactly 0 contributes 0, whatever p is;
 * targets need not sum to 1. The binary form is {@link Loss#unlimitedBinaryCrossEntropy}; from
 * logits {@link SoftmaxCrossEntropy} is the better way, since it loses no digits.
 *
 * <p>Reductions: {@link Reduction#MEAN}, the default, divides by the number of rows, {@link
 * Reduction#SUM} does not; a loss for each row is had from {@link #losses} and {@link
 * #lossesAndGradient} whatever the reduction. The mean over no rows is NaN, the sum 0. Sums are
 * made in double and in an order that depends on the shape alone.
 *
 * <p>Every method may be called from any thread and allocates nothing in steady state. What does
 * not lie in a {@code float[]} goes through arrays in blocks. The gradient may be written over the
 * probabilities, exactly; any other overlap of outputs throws. All arguments are checked before the
 * first element is written. The bits are the same on the scalar and the vector path, for all vector
 * widths, containers and strides.
 *
 * <p>Error: for targets of one sign at most 4 ULP of a row's loss; normalised, 4 ULP and 2e-7 times
 * the sum of the targets. Of the gradient before factors at most 3 ULP; normalised, 4e-7 times the
 * largest {@code t / p} of the row and the factors. Normalised, all this as long as each p divided
 * by the sum is a normal float.
 */
public final class CategoricalCrossEntropy {

  /** Mean over the rows; nothing is normalised or limited. */
  public static final CategoricalCrossEntropy DEFAULT =
      new CategoricalCrossEntropy(Reduction.MEAN, 1f, false, 0f);

  private final Reduction reduction;
  private final float lossGradient;
  private final boolean normalized;
  private final float limit;

  private CategoricalCrossEntropy(
      Reduction reduction, float lossGradient, boolean normalized, float limit) {
    this.reduction = reduction;
    this.lossGradient = lossGradient;
    this.normalized = normalized;
    this.limit = limit;
  }

  /**
   * Sets the reduction; the mean where not set.
   *
   * @param value mean or sum
   * @return the changed loss
   * @throws IllegalArgumentException if it is none: {@link #losses} gives each loss
   */
  public CategoricalCrossEntropy withReduction(Reduction value) {
    if (Objects.requireNonNull(value, "reduction") == Reduction.NONE) {
      throw new IllegalArgumentException("reduction is NONE: call losses");
    }
    return new CategoricalCrossEntropy(value, lossGradient, normalized, limit);
  }

  /**
   * Sets the gradient with respect to the loss that arrives from above; 1 where not set.
   *
   * @param value the factor, finite
   * @return the changed loss
   * @throws IllegalArgumentException if the factor is not finite
   */
  public CategoricalCrossEntropy withLossGradient(float value) {
    Parameters.finite("lossGradient", value);
    return new CategoricalCrossEntropy(reduction, value, normalized, limit);
  }

  /**
   * Sets whether each row is divided by its sum first, as Keras does; the gradient goes through the
   * division. Inputs are then finite and at least 0, and a row whose sum is not in 2<sup>−126</sup>
   * … 2<sup>126</sup>, of zeros for example, gives NaN. Not so where not set: inputs are then in 0
   * … 1.
   *
   * @param value whether rows are normalised
   * @return the changed loss
   */
  public CategoricalCrossEntropy withNormalization(boolean value) {
    return new CategoricalCrossEntropy(reduction, lossGradient, value, limit);
  }

  /**
   * Sets how close to 0 and to 1 probabilities count, as Keras does with 1e-7; the gradient is 0
   * beyond. 0 where not set: then a probability of 0 under a target gives +∞.
   *
   * @param value the limit, 0 … 0.5
   * @return the changed loss
   * @throws IllegalArgumentException if it is outside 0 … 0.5
   */
  public CategoricalCrossEntropy withLimit(float value) {
    if (!(value >= 0f && value <= 0.5f)) {
      throw new IllegalArgumentException("limit is " + value + ", not in 0 … 0.5");
    }
    return new CategoricalCrossEntropy(reduction, lossGradient, normalized, value);
  }

  /**
   * The mean or sum of the rows' losses.
   *
   * @param probabilities rows × classes
   * @param targets a distribution a row, of the same shape
   * @return the loss
   * @throws IllegalArgumentException if the shapes differ or an input is no probability
   */
  public float loss(Matrix probabilities, Matrix targets) {
    return reduced(probabilities, run(probabilities, targets, null, null, null, 0));
  }

  /**
   * The loss of each row.
   *
   * @param probabilities rows × classes
   * @param targets a distribution a row, of the same shape
   * @param losses where the losses go, one a row
   * @throws IndexOutOfBoundsException if there are fewer losses than rows
   * @throws IllegalArgumentException if the shapes differ, the losses lie in the array of a matrix,
   *     or an input is no probability
   */
  public void losses(Matrix probabilities, Matrix targets, float[] losses) {
    run(probabilities, targets, Objects.requireNonNull(losses, "losses"), null, null, 0);
  }

  /**
   * The gradient of the mean or sum with respect to the probabilities.
   *
   * @param probabilities rows × classes
   * @param targets a distribution a row, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code probabilities}
   * @throws IllegalArgumentException if the shapes differ, {@code gradient} overlaps the
   *     probabilities without being the same, overlaps the targets or is read-only, or an input is
   *     no probability
   */
  public void gradient(Matrix probabilities, Matrix targets, Matrix gradient) {
    lossAndGradient(probabilities, targets, gradient);
  }

  /**
   * The mean or sum of the rows' losses, and its gradient.
   *
   * @param probabilities rows × classes
   * @param targets a distribution a row, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code probabilities}
   * @return the loss
   * @throws IllegalArgumentException if the shapes differ, {@code gradient} overlaps the
   *     probabilities without being the same, overlaps the targets or is read-only, or an input is
   *     no probability
   */
  public float lossAndGradient(Matrix probabilities, Matrix targets, Matrix gradient) {
    Objects.requireNonNull(probabilities, "probabilities");
    Objects.requireNonNull(gradient, "gradient");
    boolean mean = reduction == Reduction.MEAN;
    double factor = mean ? lossGradient / (double) probabilities.rows() : lossGradient;
    return reduced(probabilities, run(probabilities, targets, null, null, gradient, factor));
  }

  /**
   * The loss of each row, and its gradient times what arrives at it.
   *
   * @param probabilities rows × classes
   * @param targets a distribution a row, of the same shape
   * @param losses where the losses go, one a row
   * @param lossGradients the gradients with respect to the losses, one a row
   * @param gradient where the gradient goes, of the same shape; may be {@code probabilities}
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows
   * @throws IllegalArgumentException if the shapes differ, {@code gradient} overlaps the
   *     probabilities without being the same, overlaps the targets or is read-only, arrays are the
   *     same or hold a matrix that is written or are written and hold one, or an input is no
   *     probability
   */
  public void lossesAndGradient(
      Matrix probabilities,
      Matrix targets,
      float[] losses,
      float[] lossGradients,
      Matrix gradient) {
    Objects.requireNonNull(losses, "losses");
    Objects.requireNonNull(lossGradients, "lossGradients");
    Objects.requireNonNull(gradient, "gradient");
    run(probabilities, targets, losses, lossGradients, gradient, lossGradient);
  }

  private double run(
      Matrix probabilities,
      Matrix targets,
      float[] losses,
      float[] lossGradients,
      Matrix gradient,
      double factor) {
    return CategoricalKernels.run(
        Activation.view("probabilities", probabilities),
        Activation.view("targets", targets),
        losses,
        lossGradients,
        gradient == null ? null : gradient.view(),
        factor,
        normalized,
        limit);
  }

  private float reduced(Matrix probabilities, double sum) {
    return (float) (reduction == Reduction.MEAN ? sum / probabilities.rows() : sum);
  }
}
