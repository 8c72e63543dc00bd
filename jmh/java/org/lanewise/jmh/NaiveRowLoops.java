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
}
