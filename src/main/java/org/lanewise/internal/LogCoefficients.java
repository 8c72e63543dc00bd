package org.lanewise.internal;

/**
 * The constants of all functions but those of {@code ScalarMath}; {@code scripts/coefficients.py}
 * derives them.
 */
public final class LogCoefficients {

  /** 1 / ln 2. */
  public static final float LOG2E = Coefficients.LOG2E;

  /** Ln 2: times an integer it leaves an exact remainder in an fma. */
  public static final float LN2_HI = Coefficients.LN2_HI;

  /** Ln 2 - LN2_HI. */
  public static final float LN2_LO = Coefficients.LN2_LO;

  /** Rounds to an integer n, and carries n + 127. */
  public static final float MAGIC = Coefficients.TANH_ROUND;

  // EXP_C2..6: expm1(r) = r + r^2 q(r), |r| <= ln2/2; error 0.05129 -> 0.05348 * 2^-24. A second
  // set beside that of Coefficients, because elu and celu are differences from 1: with the other,
  // which is fitted to e^r, celu errs by 1.14 ULP.
  public static final float EXP_C2 = 0x1.fffffcp-2f;
  public static final float EXP_C3 = 0x1.55548cp-3f;
  public static final float EXP_C4 = 0x1.555858p-5f;
  public static final float EXP_C5 = 0x1.123ddep-7f;
  public static final float EXP_C6 = 0x1.6ac72ap-10f;

  // LOG_P*: interval [-0.25, 0.5], powers 0..8, weighted error 0.07982727601627639 * 2^-24 before,
  // 0.08805392129029078 * 2^-24 after rounding the coefficients
  // LOG_Q*: interval [-0.3, 0.4], powers 0..8, weighted error 0.07079838366322143 * 2^-24 before,
  // 0.1335946453367339 * 2^-24 after rounding the coefficients
  public static final float LOG_P0 = -0x1.0p-1f;
  public static final float LOG_P1 = 0x1.5555aep-2f;
  public static final float LOG_P2 = -0x1.000086p-2f;
  public static final float LOG_P3 = 0x1.996712p-3f;
  public static final float LOG_P4 = -0x1.54d6a2p-3f;
  public static final float LOG_P5 = 0x1.28779ap-3f;
  public static final float LOG_P6 = -0x1.0e963cp-3f;
  public static final float LOG_P7 = 0x1.b20cecp-4f;
  public static final float LOG_P8 = -0x1.796feap-5f;

  /** -ln 2. */
  public static final float NEG_LN2 = -0x1.62e43p-1f;

  /** Just above 0.75f: the reduced argument lies in (0.75, 1.5]. */
  public static final int LOG_CUT = 0x3f400001;

  /** 1.5 * 2^23. */
  public static final float LOG_MAGIC = 0x1.8p23f;

  /** The bits of LOG_MAGIC. */
  public static final int LOG_MAGIC_BITS = 0x4b400000;

  public static final float LOG_Q0 = -0x1.fffffap-2f;
  public static final float LOG_Q1 = 0x1.555594p-2f;
  public static final float LOG_Q2 = -0x1.000334p-2f;
  public static final float LOG_Q3 = 0x1.998c66p-3f;
  public static final float LOG_Q4 = -0x1.544fd8p-3f;
  public static final float LOG_Q5 = 0x1.23acb2p-3f;
  public static final float LOG_Q6 = -0x1.0e79fp-3f;
  public static final float LOG_Q7 = 0x1.032722p-3f;
  public static final float LOG_Q8 = -0x1.36128p-4f;

  /** About log 0.4. */
  public static final int SOFTPLUS_CUT = 0xbf6a92a3;

  // ERF_P*: interval [0.0, 0.821289], powers 0..5, weighted error 0.214130236784471 * 2^-24
  // before, 0.24178714040269528 * 2^-24 after rounding the coefficients
  // ERF_Q*: interval [-0.078125, 3.01563], powers 0..6, weighted error 0.06829417504795918 * 2^-24
  // before, 0.07097587255967262 * 2^-24 after rounding the coefficients
  // EXP2_P*: interval [-0.5, 0.5], powers 0..6, weighted error 0.04305780198186198 * 2^-24 before,
  // 0.0884343389094363 * 2^-24 after rounding the coefficients
  public static final float ERF_P0 = 0x1.06eba6p-3f;
  public static final float ERF_P1 = -0x1.8126ecp-2f;
  public static final float ERF_P2 = 0x1.ce1b86p-4f;
  public static final float ERF_P3 = -0x1.b69ba4p-6f;
  public static final float ERF_P4 = 0x1.479d8ap-8f;
  public static final float ERF_P5 = -0x1.3bb11cp-11f;
  public static final float ERF_SPLIT = 0x1.dp-1f;

  /** 63/64, where -log2 erfc is almost a float. */
  public static final float ERF_CENTRE = 0x1.f8p-1f;

  public static final float ERF_Q0 = 0x1.4dfb1ap1f;
  public static final float ERF_Q1 = 0x1.e27716p1f;
  public static final float ERF_Q2 = 0x1.36a94ep0f;
  public static final float ERF_Q3 = 0x1.f205ecp-5f;
  public static final float ERF_Q4 = -0x1.d9f922p-7f;
  public static final float ERF_Q5 = 0x1.570d42p-9f;
  public static final float ERF_Q6 = -0x1.047ceap-12f;
  public static final float EXP2_P1 = 0x1.62e432p-1f;
  public static final float EXP2_P2 = 0x1.ebfbe6p-3f;
  public static final float EXP2_P3 = 0x1.c6ada6p-5f;
  public static final float EXP2_P4 = 0x1.3b21cap-7f;
  public static final float EXP2_P5 = 0x1.5fbdf8p-10f;
  public static final float EXP2_P6 = 0x1.4be56p-13f;

  /** 4.0f: erf is 1 from 3.92 on. */
  public static final int ERF_END_BITS = 0x40800000;

  // GELU_P*: interval [-0.75, 0.0588235], powers 0..9, weighted error 0.01534847877462311 * 2^-24
  // before, 0.03421348226034901 * 2^-24 after rounding the coefficients
  public static final float GELU_K = 0x1.ap1f;
  public static final float GELU_SHIFT = 0x1.0p-2f;
  public static final float GELU_P0 = -0x1.60f58ep-3f;
  public static final float GELU_P1 = -0x1.c744bep-3f;
  public static final float GELU_P2 = 0x1.174c4ep-1f;
  public static final float GELU_P3 = -0x1.416b5ap-1f;
  public static final float GELU_P4 = 0x1.a0035cp-2f;
  public static final float GELU_P5 = -0x1.6e3252p-6f;
  public static final float GELU_P6 = -0x1.83123ep-3f;
  public static final float GELU_P7 = 0x1.1f704cp-2f;
  public static final float GELU_P8 = 0x1.7a3a5ep-2f;
  public static final float GELU_P9 = 0x1.e62ff4p-4f;
  public static final float GELU_MID = 0x1.3p2f;
  public static final float GELU_HALF = 0x1.48p3f;

  public static final float GATE_MID = 0x1.7p5f;
  public static final float GATE_HALF = 0x1.0p6f;

  /** 1.702. */
  public static final float QUICK_HI = 0x1.b3b646p0f;

  /** 1.702 - QUICK_HI. */
  public static final float QUICK_LO = -0x1.78d4fep-26f;

  /** 2 sqrt(2/pi), the leading bits. */
  public static final float TANH_K0_HI = 0x1.98p0f;

  public static final float TANH_K0_LO = 0x1.08a67ap-9f;

  /** 2 sqrt(2/pi) * 0.044715. */
  public static final float TANH_K1_HI = 0x1.2444f2p-4f;

  public static final float TANH_K1_LO = 0x1.49b16ap-29f;

  // SHRINK_P*: interval [0.0, 0.821289], powers 0..7, weighted error 0.025221012724998066 * 2^-24
  // before, 0.027142610716967996 * 2^-24 after rounding the coefficients
  public static final float SHRINK_P0 = 0x1.555556p-2f;
  public static final float SHRINK_P1 = -0x1.11110ap-3f;
  public static final float SHRINK_P2 = 0x1.ba183p-5f;
  public static final float SHRINK_P3 = -0x1.6605b8p-6f;
  public static final float SHRINK_P4 = 0x1.1f7832p-7f;
  public static final float SHRINK_P5 = -0x1.b53c96p-9f;
  public static final float SHRINK_P6 = 0x1.0eee32p-10f;
  public static final float SHRINK_P7 = -0x1.78b00cp-13f;
  public static final float SHRINK_P0_LO = -0x1.555556p-27f;
  public static final float SHRINK_SPLIT = 0x1.dp-1f;

  /** 20.0f. */
  public static final int SHRINK_END_BITS = 0x41a00000;

  public static final float TWO_LOG2E = Coefficients.TANH_LOG2E;
  public static final float HALF_LN2_HI = Coefficients.TANH_LN2;
  public static final float HALF_LN2_LO = Coefficients.LN2_LO / 2;
  public static final float EXP2X_C1 = Coefficients.TANH_E1;
  public static final float EXP2X_C2 = Coefficients.TANH_E2;
  public static final float EXP2X_C3 = Coefficients.TANH_E3;
  public static final float EXP2X_C4 = Coefficients.TANH_E4;
  public static final float EXP2X_C5 = Coefficients.TANH_E5;
  public static final float EXP2X_C6 = Coefficients.TANH_E6;

  public static final float SWISH_MID = 0x1.6cp6f;
  public static final float SWISH_HALF = 0x1.b4p6f;
  public static final int MIN_NORMAL_BITS = 0x00800000;
  public static final float MISH_MID = 0x1.9p5f;
  public static final float MISH_HALF = 0x1.ep5f;
  public static final float ELU_END = -0x1.ap6f;

  /** -104.0f. */
  public static final int ELU_END_BITS = 0xc2d00000;

  /** The float below scale = 1.0507... */
  public static final float SELU_POS_HI = 0x1.0cfabcp0f;

  public static final float SELU_POS_LO = 0x1.6a9114p-24f;
  public static final float SELU_POS = 0x1.0cfabep0f;
  public static final float SELU_NEG_HI = 0x1.c212ccp0f;
  public static final float SELU_NEG_LO = 0x1.903c0cp-26f;
  public static final float SOFTSIGN_END = 0x1.0p24f;
  public static final float SIXTH_HI = 0x1.555556p-3f;
  public static final float SIXTH_LO = -0x1.555556p-28f;

  // MILLS_P*: interval [-0.5, 0.318182], powers 0..8, weighted error 0.6986962177014304 * 2^-24
  // before, 1.070374995345524 * 2^-24 after rounding the coefficients
  public static final float GRADIENT_MID = 0x1.58p5f;
  public static final float GRADIENT_HALF = 0x1.0cp6f;

  /** 2 sqrt(2/pi). */
  public static final float TANH_K0 = 0x1.988454p0f;

  /** 3 * 0.044715 * 2 sqrt(2/pi). */
  public static final float TANH_K1_TRIPLE = 0x1.b6676cp-3f;

  public static final float GELU_GRADIENT_MID = 0x1.1p2f;
  public static final float GELU_GRADIENT_HALF = 0x1.58p3f;
  public static final float MISH_GRADIENT_MID = 0x1.88p5f;
  public static final float MISH_GRADIENT_HALF = 0x1.e8p5f;
  public static final float MILLS_K = 0x1.8p1f;
  public static final float MILLS_P0 = 0x1.754a74p-1f;
  public static final float MILLS_P1 = -0x1.04c732p0f;
  public static final float MILLS_P2 = 0x1.d7145ap-1f;
  public static final float MILLS_P3 = -0x1.8320eap-2f;
  public static final float MILLS_P4 = -0x1.5765cap-3f;
  public static final float MILLS_P5 = 0x1.c606e8p-3f;
  public static final float MILLS_P6 = 0x1.1a5caap-4f;
  public static final float MILLS_P7 = -0x1.dc987p-4f;
  public static final float MILLS_P8 = -0x1.1bc8c2p-4f;

  /** -1 / sqrt(2 pi). */
  public static final float NEG_DENSITY = -0x1.988454p-2f;

  public static final float EXP_END = -0x1.ap6f;

  /** 2^32 e^x is less than half the least float. */
  public static final float ELU_GRADIENT_END = -0x1p7f;

  public static final float TWO_OVER_SQRT_PI = 0x1.20dd76p0f;
  public static final float ERF_GRADIENT_END = 0x1.b8p6f;

  public static final int LN2_BITS = 0x3f317218;

  /** LN2_LO, what the float near ln 2 lacks. */
  public static final int LN2_LO_BITS = 0xb102e308;

  public static final int ONE_BITS = 0x3f800000;

  /** Sign and exponent bits. */
  public static final int EXP_MASK = 0xff800000;

  public static final int SIGN_MASK = 0x80000000;

  /** 2^-64. */
  public static final int TINY_SCALE_BITS = 0x1f800000;

  /** Minus the bits of d is within 5 % of -1/d. */
  public static final int NEG_RCP_MAGIC = 0xfef311c7;

  private LogCoefficients() {}
}
