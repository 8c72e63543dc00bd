package org.lanewise;

import org.lanewise.internal.MatrixView;
import org.lanewise.internal.NegativeLogLikelihoodKernels;
import org.lanewise.internal.Ranges;

/**
 * Negative log-likelihood of log-probabilities against labels, as behind {@link
 * Softmax#logSoftmax}: {@code −w[label]·logProbabilities[label]} for each row, with class weights
 * w, and its gradient with respect to the log-probabilities, {@code −w[label]} at the label and 0
 * elsewhere. From logits {@link SoftmaxCrossEntropy} is the better way.
 *
 * <p>Of {@link CrossEntropyOptions} the reduction, the ignore index, the class weights, the
 * gradient from above, the empty mean and the classes along the rows count; label smoothing, z-loss
 * and soft-cap are for logits, and are refused.
 *
 * <p>Reductions: {@link Reduction#MEAN} divides by the sum of the weights of the labels, {@link
 * Reduction#SUM} does not divide, {@link Reduction#NONE} gives a loss for each row and takes a
 * factor for each row. Sums are made in double, row by row. Rows whose label is the ignore index
 * are never read: their loss and gradient are 0, and they take no part in the mean. The mean over
 * no weight is NaN, or 0 as an option, its gradient 0. Nothing but the log-probabilities at the
 * labels is read.
 *
 * <p>Special values: −∞ at the label gives +∞, with a weight of 0 it gives 0; NaN gives NaN.
 *
 * <p>Error: of a row's loss and of the gradient at most 0.5 ULP; of mean and sum 0.5 ULP of the
 * exact sum of terms that are good to 2<sup>−52</sup>.
 *
 * <p>Every method may be called from any thread, keeps no state and allocates nothing in steady
 * state (segments that are neither off-heap nor over a {@code float[]} are copied). The gradient
 * may be written over the log-probabilities, exactly; any other overlap throws. All arguments are
 * checked before the first element is written. There is one path, so that all bits are the same.
 */
public final class NegativeLogLikelihood {

  private NegativeLogLikelihood() {}

  /**
   * The loss.
   *
   * @param logProbabilities rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none or an option does not apply
   */
  public static float loss(Matrix logProbabilities, int[] labels, CrossEntropyOptions options) {
    reduced(options);
    return run(logProbabilities, labels, null, null, null, options);
  }

  /**
   * The loss of each row; the reduction is not looked at.
   *
   * @param logProbabilities rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param losses where the losses go, one a row
   * @param options the ignore index and so on
   * @throws IndexOutOfBoundsException if there are fewer labels or losses than rows or a label is
   *     out of range
   * @throws IllegalArgumentException if the losses lie in the array of the log-probabilities or an
   *     option does not apply
   */
  public static void losses(
      Matrix logProbabilities, int[] labels, float[] losses, CrossEntropyOptions options) {
    run(logProbabilities, labels, Ranges.notNull("losses", losses), null, null, none(options));
  }

  /**
   * The gradient of the loss.
   *
   * @param logProbabilities rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param gradient where the gradient goes, of the same shape; may be {@code logProbabilities}
   * @param options the reduction, mean or sum, and so on
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, an option does
   *     not apply, or {@code gradient} is read-only or overlaps the log-probabilities without being
   *     the same
   */
  public static void gradient(
      Matrix logProbabilities, int[] labels, Matrix gradient, CrossEntropyOptions options) {
    lossAndGradient(logProbabilities, labels, gradient, options);
  }

  /**
   * The loss and its gradient.
   *
   * @param logProbabilities rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param gradient where the gradient goes, of the same shape; may be {@code logProbabilities}
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, an option does
   *     not apply, or {@code gradient} is read-only or overlaps the log-probabilities without being
   *     the same
   */
  public static float lossAndGradient(
      Matrix logProbabilities, int[] labels, Matrix gradient, CrossEntropyOptions options) {
    reduced(options);
    Ranges.notNull("gradient", gradient);
    return run(logProbabilities, labels, null, null, gradient, options);
  }

  /**
   * The loss of each row and its gradient times what arrives at it; the reduction is not looked at.
   *
   * @param logProbabilities rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param losses where the losses go, one a row
   * @param lossGradients the gradients with respect to the losses, one a row
   * @param gradient where the gradient goes, of the same shape; may be {@code logProbabilities}
   * @param options the ignore index and so on
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows or a label
   *     is out of range
   * @throws IllegalArgumentException if the shapes differ, an option does not apply, arrays hold a
   *     matrix that is written or are written and hold one, or {@code gradient} is read-only or
   *     overlaps the log-probabilities without being the same
   */
  public static void lossesAndGradient(
      Matrix logProbabilities,
      int[] labels,
      float[] losses,
      float[] lossGradients,
      Matrix gradient,
      CrossEntropyOptions options) {
    Ranges.notNull("losses", losses);
    Ranges.notNull("lossGradients", lossGradients);
    Ranges.notNull("gradient", gradient);
    run(logProbabilities, labels, losses, lossGradients, gradient, none(options));
  }

  private static float run(
      Matrix logProbabilities,
      int[] labels,
      float[] losses,
      float[] lossGradients,
      Matrix gradient,
      CrossEntropyOptions options) {
    refuse("labelSmoothing", options.labelSmoothing());
    refuse("zLoss", options.zLoss());
    refuse("softCap", options.softCap());
    MatrixView to = gradient == null ? null : gradient.view();
    return NegativeLogLikelihoodKernels.run(
        Activation.view("logProbabilities", logProbabilities),
        Ranges.notNull("labels", labels),
        losses,
        lossGradients,
        to,
        options.weights(),
        options);
  }

  private static void refuse(String name, float value) {
    if (value != 0f) {
      throw new IllegalArgumentException(name + " is " + value + ", but it is for logits alone");
    }
  }

  private static void reduced(CrossEntropyOptions options) {
    if (Ranges.notNull("options", options).reduction() == Reduction.NONE) {
      throw new IllegalArgumentException(
          "the reduction is NONE, which gives no single loss: call losses or lossesAndGradient");
    }
  }

  private static CrossEntropyOptions none(CrossEntropyOptions options) {
    return Ranges.notNull("options", options).perRow();
  }
}
