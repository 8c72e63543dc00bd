package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.ERF_CENTRE;
import static org.lanewise.internal.LogCoefficients.ERF_END_BITS;
import static org.lanewise.internal.LogCoefficients.ERF_GRADIENT_END;
import static org.lanewise.internal.LogCoefficients.ERF_P0;
import static org.lanewise.internal.LogCoefficients.ERF_P1;
import static org.lanewise.internal.LogCoefficients.ERF_P2;
import static org.lanewise.internal.LogCoefficients.ERF_P3;
import static org.lanewise.internal.LogCoefficients.ERF_P4;
import static org.lanewise.internal.LogCoefficients.ERF_P5;
import static org.lanewise.internal.LogCoefficients.ERF_Q0;
import static org.lanewise.internal.LogCoefficients.ERF_Q1;
import static org.lanewise.internal.LogCoefficients.ERF_Q2;
import static org.lanewise.internal.LogCoefficients.ERF_Q3;
import static org.lanewise.internal.LogCoefficients.ERF_Q4;
import static org.lanewise.internal.LogCoefficients.ERF_Q5;
import static org.lanewise.internal.LogCoefficients.ERF_Q6;
import static org.lanewise.internal.LogCoefficients.ERF_SPLIT;
import static org.lanewise.internal.LogCoefficients.EXP2_P1;
import static org.lanewise.internal.LogCoefficients.EXP2_P2;
import static org.lanewise.internal.LogCoefficients.EXP2_P3;
import static org.lanewise.internal.LogCoefficients.EXP2_P4;
import static org.lanewise.internal.LogCoefficients.EXP2_P5;
import static org.lanewise.internal.LogCoefficients.EXP2_P6;
import static org.lanewise.internal.LogCoefficients.EXP_MASK;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.LOG_CUT;
import static org.lanewise.internal.LogCoefficients.LOG_MAGIC;
import static org.lanewise.internal.LogCoefficients.LOG_MAGIC_BITS;
import static org.lanewise.internal.LogCoefficients.LOG_P0;
import static org.lanewise.internal.LogCoefficients.LOG_P1;
import static org.lanewise.internal.LogCoefficients.LOG_P2;
import static org.lanewise.internal.LogCoefficients.LOG_P3;
import static org.lanewise.internal.LogCoefficients.LOG_P4;
import static org.lanewise.internal.LogCoefficients.LOG_P5;
import static org.lanewise.internal.LogCoefficients.LOG_P6;
import static org.lanewise.internal.LogCoefficients.LOG_P7;
import static org.lanewise.internal.LogCoefficients.LOG_P8;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.NEG_LN2;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.TWO_OVER_SQRT_PI;

/**
 * Logarithms and the error function, one element at a time: the definition of their bits.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); 1 + x = 2^k (1 + f) with f from x itself, and erf from a power
 * of two of a polynomial, from N. Juffa's posts on logf, log1pf and erff.
 */
public final class ScalarLogMath {

  private ScalarLogMath() {}

  /** p(f) of log(1 + f) = f + f^2 p(f), -0.25 <= f <= 0.5. */
  static float logSeries(float f) {
    float p = Math.fma(f, LOG_P8, LOG_P7);
    p = Math.fma(p, f, LOG_P6);
    p = Math.fma(p, f, LOG_P5);
    p = Math.fma(p, f, LOG_P4);
    p = Math.fma(p, f, LOG_P3);
    p = Math.fma(p, f, LOG_P2);
    p = Math.fma(p, f, LOG_P1);
    return Math.fma(p, f, LOG_P0);
  }

  /** 2^r, |r| <= 0.5. */
  static float exp2Series(float r) {
    float e = Math.fma(r, EXP2_P6, EXP2_P5);
    e = Math.fma(e, r, EXP2_P4);
    e = Math.fma(e, r, EXP2_P3);
    e = Math.fma(e, r, EXP2_P2);
    e = Math.fma(e, r, EXP2_P1);
    return Math.fma(e, r, 1f);
  }

  /** p(u) of erf(x) = x + x p(u), u = x^2 <= 0.8213. */
  static float erfSeries(float u) {
    float p = Math.fma(u, ERF_P5, ERF_P4);
    p = Math.fma(p, u, ERF_P3);
    p = Math.fma(p, u, ERF_P2);
    p = Math.fma(p, u, ERF_P1);
    return Math.fma(p, u, ERF_P0);
  }

  /** y(v) of -log2 erfc(v + 63/64) = ERF_Q0 + v y(v). */
  static float erfTail(float v) {
    float y = Math.fma(v, ERF_Q6, ERF_Q5);
    y = Math.fma(y, v, ERF_Q4);
    y = Math.fma(y, v, ERF_Q3);
    y = Math.fma(y, v, ERF_Q2);
    return Math.fma(y, v, ERF_Q1);
  }

  /**
   * The natural logarithm, of subnormal numbers too.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return log x; -∞ for ±0, NaN below 0, +∞ for +∞, +0 for 1
   */
  public static float log(float x) {
    // Subnormals are scaled by 2^23: tiny is -1 for them.
    int tiny = (Float.floatToRawIntBits(x) - 0x800000) >> 31;
    float scale = Float.intBitsToFloat((tiny & 0xb800000) + ONE_BITS);
    float y = x * scale;
    // y = 2^k m with 0.75 < m <= 1.5; ne = -k, NaN for a negative x.
    int k = Float.floatToRawIntBits(y) - LOG_CUT;
    float m = Float.intBitsToFloat(Float.floatToRawIntBits(y) - (k & EXP_MASK));
    int b = (k >> 23) + (tiny & -23) + LOG_MAGIC_BITS;
    float ne = LOG_MAGIC - Float.intBitsToFloat(b | (Float.floatToRawIntBits(x) >> 31));
    float f = m - 1f;
    float p = logSeries(f);
    // log x = log(1 + f) + k ln2; for k = 1, -1 the sum is exact.
    float r = Math.fma(f * f, p, f);
    r = Math.fma(ne, NEG_LN2, r);
    r = x < Float.POSITIVE_INFINITY ? r : x;
    return x == 0f ? Float.NEGATIVE_INFINITY : r;
  }

  /**
   * log(1 + x).
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return log(1 + x); -∞ for -1, NaN below -1, +∞ for +∞, x for ±0 and where x is tiny
   */
  public static float log1p(float x) {
    float u = x + 1f;
    // 1 + x = 2^k (1 + f) with f = x 2^-k - (1 - 2^-k), exact for k <= 24 although 1 + x is not.
    int k = (Float.floatToRawIntBits(u) - LOG_CUT) & EXP_MASK;
    float f =
        Float.intBitsToFloat(Float.floatToRawIntBits(x) - k)
            - (1f - Float.intBitsToFloat(Math.max(ONE_BITS - k, 0)));
    int b = (k >> 23) + LOG_MAGIC_BITS;
    float ne = LOG_MAGIC - Float.intBitsToFloat(b | (Float.floatToRawIntBits(u) >> 31));
    float p = logSeries(f);
    float r = Math.fma(f * f, p, f);
    r = Math.fma(ne, NEG_LN2, r);
    r = x < Float.POSITIVE_INFINITY ? r : x;
    return u == 0f ? Float.NEGATIVE_INFINITY : r;
  }

  /**
   * The error function.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return erf x; ±1 for ±∞, ±0 for ±0
   */
  public static float erf(float x) {
    // |x| < 0.90625: x + x p(x^2).
    float u = x * x;
    float p = erfSeries(u);
    float small = Math.fma(x, p, x);
    // Else 1 - 2^-y, y = -log2 erfc(|x|): expanded about 63/64, where y is almost a float, and the
    // last sum of y is taken again about the rounded exponent, so that r has no error of y's size.
    float a = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(x) & 0x7fffffff, ERF_END_BITS));
    float v = a - ERF_CENTRE;
    float y = erfTail(v);
    float t = MAGIC - Math.fma(y, v, ERF_Q0);
    float r = Math.fma(-y, v, MAGIC - t - ERF_Q0);
    float e = exp2Series(r);
    float large = Math.fma(-Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23), e, 1f);
    int sign = Float.floatToRawIntBits(x) & SIGN_MASK;
    large = Float.intBitsToFloat(Float.floatToRawIntBits(large) | sign);
    return Math.abs(x) >= ERF_SPLIT ? large : small;
  }

  /**
   * The derivative of erf, {@code 2 / sqrt(pi) e^(-x^2)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; +0 for ±∞
   */
  public static float erfGradient(float x) {
    float z = x * x;
    float zl = Math.fma(x, x, -z);
    float t = Math.fma(z, -LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_HI, -z) + Math.fma(n, -LN2_LO, -zl);
    float e = ScalarGradientMath.expReduced(r) * TWO_OVER_SQRT_PI;
    float y = ScalarExpTerms.scaled(e, u);
    return z > ERF_GRADIENT_END ? 0f : y;
  }
}
