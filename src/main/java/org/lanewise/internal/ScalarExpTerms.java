package org.lanewise.internal;

import static org.lanewise.internal.LogCoefficients.EXP_C2;
import static org.lanewise.internal.LogCoefficients.EXP_C3;
import static org.lanewise.internal.LogCoefficients.EXP_C4;
import static org.lanewise.internal.LogCoefficients.EXP_C5;
import static org.lanewise.internal.LogCoefficients.EXP_C6;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;

/**
 * The parts of e^x for kernels that go on computing with it, one element at a time: the definition
 * of their bits.
 */
final class ScalarExpTerms {

  private ScalarExpTerms() {}

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

  /** r + rl of e^(z + zl) = 2^n e^(r + rl), rounded. */
  static float expRest(float z, float zl, float n) {
    return Math.fma(n, -LN2_HI, z) + Math.fma(n, -LN2_LO, zl);
  }

  /**
   * y 2^n in two factors: the first product is exact, the second one rounds.
   *
   * @param u the bits of 2^n, as they are where n is below the exponents of floats, too
   */
  static float scaled(float y, int u) {
    int u1 = Math.max(u, TINY_SCALE_BITS);
    return y * Float.intBitsToFloat(u1) * Float.intBitsToFloat(u - u1 + ONE_BITS);
  }
}
