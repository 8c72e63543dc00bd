package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.ELU_END;
import static org.lanewise.internal.LogCoefficients.ELU_END_BITS;
import static org.lanewise.internal.LogCoefficients.EXP2X_C1;
import static org.lanewise.internal.LogCoefficients.EXP2X_C2;
import static org.lanewise.internal.LogCoefficients.EXP2X_C3;
import static org.lanewise.internal.LogCoefficients.EXP2X_C4;
import static org.lanewise.internal.LogCoefficients.EXP2X_C5;
import static org.lanewise.internal.LogCoefficients.EXP2X_C6;
import static org.lanewise.internal.LogCoefficients.EXP_C2;
import static org.lanewise.internal.LogCoefficients.EXP_C3;
import static org.lanewise.internal.LogCoefficients.EXP_C4;
import static org.lanewise.internal.LogCoefficients.EXP_C5;
import static org.lanewise.internal.LogCoefficients.EXP_C6;
import static org.lanewise.internal.LogCoefficients.EXP_MASK;
import static org.lanewise.internal.LogCoefficients.GATE_HALF;
import static org.lanewise.internal.LogCoefficients.GATE_MID;
import static org.lanewise.internal.LogCoefficients.GELU_HALF;
import static org.lanewise.internal.LogCoefficients.GELU_K;
import static org.lanewise.internal.LogCoefficients.GELU_MID;
import static org.lanewise.internal.LogCoefficients.GELU_P0;
import static org.lanewise.internal.LogCoefficients.GELU_P1;
import static org.lanewise.internal.LogCoefficients.GELU_P2;
import static org.lanewise.internal.LogCoefficients.GELU_P3;
import static org.lanewise.internal.LogCoefficients.GELU_P4;
import static org.lanewise.internal.LogCoefficients.GELU_P5;
import static org.lanewise.internal.LogCoefficients.GELU_P6;
import static org.lanewise.internal.LogCoefficients.GELU_P7;
import static org.lanewise.internal.LogCoefficients.GELU_P8;
import static org.lanewise.internal.LogCoefficients.GELU_P9;
import static org.lanewise.internal.LogCoefficients.GELU_SHIFT;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_HI;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_LO;
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
import static org.lanewise.internal.LogCoefficients.MISH_HALF;
import static org.lanewise.internal.LogCoefficients.MISH_MID;
import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.QUICK_HI;
import static org.lanewise.internal.LogCoefficients.QUICK_LO;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_HI;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_LO;
import static org.lanewise.internal.LogCoefficients.SELU_POS_HI;
import static org.lanewise.internal.LogCoefficients.SELU_POS_LO;
import static org.lanewise.internal.LogCoefficients.SHRINK_END_BITS;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0_LO;
import static org.lanewise.internal.LogCoefficients.SHRINK_P1;
import static org.lanewise.internal.LogCoefficients.SHRINK_P2;
import static org.lanewise.internal.LogCoefficients.SHRINK_P3;
import static org.lanewise.internal.LogCoefficients.SHRINK_P4;
import static org.lanewise.internal.LogCoefficients.SHRINK_P5;
import static org.lanewise.internal.LogCoefficients.SHRINK_P6;
import static org.lanewise.internal.LogCoefficients.SHRINK_P7;
import static org.lanewise.internal.LogCoefficients.SHRINK_SPLIT;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.SIXTH_HI;
import static org.lanewise.internal.LogCoefficients.SIXTH_LO;
import static org.lanewise.internal.LogCoefficients.SOFTPLUS_CUT;
import static org.lanewise.internal.LogCoefficients.SOFTSIGN_END;
import static org.lanewise.internal.LogCoefficients.SWISH_HALF;
import static org.lanewise.internal.LogCoefficients.SWISH_MID;
import static org.lanewise.internal.LogCoefficients.TANH_K0_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K0_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K1_LO;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;
import static org.lanewise.internal.LogCoefficients.TWO_LOG2E;

/**
 * Activation functions, one element at a time: the definition of their bits.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included; for two parameters, over all floats at the values named.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); 1 + x = 2^k (1 + f) with f from x itself, and erf from a power
 * of two of a polynomial, from N. Juffa's posts on logf, log1pf and erff; the quotient corrected by
 * its remainder from Markstein, IA-64 and Elementary Functions, 2000; two-sums from Dekker, 1971;
 * gelu's scaled tail, by a rational map of the half line, from Shepherd and Laframboise, Math.
 * Comp. 36, 1981.
 */
public final class ScalarActivationMath {

  private ScalarActivationMath() {}

  /**
   * q(r) of e^r = 1 + r + r^2 q(r), |r| <= 0.3466.
   *
   * @param early r, or so near to it that a high term may begin with it
   * @param w r^2
   */
  static float expSeries(float early, float r, float w) {
    float q = Math.fma(w, EXP_C6, Math.fma(early, EXP_C5, EXP_C4));
    return Math.fma(q, w, Math.fma(r, EXP_C3, EXP_C2));
  }

  /** w of e^(z + zl) = 2^n (1 + r + w), |r| <= 0.3466, r being rounded. */
  static float expLow(float z, float zl, float n) {
    float rh = Math.fma(n, -LN2_HI, z);
    float rl = Math.fma(n, -LN2_LO, zl);
    float r = rh + rl;
    float w = r * r;
    return Math.fma(w, expSeries(rh, r, w), rl - (r - rh));
  }

  /** P(c - 3/4) of gelu, c = a / (a + 3.25), from a corrected quotient. */
  static float geluRatio(float a) {
    float m = a + GELU_K;
    float c = 1f / m;
    float ml = m - GELU_K - a;
    float rem = Math.fma(ml, c, Math.fma(-m, c, 1f));
    float g = Math.fma(rem * c, -GELU_K, Math.fma(c, -GELU_K, GELU_SHIFT));
    float p = Math.fma(g, GELU_P9, GELU_P8);
    p = Math.fma(p, g, GELU_P7);
    p = Math.fma(p, g, GELU_P6);
    p = Math.fma(p, g, GELU_P5);
    p = Math.fma(p, g, GELU_P4);
    p = Math.fma(p, g, GELU_P3);
    p = Math.fma(p, g, GELU_P2);
    p = Math.fma(p, g, GELU_P1);
    return Math.fma(p, g, GELU_P0);
  }

  /** a Phi(-a), to be multiplied by 2^n; half = a / 2, z + zl = -a^2 / 2. */
  static float geluQuotient(float a, float half, float z, float zl, float n) {
    float w = expLow(z, zl, n);
    float p = geluRatio(a);
    float r = Math.fma(n, -LN2_HI, z) + Math.fma(n, -LN2_LO, zl);
    // c = a / (a + 3.25), relative to a where it is small.
    float k = 1f / (a + GELU_K);
    float c = a < 1f ? k * a : Math.fma(k, -GELU_K, 1f);
    // e + el = e^r (1 + delta), delta = c p.
    w = Math.fma(Math.fma(r + w, p, p), c, w);
    float v = r + w;
    float e = v + 1f;
    float el = 1f - e + v + (w - (v - r));
    float h = half * e;
    float hl = Math.fma(half, el, Math.fma(half, e, -h));
    // (a / 2) (e + el) / (a + 1).
    float d = a + 1f;
    float dl = a - (d - 1f);
    float y = h / d;
    float rem = Math.fma(y, dl, Math.fma(y, d, -h) - hl);
    return Math.fma(rem, Float.intBitsToFloat(NEG_RCP_MAGIC - Float.floatToRawIntBits(d)), y);
  }

  /**
   * {@code x Phi(x)}, Phi being the normal distribution, with relative accuracy to the end of the
   * negative tail: the smallest result is that of -14.4.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return gelu x; +∞ for +∞, -0 for -∞, ±0 for ±0
   */
  public static float gelu(float x) {
    // With a = |x|: tail = a Phi(-a) = (a / 2) e^(-a^2/2) (1 + delta) / (a + 1), where
    // delta = c P(c - 3/4), c = a / (a + 3.25): delta lies in [-0.2, 0.05] and vanishes at 0.
    // The rounding of a^2/2 goes into the exponential.
    float a = Math.abs(x);
    float half = a * 0.5f;
    float z = -(half * a);
    float zl = -Math.fma(half, a, z);
    float t = Math.fma(z, LOG2E, MAGIC);
    float y = geluQuotient(a, half, z, zl, t - MAGIC);
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    // x > 0: x - tail; else -tail.
    int sign = (Float.floatToRawIntBits(x) >> 31) & 0x7fffffff;
    float base = Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~sign);
    y = (base - y * Float.intBitsToFloat(u1)) * Float.intBitsToFloat(u - u1 + ONE_BITS);
    return Math.abs(x + GELU_MID) > GELU_HALF ? base : y;
  }

  /** x / (2^n + e^r), to be multiplied by 2^n; e^-z = 2^-n e^r. */
  static float gateQuotient(float x, float z, float zl, float t, float n) {
    float r = Math.fma(n, LN2_HI, -z) + Math.fma(n, LN2_LO, -zl);
    // Not early: the zl of geluTanh may be large.
    float w = r * r;
    w *= expSeries(r, r, w);
    float s = r + w;
    // d + dl = 2^n + e^r, to about 2^-29.
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float c = scale + 1f;
    float d = c + s;
    float dl = c - d + s + (scale - (c - 1f) + (w - (s - r)));
    // The quotient, corrected by its remainder; the reciprocal for that needs 5 % only.
    float y = x / d;
    float rem = Math.fma(y, dl, Math.fma(y, d, -x));
    return Math.fma(rem, Float.intBitsToFloat(NEG_RCP_MAGIC - Float.floatToRawIntBits(d)), y);
  }

  /**
   * {@code x sigma(z + zl)}, exact to 1 ULP for any x beside z: what silu and its relatives share.
   *
   * @param x any float
   * @param z the argument of the sigmoid, of the size of x or more
   * @param zl its low part, 0 if there is none
   * @return x sigma(z + zl); where z is above 18 x, below -110 a zero with the sign of x
   */
  public static float gate(float x, float z, float zl) {
    float t = Math.fma(z, LOG2E, MAGIC);
    float y = gateQuotient(x, z, zl, t, t - MAGIC);
    // 2^n in two factors: the first product is exact, the second one rounds.
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    y = y * Float.intBitsToFloat(u1) * Float.intBitsToFloat(u - u1 + ONE_BITS);
    // Outside of (-110, 18): x, or a zero with the sign of x.
    int sign = Float.floatToRawIntBits(z) >> 31;
    float limit = Float.intBitsToFloat(Float.floatToRawIntBits(x) & ((sign & SIGN_MASK) | ~sign));
    return Math.abs(z + GATE_MID) > GATE_HALF ? limit : y;
  }

  /**
   * {@code x sigma(x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return silu x; +∞ for +∞, -0 for -∞, ±0 for ±0
   */
  public static float silu(float x) {
    return gate(x, x, -0f);
  }

  /**
   * {@code x sigma(1.702 x)}; 1.702 in two parts.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; +∞ for +∞, -0 for -∞, ±0 for ±0
   */
  public static float quickGelu(float x) {
    float z = x * QUICK_HI;
    float zl = Math.fma(x, QUICK_HI, -z);
    zl = Math.fma(x, QUICK_LO, zl);
    return gate(x, z, zl);
  }

  /**
   * {@code x / 2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}, which is x sigma(2 u), u being the
   * argument of tanh, here in two parts.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; +∞ for +∞, -0 for -∞, ±0 for ±0
   */
  public static float geluTanh(float x) {
    float v = x * x;
    float vl = Math.fma(x, x, -v);
    float y = Math.fma(v, TANH_K1_HI, TANH_K0_HI);
    float yl = Math.fma(v, TANH_K1_HI, TANH_K0_HI - y);
    yl = yl + Math.fma(v, TANH_K1_LO, TANH_K0_LO);
    yl = Math.fma(vl, TANH_K1_HI, yl);
    float z = x * y;
    float zl = Math.fma(x, y, -z);
    zl = Math.fma(x, yl, zl);
    return gate(x, z, zl);
  }

  /**
   * {@code x sigma(beta x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param beta the factor, finite and not 0; from 2^-100 to 2^100 for full accuracy
   * @return the value; for beta > 0 +∞ for +∞, -0 for -∞
   */
  public static float swish(float x, float beta) {
    float z = x * beta;
    float t = Math.fma(z, LOG2E, MAGIC);
    float y = gateQuotient(x, z, Math.fma(x, beta, -z), t, t - MAGIC);
    // As gate, with a third factor: x may be large where sigma is tiny.
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    int rest = u - u1 + ONE_BITS;
    int u2 = Math.max(rest, MIN_NORMAL_BITS);
    y =
        y
            * Float.intBitsToFloat(u1)
            * Float.intBitsToFloat(u2)
            * Float.intBitsToFloat(rest - u2 + ONE_BITS);
    int sign = Float.floatToRawIntBits(z) >> 31;
    float limit = Float.intBitsToFloat(Float.floatToRawIntBits(x) & ((sign & SIGN_MASK) | ~sign));
    return Math.abs(z + SWISH_MID) > SWISH_HALF ? limit : y;
  }

  /** x (e^2x + 2 e^x) / (e^2x + 2 e^x + 2), to be multiplied by 2^n; e^x = 2^n (e + el). */
  static float mishQuotient(float x, float t, float n) {
    float rh = Math.fma(n, -LN2_HI, x);
    float r = Math.fma(n, -LN2_LO, rh);
    float w = r * r;
    w *= expSeries(rh, r, w);
    float s = r + w;
    float e = s + 1f;
    float el = 1f - e + s + (w - (s - r));
    // a = e^x + 2, b = (e + el) a, d = 2^n b + 2, h = x b, all in two parts.
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float a = Math.fma(scale, e, 2f);
    float al = Math.fma(scale, el, Math.fma(scale, e, 2f - a));
    float b = e * a;
    float bl = Math.fma(e, al, Math.fma(el, a, Math.fma(e, a, -b)));
    float d = Math.fma(scale, b, 2f);
    float dl = Math.fma(scale, bl, Math.fma(scale, b, 2f - d));
    float h = x * b;
    float hl = Math.fma(x, bl, Math.fma(x, b, -h));
    float y = h / d;
    float rem = Math.fma(y, dl, Math.fma(y, d, -h) - hl);
    return Math.fma(rem, Float.intBitsToFloat(NEG_RCP_MAGIC - Float.floatToRawIntBits(d)), y);
  }

  /**
   * {@code x tanh(log(1 + e^x))}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return mish x; +∞ for +∞, -0 for -∞, ±0 for ±0
   */
  public static float mish(float x) {
    float t = Math.fma(x, LOG2E, MAGIC);
    float y = mishQuotient(x, t, t - MAGIC);
    int u = Float.floatToRawIntBits(t) << 23;
    int u1 = Math.max(u, TINY_SCALE_BITS);
    y = y * Float.intBitsToFloat(u1) * Float.intBitsToFloat(u - u1 + ONE_BITS);
    // Outside of (-110, 10): x, or -0.
    int sign = Float.floatToRawIntBits(x) >> 31;
    float limit = Float.intBitsToFloat(Float.floatToRawIntBits(x) & ((sign & SIGN_MASK) | ~sign));
    return Math.abs(x + MISH_MID) > MISH_HALF ? limit : y;
  }

  /** p(f) of softplusSum; e need not be exact for it. */
  static float softplusRatio(float z, float zl, float t, float n) {
    float rh = Math.fma(n, -LN2_HI, z);
    float r = rh + Math.fma(n, -LN2_LO, zl);
    float scale = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(t) << 23, 0));
    float e = Math.fma(scale * r, Math.fma(expSeries(rh, r, r * r), r, 1f), scale);
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
    float w = expLow(z, 0f, n);
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

  /** r + rl of e^(z + zl) = 2^n e^(r + rl), rounded. */
  static float expRest(float z, float zl, float n) {
    return Math.fma(n, -LN2_HI, z) + Math.fma(n, -LN2_LO, zl);
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
    float r = expRest(z, zl, n);
    float w = expLow(z, zl, n);
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
    float q = expSeries(rh, r, w);
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
    float q = expSeries(rh, r, w);
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
    float q = expSeries(rh, r, w);
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

  /** x - tanh(x) for |x| <= 0.90625: x u (1/3 + u p(u)) in two parts. */
  static float shrinkSmall(float x) {
    float u = x * x;
    float ul = Math.fma(x, x, -u);
    float p = Math.fma(u, SHRINK_P7, SHRINK_P6);
    p = Math.fma(p, u, SHRINK_P5);
    p = Math.fma(p, u, SHRINK_P4);
    p = Math.fma(p, u, SHRINK_P3);
    p = Math.fma(p, u, SHRINK_P2);
    p = Math.fma(p, u, SHRINK_P1);
    float h = Math.fma(p, u, SHRINK_P0);
    float hl = Math.fma(p, u, SHRINK_P0 - h) + SHRINK_P0_LO;
    float g = u * h;
    float gl = Math.fma(u, hl, Math.fma(ul, h, Math.fma(u, h, -g)));
    return Math.fma(x, g, x * gl);
  }

  /** a - 1 + 2 / (e^2a + 1) for a >= 0.90625; z = min(a, 20). */
  static float shrinkLarge(float a, float z) {
    float t = Math.fma(z, TWO_LOG2E, MAGIC);
    float n = t - MAGIC;
    float r = Math.fma(n, -HALF_LN2_LO, Math.fma(n, -HALF_LN2_HI, z));
    float q = Math.fma(r, EXP2X_C6, EXP2X_C5);
    q = Math.fma(q, r, EXP2X_C4);
    q = Math.fma(q, r, EXP2X_C3);
    q = Math.fma(q, r, EXP2X_C2);
    q = Math.fma(q, r, EXP2X_C1);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float c = scale + 1f;
    r = scale * r;
    float d = Math.fma(r, q, c);
    float dl = Math.fma(r, q, c - d);
    float y = 2f / d;
    float rem = Math.fma(y, dl, Math.fma(y, d, -2f));
    float v = z - 1f;
    float h = y + v;
    float b = h - y;
    float low = y - (h - b) + (v - b);
    low = Math.fma(rem, Float.intBitsToFloat(NEG_RCP_MAGIC - Float.floatToRawIntBits(d)), low);
    return h + low + (a - z);
  }

  /**
   * {@code x - tanh(x)}, with relative accuracy near 0.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the value; ±∞ for ±∞, ±0 for ±0
   */
  public static float tanhshrink(float x) {
    float a = Math.abs(x);
    float small = shrinkSmall(x);
    float large =
        shrinkLarge(a, Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(a), SHRINK_END_BITS)));
    float y = a >= SHRINK_SPLIT ? large : small;
    int sign = Float.floatToRawIntBits(x) & SIGN_MASK;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
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
    float limit = Float.intBitsToFloat((Float.floatToRawIntBits(x) & SIGN_MASK) | ONE_BITS);
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
    y = Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN_MASK));
    y = x > 3f ? x : y;
    return x < -3f ? -0f : y;
  }
}
