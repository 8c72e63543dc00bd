package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.EXP_MASK;
import static org.lanewise.internal.LogCoefficients.GATE_HALF;
import static org.lanewise.internal.LogCoefficients.GATE_MID;
import static org.lanewise.internal.LogCoefficients.LN2_BITS;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LN2_LO_BITS;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.LOG_Q0;
import static org.lanewise.internal.LogCoefficients.LOG_Q1;
import static org.lanewise.internal.LogCoefficients.LOG_Q2;
import static org.lanewise.internal.LogCoefficients.LOG_Q3;
import static org.lanewise.internal.LogCoefficients.LOG_Q4;
import static org.lanewise.internal.LogCoefficients.LOG_Q5;
import static org.lanewise.internal.LogCoefficients.LOG_Q6;
import static org.lanewise.internal.LogCoefficients.LOG_Q7;
import static org.lanewise.internal.LogCoefficients.LOG_Q8;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.MIN_NORMAL_BITS;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.SOFTPLUS_CUT;
import static org.lanewise.internal.LogCoefficients.SWISH_HALF;
import static org.lanewise.internal.LogCoefficients.SWISH_MID;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;

/**
 * Softplus and the logarithm of the sigmoid, one element at a time: the definition of their bits.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included; for two parameters, over all floats at the values named.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); 1 + x = 2^k (1 + f) with f from x itself from N. Juffa's posts
 * on log1pf; two-sums from Dekker, 1971.
 */
public final class ScalarSoftplusMath {

  private ScalarSoftplusMath() {}

  /** p(f) of softplusSum; e need not be exact for it. */
  static float softplusRatio(float z, float zl, float t, float n) {
    float rh = Math.fma(n, -LN2_HI, z);
    float r = rh + Math.fma(n, -LN2_LO, zl);
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float e = Math.fma(scale * r, Math.fma(ScalarExpTerms.expSeries(rh, r, r * r), r, 1f), scale);
    int k = (Float.floatToRawIntBits(z) - SOFTPLUS_CUT) >> 31;
    float half = Float.intBitsToFloat((k & EXP_MASK) + ONE_BITS);
    float f = Math.fma(half, e, half - 1f);
    float p = Math.fma(f, LOG_Q8, LOG_Q7);
    p = Math.fma(p, f, LOG_Q6);
    p = Math.fma(p, f, LOG_Q5);
    p = Math.fma(p, f, LOG_Q4);
    p = Math.fma(p, f, LOG_Q3);
    p = Math.fma(p, f, LOG_Q2);
    p = Math.fma(p, f, LOG_Q1);
    return Math.fma(p, f, LOG_Q0);
  }

  /** base + log(1 + e^z), z <= 0; the logarithm is to be multiplied by 2^min(n + 64, 0). */
  static float softplusSum(float z, float t, float n, float base) {
    float w = ScalarExpTerms.expLow(z, 0f, n);
    float p = softplusRatio(z, 0f, t, n);
    float r = Math.fma(n, -LN2_HI, z) + n * -LN2_LO;
    // e + el = e^z, scaled by at least 2^-64.
    float s = r + w;
    float d = s + 1f;
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, TINY_SCALE_BITS));
    float e = d * scale;
    float el = (1f - d + s + (w - (s - r))) * scale;
    // 1 + e = 2^k (1 + f), k = 1 if e > 0.4, else 0; half = 2^-k.
    int k = (Float.floatToRawIntBits(z) - SOFTPLUS_CUT) >> 31;
    float half = Float.intBitsToFloat((k & EXP_MASK) + ONE_BITS);
    float c = half - 1f;
    float f = Math.fma(half, e, c);
    float fl = Math.fma(el, half, Math.fma(half, e, c - f));
    float low = Math.fma(f * f, p, Math.fma(-fl, f, fl));
    // base + f + k ln2 + low, the large terms without loss.
    float g = base + f;
    low = f - (g - base) + low;
    float ln2 = Float.intBitsToFloat(k & LN2_BITS);
    float h = ln2 + g;
    return h + (g - (h - ln2) + low);
  }

  /**
   * {@code log(1 + e^x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return softplus x; +∞ for +∞, +0 for -∞
   */
  public static float softplus(float x) {
    float z = -Math.abs(x);
    float t = Math.fma(z, LOG2E, MAGIC);
    float base =
        Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~(Float.floatToRawIntBits(x) >> 31));
    float y = softplusSum(z, t, t - MAGIC, base);
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    y = y * Float.intBitsToFloat(u - u1 + ONE_BITS);
    // Outside of (-110, 18): max(x, 0).
    return Math.abs(x + GATE_MID) > GATE_HALF ? base : y;
  }

  /** 2^n, at least 2^-64. */
  static float softplusScale(float t) {
    return Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, TINY_SCALE_BITS));
  }

  /** All ones if e^z > 0.4, else 0. */
  static int softplusCarry(float z) {
    return (Float.floatToRawIntBits(z) - SOFTPLUS_CUT) >> 31;
  }

  /** base + log(1 + e^(z + zl)) / beta, z <= 0; the logarithm is scaled as in softplusSum. */
  static float softplusBetaSum(float z, float zl, float t, float base, float beta, float inverse) {
    float n = t - MAGIC;
    int k = softplusCarry(z);
    float scale = softplusScale(t);
    float r = ScalarExpTerms.expRest(z, zl, n);
    float w = ScalarExpTerms.expLow(z, zl, n);
    float p = softplusRatio(z, zl, t, n);
    float s = r + w;
    float d = s + 1f;
    float e = d * scale;
    float el = (1f - d + s + (w - (s - r))) * scale;
    float half = Float.intBitsToFloat((k & EXP_MASK) + ONE_BITS);
    float start = half - 1f;
    float f = Math.fma(half, e, start);
    float fl = Math.fma(el, half, Math.fma(half, e, start - f));
    // log(1 + f + fl) = f - c + low, and its terms without loss: with beta the result may lie just
    // below a power of two, where what softplusSum errs would be half as much again.
    float minus = -f;
    float a = minus * f;
    float c = a * p;
    float cl = Math.fma(Math.fma(f, f, a), p, Math.fma(f * f, p, c));
    float low = Math.fma(fl, minus, fl + cl);
    float ln2 = Float.intBitsToFloat(k & LN2_BITS);
    float g = ln2 + f;
    low = f - (g - ln2) + Float.intBitsToFloat(k & LN2_LO_BITS) + low;
    float h = g - c;
    low = g - h - c + low;
    // base + (h + low) / beta: the quotient of h with its remainder.
    float quotient = h * inverse;
    low = (Math.fma(-quotient, beta, h) + low) * inverse;
    h = base + quotient;
    float b = h - base;
    return h + (base - (h - b) + (quotient - b) + low);
  }

  /**
   * {@code log(1 + e^(beta x)) / beta}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param beta the factor, at least 2^-100
   * @param inverse 1 / beta, rounded
   * @return the value; +∞ for +∞, +0 for -∞
   */
  public static float softplusBeta(float x, float beta, float inverse) {
    float v = x * beta;
    float z = -Math.abs(v);
    float t = Math.fma(z, LOG2E, MAGIC);
    int sign = ~Float.floatToRawIntBits(v) & SIGN_MASK;
    float zl = Float.intBitsToFloat(Float.floatToRawIntBits(Math.fma(x, beta, -v)) ^ sign);
    float base =
        Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~(Float.floatToRawIntBits(v) >> 31));
    float y = softplusBetaSum(z, zl, t, base, beta, inverse);
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    int rest = u - u1 + ONE_BITS;
    int u2 = Math.max(rest, MIN_NORMAL_BITS);
    y = y * Float.intBitsToFloat(u2) * Float.intBitsToFloat(rest - u2 + ONE_BITS);
    return Math.abs(v + SWISH_MID) > SWISH_HALF ? base : y;
  }

  /**
   * {@code log(sigma(x))} = -softplus(-x).
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; -0 for +∞, -∞ for -∞
   */
  public static float logSigmoid(float x) {
    return -softplus(-x);
  }
}
