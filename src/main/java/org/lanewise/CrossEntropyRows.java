package org.lanewise;

import org.lanewise.internal.Ranges;

/**
 * What a call of {@link SoftmaxCrossEntropy} takes and gives for each row beside the usual: all of
 * it optional. Immutable, though the arrays for results are written by the calls; each {@code
 * with…} gives a changed copy, to be kept with its arrays or made in front of a call.
 *
 * <p>Arrays begin with row 0 and may be longer than there are rows.
 */
public final class CrossEntropyRows {

  /** Nothing beside the usual. */
  public static final CrossEntropyRows NONE = new CrossEntropyRows(null, null, null, null, null);

  private final float[] weights;
  private final float[] losses;
  private final float[] logSumExps;
  private final int[] argMax;
  private final int[] correct;

  private CrossEntropyRows(
      float[] weights, float[] losses, float[] logSumExps, int[] argMax, int[] correct) {
    this.weights = weights;
    this.losses = losses;
    this.logSumExps = logSumExps;
    this.argMax = argMax;
    this.correct = correct;
  }

  /**
   * Sets a weight for each row: its loss is multiplied with it, z-loss included, and it counts as
   * much in the mean. A row of weight 0 is ignored like one with the ignore index.
   *
   * @param array one weight a row, finite and at least 0
   * @return a changed copy
   */
  public CrossEntropyRows withWeights(float[] array) {
    return new CrossEntropyRows(
        Ranges.notNull("weights", array), losses, logSumExps, argMax, correct);
  }

  /**
   * Asks for the loss of each row, with its weight, before any reduction; 0 for ignored rows.
   *
   * @param array where they go
   * @return a changed copy
   */
  public CrossEntropyRows withLosses(float[] array) {
    return new CrossEntropyRows(
        weights, Ranges.notNull("losses", array), logSumExps, argMax, correct);
  }

  /**
   * Asks for the logsumexp of each row, after the soft-cap; 0 for ignored rows.
   *
   * @param array where they go
   * @return a changed copy
   */
  public CrossEntropyRows withLogSumExps(float[] array) {
    return new CrossEntropyRows(
        weights, losses, Ranges.notNull("logSumExps", array), argMax, correct);
  }

  /**
   * Asks for the class of the largest logit of each row, the first of several; −1 for ignored rows
   * and where there is no number.
   *
   * @param array where they go
   * @return a changed copy
   */
  public CrossEntropyRows withArgMax(int[] array) {
    return new CrossEntropyRows(
        weights, losses, logSumExps, Ranges.notNull("argMax", array), correct);
  }

  /**
   * Asks for the number of rows whose largest logit, the first of several, is at the label. For
   * calls with labels.
   *
   * @param array where the number goes: element 0
   * @return a changed copy
   */
  public CrossEntropyRows withCorrect(int[] array) {
    return new CrossEntropyRows(
        weights, losses, logSumExps, argMax, Ranges.notNull("correct", array));
  }

  /**
   * The weights of the rows.
   *
   * @return the array itself; null if there is none
   */
  public float[] weights() {
    return weights;
  }

  /**
   * Where the losses go.
   *
   * @return the array itself; null if there is none
   */
  public float[] losses() {
    return losses;
  }

  /**
   * Where the logsumexps go.
   *
   * @return the array itself; null if there is none
   */
  public float[] logSumExps() {
    return logSumExps;
  }

  /**
   * Where the classes of the largest logits go.
   *
   * @return the array itself; null if there is none
   */
  public int[] argMax() {
    return argMax;
  }

  /**
   * Where the number of rows goes that are right.
   *
   * @return the array itself; null if there is none
   */
  public int[] correct() {
    return correct;
  }
}
