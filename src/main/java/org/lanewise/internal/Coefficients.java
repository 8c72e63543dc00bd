package org.lanewise.internal;

/**
 * The constants of the functions, as {@code scripts/coefficients.py} derives and prints them. An
 * error "before rounding" is that of the polynomial in exact arithmetic, relative to the function;
 * what the whole function errs is said at the function.
 */
public final class Coefficients {

  // Reduction x = n ln2 + r.

  /** Near log2(e). */
  public static final float LOG2E = 0x1.715476p0f;

  /** Near ln 2; a multiple of 2^-21, so x - n LN2_HI is exact. */
  public static final float LN2_HI = 0x1.62e43p-1f;

  /** Near ln 2 - LN2_HI; what both leave out is 9e-17. */
  public static final float LN2_LO = -0x1.05c61p-29f;

  /** Rounds to an integer n, and carries n + 254, two exponent biases. */
  public static final float EXP_ROUND = 0x1.8p23f + 254;

  /** Rounds to an integer n, and carries n - 30 + 127. */
  public static final float SIGMOID_ROUND = 0x1.8p23f + 97;

  // e^r = 1 + r p(r), |r| <= 0.3466, p of degree 5: 0.033 x 2^-24 before rounding;
  // exp 0.871 ULP, sigmoid 0.876 ULP on the sample of the search.

  /** Near 1/2. */
  public static final float EXP_C2 = 0x1p-1f;

  /** Near 1/6. */
  public static final float EXP_C3 = 0x1.555464p-3f;

  /** Near 1/24. */
  public static final float EXP_C4 = 0x1.555716p-5f;

  /** Near 1/120. */
  public static final float EXP_C5 = 0x1.1253eep-7f;

  /** Near 1/720. */
  public static final float EXP_C6 = 0x1.6ac5d6p-10f;

  // The same for tanh, which takes e^2y: y = n ln2 / 2 + r, e^2r = 1 + r (2 p(2r)).

  /** 2 LOG2E. */
  public static final float TANH_LOG2E = 0x1.715476p1f;

  /** LN2_HI / 2. */
  public static final float TANH_LN2 = 0x1.62e43p-2f;

  /** Rounds to an integer n, and carries n + 127. */
  public static final float TANH_ROUND = 0x1.8p23f + 127;

  /** 2. */
  public static final float TANH_E1 = 0x1p1f;

  /** 2^2 EXP_C2. */
  public static final float TANH_E2 = 0x1p1f;

  /** 2^3 EXP_C3. */
  public static final float TANH_E3 = 0x1.555464p0f;

  /** 2^4 EXP_C4. */
  public static final float TANH_E4 = 0x1.555716p-1f;

  /** 2^5 EXP_C5. */
  public static final float TANH_E5 = 0x1.1253eep-2f;

  /** 2^6 EXP_C6. */
  public static final float TANH_E6 = 0x1.6ac5d6p-4f;

  // tanh x = x + x w c(w), w = x^2, |x| < TANH_SPLIT, c of degree 4:
  // 0.211 x 2^-24 before rounding; 0.787 ULP on the sample.

  /** Below it the polynomial, from it on e^2x. */
  public static final float TANH_SPLIT = 0x1.6p-1f;

  /** Near -1/3. */
  public static final float TANH_C3 = -0x1.555508p-2f;

  /** Near 2/15. */
  public static final float TANH_C5 = 0x1.10fda8p-3f;

  /** Near -17/315. */
  public static final float TANH_C7 = -0x1.b70c1ep-5f;

  /** Near 62/2835. */
  public static final float TANH_C9 = 0x1.4acfb8p-6f;

  /** Near -1382/155925. */
  public static final float TANH_C11 = -0x1.56edd8p-8f;

  // expm1: n = round(x log2(e) + EXPM1_OFFSET), so that ln 0.75 <= r <= ln 1.5.

  /** Near 1/2 - log2(1.5). */
  public static final float EXPM1_OFFSET = -0x1.5c01a4p-4f;

  /** Rounds to an integer n, and carries n + 127. */
  public static final float EXPM1_ROUND = 0x1.8p23f + 127;

  // e^r - 1 = r + r^2 q(r), ln 0.75 <= r <= ln 1.5, q of degree 5:
  // 0.0047 x 2^-24 before rounding; expm1 0.920 ULP on the sample.

  /** Near 1/2. */
  public static final float EXPM1_C2 = 0x1p-1f;

  /** Near 1/6. */
  public static final float EXPM1_C3 = 0x1.55555ap-3f;

  /** Near 1/24. */
  public static final float EXPM1_C4 = 0x1.5554f4p-5f;

  /** Near 1/120. */
  public static final float EXPM1_C5 = 0x1.110668p-7f;

  /** Near 1/720. */
  public static final float EXPM1_C6 = 0x1.6d1912p-10f;

  /** Near 1/5040. */
  public static final float EXPM1_C7 = 0x1.b51086p-13f;

  private Coefficients() {}
}
