package org.lanewise.accuracy;

/**
 * Softmax, logsumexp and cross-entropy of one row in double, written so that nothing cancels: all
 * is made of the distance to the maximum and of the sum of the other exponentials. Good to about
 * 1e-14, relative, however long the row; only logsumexp is good to 1e-14 of the maximum.
 */
final class RowOracle {

  private final float[] x;
  private final double max;
  private final int argMax;

  /** e^(x - max). */
  private final double[] exponentials;

  /** The sum of the exponentials of all elements but the first maximum. */
  private final double others;

  private final double logOfSum;

  RowOracle(float[] x) {
    this.x = x;
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    argMax = best;
    max = x[best];
    exponentials = new double[x.length];
    Sum sum = new Sum();
    for (int i = 0; i < x.length; i++) {
      // Beyond this the result is no double any more.
      exponentials[i] = x[i] - max < -800 ? 0 : StrictMath.exp(x[i] - max);
      if (i != best) {
        sum.add(exponentials[i]);
      }
    }
    others = sum.value();
    logOfSum = StrictMath.log1p(others);
  }

  /** A sum that keeps what each addition loses (Neumaier). */
  static final class Sum {
    private double sum;
    private double lost;

    void add(double term) {
      double next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
      sum = next;
    }

    double value() {
      return sum + lost;
    }
  }

  double softmax(int i) {
    return exponentials[i] / (1 + others);
  }

  /** 1 − softmax. */
  double complement(int i) {
    return i == argMax ? others / (1 + others) : 1 - softmax(i);
  }

  /** −log-softmax, which is the loss for this label. */
  double loss(int label) {
    return max - x[label] + logOfSum;
  }

  double logSumExp() {
    return max + logOfSum;
  }

  /** The loss for a distribution. */
  double loss(float[] targets) {
    Sum sum = new Sum();
    for (int i = 0; i < x.length; i++) {
      if (targets[i] != 0) {
        sum.add(targets[i] * loss(i));
      }
    }
    return sum.value();
  }
}
