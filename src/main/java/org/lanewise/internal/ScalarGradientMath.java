package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.ELU_GRADIENT_END;
import static org.lanewise.internal.LogCoefficients.EXP_C2;
import static org.lanewise.internal.LogCoefficients.EXP_C3;
import static org.lanewise.internal.LogCoefficients.EXP_C4;
import static org.lanewise.internal.LogCoefficients.EXP_C5;
import static org.lanewise.internal.LogCoefficients.EXP_C6;
import static org.lanewise.internal.LogCoefficients.EXP_END;
import static org.lanewise.internal.LogCoefficients.GATE_HALF;
import static org.lanewise.internal.LogCoefficients.GATE_MID;
import static org.lanewise.internal.LogCoefficients.GELU_GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.GELU_GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_HI;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_LO;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.MILLS_K;
import static org.lanewise.internal.LogCoefficients.MILLS_P0;
import static org.lanewise.internal.LogCoefficients.MILLS_P1;
import static org.lanewise.internal.LogCoefficients.MILLS_P2;
import static org.lanewise.internal.LogCoefficients.MILLS_P3;
import static org.lanewise.internal.LogCoefficients.MILLS_P4;
import static org.lanewise.internal.LogCoefficients.MILLS_P5;
import static org.lanewise.internal.LogCoefficients.MILLS_P6;
import static org.lanewise.internal.LogCoefficients.MILLS_P7;
import static org.lanewise.internal.LogCoefficients.MILLS_P8;
import static org.lanewise.internal.LogCoefficients.MISH_GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.MISH_GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.NEG_DENSITY;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.QUICK_HI;
import static org.lanewise.internal.LogCoefficients.QUICK_LO;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_HI;
import static org.lanewise.internal.LogCoefficients.SELU_POS;
import static org.lanewise.internal.LogCoefficients.SHRINK_END_BITS;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0;
import static org.lanewise.internal.LogCoefficients.SHRINK_P1;
import static org.lanewise.internal.LogCoefficients.SHRINK_P2;
import static org.lanewise.internal.LogCoefficients.SHRINK_P3;
import static org.lanewise.internal.LogCoefficients.SHRINK_P4;
import static org.lanewise.internal.LogCoefficients.SHRINK_P5;
import static org.lanewise.internal.LogCoefficients.SHRINK_P6;
import static org.lanewise.internal.LogCoefficients.SHRINK_P7;
import static org.lanewise.internal.LogCoefficients.SHRINK_SPLIT;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.TANH_K0;
import static org.lanewise.internal.LogCoefficients.TANH_K0_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K0_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K1_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_TRIPLE;
import static org.lanewise.internal.LogCoefficients.TWO_LOG2E;

/**
 * Derivatives of the activation functions at x, one element at a time.
 *
 * <p>Where a derivative crosses 0 its error is given as absolute, relative to max(1, |value|), in
 * units of 2^-24; elsewhere in ULP.
 */
public final class ScalarGradientMath {

  private ScalarGradientMath() {}

  /** e^r, |r| <= 0.3466. */
  static float expReduced(float r) {
    float q = Math.fma(r, EXP_C6, EXP_C5);
    q = Math.fma(q, r, EXP_C4);
    q = Math.fma(q, r, EXP_C3);
    q = Math.fma(q, r, EXP_C2);
    q = Math.fma(q, r, 1f);
    return Math.fma(q, r, 1f);
  }

  /** Phi(-a) e^(a^2/2) - a / sqrt(2 pi). */
  static float millsRatio(float a) {
    float c = 1f / (a + MILLS_K);
    float g = Math.fma(c, -MILLS_K, 0.5f);
    float p = Math.fma(g, MILLS_P8, MILLS_P7);
    p = Math.fma(p, g, MILLS_P6);
    p = Math.fma(p, g, MILLS_P5);
    p = Math.fma(p, g, MILLS_P4);
    p = Math.fma(p, g, MILLS_P3);
    p = Math.fma(p, g, MILLS_P2);
    p = Math.fma(p, g, MILLS_P1);
    p = Math.fma(p, g, MILLS_P0);
    return Math.fma(p, c, a * NEG_DENSITY);
  }

  /**
   * The derivative of gelu, {@code Phi(x) + x phi(x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for +∞, -0 for -∞
   */
  public static float geluGradient(float x) {
    // y = e^(-x^2/2) (g - |x| / sqrt(2 pi)), g = Phi(-|x|) e^(x^2/2): the derivative for x < 0;
    // 1 - y for x > 0.
    float a = Math.abs(x);
    float half = a * 0.5f;
    float z = half * a;
    float zl = Math.fma(half, a, -z);
    float t = Math.fma(z, -LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_HI, -z) + Math.fma(n, -LN2_LO, -zl);
    float e = expReduced(r);
    float k = millsRatio(a);
    float y = k * e;
    y = ScalarExpTerms.scaled(y, u);
    float limit =
        Float.intBitsToFloat(((Float.floatToRawIntBits(x) >> 31) & 0x40800000) + ONE_BITS);
    int sign = ~Float.floatToRawIntBits(x) & SIGN_MASK;
    y = limit + Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ sign);
    return Math.abs(x + GELU_GRADIENT_MID) > GELU_GRADIENT_HALF ? limit : y;
  }

  /**
   * {@code sigma(z) (1 + a (1 - sigma(z)))}: the derivative of x sigma(z) if a = x dz/dx.
   *
   * @param a x dz/dx
   * @param z the argument of the sigmoid
   * @param zl its low part, 0 if there is none
   * @return the value; where z is above 24 1, below -110 -0
   */
  public static float gateGradient(float a, float z, float zl) {
    // sigma (1 + a (1 - sigma)) with sigma(z) = 2^n / (2^n + e), 1 - sigma = e / (2^n + e).
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, LN2_HI, -z) + Math.fma(n, LN2_LO, -zl);
    float e = expReduced(r);
    float c = 1f / (Float.intBitsToFloat(Math.max(u, 0)) + e);
    float y = Math.fma(a * e, c, 1f) * c;
    y = ScalarExpTerms.scaled(y, u);
    float limit =
        Float.intBitsToFloat(((Float.floatToRawIntBits(z) >> 31) & 0x40800000) + ONE_BITS);
    return Math.abs(z + GRADIENT_MID) > GRADIENT_HALF ? limit : y;
  }

  /**
   * The derivative of silu.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for +∞, -0 for -∞
   */
  public static float siluGradient(float x) {
    return gateGradient(x, x, -0f);
  }

  /**
   * The derivative of quickGelu.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for +∞, -0 for -∞
   */
  public static float quickGeluGradient(float x) {
    float z = x * QUICK_HI;
    float zl = Math.fma(x, QUICK_HI, -z);
    zl = Math.fma(x, QUICK_LO, zl);
    return gateGradient(z, z, zl);
  }

  /**
   * The derivative of geluTanh.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for +∞, -0 for -∞
   */
  public static float geluTanhGradient(float x) {
    float v = x * x;
    float vl = Math.fma(x, x, -v);
    float y = Math.fma(v, TANH_K1_HI, TANH_K0_HI);
    float yl = Math.fma(v, TANH_K1_HI, TANH_K0_HI - y);
    yl = yl + Math.fma(v, TANH_K1_LO, TANH_K0_LO);
    yl = Math.fma(vl, TANH_K1_HI, yl);
    float z = x * y;
    float zl = Math.fma(x, y, -z);
    zl = Math.fma(x, yl, zl);
    float a = x * Math.fma(v, TANH_K1_TRIPLE, TANH_K0);
    return gateGradient(a, z, zl);
  }

  /**
   * The derivative of swish with respect to x.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param beta the factor of x
   * @return the derivative
   */
  public static float swishGradient(float x, float beta) {
    float z = x * beta;
    float zl = Math.fma(x, beta, -z);
    return gateGradient(z, z, zl);
  }

  /**
   * The derivative of mish.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for +∞, -0 for -∞
   */
  public static float mishGradient(float x) {
    float t = Math.fma(x, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, x));
    float e = expReduced(r);
    // With h = e^x, d = h^2 + 2h + 2: (h / d) (h + 2 + 4 x (1 + h) / d).
    float h = Float.intBitsToFloat(Math.max(u, 0)) * e;
    float b = h + 2f;
    float c = 1f / Math.fma(h, b, 2f);
    float y = Math.fma(x * Math.fma(h, 4f, 4f), c, b) * (e * c);
    y = ScalarExpTerms.scaled(y, u);
    float limit =
        Float.intBitsToFloat(((Float.floatToRawIntBits(x) >> 31) & 0x40800000) + ONE_BITS);
    return Math.abs(x + MISH_GRADIENT_MID) > MISH_GRADIENT_HALF ? limit : y;
  }

  /**
   * {@code sigma(z + zl)}.
   *
   * @param z any float
   * @param zl its low part, 0 if there is none
   * @return the value; 1 above 18, +0 below -110
   */
  public static float logistic(float z, float zl) {
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, LN2_HI, -z) + Math.fma(n, LN2_LO, -zl);
    float e = expReduced(r);
    float y = 1f / (Float.intBitsToFloat(Math.max(u, 0)) + e);
    y = ScalarExpTerms.scaled(y, u);
    float limit = Float.intBitsToFloat(~(Float.floatToRawIntBits(z) >> 31) & ONE_BITS);
    return Math.abs(z + GATE_MID) > GATE_HALF ? limit : y;
  }

  /**
   * The derivative of softplus, {@code sigma(beta x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param beta the factor of x
   * @return the derivative; 1 for +∞, +0 for -∞ if beta > 0
   */
  public static float softplusGradient(float x, float beta) {
    float z = x * beta;
    float zl = Math.fma(x, beta, -z);
    return logistic(z, zl);
  }

  /**
   * The derivative of logSigmoid, {@code sigma(-x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; +0 for +∞, 1 for -∞
   */
  public static float logSigmoidGradient(float x) {
    return logistic(-x, 0f);
  }

  /**
   * The derivative of elu: {@code x > 0 ? 1 : alpha e^x}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param alpha the limit is -alpha; at most 2^32
   * @return the derivative; alpha at 0
   */
  public static float eluGradient(float x, float alpha) {
    float t = Math.fma(x, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, x));
    float e = expReduced(r) * alpha;
    float y = ScalarExpTerms.scaled(e, u);
    y = x < ELU_GRADIENT_END ? 0f : y;
    return x > 0f ? 1f : y;
  }

  /**
   * The derivative of selu: {@code scale (x > 0 ? 1 : alpha e^x)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1.7580993 at 0
   */
  public static float seluGradient(float x) {
    float t = Math.fma(x, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, x));
    float e = expReduced(r) * SELU_NEG_HI;
    float y = ScalarExpTerms.scaled(e, u);
    y = x < EXP_END ? 0f : y;
    return x > 0f ? SELU_POS : y;
  }

  /**
   * The derivative of celu: {@code x > 0 ? 1 : e^(x / alpha)}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @param alpha a positive number
   * @return the derivative; 1 at 0
   */
  public static float celuGradient(float x, float alpha) {
    // zl is what the quotient lost.
    float z = x / alpha;
    float zl = Math.fma(-z, alpha, x) / alpha;
    float t = Math.fma(z, LOG2E, MAGIC);
    float n = t - MAGIC;
    int u = Float.floatToRawIntBits(t) << 23;
    float r = Math.fma(n, -LN2_HI, z) + Math.fma(n, -LN2_LO, zl);
    float e = expReduced(r);
    float y = ScalarExpTerms.scaled(e, u);
    y = z < EXP_END ? 0f : y;
    return z > 0f ? 1f : y;
  }

  /** tanh(x) for |x| <= 0.90625. */
  static float tanhSmall(float x) {
    float u = x * x;
    float p = Math.fma(u, SHRINK_P7, SHRINK_P6);
    p = Math.fma(p, u, SHRINK_P5);
    p = Math.fma(p, u, SHRINK_P4);
    p = Math.fma(p, u, SHRINK_P3);
    p = Math.fma(p, u, SHRINK_P2);
    p = Math.fma(p, u, SHRINK_P1);
    p = Math.fma(p, u, SHRINK_P0);
    return Math.fma(-(x * u), p, x);
  }

  /**
   * The derivative of tanhshrink, {@code tanh(x)^2}.
   *
   * <p>Error: see the bound of the kernel in {@link MapOp} or {@link ZipOp}.
   *
   * @param x any float
   * @return the derivative; 1 for ±∞
   */
  public static float tanhshrinkGradient(float x) {
    float a = Math.abs(x);
    float small = tanhSmall(a);
    // Else tanh = 1 - 2 / (e^2a + 1).
    float z = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(a), SHRINK_END_BITS));
    float t = Math.fma(z, TWO_LOG2E, MAGIC);
    float n = t - MAGIC;
    float r = Math.fma(n, -HALF_LN2_LO, Math.fma(n, -HALF_LN2_HI, z));
    float q = ScalarTanhshrink.exp2xSeries(r);
    float scale = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float d = Math.fma(scale * r, q, scale + 1f);
    float y = a >= SHRINK_SPLIT ? 1f - 2f / d : small;
    return y * y;
  }
}
