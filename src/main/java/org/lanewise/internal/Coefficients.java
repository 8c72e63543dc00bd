package org.lanewise.internal;

/** The constants of the functions; {@code scripts/coefficients.py} derives them. */
public final class Coefficients {

  public static final float LOG2E = 0x1.715476p0f;
  public static final float LN2_HI = 0x1.62e43p-1f;
  public static final float LN2_LO = -0x1.05c61p-29f;
  public static final float EXP_ROUND = 0x1.8p23f + 254;
  public static final float EXP_C2 = 0x1.fffff8p-2f;
  public static final float EXP_C3 = 0x1.55544cp-3f;
  public static final float EXP_C4 = 0x1.555914p-5f;
  public static final float EXP_C5 = 0x1.1260bp-7f;
  public static final float EXP_C6 = 0x1.6b18c8p-10f;
  public static final float SIGMOID_ROUND = 0x1.8p23f + 97;
  public static final float TANH_SPLIT = 0.6875f;
  public static final float TANH_C3 = -0x1.55550ep-2f;
  public static final float TANH_C5 = 0x1.10ff8cp-3f;
  public static final float TANH_C7 = -0x1.b744bp-5f;
  public static final float TANH_C9 = 0x1.4c0aa6p-6f;
  public static final float TANH_C11 = -0x1.5b975cp-8f;
  public static final float TANH_LOG2E = 2 * LOG2E;
  public static final float TANH_ROUND = 0x1.8p23f + 127;
  public static final float TANH_LN2 = 0.5f * LN2_HI;
  public static final float TANH_E1 = 2f;
  public static final float TANH_E2 = 4 * EXP_C2;
  public static final float TANH_E3 = 8 * EXP_C3;
  public static final float TANH_E4 = 16 * EXP_C4;
  public static final float TANH_E5 = 32 * EXP_C5;
  public static final float TANH_E6 = 64 * EXP_C6;
  public static final float EXPM1_ROUND = 0x1.8p10f + 127;
  public static final float EXPM1_SHIFT = EXPM1_ROUND + 3400 * 0x1p-13f;
  public static final float EXPM1_C2 = 0x1p-1f;
  public static final float EXPM1_C3 = 0x1.55555ap-3f;
  public static final float EXPM1_C4 = 0x1.555502p-5f;
  public static final float EXPM1_C5 = 0x1.1106cap-7f;
  public static final float EXPM1_C6 = 0x1.6d03bcp-10f;
  public static final float EXPM1_C7 = 0x1.b556eep-13f;

  private Coefficients() {}
}
