package org.lanewise.internal;

import static org.lanewise.internal.Coefficients.EXPM1_C2;
import static org.lanewise.internal.Coefficients.EXPM1_C3;
import static org.lanewise.internal.Coefficients.EXPM1_C4;
import static org.lanewise.internal.Coefficients.EXPM1_C5;
import static org.lanewise.internal.Coefficients.EXPM1_C6;
import static org.lanewise.internal.Coefficients.EXPM1_C7;
import static org.lanewise.internal.Coefficients.EXPM1_OFFSET;
import static org.lanewise.internal.Coefficients.EXPM1_ROUND;
import static org.lanewise.internal.Coefficients.EXP_C2;
import static org.lanewise.internal.Coefficients.EXP_C3;
import static org.lanewise.internal.Coefficients.EXP_C4;
import static org.lanewise.internal.Coefficients.EXP_C5;
import static org.lanewise.internal.Coefficients.EXP_C6;
import static org.lanewise.internal.Coefficients.EXP_ROUND;
import static org.lanewise.internal.Coefficients.LN2_HI;
import static org.lanewise.internal.Coefficients.LN2_LO;
import static org.lanewise.internal.Coefficients.LOG2E;
import static org.lanewise.internal.Coefficients.SIGMOID_ROUND;
import static org.lanewise.internal.Coefficients.TANH_C11;
import static org.lanewise.internal.Coefficients.TANH_C3;
import static org.lanewise.internal.Coefficients.TANH_C5;
import static org.lanewise.internal.Coefficients.TANH_C7;
import static org.lanewise.internal.Coefficients.TANH_C9;
import static org.lanewise.internal.Coefficients.TANH_E1;
import static org.lanewise.internal.Coefficients.TANH_E2;
import static org.lanewise.internal.Coefficients.TANH_E3;
import static org.lanewise.internal.Coefficients.TANH_E4;
import static org.lanewise.internal.Coefficients.TANH_E5;
import static org.lanewise.internal.Coefficients.TANH_E6;
import static org.lanewise.internal.Coefficients.TANH_LN2;
import static org.lanewise.internal.Coefficients.TANH_LOG2E;
import static org.lanewise.internal.Coefficients.TANH_ROUND;
import static org.lanewise.internal.Coefficients.TANH_SPLIT;

/**
 * The functions, one element at a time: the definition of every bit that the library returns.
 * {@code vector.VectorMath} has the same operations in the same order on whole vectors.
 *
 * <p>All are straight line code of exactly rounded operations, so an element depends on nothing but
 * itself, and no CPU, width or compiler changes a bit. ULP figures are maxima over all 2^32 floats,
 * subnormal results included.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias, and {@code s + (s·r)·p} to rebuild, from XNNPACK (BSD, f32-vsigmoid and f32-
 * raddstoreexpminusmax); the constant in two parts from Cody and Waite, Software Manual for the
 * Elementary Functions, 1980; correcting a quotient by its fma residual from Markstein, IA-64 and
 * Elementary Functions, 2000.
 */
public final class ScalarMath {

  private static final int SIGN = 0x80000000;
  private static final int ONE = 0x3f800000;

  /** Above it exp is infinite, below its negative it is 0. */
  private static final float EXP_END = 104f;

  /** 89f: from here on expm1 is infinite, and below −89 it is −1. */
  private static final int EXPM1_LIMIT = 0x42b20000;

  /** 2^127 and 2^-127, were that a normal float: {@code POW127 - bits(2^n)} is 2^-n. */
  private static final int POW127 = 0x7f000000;

  /** 2^-30. */
  private static final int POW_M30 = 0x30800000;

  /** Above it sigmoid is within 2^-28 of 1; from 67 on the exponent of e^-x would wrap. */
  private static final float SIGMOID_ONE = 20f;

  /** The last float whose tanh rounds to 1 − 2^-24, and the first for which 1 is returned. */
  private static final int TANH_LAST = 0x410aa122;

  private static final int TANH_ONE = 0x41102cb3;

  /** From here on soft cap goes by the exponential: earlier than tanh, since den is exact. */
  private static final float CAP_SPLIT = 0.4375f;

  /** Chosen among the multiples of 2^-14: e^-CAP_SHIFT is a float to 2^-38 of itself. */
  private static final float CAP_SHIFT = 0x1.074d8p5f;

  /** e^-CAP_SHIFT. */
  private static final float EXP_MSHIFT = 0x1.6e47e4p-48f;

  private ScalarMath() {}

  /**
   * Rectifier: {@code x < 0 ? 0 : x}, exact; −0 and NaN pass.
   *
   * @param x any float
   * @return the rectified value
   */
  public static float relu(float x) {
    // C2 makes vectors of this by itself on arrays. Of x < 0f ? 0f : x it makes a jump that is not
    // foreseen: 40 times slower over numbers of both signs. -MAX, since -Inf - -Inf is NaN.
    float y = Math.max(x, -Float.MAX_VALUE);
    return y - Math.min(y + 0f, 0f);
  }

  /**
   * p(r) of e^r = 1 + r p(r), |r| <= 0.3466.
   *
   * @param early r, or so near to it that the highest terms may begin with it
   */
  private static float expPolynomial(float early, float r) {
    float p = Math.fma(early, EXP_C6, EXP_C5);
    p = Math.fma(p, r, EXP_C4);
    p = Math.fma(p, r, EXP_C3);
    p = Math.fma(p, r, EXP_C2);
    return Math.fma(p, r, 1f);
  }

  /** {@code -p(-r)}. */
  private static float minusExpPolynomial(float early, float r) {
    float p = Math.fma(early, EXP_C6, -EXP_C5);
    p = Math.fma(p, r, EXP_C4);
    p = Math.fma(p, r, -EXP_C3);
    p = Math.fma(p, r, EXP_C2);
    return Math.fma(p, r, -1f);
  }

  /**
   * e to the x. At most 0.889 ULP, worst at -0x1.b48972p4. Overflows to +∞ above 88.72284 and goes
   * through the subnormals to +0 below −103.972.
   *
   * @param x any float
   * @return e^x; 1 for ±0, +∞ for +∞, +0 for −∞, NaN for NaN
   */
  public static float exp(float x) {
    // Reduce: x = n ln2 + r, |r| <= 0.3466; t carries n + 254 in its low bits.
    float t = Math.fma(x, LOG2E, EXP_ROUND);
    float n = t - EXP_ROUND;
    float early = Math.fma(n, -LN2_HI, x);
    float r = Math.fma(n, -LN2_LO, early);
    float p = expPolynomial(early, r);
    // Rebuild: 2^n in two factors, since n runs from -150 to 150; the second one rounds subnormal
    // results and overflows.
    int bits = Float.floatToRawIntBits(t);
    int half = bits >>> 1;
    float scale = Float.intBitsToFloat(half << 23);
    float rest = Float.intBitsToFloat((bits - half) << 23);
    float e = Math.fma(scale * r, p, scale) * rest;
    // Far out there is nothing to reduce. Last, since it is off the way of all else; NaN passes.
    e = x > EXP_END ? Float.POSITIVE_INFINITY : e;
    return x < -EXP_END ? 0f : e;
  }

  /**
   * The exponential of the softmax rows: {@code 2^N e^d} with {@code d = x - m} and {@code magic =
   * 0x1.8p23f + (127 + N)}; 0 where {@code d < lo}. At most 0.889 ULP from 2^N e^d for |d| ≤ 512,
   * worst at d = -0x1.b48972p4, as long as the result is a normal float, which the caller sees to
   * by {@code lo} and {@code N}: {@code -126 <= d log2(e) + N <= 127}.
   *
   * @param x any float
   * @param m what is subtracted, the same for a whole row
   * @param lo differences below it give 0
   * @param magic the rounding constant that carries the exponent
   * @return the scaled exponential; NaN for NaN
   */
  public static float scaledExp(float x, float m, float lo, float magic) {
    float d = x - m;
    // Reduce: d = n ln2 + r, |r| <= 0.3466; t carries n + 127 + N in its low bits.
    float t = Math.fma(d, LOG2E, magic);
    float n = t - magic;
    float early = Math.fma(n, -LN2_HI, d);
    float r = Math.fma(n, -LN2_LO, early);
    float p = expPolynomial(early, r);
    // Rebuild.
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float e = Math.fma(scale * r, p, scale);
    return d < lo ? 0f : e;
  }

  /**
   * Sigmoid, {@code 1 / (1 + e^-x)}. At most 0.887 ULP, worst at -0x1.23ebep4; 0.58 ULP where x is
   * positive. Goes through the subnormals to +0 below −103.972.
   *
   * @param x any float
   * @return the sigmoid; 1 for +∞, +0 for −∞, 0.5 for ±0, NaN for NaN
   */
  public static float sigmoid(float x) {
    // Reduce: x = r - n ln2, |r| <= 0.3466, e^-x = 2^n e^-r; t carries n + 97 in its low bits.
    float t = Math.fma(x, -LOG2E, SIGMOID_ROUND);
    float n = t - SIGMOID_ROUND;
    float early = Math.fma(n, LN2_HI, x);
    float r = Math.fma(n, LN2_LO, early);
    // Signs lie where they cost nothing, here and below: C2 takes an instruction for each negation
    // on x86, where sigmoid took 0.28 instead of 0.25 ns an element with three of them.
    float p = minusExpPolynomial(early, r);
    // Rebuild: 2^-30 (1 + e^-x) is the sum of 2^-30, of 2^(n-30) and of scale p. The sum is kept as
    // den + low; subtracting the larger of the first two first makes low exact.
    int bits = Float.floatToRawIntBits(t) << 23;
    float scale = Float.intBitsToFloat(bits) * r;
    float large = Float.intBitsToFloat(Math.max(bits, POW_M30));
    float small = Float.intBitsToFloat(Math.min(bits, POW_M30));
    float den = Math.fma(scale, p, large + small);
    float low = Math.fma(scale, p, small - (den - large));
    // Divide; -q is its own reciprocal of den, so the residual corrects it. The 2^-30 kept den
    // finite and q normal; it comes off last and rounds subnormal results.
    float q = -1f / den;
    float e = Math.fma(den, q, 1f);
    e = Math.fma(low, q, e);
    float y = Math.fma(e, q, q) * -0x1p-30f;
    // Far out there is nothing to reduce; NaN passes.
    y = x > SIGMOID_ONE ? 1f : y;
    return x < -EXP_END ? 0f : y;
  }

  /** tanh where |x| < 0.6875: x + x w c(w), w = x^2. */
  private static float tanhNear(float x) {
    float w = x * x;
    float c = Math.fma(w, TANH_C11, TANH_C9);
    c = Math.fma(c, w, TANH_C7);
    c = Math.fma(c, w, TANH_C5);
    c = Math.fma(c, w, TANH_C3);
    return Math.fma(w * c, x, x);
  }

  /** p(r) of e^2r = 1 + r p(r), |r| <= 0.1733. */
  private static float tanhPolynomial(float r) {
    float p = Math.fma(r, TANH_E6, TANH_E5);
    p = Math.fma(p, r, TANH_E4);
    p = Math.fma(p, r, TANH_E3);
    p = Math.fma(p, r, TANH_E2);
    p = Math.fma(p, r, TANH_E1);
    return p;
  }

  /** {@code -p(-r)}. */
  private static float minusTanhPolynomial(float r) {
    float p = Math.fma(r, TANH_E6, -TANH_E5);
    p = Math.fma(p, r, TANH_E4);
    p = Math.fma(p, r, -TANH_E3);
    p = Math.fma(p, r, TANH_E2);
    p = Math.fma(p, r, -TANH_E1);
    return p;
  }

  /**
   * Hyperbolic tangent. At most 0.841 ULP, worst at 0x1.60e106p-1.
   *
   * @param x any float
   * @return the hyperbolic tangent; ±1 for ±∞, ±0 and subnormals themselves, NaN for NaN
   */
  public static float tanh(float x) {
    int sign = Float.floatToRawIntBits(x) & SIGN;
    float y = Math.abs(x);
    float near = tanhNear(x);
    // Above: reduce y = n ln2 / 2 + r, |r| <= 0.1733. What one rounding of ln2 leaves out is far
    // below the error allowed to e^2y here.
    float z = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(y), TANH_LAST));
    float t = Math.fma(z, TANH_LOG2E, TANH_ROUND);
    float n = t - TANH_ROUND;
    float r = Math.fma(n, -TANH_LN2, z);
    float p = tanhPolynomial(r);
    // Rebuild: den = e^2y + 1, tanh y = (den - 2) / den. The error of den counts only by 2/den^2,
    // and den - 2 is exact.
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float den = Math.fma(scale * r, p, scale + 1f);
    float far = (den - 2f) / den;
    // The largest z gives 1 - 2^-24; from TANH_ONE on add the last ulp, without a branch.
    int ulp = (TANH_ONE - Float.floatToRawIntBits(y)) >>> 31;
    far = Float.intBitsToFloat(Float.floatToRawIntBits(far) + ulp);
    // NaN takes the first way and stays NaN. The first way loses the sign of -0.
    float value = y >= TANH_SPLIT ? far : near;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) | sign);
  }

  /**
   * {@code 1 − tanh(x)²}, the derivative of tanh, which is 4 e^(−2|x|) / (1 + e^(−2|x|))²: relative
   * accuracy to the end of the tails, where the square would cancel.
   *
   * @param x any float
   * @return the derivative; 0 for ±∞
   */
  public static float tanhGradient(float x) {
    float e = exp(Math.abs(x) * -2f);
    float d = 1f + e;
    return 4f * e / (d * d);
  }

  /**
   * Soft cap, {@code k·tanh(x / k)}. The quotient is kept in two parts, and so is {@code 2·k / den}
   * in {@code k - 2·k / den}, so that little more than the last rounding counts.
   *
   * @param x any float
   * @param k the cap, 2^-100 … 2^100
   * @return the capped value; ±k for ±∞, ±0 and subnormals themselves, NaN for NaN
   */
  public static float softCap(float x, float k) {
    int sign = Float.floatToRawIntBits(x) & SIGN;
    // Beyond 10 k nothing changes any more; NaN passes.
    float end = k * 10f;
    float y = Math.abs(x);
    y = y > end ? end : y;
    // Divide: -y / k = t + low. (What is negative here and below saves negations, see sigmoid.)
    float inverse = -1f / k;
    float t = y * inverse;
    float low = Math.fma(t, k, y) * inverse;
    // As tanhNear, but from y to the result without a second division.
    float w = Math.fma(t + t, low, t * t);
    float c = Math.fma(w, TANH_C11, TANH_C9);
    c = Math.fma(c, w, TANH_C7);
    c = Math.fma(c, w, TANH_C5);
    c = Math.fma(c, w, TANH_C3);
    float near = Math.fma(w * c, y, y);
    // Above, as tanh: den + less = e^(2y/k) + 1, by r and p with the other sign.
    float m = Math.fma(t, -TANH_LOG2E, TANH_ROUND);
    float n = m - TANH_ROUND;
    float r = Math.fma(n, TANH_LN2, t) + low;
    float p = minusTanhPolynomial(r);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(m) << 23);
    float large = scale + 1f;
    scale = scale * r;
    float den = Math.fma(scale, p, large);
    float less = Math.fma(scale, p, large - den);
    // 2 / (den + less) = rest - q, k (rest - q) = more - product, k + product = far + lost.
    float q = -2f / den;
    float rest = Math.fma(den, q, 2f);
    rest = Math.fma(less, q, rest) * (q * -0.5f);
    float product = k * q;
    float more = Math.fma(-k, q, product);
    more = Math.fma(k, rest, more);
    float far = k + product;
    float lost = (k - far) + product;
    far = far + (lost - more);
    // NaN takes the first way and stays NaN.
    float value = t <= -CAP_SPLIT ? far : near;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) | sign);
  }

  /**
   * {@code 1 − tanh(x / k)²}, the derivative of soft cap, with relative accuracy to the end of the
   * tails.
   *
   * @param x any float
   * @param k the cap, 2^-100 … 2^100
   * @return the derivative; 0 for ±∞
   */
  public static float softCapGradient(float x, float k) {
    // Beyond 60 k nothing changes any more; NaN passes.
    float end = k * 60f;
    float y = Math.abs(x);
    y = y > end ? end : y;
    // Divide: -y / k = t + rest / -k. (What is negative stays so: a sign costs an operation.)
    float inverse = -1f / k;
    float t = y * inverse;
    float rest = Math.fma(t, k, y);
    // e + low = e^(-2 y/k), in the tail e^(CAP_SHIFT - 2 y/k): it is rounded as a subnormal but
    // once.
    boolean tail = t <= -16f;
    float e = exp((tail ? CAP_SHIFT : 0f) + (t + t));
    float low = e * (rest * (inverse + inverse));
    // (1 + h)^2 = den + less with h = e^(-2 y/k).
    float h = (e + low) * (tail ? EXP_MSHIFT : 1f);
    float s = Math.fma(h, h, h + h);
    float den = s + 1f;
    float less = s - (den - 1f);
    // (e + low) / (den + less) = -q - more / den.
    float over = -1f / den;
    float q = e * over;
    float more = Math.fma(q, den, e) + low;
    more = Math.fma(q, less, more);
    float factor = tail ? -4f * EXP_MSHIFT : -4f;
    return Math.fma(q, factor, more * (over * factor));
  }

  /** s = e^r - 1 = r + r^2 q(r), ln 0.75 <= r <= ln 1.5. */
  private static float expm1Polynomial(float r) {
    float q = Math.fma(r, EXPM1_C7, EXPM1_C6);
    q = Math.fma(q, r, EXPM1_C5);
    q = Math.fma(q, r, EXPM1_C4);
    q = Math.fma(q, r, EXPM1_C3);
    q = Math.fma(q, r, EXPM1_C2);
    return Math.fma(r * r, q, r);
  }

  /**
   * {@code e^x - 1}. At most 0.946 ULP, worst at -0x1.28253cp-2.
   *
   * @param x any float
   * @return e^x − 1; +∞ for +∞, −1 for −∞, ±0 and subnormals themselves, NaN for NaN
   */
  public static float expm1(float x) {
    // Beyond ±89 nothing changes any more; NaN passes.
    int sign = Float.floatToRawIntBits(x) & SIGN;
    float limit = Float.intBitsToFloat(sign | EXPM1_LIMIT);
    float y = Math.abs(x) > 89f ? limit : x;
    // Reduce: x = n ln2 + r with ln 0.75 <= r <= ln 1.5, so that -0.25 <= e^r - 1 <= 0.5 wastes no
    // bit. t carries n + 127 in its low bits.
    float t = Math.fma(y, LOG2E, EXPM1_OFFSET);
    t = t + EXPM1_ROUND;
    float n = t - EXPM1_ROUND;
    float r = Math.fma(n, -LN2_HI, y);
    r = Math.fma(n, -LN2_LO, r);
    float s = expm1Polynomial(r);
    // Rebuild: (2^n - 1) + 2^n s, with 2^128 as 2^127 times rest.
    int full = Math.max(Float.floatToRawIntBits(t) << 23, 0);
    int most = Math.min(full, POW127);
    float rest = Float.intBitsToFloat(full - most + ONE);
    float scale = Float.intBitsToFloat(most);
    float base = scale - 1f;
    // From n = 25 on base has lost the 1: take it off s.
    float lost = 1f - (scale - base);
    s = Math.fma(lost, -Float.intBitsToFloat(POW127 - most), s);
    float e = Math.fma(scale, s, base) * rest;
    // -0 stays -0.
    return Float.intBitsToFloat(Float.floatToRawIntBits(e) | sign);
  }
}
