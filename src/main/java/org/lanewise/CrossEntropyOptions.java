package org.lanewise;

import java.util.Objects;

/**
 * What {@link SoftmaxCrossEntropy} can be told; the defaults are PyTorch's. Immutable: each {@code
 * with…} gives a changed copy, to be made once and kept.
 */
public final class CrossEntropyOptions {

  /** The defaults: mean, ignore index −100, an empty mean is NaN. */
  public static final CrossEntropyOptions DEFAULT =
      new CrossEntropyOptions(Reduction.MEAN, -100, 1f, false);

  private final Reduction reduction;
  private final int ignoreIndex;
  private final float lossGradient;
  private final boolean emptyMeanZero;

  private CrossEntropyOptions(
      Reduction reduction, int ignoreIndex, float lossGradient, boolean emptyMeanZero) {
    this.reduction = reduction;
    this.ignoreIndex = ignoreIndex;
    this.lossGradient = lossGradient;
    this.emptyMeanZero = emptyMeanZero;
  }

  /**
   * Sets how the losses of the rows become one; {@link Reduction#MEAN} where not set.
   *
   * @param value the reduction
   * @return changed options
   */
  public CrossEntropyOptions withReduction(Reduction value) {
    return new CrossEntropyOptions(
        Objects.requireNonNull(value, "reduction"), ignoreIndex, lossGradient, emptyMeanZero);
  }

  /**
   * Sets the label of rows that do not count; −100 where not set. It may lie outside the classes.
   * Dense targets know no ignored rows.
   *
   * @param value the label
   * @return changed options
   */
  public CrossEntropyOptions withIgnoreIndex(int value) {
    return new CrossEntropyOptions(reduction, value, lossGradient, emptyMeanZero);
  }

  /**
   * Sets the gradient with respect to the loss that arrives from above, a loss scale for example; 1
   * where not set. Every element of the gradient is multiplied with it.
   *
   * @param value the factor, finite
   * @return changed options
   * @throws IllegalArgumentException if the factor is not finite
   */
  public CrossEntropyOptions withLossGradient(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("lossGradient is " + value);
    }
    return new CrossEntropyOptions(reduction, ignoreIndex, value, emptyMeanZero);
  }

  /**
   * Sets whether the mean over no rows is 0 rather than NaN; NaN where not set. The gradient is 0
   * either way.
   *
   * @param value whether it is 0
   * @return changed options
   */
  public CrossEntropyOptions withEmptyMeanZero(boolean value) {
    return new CrossEntropyOptions(reduction, ignoreIndex, lossGradient, value);
  }

  /**
   * How the losses of the rows become one.
   *
   * @return the reduction
   */
  public Reduction reduction() {
    return reduction;
  }

  /**
   * The label of rows that do not count.
   *
   * @return the label
   */
  public int ignoreIndex() {
    return ignoreIndex;
  }

  /**
   * The gradient with respect to the loss.
   *
   * @return the factor
   */
  public float lossGradient() {
    return lossGradient;
  }

  /**
   * Whether the mean over no rows is 0 rather than NaN.
   *
   * @return whether it is 0
   */
  public boolean emptyMeanZero() {
    return emptyMeanZero;
  }
}
