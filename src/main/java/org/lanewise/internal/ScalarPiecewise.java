package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIXTH_HI;
import static org.lanewise.internal.LogCoefficients.SIXTH_LO;
import static org.lanewise.internal.LogCoefficients.SOFTSIGN_END;

/**
 * Activation functions and derivatives that are straight or a quotient between kinks, one element
 * at a time: the definition of their bits. Comparisons are written so that a NaN passes.
 */
public final class ScalarPiecewise {

  private static final int SIGN = 0x80000000;

  private ScalarPiecewise() {}

  /** Slope·x for negative x. */
  public static float leakyRelu(float x, float slope) {
    return x < 0f ? x * slope : x;
  }

  /** X between 0 and 6. */
  public static float relu6(float x) {
    return Math.min(ScalarMath.relu(x), 6f);
  }

  /** X between min and max; max where min is greater. */
  public static float clip(float x, float min, float max) {
    float y = x < min ? min : x;
    return y > max ? max : y;
  }

  /** X above alpha. */
  public static float thresholdedRelu(float x, float alpha) {
    return x <= alpha ? 0f : x;
  }

  /** Slope·x + offset between 0 and 1. */
  public static float hardSigmoidLinear(float x, float slope, float offset) {
    float t = Math.fma(x, slope, offset);
    t = t < 0f ? 0f : t;
    return t > 1f ? 1f : t;
  }

  /** X nearer to 0 by lambda. */
  public static float softshrink(float x, float lambda) {
    int sign = Float.floatToRawIntBits(x) & SIGN;
    float y = x - Float.intBitsToFloat(Float.floatToRawIntBits(lambda) | sign);
    return Math.abs(x) <= lambda ? 0f : y;
  }

  /** X beyond lambda. */
  public static float hardshrink(float x, float lambda) {
    return Math.abs(x) <= lambda ? 0f : x;
  }

  /**
   * {@code x / (1 + |x|)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; ±1 for ±∞, ±0 for ±0
   */
  public static float softsign(float x) {
    float a = Math.abs(x);
    float d = a + 1f;
    float dl = a - (d - 1f);
    float y = x / d;
    float rem = Math.fma(y, dl, Math.fma(y, d, -x));
    y = Math.fma(rem, Float.intBitsToFloat(NEG_RCP_MAGIC - Float.floatToRawIntBits(d)), y);
    float limit = Float.intBitsToFloat((Float.floatToRawIntBits(x) & SIGN) | ONE_BITS);
    return a > SOFTSIGN_END ? limit : y;
  }

  /**
   * {@code x / 6 + 1/2} between 0 and 1, as {@code (x + 3) / 6} with 1/6 in two parts.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value
   */
  public static float hardSigmoid(float x) {
    float t = x + 3f;
    float tl = x - (t - 3f);
    float y = Math.fma(t, SIXTH_HI, Math.fma(t, SIXTH_LO, tl * SIXTH_HI));
    y = x > 3f ? 1f : y;
    return x < -3f ? 0f : y;
  }

  /**
   * {@code x} times its hard sigmoid.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; +∞ for +∞, -0 from -3 on downwards
   */
  public static float hardSwish(float x) {
    float t = x + 3f;
    float tl = x - (t - 3f);
    // The hard sigmoid in two parts: near 0 the product with x alone rounds, subnormal or not.
    float low = Math.fma(t, SIXTH_LO, tl * SIXTH_HI);
    float high = Math.fma(t, SIXTH_HI, low);
    low += Math.fma(t, SIXTH_HI, -high);
    float y = Math.fma(x, high, x * low);
    // -0 stays -0.
    y = Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN));
    y = x > 3f ? x : y;
    return x < -3f ? -0f : y;
  }

  /** Softplus, and x itself where beta·x passes the threshold. */
  public static float softplusThreshold(float x, float beta, float threshold) {
    float y = ScalarSoftplusMath.softplusBeta(x, beta, 1f / beta);
    return x * beta > threshold ? x : y;
  }

  /** Dy for positive x. */
  public static float reluGradient(float x, float dy) {
    return x <= 0f ? 0f : dy;
  }

  /** Dy for positive x, slope·dy for the others. */
  public static float leakyReluGradient(float x, float dy, float slope) {
    return x > 0f ? dy : dy * slope;
  }

  /** What an element adds to the gradient of its slope. */
  public static float slopeGradient(float x, float dy) {
    return x > 0f ? 0f : x * dy;
  }

  /** Dy between 0 and 6. */
  public static float relu6Gradient(float x, float dy) {
    float y = x <= 0f ? 0f : dy;
    return x >= 6f ? 0f : y;
  }

  /** Dy between the bounds and at them. */
  public static float clipGradient(float x, float dy, float min, float max) {
    float y = x < min ? 0f : dy;
    return x > max ? 0f : y;
  }

  /** Dy between the bounds, 0 at them. */
  public static float hardtanhGradient(float x, float dy, float min, float max) {
    float y = x <= min ? 0f : dy;
    return x >= max ? 0f : y;
  }

  /** Dy above alpha. */
  public static float thresholdedReluGradient(float x, float dy, float alpha) {
    return x <= alpha ? 0f : dy;
  }

  /** Dy / 6 between −3 and 3. */
  public static float hardSigmoidGradient(float x, float dy) {
    // A NaN in x gives 0, as PyTorch has it.
    return x > -3f && x < 3f ? dy / 6f : 0f;
  }

  /** Slope·dy between the kinks. */
  public static float hardSigmoidLinearGradient(float x, float dy, float slope, float offset) {
    float t = Math.fma(x, slope, offset);
    float y = t <= 0f ? 0f : dy * slope;
    return t >= 1f ? 0f : y;
  }

  /** Dy·(x / 3 + 1/2) between −3 and 3. */
  public static float hardSwishGradient(float x, float dy) {
    float y = dy * Math.fma(x, 1f / 3f, 0.5f);
    y = x <= -3f ? 0f : y;
    return x >= 3f ? dy : y;
  }

  /** Dy beyond lambda. */
  public static float shrinkGradient(float x, float dy, float lambda) {
    return Math.abs(x) <= lambda ? 0f : dy;
  }

  /** Sigmoid(beta·x), 1 beyond the threshold. */
  public static float softplusThresholdGradient(float x, float beta, float threshold) {
    float y = ScalarGradientMath.softplusGradient(x, beta);
    return x * beta > threshold ? 1f : y;
  }

  /** Dy / (1 + |x|)². */
  public static float softsignGradient(float x, float dy) {
    float d = Math.abs(x) + 1f;
    return dy / d / d;
  }

  /** Scale·g·(1 − tanh(scale·x / cap)²); what takes no part has g = 0, and x may be NaN. */
  public static float logitCapGradient(float x, float g, float scale, float cap) {
    float scaled = g * scale;
    float y = scaled * ScalarMath.tanhGradient(x * scale / cap);
    return scaled == 0f ? scaled : y;
  }
}
