package org.lanewise.accuracy;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The exact functions of {@code KernelTable}, a block at a time and fast enough for all floats:
 * relative error at most {@link #ERROR}, where the result is not below all floats. A kernel without
 * one is swept by the table's own oracle, which takes longer. The sweep asks the table's oracle
 * wherever this error could make a difference.
 *
 * <p>A new kernel gets one line here, composed of {@link FastDouble}'s functions and plain loops.
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

  /** By the names of the table. */
  static final Map<String, BlockOracle> BY_NAME =
      Map.of(
          "relu", FastOracles::relu,
          "sigmoid", FastOracles::sigmoid,
          "tanh", FastOracles::tanh,
          "exp", FastDouble::exp,
          "expm1", FastDouble::expm1);

  private FastOracles() {}

  /** The fast oracle of a kernel, or the slow one in a loop. */
  static BlockOracle of(String name, DoubleUnaryOperator slow) {
    BlockOracle fast = BY_NAME.get(name);
    return fast != null ? fast : (x, y, n) -> loop(slow, x, y, n);
  }

  private static void loop(DoubleUnaryOperator oracle, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = oracle.applyAsDouble(x[i]);
    }
  }

  private static void relu(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] < 0 ? 0 : x[i];
    }
  }

  private static void sigmoid(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
    FastDouble.exp(y, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = 1 / (1 + y[i]);
    }
  }

  private static void tanh(double[] x, double[] y, int n) {
    // Far out 1 - 2 / (e^2x + 1) and this are the same; cut before the square overflows.
    for (int i = 0; i < n; i++) {
      y[i] = 2 * Math.max(-50, Math.min(50, x[i]));
    }
    FastDouble.expm1(y, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = y[i] / (y[i] + 2);
    }
  }
}
