package org.lanewise;

import java.util.Objects;
import org.lanewise.internal.Parameters;
import org.lanewise.internal.Ranges;

/**
 * What {@link SoftmaxCrossEntropy} can be told; the defaults are PyTorch's. Immutable: each {@code
 * with…} gives a changed copy, to be made once and kept.
 */
public final class CrossEntropyOptions {

  /** The largest soft-cap: beyond it nothing that logits can be would be capped. */
  private static final float LARGEST_SOFT_CAP = 1 << 20;

  /**
   * The defaults: mean, ignore index −100, an empty mean is NaN; no class weights, smoothing,
   * z-loss or soft-cap; a row of the matrix is a row of logits.
   */
  public static final CrossEntropyOptions DEFAULT = new CrossEntropyOptions(new Draft());

  private final Reduction reduction;
  private final int ignoreIndex;
  private final float lossGradient;
  private final boolean emptyMeanZero;
  private final float[] classWeights;
  private final float labelSmoothing;
  private final float zLoss;
  private final float softCap;
  private final int classesAlongRows;

  /** The same without a reduction, for the calls that give a loss for each row. */
  private final CrossEntropyOptions perRow;

  private CrossEntropyOptions(Draft draft) {
    reduction = draft.reduction;
    ignoreIndex = draft.ignoreIndex;
    lossGradient = draft.lossGradient;
    emptyMeanZero = draft.emptyMeanZero;
    classWeights = draft.classWeights;
    labelSmoothing = draft.labelSmoothing;
    zLoss = draft.zLoss;
    softCap = draft.softCap;
    classesAlongRows = draft.classesAlongRows;
    perRow = reduction == Reduction.NONE ? this : withReduction(Reduction.NONE);
  }

  /** Options before they are made, with the defaults where nothing is set. */
  private static final class Draft {
    Reduction reduction = Reduction.MEAN;
    int ignoreIndex = -100;
    float lossGradient = 1f;
    boolean emptyMeanZero;
    float[] classWeights;
    float labelSmoothing;
    float zLoss;
    float softCap;
    int classesAlongRows;

    Draft() {}

    Draft(CrossEntropyOptions from) {
      reduction = from.reduction;
      ignoreIndex = from.ignoreIndex;
      lossGradient = from.lossGradient;
      emptyMeanZero = from.emptyMeanZero;
      classWeights = from.classWeights;
      labelSmoothing = from.labelSmoothing;
      zLoss = from.zLoss;
      softCap = from.softCap;
      classesAlongRows = from.classesAlongRows;
    }
  }

  /** These options with the reduction NONE; made once, so that calls allocate nothing. */
  CrossEntropyOptions perRow() {
    return perRow;
  }

  /**
   * Sets how the losses of the rows become one; {@link Reduction#MEAN} where not set.
   *
   * @param value the reduction
   * @return changed options
   */
  public CrossEntropyOptions withReduction(Reduction value) {
    Objects.requireNonNull(value, "reduction");
    Draft draft = new Draft(this);
    draft.reduction = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets the label of rows that do not count; −100 where not set. It may lie outside the classes.
   * Dense targets know no ignored rows.
   *
   * @param value the label
   * @return changed options
   */
  public CrossEntropyOptions withIgnoreIndex(int value) {
    Draft draft = new Draft(this);
    draft.ignoreIndex = value;
    return new CrossEntropyOptions(draft);
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
      throw new IllegalArgumentException("lossGradient is " + value + ", not finite");
    }
    Draft draft = new Draft(this);
    draft.lossGradient = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets whether the mean over no rows, or over rows of no weight, is 0 rather than NaN; NaN where
   * not set. The gradient is 0 either way. A z-loss is added to it where there are rows.
   *
   * @param value whether it is 0
   * @return changed options
   */
  public CrossEntropyOptions withEmptyMeanZero(boolean value) {
    Draft draft = new Draft(this);
    draft.emptyMeanZero = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets a weight w for each class; all 1 where not set. For labels a row counts w[label] in the
   * mean, for target distributions 1.
   *
   * @param values one weight a class, finite and at least 0; they are copied
   * @return changed options
   * @throws IllegalArgumentException if a weight is negative or not finite
   */
  public CrossEntropyOptions withClassWeights(float... values) {
    float[] copy = Ranges.notNull("classWeights", values).clone();
    for (int c = 0; c < copy.length; c++) {
      if (!(copy[c] >= 0f && copy[c] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "classWeights[" + c + "] is " + copy[c] + ", not a finite number of at least 0");
      }
    }
    Draft draft = new Draft(this);
    draft.classWeights = copy;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets the share ε of each target that is spread evenly over all classes; 0 where not set.
   *
   * @param value the share, 0 … 1
   * @return changed options
   * @throws IllegalArgumentException if it is outside 0 … 1
   */
  public CrossEntropyOptions withLabelSmoothing(float value) {
    if (!(value >= 0f && value <= 1f)) {
      throw new IllegalArgumentException("labelSmoothing is " + value + ", not in 0 … 1");
    }
    Draft draft = new Draft(this);
    draft.labelSmoothing = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets the factor s of the z-loss: s·logsumexp² is added to the loss of each row, and counts one
   * row in the mean whatever the class weights; 0 where not set.
   *
   * @param value the factor, finite and at least 0
   * @return changed options
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public CrossEntropyOptions withZLoss(float value) {
    Parameters.notNegative("zLoss", value);
    Draft draft = new Draft(this);
    draft.zLoss = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets the soft-cap k: logits become k·tanh(logits / k) first; none where not set.
   *
   * @param value the cap, up to 2^20; 0 for none
   * @return changed options
   * @throws IllegalArgumentException if it is negative or larger
   */
  public CrossEntropyOptions withSoftCap(float value) {
    if (!(value >= 0f && value <= LARGEST_SOFT_CAP)) {
      throw new IllegalArgumentException(
          "softCap is " + value + ", not in 0 … " + LARGEST_SOFT_CAP);
    }
    Draft draft = new Draft(this);
    draft.softCap = value;
    return new CrossEntropyOptions(draft);
  }

  /**
   * Sets that the classes lie along the rows of the matrix, as they do on axis 1 of a tensor of N ×
   * classes × D…: with all D in one, it is a matrix of N·classes rows and D columns. Each column of
   * each N is then what is called a row elsewhere; there are N·D of them, with the label, target
   * and results of column d of n at n·D + d. Dense targets and the gradient lie as the logits do.
   *
   * @param value number of classes; 0 if they lie along the columns, as where not set
   * @return changed options
   * @throws IllegalArgumentException if it is negative
   */
  public CrossEntropyOptions withClassesAlongRows(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("classesAlongRows is " + value + ", less than 0");
    }
    Draft draft = new Draft(this);
    draft.classesAlongRows = value;
    return new CrossEntropyOptions(draft);
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

  /**
   * The weights of the classes.
   *
   * @return a copy of them; empty if there are none
   */
  public float[] classWeights() {
    return classWeights == null ? new float[0] : classWeights.clone();
  }

  /**
   * The share of each target that is spread over all classes.
   *
   * @return the share
   */
  public float labelSmoothing() {
    return labelSmoothing;
  }

  /**
   * The factor of the z-loss.
   *
   * @return the factor
   */
  public float zLoss() {
    return zLoss;
  }

  /**
   * The soft-cap.
   *
   * @return the cap; 0 for none
   */
  public float softCap() {
    return softCap;
  }

  /**
   * How many classes lie along the rows of the matrix.
   *
   * @return number of classes; 0 if they lie along the columns
   */
  public int classesAlongRows() {
    return classesAlongRows;
  }

  /** The weights themselves, for the kernels; null if there are none. */
  float[] weights() {
    return classWeights;
  }
}
