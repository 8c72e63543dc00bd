package org.lanewise.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Slow functions good to 50 digits, against which the oracles are checked. */
final class BigMath {

  static final MathContext CONTEXT = new MathContext(60);

  private static final BigDecimal PI =
      new BigDecimal(
          "3.14159265358979323846264338327950288419716939937510"
              + "58209749445923078164062862089986280348253421170679"
              + "82148086513282306647093844609550582231725359408128"
              + "48111745028410270193852110555964462294895493038196");

  private static final int HALVINGS = 20;

  private BigMath() {}

  /** e^x. */
  static BigDecimal exp(BigDecimal x) {
    // e^x = (e^(x / 2^20))^(2^20), the inner one by its series; 10 more digits for the squarings.
    MathContext wide = new MathContext(CONTEXT.getPrecision() + 15);
    BigDecimal small = x.divide(new BigDecimal(BigInteger.TWO.pow(HALVINGS)), wide);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int i = 1; term.signum() != 0 && i < 60; i++) {
      term = term.multiply(small, wide).divide(BigDecimal.valueOf(i), wide);
      sum = sum.add(term, wide);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, wide);
    }
    return sum.round(CONTEXT);
  }

  /** log x, by Newton's iteration on the exponential. */
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < 2; i++) {
      // Halley's step triples the digits.
      BigDecimal e = exp(y);
      BigDecimal step = x.subtract(e).divide(x.add(e), CONTEXT);
      y = y.add(step.add(step), CONTEXT);
    }
    return y;
  }

  /** tanh x. */
  static BigDecimal tanh(BigDecimal x) {
    BigDecimal square = exp(x.add(x));
    return square
        .subtract(BigDecimal.ONE)
        .divide(square.add(BigDecimal.ONE), CONTEXT)
        .round(CONTEXT);
  }

  /** The error function by its series; the digits that alternating terms cost are added. */
  static BigDecimal erf(BigDecimal x) {
    MathContext wide =
        new MathContext(CONTEXT.getPrecision() + (int) (x.doubleValue() * x.doubleValue()));
    BigDecimal square = x.multiply(x).negate();
    BigDecimal power = x;
    BigDecimal sum = x;
    BigDecimal least = BigDecimal.ONE.movePointLeft(wide.getPrecision());
    for (int k = 1; power.abs().compareTo(least) > 0; k++) {
      power = power.multiply(square).divide(BigDecimal.valueOf(k), wide);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), wide));
    }
    return sum.multiply(BigDecimal.TWO).divide(PI.sqrt(wide), wide);
  }

  /** 1 - erf x; of the 160 digits of erf some 60 are left where x is 12. */
  static BigDecimal erfc(BigDecimal x) {
    return BigDecimal.ONE.subtract(erf(x));
  }

  /** How far a double is from the exact value, relative to it; absolute where that is 0. */
  static double relativeError(double value, BigDecimal exact) {
    BigDecimal difference = new BigDecimal(value).subtract(exact).abs();
    return (exact.signum() == 0 ? difference : difference.divide(exact.abs(), CONTEXT))
        .doubleValue();
  }
}
