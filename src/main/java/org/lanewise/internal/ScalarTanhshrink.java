package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.EXP2X_C1;
import static org.lanewise.internal.LogCoefficients.EXP2X_C2;
import static org.lanewise.internal.LogCoefficients.EXP2X_C3;
import static org.lanewise.internal.LogCoefficients.EXP2X_C4;
import static org.lanewise.internal.LogCoefficients.EXP2X_C5;
import static org.lanewise.internal.LogCoefficients.EXP2X_C6;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_HI;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_LO;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
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
import static org.lanewise.internal.LogCoefficients.TWO_LOG2E;

/**
 * x - tanh(x), one element at a time: the definition of its bits.
 *
 * <p>Straight line code of exactly rounded operations. ULP figures are maxima over all 2^32 floats,
 * subnormal results included.
 *
 * <p>Sources of the ideas, no text taken: the reduction with a rounding constant that carries the
 * exponent bias from XNNPACK (BSD); the quotient corrected by its remainder from Markstein, IA-64
 * and Elementary Functions, 2000; two-sums from Dekker, 1971.
 */
public final class ScalarTanhshrink {

  private ScalarTanhshrink() {}

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

  /** q(r) of e^2r = 1 + r q(r), |r| <= 0.1733. */
  static float exp2xSeries(float r) {
    float q = Math.fma(r, EXP2X_C6, EXP2X_C5);
    q = Math.fma(q, r, EXP2X_C4);
    q = Math.fma(q, r, EXP2X_C3);
    q = Math.fma(q, r, EXP2X_C2);
    return Math.fma(q, r, EXP2X_C1);
  }

  /** a - 1 + 2 / (e^2a + 1) for a >= 0.90625; z = min(a, 20). */
  static float shrinkLarge(float a, float z) {
    float t = Math.fma(z, TWO_LOG2E, MAGIC);
    float n = t - MAGIC;
    float r = Math.fma(n, -HALF_LN2_LO, Math.fma(n, -HALF_LN2_HI, z));
    float q = exp2xSeries(r);
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
}
