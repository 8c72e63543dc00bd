package org.lanewise.table;

/**
 * The functions behind the kernels in double, good to about 1e-14 relative, tails included: oracles
 * for tests, not for speed.
 */
public final class DoubleMath {

  /** The scale of SELU. */
  public static final double SELU_SCALE = 1.0507009873554805;

  /** The alpha of SELU. */
  public static final double SELU_ALPHA = 1.6732632423543772;

  private static final double SQRT_PI = 1.772453850905516;

  private DoubleMath() {}

  /** 1 / (1 + exp(-x)). */
  public static double sigmoid(double x) {
    if (x < 0) {
      double e = StrictMath.exp(x);
      return e / (1 + e);
    }
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** log(1 + exp(x)). */
  public static double softplus(double x) {
    return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
  }

  /** x² */
  public static double square(double x) {
    return x * x;
  }

  /** 1 − tanh(x)², with relative accuracy in the tails. */
  public static double tanhDerivative(double x) {
    double e = StrictMath.exp(-2 * Math.abs(x));
    return 4 * e / square(1 + e);
  }

  /** Whether t lies between 0 and 1, or is NaN. */
  public static boolean inside(double t) {
    return !(t <= 0 || t >= 1);
  }

  /** x - tanh(x). */
  public static double tanhshrink(double x) {
    double u = x * x;
    if (u < 0.0025) {
      // The terms of tanh behind x.
      return x
          * u
          * (1 / 3.0 - u * (2 / 15.0 - u * (17 / 315.0 - u * (62 / 2835.0 - u * 1382 / 155925.0))));
    }
    return x - StrictMath.tanh(x);
  }

  /** The error function. */
  public static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) < 2) {
      // x·e^(-x²)·2/√π·Σ (2x²)^k / (1·3·5·…), all terms positive.
      double term = 1;
      double sum = 1;
      for (int k = 1; term > sum * 1e-18; k++) {
        term *= 2 * x * x / (2 * k + 1);
        sum += term;
      }
      return 2 / SQRT_PI * x * StrictMath.exp(-x * x) * sum;
    }
    if (Math.abs(x) > 7) {
      return Math.signum(x);
    }
    return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  }

  /** 1 - erf(x), for x up to 40. */
  public static double erfc(double x) {
    if (x < 1) {
      return 1 - erf(x);
    }
    // The continued fraction x + (1/2)/(x + 1/(x + (3/2)/(x + …))), from behind.
    double f = x;
    for (int k = 400; k > 0; k--) {
      f = x + k / 2.0 / f;
    }
    return expMinusSquare(x) / (SQRT_PI * f);
  }

  /** exp(-x²), with what the square loses. */
  private static double expMinusSquare(double x) {
    double square = x * x;
    double lost = Math.fma(x, x, -square);
    return StrictMath.exp(-square) * (1 - lost);
  }

  /** An error function such as engines write it (a rational form, good to 1e-7), for comparison. */
  public static double quickErf(double x) {
    double t = 1 / (1 + 0.3275911 * Math.abs(x));
    double p =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.copySign(1 - p * Math.exp(-x * x), x);
  }

  /** x·Φ(x). */
  public static double gelu(double x) {
    if (x < -45) {
      return -0.0;
    }
    return x > 45 ? x : 0.5 * x * erfc(-x / 1.4142135623730951);
  }

  /** The derivative of {@link #gelu}. */
  public static double geluDerivative(double x) {
    if (Math.abs(x) > 37) {
      return x > 0 ? 1 : -0.0;
    }
    return 0.5 * erfc(-x / 1.4142135623730951)
        + x * StrictMath.exp(-x * x / 2) / 2.5066282746310002;
  }

  /** x·sigmoid(z). */
  public static double timesSigmoid(double x, double z) {
    if (z < -800) {
      return Math.copySign(0, x);
    }
    return z > 800 ? x : x * sigmoid(z);
  }

  /** The derivative of x·sigmoid(z(x)), given x·z'(x). */
  public static double gateDerivative(double z, double slope) {
    if (Math.abs(z) > 800) {
      return z > 0 ? 1 : -0.0;
    }
    return sigmoid(z) * (1 + slope * sigmoid(-z));
  }

  /** 2·√(2/π)·(x + 0.044715·x³). */
  public static double geluTanhArgument(double x) {
    return 1.5957691216057308 * x * (1 + 0.044715 * x * x);
  }

  /** The derivative of {@link #geluTanhArgument}. */
  public static double geluTanhSlope(double x) {
    return 1.5957691216057308 * (1 + 3 * 0.044715 * x * x);
  }

  /** x·tanh(log(1 + exp(x))). */
  public static double mish(double x) {
    if (x < -800) {
      return -0.0;
    }
    if (x > 100) {
      return x;
    }
    double e = StrictMath.exp(x);
    double n = e * (e + 2);
    return x * (n / (n + 2));
  }

  /** The derivative of {@link #mish}. */
  public static double mishDerivative(double x) {
    if (x < -800) {
      return -0.0;
    }
    if (x > 100) {
      return 1;
    }
    double e = StrictMath.exp(x);
    double d = e * (e + 2) + 2;
    return e * (e + 2) / d + 4 * x * e * (1 + e) / (d * d);
  }
}
