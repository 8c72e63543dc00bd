package org.lanewise.accuracy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.lanewise.table.DoubleMath;

/**
 * A second set of parameters for each row of the table that has some, with the oracle as a function
 * of them: a bound that holds for one set alone would be luck.
 *
 * @param parameters the second set
 * @param oracle the exact function for given parameters
 * @param <T> a function of one or two doubles
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record OtherParameters<T>(float[] parameters, Function<double[], T> oracle) {

  /** For the maps, by the names of the table. */
  static final Map<String, OtherParameters<DoubleUnaryOperator>> MAPS =
      Map.ofEntries(
          entry("leakyRelu", map(p -> x -> x < 0 ? p[0] * x : x, 0.3f)),
          entry("clip", map(p -> x -> x < p[0] ? p[0] : x > p[1] ? p[1] : x, -0.3f, 0.7f)),
          entry("hardtanh", map(p -> x -> x < p[0] ? p[0] : x > p[1] ? p[1] : x, 0.1f, 2.7f)),
          entry("thresholdedRelu", map(p -> x -> x <= p[0] ? 0 : x, 0.3f)),
          entry("elu", map(p -> x -> x > 0 ? x : p[0] * StrictMath.expm1(x), 1.7f)),
          entry("celu", map(p -> x -> x > 0 ? x : p[0] * StrictMath.expm1(x / p[0]), 0.3f)),
          entry(
              "hardSigmoidLinear",
              map(p -> x -> Math.clamp(x * p[0] + p[1], 0.0, 1.0), 1 / 6f, 0.3f)),
          entry(
              "softshrink",
              map(p -> x -> Math.abs(x) <= p[0] ? 0 : x - Math.copySign(p[0], x), 1.3f)),
          entry("hardshrink", map(p -> x -> Math.abs(x) <= p[0] ? 0 : x, 1.3f)),
          entry(
              "softplus",
              // The table's own beta makes exact products of x; what rounding loses counts, too.
              map(p -> x -> x * p[0] > p[1] ? x : DoubleMath.softplus(x * p[0]) / p[0], 1.7f, 20f)),
          entry("swish", map(p -> x -> DoubleMath.timesSigmoid(x, p[0] * x), 0.7f)),
          entry("scale", map(p -> x -> p[0] * x, -2.3f)),
          entry("softCap", map(p -> x -> p[0] * StrictMath.tanh(x / p[0]), 1.3f)));

  /** For the gradients, by the names of the table. */
  static final Map<String, OtherParameters<DoubleBinaryOperator>> ZIPS =
      Map.ofEntries(
          entry("leakyRelu", zip(p -> (x, dy) -> x > 0 ? dy : dy * p[0], 0.3f)),
          entry("clip", zip(p -> (x, dy) -> x < p[0] || x > p[1] ? 0 : dy, -0.3f, 0.7f)),
          entry("hardtanh", zip(p -> (x, dy) -> x <= p[0] || x >= p[1] ? 0 : dy, 0.1f, 2.7f)),
          entry("thresholdedRelu", zip(p -> (x, dy) -> x <= p[0] ? 0 : dy, 0.3f)),
          entry("elu", zip(p -> (x, dy) -> x > 0 ? dy : dy * p[0] * StrictMath.exp(x), 1.7f)),
          entry("celu", zip(p -> (x, dy) -> x > 0 ? dy : dy * StrictMath.exp(x / p[0]), 0.3f)),
          entry(
              "hardSigmoidLinear",
              zip(
                  p -> (x, dy) -> DoubleMath.inside(x * p[0] + p[1]) ? dy * p[0] : 0,
                  1 / 6f,
                  0.3f)),
          entry("softshrink", zip(p -> (x, dy) -> Math.abs(x) <= p[0] ? 0 : dy, 1.3f)),
          entry("hardshrink", zip(p -> (x, dy) -> Math.abs(x) <= p[0] ? 0 : dy, 1.3f)),
          entry(
              "softplus",
              zip(
                  p -> (x, dy) -> x * p[0] > p[1] ? dy : dy * DoubleMath.sigmoid(x * p[0]),
                  1.7f,
                  20f)),
          entry(
              "swish",
              zip(p -> (x, dy) -> dy * DoubleMath.gateDerivative(p[0] * x, p[0] * x), 0.7f)),
          entry("scale", zip(p -> (x, dy) -> dy * p[0], -2.3f)),
          entry("softCap", zip(p -> (x, dy) -> dy * DoubleMath.tanhDerivative(x / p[0]), 1.3f)));

  private static OtherParameters<DoubleUnaryOperator> map(
      Function<double[], DoubleUnaryOperator> oracle, float... parameters) {
    return new OtherParameters<>(parameters, oracle);
  }

  private static OtherParameters<DoubleBinaryOperator> zip(
      Function<double[], DoubleBinaryOperator> oracle, float... parameters) {
    return new OtherParameters<>(parameters, oracle);
  }

  /** The exact function for these parameters. */
  T oracleFor(float... p) {
    double[] wide = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      wide[i] = p[i];
    }
    return oracle.apply(wide);
  }
}
