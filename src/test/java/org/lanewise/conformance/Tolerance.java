package org.lanewise.conformance;

import java.util.function.IntToDoubleFunction;

/** How far a result may be from the value that is expected. */
@FunctionalInterface
interface Tolerance {

  /**
   * The distance for one element.
   *
   * @param i its index
   * @param expected the value
   * @param ulp the distance of neighbouring numbers there, in the type of the output
   */
  double at(int i, double expected, double ulp);

  /** So many ULP. */
  static Tolerance ulps(double ulps) {
    return (i, expected, ulp) -> ulps * ulp;
  }

  /** This distance or {@code floor}, whichever is more. */
  default Tolerance or(double floor) {
    return (i, expected, ulp) -> Math.max(at(i, expected, ulp), floor);
  }

  /** This distance and {@code more} on top. */
  default Tolerance plus(double more) {
    return (i, expected, ulp) -> at(i, expected, ulp) + more;
  }

  /** This distance and {@code more} on top, by element. */
  default Tolerance plus(IntToDoubleFunction more) {
    return (i, expected, ulp) -> at(i, expected, ulp) + more.applyAsDouble(i);
  }

  /** This distance and a share of the expected value on top. */
  default Tolerance plusRelative(double share) {
    return (i, expected, ulp) -> at(i, expected, ulp) + share * Math.abs(expected);
  }

  /** This distance and a share of the expected value on top, by element. */
  default Tolerance plusRelative(IntToDoubleFunction share) {
    return (i, expected, ulp) -> at(i, expected, ulp) + share.applyAsDouble(i) * Math.abs(expected);
  }

  /** The distance of floats around {@code value}; that of subnormals is the least. */
  static double ulp(double value) {
    return ulp(value, Float.PRECISION, Float.MIN_EXPONENT);
  }

  /** The distance of numbers around {@code value} in the type of an output: float16 or float. */
  static double ulp(double value, String type) {
    return type.equals("float16") ? ulp(value, 11, -14) : ulp(value);
  }

  private static double ulp(double value, int precision, int leastExponent) {
    return Math.scalb(1.0, Math.max(Math.getExponent(value), leastExponent) - (precision - 1));
  }
}
