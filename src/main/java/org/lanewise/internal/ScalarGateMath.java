package org.lanewise.internal;

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
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.MIN_NORMAL_BITS;
import static org.lanewise.internal.LogCoefficients.MISH_HALF;
import static org.lanewise.internal.LogCoefficients.MISH_MID;
import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.QUICK_HI;
import static org.lanewise.internal.LogCoefficients.QUICK_LO;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.SWISH_HALF;
import static org.lanewise.internal.LogCoefficients.SWISH_MID;
import static org.lanewise.internal.LogCoefficients.TANH_K0_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K0_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K1_LO;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;

/**
 * Gates, one element at a time: the definition of their bits. A gate is x times a number between 0
 * and 1, that of a normal or a logistic distribution; mish is one by its form.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included; for two parameters, over all floats at the values named.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); the quotient corrected by its remainder from Markstein, IA-64
 * and Elementary Functions, 2000; two-sums from Dekker, 1971; gelu's scaled tail, by a rational map
 * of the half line, from Shepherd and Laframboise, Math. Comp. 36, 1981.
 */
public final class ScalarGateMath {

  private ScalarGateMath() {}

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
    float w = ScalarExpTerms.expLow(z, zl, n);
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

  /** What a gate comes to far out: x, or a zero with the sign of x for a negative z. */
  static float limit(float x, float z) {
    int sign = Float.floatToRawIntBits(z) >> 31;
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & ((sign & SIGN_MASK) | ~sign));
  }

  /** x / (2^n + e^r), to be multiplied by 2^n; e^-z = 2^-n e^r. */
  static float gateQuotient(float x, float z, float zl, float t, float n) {
    float r = Math.fma(n, LN2_HI, -z) + Math.fma(n, LN2_LO, -zl);
    // Not early: the zl of geluTanh may be large.
    float w = r * r;
    w *= ScalarExpTerms.expSeries(r, r, w);
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
    int u = Float.floatToRawIntBits(t) << 23;
    y = ScalarExpTerms.scaled(y, u);
    // Outside of (-110, 18): x, or a zero with the sign of x.
    float limit = limit(x, z);
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
    float limit = limit(x, z);
    return Math.abs(z + SWISH_MID) > SWISH_HALF ? limit : y;
  }

  /** x (e^2x + 2 e^x) / (e^2x + 2 e^x + 2), to be multiplied by 2^n; e^x = 2^n (e + el). */
  static float mishQuotient(float x, float t, float n) {
    float rh = Math.fma(n, -LN2_HI, x);
    float r = Math.fma(n, -LN2_LO, rh);
    float w = r * r;
    w *= ScalarExpTerms.expSeries(rh, r, w);
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
    y = ScalarExpTerms.scaled(y, u);
    // Outside of (-110, 10): x, or -0.
    float limit = limit(x, x);
    return Math.abs(x + MISH_MID) > MISH_HALF ? limit : y;
  }
}
