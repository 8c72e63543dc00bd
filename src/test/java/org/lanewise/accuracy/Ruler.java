package org.lanewise.accuracy;

import org.lanewise.internal.ZipOp;

/**
 * What errors are measured in: ULP of the exact result, but no unit smaller than a given one.
 *
 * <p>A gradient is a derivative times the gradient dy from above. Where the derivative is subnormal
 * it has lost digits that dy cannot bring back: the unit is at least |dy| times the least float.
 * Where the derivative crosses zero, the unit is that of the larger of dy and the result.
 *
 * <p>With dy = 1 the product is exact, and what is left is the error of the derivative alone.
 * Measured in 2^-24ths of the exact derivative it tells what the gradient errs for any dy: one ULP
 * is at least such a part of any number, and the product's rounding adds half a ULP.
 *
 * @param relative whether the unit is a 2^-24th of the exact result
 * @param leastUnit the least unit
 */
record Ruler(boolean relative, double leastUnit) {

  /** Plain ULP. */
  static final Ruler ULP = new Ruler(false, 0);

  /** A 2^-24th: no ULP is a smaller part of its number. */
  static final double PART = 0x1p-24;

  /** What the product with dy adds to the error of a derivative. */
  private static final double ROUNDING = 0.5;

  /** For gradients with this dy. */
  static Ruler of(ZipOp op, float dy) {
    return new Ruler(
        false, op.crossesZero() ? Ulp.of(dy) : Math.abs(dy) * (double) Float.MIN_VALUE);
  }

  /** For the derivative itself, which is the gradient with dy = 1. */
  static Ruler ofDerivative(ZipOp op) {
    if (!isProduct(op)) {
      return of(op, 1f);
    }
    return new Ruler(true, op.crossesZero() ? PART : Float.MIN_VALUE);
  }

  /** The bound of the derivative that makes the bound of the gradient true for any dy. */
  static double boundOfDerivative(ZipOp op) {
    return isProduct(op) ? Math.max(op.ulp() - ROUNDING, 0) : op.ulp();
  }

  /** Whether a gradient is a derivative times dy; the others divide dy, in one step or two. */
  static boolean isProduct(ZipOp op) {
    return switch (op) {
      case HARD_SIGMOID_GRADIENT, SOFTSIGN_GRADIENT, LOG_GRADIENT, LOG1P_GRADIENT -> false;
      default -> true;
    };
  }

  /** The unit at this exact result. */
  double unit(double exact) {
    double size = Math.min(Math.abs(exact), Ulp.OVERFLOW);
    return Math.max(relative ? size * PART : Ulp.of(exact), leastUnit);
  }

  /** The error in units; see {@link Ulp#error(float, double)}. */
  double error(float computed, double exact) {
    double ulps = Ulp.error(computed, exact);
    return ulps == 0 || Double.isInfinite(ulps) ? ulps : ulps * (Ulp.of(exact) / unit(exact));
  }
}
