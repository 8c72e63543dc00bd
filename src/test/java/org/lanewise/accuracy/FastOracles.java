package org.lanewise.accuracy;

import static java.util.Map.entry;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.lanewise.internal.Templates;
import org.lanewise.table.DoubleMath;

/**
 * The exact functions of {@code KernelTable}, a block at a time and fast enough for all floats: the
 * relative error is at most {@link #ERROR}, where the result is not below all floats; of gradients
 * that cross zero, relative to the larger of the result and the factor. A kernel without one here
 * is swept with the table's own oracle. The sweep asks that one also wherever the error could make
 * a difference.
 *
 * <p>Rows whose oracle in the table is a few operations need none here; the others get one line,
 * composed of {@link FastDouble}'s functions and steps around them. Infinities have to come out as
 * the limits, or as numbers beyond all floats.
 */
final class FastOracles {

  /** The largest relative error. */
  static final double ERROR = 2e-13;

  /** Sets {@code y[i]} to the result for {@code x[i]}, i from 0 to n − 1; x stays as it is. */
  @FunctionalInterface
  interface BlockOracle {
    /** Runs it; n is a multiple of {@link FastDouble#MULTIPLE}. */
    void apply(double[] x, double[] y, int n);
  }

  /** Makes an oracle. */
  @FunctionalInterface
  private interface Maker {
    /** Makes it for the parameters of a row; for gradients the factor from above is the last. */
    BlockOracle make(float[] p);
  }

  /** A function on the way, in plain arithmetic. */
  @FunctionalInterface
  interface Step {
    /** The result for x and what came out of the step before. */
    double apply(double x, double y);
  }

  /** The first step, which has nothing but x. */
  private record First(DoubleUnaryOperator function) implements Step {
    @Override
    public double apply(double x, double y) {
      return function.applyAsDouble(x);
    }
  }

  /** So far from zero nothing changes any more, but the logistic function is still positive. */
  private static final double FAR = 1e3;

  private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;
  private static final double INV_SQRT_2PI = 0x1.9884533d43651p-2;
  private static final double TWO_OVER_SQRT_PI = 0x1.20dd750429b6dp0;
  private static final double QUICK = 1.702;

  /** (tanh x - x) / x^3 as a series in x^2. */
  private static final double[] TANH = tanhSeries(24);

  private static final double SMALL_TANH = 0.5;

  /** By the names of the table; gradients have {@code Gradient} behind theirs. */
  private static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          entry("elu", p -> exponentialUnit(p[0], 1, 1)),
          entry("selu", p -> exponentialUnit(DoubleMath.SELU_ALPHA, 1, DoubleMath.SELU_SCALE)),
          entry("celu", p -> exponentialUnit(p[0], p[0], 1)),
          entry("sigmoid", p -> sigmoid()),
          entry("logSigmoid", p -> softplus(-1, 1, Double.POSITIVE_INFINITY)),
          entry("tanh", p -> tanh()),
          entry("tanhshrink", p -> tanhshrink()),
          entry("softplus", p -> softplus(p[0], p[0], p[1])),
          entry("gelu", p -> gelu()),
          entry("geluTanh", p -> gate(DoubleMath::geluTanhArgument)),
          entry("quickGelu", p -> gate(x -> QUICK * x)),
          entry("silu", p -> gate(x -> x)),
          entry("swish", p -> gate(x -> (double) p[0] * x)),
          entry("mish", p -> mish()),
          entry("exp", p -> FastDouble::exp),
          entry("expm1", p -> FastDouble::expm1),
          entry("log", p -> FastDouble::log),
          entry("log1p", p -> FastDouble::log1p),
          entry("erf", p -> FastDouble::erf),
          entry("eluGradient", p -> exponentialSlope(p[0], 1, p[1])),
          entry(
              "seluGradient",
              p -> exponentialSlope(DoubleMath.SELU_ALPHA, 1, DoubleMath.SELU_SCALE * p[0])),
          entry("celuGradient", p -> exponentialSlope(1, p[0], p[1])),
          entry("logSigmoidGradient", p -> logistic(-1, Double.POSITIVE_INFINITY, p[0])),
          entry("softplusGradient", p -> logistic(p[0], p[1], p[2])),
          entry("softCap", p -> softCap(p[0])),
          entry("softCapGradient", p -> softCapSlope(p[0], p[1])),
          entry("tanhshrinkGradient", p -> tanhSquared(p[0])),
          entry("geluGradient", p -> geluSlope(p[0])),
          entry(
              "geluTanhGradient",
              p -> gateSlope(DoubleMath::geluTanhArgument, DoubleMath::geluTanhSlope, p[0])),
          entry("quickGeluGradient", p -> gateSlope(x -> QUICK * x, x -> QUICK, p[0])),
          entry("siluGradient", p -> gateSlope(x -> x, x -> 1, p[0])),
          entry("swishGradient", p -> gateSlope(x -> (double) p[0] * x, x -> p[0], p[1])),
          entry("mishGradient", p -> mishSlope(p[0])),
          entry("erfGradient", p -> bell(p[0])));

  private FastOracles() {}

  /** Whether a kernel has a fast oracle of its own. */
  static boolean has(String name) {
    return MAKERS.containsKey(name);
  }

  /** The fast oracle of a kernel with these parameters, or the slow one in a loop. */
  static BlockOracle of(String name, DoubleUnaryOperator slow, float... parameters) {
    Maker maker = MAKERS.get(name);
    return maker != null ? maker.make(parameters) : loop(slow);
  }

  /** y = step(x, y). */
  private static BlockOracle loop(Step step) {
    return Templates.define(
        MethodHandles.lookup(),
        "StepLoop",
        BlockOracle.class,
        new Templates.Key(step, false, false));
  }

  /** y = function(x). */
  private static BlockOracle loop(DoubleUnaryOperator function) {
    return loop(new First(function));
  }

  /** last(x, function(first(x))); the function may write over its input. */
  private static BlockOracle chain(DoubleUnaryOperator first, BlockOracle function, Step last) {
    BlockOracle before = loop(first);
    return then(
        (x, y, n) -> {
          before.apply(x, y, n);
          function.apply(y, y, n);
        },
        last);
  }

  /** last(x, function(x)). */
  private static BlockOracle then(BlockOracle function, Step last) {
    BlockOracle after = loop(last);
    return (x, y, n) -> {
      function.apply(x, y, n);
      after.apply(x, y, n);
    };
  }

  /** scale·(x > 0 ? x : alpha·(exp(x / width) − 1)). */
  private static BlockOracle exponentialUnit(double alpha, double width, double scale) {
    return chain(x -> x / width, FastDouble::expm1, (x, e) -> scale * (x > 0 ? x : alpha * e));
  }

  /** factor·(x > 0 ? 1 : alpha·exp(x / width)). */
  private static BlockOracle exponentialSlope(double alpha, double width, double factor) {
    return chain(x -> x / width, FastDouble::exp, (x, e) -> factor * (x > 0 ? 1 : alpha * e));
  }

  /**
   * log(1 + exp(beta·x)) / divisor, x beyond the threshold; beta and divisor may differ in sign.
   */
  private static BlockOracle softplus(double beta, double divisor, double threshold) {
    double sign = Math.signum(beta) * Math.signum(divisor);
    return chain(
        x -> -Math.abs(beta * x),
        (x, y, n) -> {
          FastDouble.exp(x, y, n);
          FastDouble.log1p(y, y, n);
        },
        (x, l) ->
            beta * x > threshold ? x : sign * (Math.max(beta * x, 0) + l) / Math.abs(divisor));
  }

  private static BlockOracle sigmoid() {
    return chain(x -> -x, FastDouble::exp, (x, e) -> 1 / (1 + e));
  }

  /** factor / (1 + exp(−beta·x)), factor beyond the threshold. */
  private static BlockOracle logistic(double beta, double threshold, double factor) {
    return chain(
        x -> -beta * x,
        FastDouble::exp,
        (x, e) -> beta * x > threshold ? factor : factor / (1 + e));
  }

  /** x·sigmoid(z(x)). */
  private static BlockOracle gate(DoubleUnaryOperator z) {
    return chain(x -> -z.applyAsDouble(x), FastDouble::exp, (x, e) -> Math.max(x, -FAR) / (1 + e));
  }

  /** factor·sigmoid(z)·(1 + x·z'·sigmoid(−z)). */
  private static BlockOracle gateSlope(
      DoubleUnaryOperator z, DoubleUnaryOperator slope, double factor) {
    return chain(
        x -> -z.applyAsDouble(x),
        FastDouble::exp,
        (x, e) -> {
          double w = Math.clamp(x, -FAR, FAR);
          return factor / (1 + e) * (1 + w * slope.applyAsDouble(w) * (e / (1 + e)));
        });
  }

  private static BlockOracle tanh() {
    return softCap(1);
  }

  /** cap·tanh(x / cap). */
  private static BlockOracle softCap(double cap) {
    return chain(
        x -> 2 * Math.clamp(x / cap, -50, 50), FastDouble::expm1, (x, e) -> cap * (e / (e + 2)));
  }

  /** factor·(1 − tanh(x / cap)²). */
  private static BlockOracle softCapSlope(double cap, double factor) {
    return chain(
        x -> -2 * Math.abs(x / cap),
        FastDouble::exp,
        (x, e) -> factor * (4 * e / ((1 + e) * (1 + e))));
  }

  private static BlockOracle tanhSquared(double factor) {
    return then(tanh(), (x, t) -> factor * (t * t));
  }

  private static BlockOracle tanhshrink() {
    return then(tanh(), (x, t) -> Math.abs(x) < SMALL_TANH ? smallTanhshrink(x) : x - t);
  }

  private static double smallTanhshrink(double x) {
    double square = x * x;
    double sum = 0;
    for (int k = TANH.length - 1; k >= 0; k--) {
      sum = Math.fma(sum, square, TANH[k]);
    }
    return -sum * square * x;
  }

  /** From tanh' = 1 - tanh^2, behind the first term. */
  private static double[] tanhSeries(int count) {
    double[] all = new double[count + 1];
    all[0] = 1;
    for (int k = 1; k <= count; k++) {
      double sum = 0;
      for (int i = 0; i < k; i++) {
        sum += all[i] * all[k - 1 - i];
      }
      all[k] = -sum / (2 * k + 1);
    }
    double[] rest = new double[count];
    System.arraycopy(all, 1, rest, 0, count);
    return rest;
  }

  private static BlockOracle gelu() {
    return chain(x -> -x * SQRT_HALF, FastDouble::erfc, (x, c) -> Math.max(x, -FAR) * (c / 2));
  }

  private static BlockOracle geluSlope(double factor) {
    BlockOracle integral = chain(x -> -x * SQRT_HALF, FastDouble::erfc, (x, c) -> c / 2);
    BlockOracle bell =
        chain(
            x -> -x * x / 2,
            FastDouble::exp,
            (x, e) -> Math.clamp(x, -FAR, FAR) * e * INV_SQRT_2PI);
    BlockOracle sum = loop((b, c) -> factor * (b + c));
    return (x, y, n) -> {
      double[] bells = new double[n];
      bell.apply(x, bells, n);
      integral.apply(x, y, n);
      sum.apply(bells, y, n);
    };
  }

  private static BlockOracle mish() {
    return chain(
        x -> Math.min(x, 50),
        FastDouble::exp,
        (x, e) -> Math.max(x, -FAR) * (e * (e + 2) / (e * (e + 2) + 2)));
  }

  private static BlockOracle mishSlope(double factor) {
    return chain(
        x -> Math.min(x, 50),
        FastDouble::exp,
        (x, e) -> {
          double d = e * (e + 2) + 2;
          double w = Math.clamp(x, -FAR, 50);
          return factor * (e * (e + 2) / d + 4 * w * e * (1 + e) / (d * d));
        });
  }

  /** factor·2/√π·exp(−x²). */
  private static BlockOracle bell(double factor) {
    return chain(x -> -x * x, FastDouble::exp, (x, e) -> factor * TWO_OVER_SQRT_PI * e);
  }
}
