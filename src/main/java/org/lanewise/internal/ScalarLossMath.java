package org.lanewise.internal;

/**
 * Losses and their gradients, one element at a time: the definition of their bits.
 *
 * <p>Binary cross-entropy with logits is written as {@code (1 − t)·softplus(x) + t·softplus(−x)},
 * which is what the usual formula {@code (1 − t)·x + log(1 + exp(−|x|)) + max(−x, 0)} adds up to,
 * without its cancellation: both terms are positive. A factor of 0 takes its term away, whatever
 * that is, so that sure and right predictions cost nothing at ±∞.
 */
public final class ScalarLossMath {

  private ScalarLossMath() {}

  /** Squared error. */
  public static float squaredError(float x, float t) {
    float d = x - t;
    return d * d;
  }

  /** Derivative of the squared error. */
  public static float squaredErrorGradient(float x, float t) {
    float d = x - t;
    return d + d;
  }

  /** Absolute error. */
  public static float absoluteError(float x, float t) {
    return Math.abs(x - t);
  }

  /** −1, 0 or 1; NaN for NaN. */
  private static float sign(float d) {
    float s = d > 0f ? 1f : d;
    return d < 0f ? -1f : s;
  }

  /** Derivative of the absolute error; 0 where it is 0. */
  public static float absoluteErrorGradient(float x, float t) {
    return sign(x - t);
  }

  /** Smooth absolute error. */
  public static float smoothL1(float x, float t, float beta) {
    float a = Math.abs(x - t);
    float near = (a * 0.5f) * (a / beta);
    float far = a - beta * 0.5f;
    return a < beta ? near : far;
  }

  /** Derivative of the smooth absolute error. */
  public static float smoothL1Gradient(float x, float t, float beta) {
    float d = x - t;
    float near = d / beta;
    return Math.abs(d) < beta ? near : sign(d);
  }

  /** Huber loss. */
  public static float huber(float x, float t, float delta) {
    float a = Math.abs(x - t);
    float near = (a * 0.5f) * a;
    float far = (a - delta * 0.5f) * delta;
    return a <= delta ? near : far;
  }

  /** Derivative of the Huber loss. */
  public static float huberGradient(float x, float t, float delta) {
    float d = x - t;
    float far = sign(d) * delta;
    return Math.abs(d) <= delta ? d : far;
  }

  /**
   * The part of binary cross-entropy that the target has; the logarithm is at least {@code least}.
   */
  public static float binaryPositive(float x, float t, float least) {
    float log = ScalarLogMath.log(x);
    log = log < least ? least : log;
    float y = 0f - t * log;
    return t == 0f ? 0f : y;
  }

  /** The part of binary cross-entropy that 1 − target has. */
  public static float binaryNegative(float x, float t, float least) {
    float log = ScalarLogMath.log1p(-x);
    log = log < least ? least : log;
    float u = 1f - t;
    float y = 0f - u * log;
    return u == 0f ? 0f : y;
  }

  /** Derivative of binary cross-entropy; the denominator is at least 1e-12. */
  public static float binaryCrossEntropyGradient(float x, float t) {
    float product = (1f - x) * x;
    product = product < 1e-12f ? 1e-12f : product;
    return (x - t) / product;
  }

  /** Derivative of cross-entropy of a probability; 0 beyond its limits and without a target. */
  public static float categoricalGradient(float x, float t, float least, float most) {
    float y = -t / x;
    y = x < least ? 0f : y;
    y = x > most ? 0f : y;
    return t == 0f ? 0f : y;
  }

  /**
   * Binary cross-entropy of a logit.
   *
   * @param x the logit
   * @param t the target
   * @param tw the target times the weight of positives
   * @param small log(1 + exp(−|x|))
   */
  public static float withLogits(float x, float t, float tw, float small) {
    float large = Math.abs(x) + small;
    float up = x > 0f ? large : small;
    float down = x > 0f ? small : large;
    float u = 1f - t;
    float zero = u == 0f ? 0f : u * up;
    float one = tw == 0f ? 0f : tw * down;
    return zero + one;
  }

  /** Derivative of binary cross-entropy with respect to the logit. */
  public static float withLogitsGradient(float x, float t, float tw) {
    float small = ScalarMath.sigmoid(0f - Math.abs(x));
    float large = 1f - small;
    float up = x > 0f ? large : small;
    float down = x > 0f ? small : large;
    float u = 1f - t;
    return u * up - tw * down;
  }
}
