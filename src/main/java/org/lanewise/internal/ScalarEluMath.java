package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.ELU_END;
import static org.lanewise.internal.LogCoefficients.ELU_END_BITS;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_HI;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_LO;
import static org.lanewise.internal.LogCoefficients.SELU_POS_HI;
import static org.lanewise.internal.LogCoefficients.SELU_POS_LO;

/**
 * Exponential linear units, one element at a time: the definition of their bits.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included; for two parameters, over all floats at the values named.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); two-sums from Dekker, 1971.
 */
public final class ScalarEluMath {

  private ScalarEluMath() {}

  /**
   * {@code x > 0 ? x : alpha (e^x - 1)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param alpha the limit is -alpha; not 0
   * @return the value; -alpha for -∞, ±0 for ±0
   */
  public static float elu(float x, float alpha) {
    // Negative numbers stop at -104; others do not matter.
    float z = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(x), ELU_END_BITS));
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float rh = Math.fma(n, -LN2_HI, z);
    float r = Math.fma(n, -LN2_LO, rh);
    float w = r * r;
    float q = ScalarExpTerms.expSeries(rh, r, w);
    // e^r - 1 = s + sl; h + low = 2^n (s + sl) + (2^n - 1).
    float s = Math.fma(w, q, r);
    float sl = Math.fma(w, q, r - s);
    float b = scale - 1f;
    float h = Math.fma(scale, s, b);
    float low = Math.fma(scale, sl, Math.fma(scale, s, b - h));
    float y = Math.fma(h, alpha, low * alpha);
    return x < 0f ? y : x;
  }

  /**
   * {@code scale (x > 0 ? x : alpha (e^x - 1))} with scale 1.0507009873554805 and alpha
   * 1.6732632423543772, each in two parts.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value
   */
  public static float selu(float x) {
    float z = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(x), ELU_END_BITS));
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float rh = Math.fma(n, -LN2_HI, z);
    float r = Math.fma(n, -LN2_LO, rh);
    float w = r * r;
    float q = ScalarExpTerms.expSeries(rh, r, w);
    float s = Math.fma(w, q, r);
    float sl = Math.fma(w, q, r - s);
    float b = scale - 1f;
    float h = Math.fma(scale, s, b);
    float low = Math.fma(scale, sl, Math.fma(scale, s, b - h));
    float y = Math.fma(h, SELU_NEG_HI, Math.fma(h, SELU_NEG_LO, low * SELU_NEG_HI));
    return x < 0f ? y : Math.fma(x, SELU_POS_HI, x * SELU_POS_LO);
  }

  /**
   * {@code x > 0 ? x : alpha (e^(x / alpha) - 1)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param alpha a positive number
   * @return the value; -alpha for -∞, ±0 for ±0
   */
  public static float celu(float x, float alpha) {
    float v = x / alpha;
    float z = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(v), ELU_END_BITS));
    // What z lost; times e^z it is what the result lacks.
    float rem = Math.fma(-z, alpha, x);
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float rh = Math.fma(n, -LN2_HI, z);
    float r = Math.fma(n, -LN2_LO, rh);
    float w = r * r;
    float q = ScalarExpTerms.expSeries(rh, r, w);
    float s = Math.fma(w, q, r);
    float sl = Math.fma(w, q, r - s);
    float b = scale - 1f;
    float h = Math.fma(scale, s, b);
    float low = Math.fma(scale, sl, Math.fma(scale, s, b - h));
    rem = v > ELU_END ? rem : 0f;
    low = Math.fma(rem, h + 1f, low * alpha);
    float y = Math.fma(h, alpha, low);
    // From there on x is within an eighth of a ULP, where y loses what is subnormal in it.
    return v < -0x1p-26f ? y : x;
  }
}
