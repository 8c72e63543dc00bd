package org.lanewise.jmh;

/**
 * Softmax, its kin and the losses over rows of contiguous floats, as engines write them today:
 * {@code Math.exp} element by element, sums in float.
 */
public abstract class NaiveRowLoops {

  /** Softmax. */
  public abstract void softmax(Floats src, Floats dst, int rows, int cols);

  /** Log-softmax. */
  public abstract void logSoftmax(Floats src, Floats dst, int rows, int cols);

  /** Logsumexp, one result a row. */
  public abstract void logSumExp(Floats src, float[] dst, int rows, int cols);

  /** Gradient of softmax from its output. */
  public abstract void softmaxGradient(Floats y, Floats dy, Floats dx, int rows, int cols);

  /** Gradient of log-softmax from its output. */
  public abstract void logSoftmaxGradient(Floats y, Floats dy, Floats dx, int rows, int cols);

  /** Gradient of logsumexp from its input. */
  public abstract void logSumExpGradient(Floats src, float[] dy, Floats dx, int rows, int cols);

  /** Mean cross-entropy against labels. */
  public abstract float loss(Floats logits, int[] labels, int rows, int cols);

  /** Mean cross-entropy against labels, and its gradient. */
  public abstract float lossAndGradient(
      Floats logits, int[] labels, Floats gradient, int rows, int cols);

  /** Mean cross-entropy against distributions. */
  public abstract float denseLoss(Floats logits, Floats targets, int rows, int cols);

  /** Mean cross-entropy against distributions, and its gradient. */
  public abstract float denseLossAndGradient(
      Floats logits, Floats targets, Floats gradient, int rows, int cols);

  /** Mean negative log-likelihood of log-probabilities. */
  public abstract float likelihood(Floats y, int[] labels, int rows, int cols);

  /** Mean negative log-likelihood of log-probabilities, and its gradient. */
  public abstract float likelihoodAndGradient(
      Floats y, int[] labels, Floats gradient, int rows, int cols);

  /** Mean cross-entropy of probabilities. */
  public abstract float categorical(Floats p, Floats targets, int rows, int cols);

  /** Mean cross-entropy of probabilities, and its gradient. */
  public abstract float categoricalAndGradient(
      Floats p, Floats targets, Floats gradient, int rows, int cols);

  /** Leaky ReLU with a slope for each row. */
  public abstract void prelu(Floats x, float[] slopes, Floats dst, int rows, int cols);

  /** Leaky ReLU with a slope for each column. */
  public abstract void preluPerColumn(Floats x, float[] slopes, Floats dst, int rows, int cols);

  /** Its gradient with respect to x, a slope for each row. */
  public abstract void preluGradient(
      Floats x, float[] slopes, Floats dy, Floats dx, int rows, int cols);

  /** Its gradient with respect to x, a slope for each column. */
  public abstract void preluPerColumnGradient(
      Floats x, float[] slopes, Floats dy, Floats dx, int rows, int cols);

  /** Its gradient with respect to the slopes of rows. */
  public abstract void preluSlopeGradient(Floats x, Floats dy, float[] dSlopes, int rows, int cols);

  /** Its gradient with respect to the slopes of columns. */
  public abstract void preluPerColumnSlopeGradient(
      Floats x, Floats dy, float[] dSlopes, int rows, int cols);
}
