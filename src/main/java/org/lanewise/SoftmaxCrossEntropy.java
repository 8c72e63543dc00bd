package org.lanewise;

import org.lanewise.internal.CrossEntropyKernels;
import org.lanewise.internal.MatrixView;
import org.lanewise.internal.Ranges;

/**
 * Softmax and cross-entropy in one: the loss of logits against labels or target distributions, its
 * gradient with respect to the logits, or both from one call.
 *
 * <p>With lse the logsumexp of a row, the loss of a row is {@code lse − logits[label]} for a label,
 * and {@code −Σ q·(logits − lse)} for a distribution q; its gradient is {@code softmax −
 * onehot(label)} and {@code softmax·Σq − q}. A target of exactly 0 on a logit of −∞ contributes 0.
 * Targets need not sum to 1.
 *
 * <p>With class weights w, label smoothing ε and C classes, the loss of a row is {@code (1 −
 * ε)·w[label]·(lse − logits[label]) + ε/C·Σ w·(lse − logits)} and {@code −Σ w·((1 − ε)·q +
 * ε/C)·(logits − lse)}; the mean over labels then divides by the sum of w[label]. A z-loss adds
 * {@code s·lse²}; a soft-cap makes the logits {@code k·tanh(logits/k)} first. {@link
 * CrossEntropyOptions} holds these, {@link CrossEntropyRows} what is wanted or given for each row.
 * Classes may lie along the rows of the matrix, as on axis 1 of a tensor.
 *
 * <p>Reductions: {@link Reduction#MEAN} divides by the number of rows that are kept, {@link
 * Reduction#SUM} does not divide, {@link Reduction#NONE} gives a loss for each row and takes a
 * factor for each row. Rows whose label is the ignore index are never read: their loss and gradient
 * are 0, and they take no part in the mean. The mean over no rows is NaN, or 0 as an option, its
 * gradient 0; so are those over rows whose labels have class weight 0, but for the z-loss, whose
 * mean class weights do not change.
 *
 * <p>Special rows: −∞ at the label gives the loss +∞ and a finite gradient; a +∞ or a NaN in a row,
 * or −∞ throughout, makes its loss and gradient NaN, and the mean and sum with it; the gradients of
 * other rows are untouched.
 *
 * <p>Every method may be called from any thread, keeps no state and allocates nothing in steady
 * state (segments that are neither off-heap nor over a {@code float[]}, and calls that mix arrays
 * and off-heap memory, are copied). The gradient may be written over the logits, exactly; any other
 * overlap throws. All arguments are checked before the first element is written. The bits of the
 * result are the same on the scalar and the vector path, for all vector widths, containers and
 * offsets.
 *
 * <p>Error, for targets of one sign: a row's loss at most 2 ULP or 1e-7, whatever the number of
 * classes; with label smoothing, class weights on a distribution, or a soft-cap 4 ULP or 1e-7, of
 * the logits under the soft-cap, which round to float. Weights and targets multiply the 1e-7 too:
 * it counts as often as the weighted targets sum to, w[label] times for a label. A z-loss adds
 * {@code 2·s·|lse|} times the error of lse, 2 ULP or 1e-7, and a ULP. The gradient errs by at most
 * 4 ULP of the larger of its two terms, and of a label's element by as much or 1e-7, times the
 * factors. All this as long as products of weights, targets, s and factors are normal floats or 0.
 */
public final class SoftmaxCrossEntropy {

  private SoftmaxCrossEntropy() {}

  /**
   * The loss against labels.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none
   */
  public static float loss(Matrix logits, int[] labels, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        null,
        null,
        null,
        CrossEntropyRows.NONE,
        options.weights(),
        options);
  }

  /**
   * The loss against target distributions.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IllegalArgumentException if the shapes differ or the reduction is none
   */
  public static float loss(Matrix logits, Matrix targets, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        null,
        null,
        null,
        CrossEntropyRows.NONE,
        options.weights(),
        options);
  }

  /**
   * The loss of each row against labels; the reduction is not looked at.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param losses where the losses go, one a row
   * @param options the ignore index and so on
   * @throws IndexOutOfBoundsException if there are fewer labels or losses than rows or a label is
   *     out of range
   * @throws IllegalArgumentException if the losses lie in the array of the logits
   */
  public static void losses(
      Matrix logits, int[] labels, float[] losses, CrossEntropyOptions options) {
    CrossEntropyOptions perRow = none(options);
    CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        losses(losses),
        null,
        null,
        CrossEntropyRows.NONE,
        perRow.weights(),
        perRow);
  }

  /**
   * The loss of each row against target distributions; the reduction is not looked at.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param losses where the losses go, one a row
   * @param options the options
   * @throws IndexOutOfBoundsException if there are fewer losses than rows
   * @throws IllegalArgumentException if the shapes differ or the losses lie in the array of a
   *     matrix
   */
  public static void losses(
      Matrix logits, Matrix targets, float[] losses, CrossEntropyOptions options) {
    CrossEntropyOptions perRow = none(options);
    CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        losses(losses),
        null,
        null,
        CrossEntropyRows.NONE,
        perRow.weights(),
        perRow);
  }

  /**
   * The gradient of the loss against labels.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the reduction, mean or sum, and so on
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, or {@code
   *     gradient} is read-only or overlaps the logits without being the same
   */
  public static void gradient(
      Matrix logits, int[] labels, Matrix gradient, CrossEntropyOptions options) {
    lossAndGradient(logits, labels, gradient, options);
  }

  /**
   * The gradient of the loss against target distributions.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the reduction, mean or sum, and so on
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, or {@code
   *     gradient} is read-only, overlaps the logits without being the same, or overlaps the targets
   */
  public static void gradient(
      Matrix logits, Matrix targets, Matrix gradient, CrossEntropyOptions options) {
    lossAndGradient(logits, targets, gradient, options);
  }

  /**
   * The loss against labels and its gradient.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if there are fewer labels than rows or a label is out of
   *     range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, or {@code
   *     gradient} is read-only or overlaps the logits without being the same
   */
  public static float lossAndGradient(
      Matrix logits, int[] labels, Matrix gradient, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        null,
        null,
        view("gradient", gradient),
        CrossEntropyRows.NONE,
        options.weights(),
        options);
  }

  /**
   * The loss against target distributions and its gradient.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, or {@code
   *     gradient} is read-only, overlaps the logits without being the same, or overlaps the targets
   */
  public static float lossAndGradient(
      Matrix logits, Matrix targets, Matrix gradient, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        null,
        null,
        view("gradient", gradient),
        CrossEntropyRows.NONE,
        options.weights(),
        options);
  }

  /**
   * The loss of each row against labels and its gradient; the reduction is not looked at.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param losses where the losses go, one a row
   * @param lossGradients the gradient with respect to each row's loss
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the ignore index and so on
   * @throws IndexOutOfBoundsException if there are fewer labels, losses or factors than rows or a
   *     label is out of range
   * @throws IllegalArgumentException if the shapes differ, {@code gradient} is read-only or
   *     overlaps the logits without being the same, or an array holds a matrix
   */
  public static void lossesAndGradient(
      Matrix logits,
      int[] labels,
      float[] losses,
      float[] lossGradients,
      Matrix gradient,
      CrossEntropyOptions options) {
    CrossEntropyOptions perRow = none(options);
    CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        losses(losses),
        Ranges.notNull("lossGradients", lossGradients),
        view("gradient", gradient),
        CrossEntropyRows.NONE,
        perRow.weights(),
        perRow);
  }

  /**
   * The loss of each row against target distributions and its gradient; the reduction is not looked
   * at.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param losses where the losses go, one a row
   * @param lossGradients the gradient with respect to each row's loss
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param options the options
   * @throws IndexOutOfBoundsException if there are fewer losses or factors than rows
   * @throws IllegalArgumentException if the shapes differ, {@code gradient} is read-only, overlaps
   *     the logits without being the same, or overlaps the targets, or an array holds a matrix
   */
  public static void lossesAndGradient(
      Matrix logits,
      Matrix targets,
      float[] losses,
      float[] lossGradients,
      Matrix gradient,
      CrossEntropyOptions options) {
    CrossEntropyOptions perRow = none(options);
    CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        losses(losses),
        Ranges.notNull("lossGradients", lossGradients),
        view("gradient", gradient),
        CrossEntropyRows.NONE,
        perRow.weights(),
        perRow);
  }

  /**
   * The loss against labels, with what else each row takes and gives.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param rows weights of the rows, and results asked for
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows or a label
   *     is out of range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, a weight is
   *     negative or not finite, arrays for results are the same or hold a matrix
   */
  public static float loss(
      Matrix logits, int[] labels, CrossEntropyRows rows, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        null,
        null,
        null,
        rows(rows),
        options.weights(),
        options);
  }

  /**
   * The loss against target distributions, with what else each row takes and gives.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param rows weights of the rows, and results asked for
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, a weight is
   *     negative or not finite, arrays for results are the same or hold a matrix
   */
  public static float loss(
      Matrix logits, Matrix targets, CrossEntropyRows rows, CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        null,
        null,
        null,
        rows(rows),
        options.weights(),
        options);
  }

  /**
   * The loss against labels and its gradient, with what else each row takes and gives.
   *
   * @param logits rows × classes
   * @param labels one class a row, 0 … classes − 1, or the ignore index
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param rows weights of the rows, and results asked for
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows or a label
   *     is out of range
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, a weight is
   *     negative or not finite, arrays for results are the same or hold a matrix, or {@code
   *     gradient} is read-only or overlaps the logits without being the same
   */
  public static float lossAndGradient(
      Matrix logits,
      int[] labels,
      Matrix gradient,
      CrossEntropyRows rows,
      CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        labels(labels),
        null,
        null,
        null,
        view("gradient", gradient),
        rows(rows),
        options.weights(),
        options);
  }

  /**
   * The loss against target distributions and its gradient, with what else each row takes and
   * gives.
   *
   * @param logits rows × classes
   * @param targets a distribution a row, of the same shape
   * @param gradient where the gradient goes, of the same shape; may be {@code logits}
   * @param rows weights of the rows, and results asked for
   * @param options the reduction, mean or sum, and so on
   * @return the mean or sum of the rows' losses
   * @throws IndexOutOfBoundsException if an array has fewer elements than there are rows
   * @throws IllegalArgumentException if the reduction is none, the shapes differ, a weight is
   *     negative or not finite, arrays for results are the same or hold a matrix, or {@code
   *     gradient} is read-only or overlaps the logits without being the same, or overlaps the
   *     targets
   */
  public static float lossAndGradient(
      Matrix logits,
      Matrix targets,
      Matrix gradient,
      CrossEntropyRows rows,
      CrossEntropyOptions options) {
    reduced(options);
    return CrossEntropyKernels.run(
        view("logits", logits),
        null,
        view("targets", targets),
        null,
        null,
        view("gradient", gradient),
        rows(rows),
        options.weights(),
        options);
  }

  private static MatrixView view(String name, Matrix matrix) {
    return Ranges.notNull(name, matrix).view();
  }

  private static int[] labels(int[] labels) {
    return Ranges.notNull("labels", labels);
  }

  private static float[] losses(float[] losses) {
    return Ranges.notNull("losses", losses);
  }

  private static CrossEntropyRows rows(CrossEntropyRows rows) {
    return Ranges.notNull("rows", rows);
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
