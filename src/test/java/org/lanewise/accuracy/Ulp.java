package org.lanewise.accuracy;

/**
 * The ruler of all accuracy tests. The error of a float is its distance from the exact result in
 * units in the last place of the exact result: {@code 2^(floor(log2 |exact|) - 23)}, and 2^-149
 * where the exact result is below the normal floats. At most 0.5 means correctly rounded.
 *
 * <p>An infinite result counts as ±2^128, the next step after the largest float: it is right for
 * all exact results from 2^128 − 2^103 on, where rounding to nearest turns to infinity.
 */
public final class Ulp {

  /** Where the floats would go on if they had one more exponent. */
  static final double OVERFLOW = 0x1p128;

  private static final int MAX_EXPONENT = 127;
  private static final int MIN_EXPONENT = -126;
  private static final int MANTISSA_BITS = 23;

  /** Exponent bias of double. */
  private static final int BIAS = 1023;

  private Ulp() {}

  /** One unit in the last place of a float at this exact result. */
  public static double of(double exact) {
    int exponent = Math.clamp(Math.getExponent(exact), MIN_EXPONENT, MAX_EXPONENT);
    return Double.longBitsToDouble((long) (exponent - MANTISSA_BITS + BIAS) << 52);
  }

  /**
   * The error in ULP: 0 if both are NaN, infinite if only one is. The sign of a zero is not looked
   * at, see {@link #wrongZeroSign}.
   */
  public static double error(float computed, double exact) {
    return error(computed, exact, 0);
  }

  /**
   * The error in ULP against a result in double-double.
   *
   * @param computed what a kernel returned
   * @param exact the exact result, rounded to double
   * @param rest what that rounding left over
   */
  public static double error(float computed, double exact, double rest) {
    if (Float.isNaN(computed) || Double.isNaN(exact)) {
      return Float.isNaN(computed) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Float.isInfinite(computed)) {
      double bound = Math.copySign(OVERFLOW, computed);
      double capped = Math.clamp(exact, -OVERFLOW, OVERFLOW);
      return Math.abs(bound - capped - (capped == exact ? rest : 0)) / of(capped);
    }
    // The difference of a float and a double close to it is exact.
    return Math.abs(computed - exact - rest) / of(exact);
  }

  /** The error as a number; infinities count as 2^128 on both sides, and so do results beyond. */
  static double distance(float computed, double exact) {
    double cut = Math.clamp(exact, -OVERFLOW, OVERFLOW);
    return error(computed, cut) * of(cut);
  }

  /**
   * Whether a zero has another sign than the exact result, be that zero or too small for a float.
   */
  public static boolean wrongZeroSign(float computed, double exact) {
    return computed == 0
        && !Double.isNaN(exact)
        && (Float.floatToRawIntBits(computed) < 0) != (Double.doubleToRawLongBits(exact) < 0);
  }

  /** A float as its bits and as a number, for tables and messages. */
  public static String show(float x) {
    return String.format("0x%08x (%s)", Float.floatToRawIntBits(x), x);
  }
}
