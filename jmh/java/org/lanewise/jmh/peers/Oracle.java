package org.lanewise.jmh.peers;

import java.util.SplittableRandom;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;

/** Exact results, and how far from them a peer is. */
final class Oracle {

  private static final int SAMPLES = 1 << 17;
  private static final long SEED = 20250917;

  private Oracle() {}

  /** The exact results of a map or of a row kernel, in double. */
  static double[] output(Problem p) {
    return switch (p.kernel()) {
      case "softmax", "crossEntropyGradient" -> softmax(p);
      case "crossEntropyLoss" -> new double[0];
      default -> map(p);
    };
  }

  private static double[] map(Problem p) {
    MapCase row =
        KernelTable.MAPS.stream()
            .filter(candidate -> candidate.name().equals(p.kernel()))
            .findFirst()
            .orElseThrow(p::unknown);
    double[] exact = new double[p.elements()];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = row.oracle().applyAsDouble(p.input()[i]);
    }
    return exact;
  }

  private static double[] softmax(Problem p) {
    boolean gradient = p.kernel().equals("crossEntropyGradient");
    double[] exact = new double[p.elements()];
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      double lse = logSumExp(p, r);
      for (int c = 0; c < p.cols(); c++) {
        double x = p.input()[from + c] - lse;
        exact[from + c] =
            !gradient
                ? StrictMath.exp(x)
                : (c == p.labels()[r] ? StrictMath.expm1(x) : StrictMath.exp(x)) / p.rows();
      }
    }
    return exact;
  }

  private static double logSumExp(Problem p, int r) {
    int from = r * p.cols();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < p.cols(); c++) {
      max = Math.max(max, p.input()[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < p.cols(); c++) {
      sum += StrictMath.exp(p.input()[from + c] - max);
    }
    return max + StrictMath.log(sum);
  }

  /** The exact mean cross-entropy; 0 for kernels without a loss. */
  static double loss(Problem p) {
    if (!p.kernel().startsWith("crossEntropy")) {
      return 0;
    }
    double total = 0;
    for (int r = 0; r < p.rows(); r++) {
      total += logSumExp(p, r) - p.input()[r * p.cols() + p.labels()[r]];
    }
    return total / p.rows();
  }

  /** Values between ±limit, always the same. */
  static float[] samples(float limit) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      values[i] = (float) random.nextDouble(-limit, limit);
    }
    return values;
  }

  /** The largest error in ULP, over all results that are normal floats. */
  static double maxUlp(float[] actual, double[] exact) {
    double max = 0;
    for (int i = 0; i < exact.length; i++) {
      max = Math.max(max, ulp(actual[i], exact[i]));
    }
    return max;
  }

  /** The error in ULP; 0 where the exact result is not a normal float, infinite for NaN. */
  static double ulp(float actual, double exact) {
    double size = Math.abs(exact);
    if (size < Float.MIN_NORMAL || size > Float.MAX_VALUE) {
      return 0;
    }
    double error = Math.abs(actual - exact) / Math.ulp((float) exact);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }
}
