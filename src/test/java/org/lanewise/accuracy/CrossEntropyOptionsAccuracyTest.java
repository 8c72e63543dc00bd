package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.testing.Inputs;

/**
 * The bounds of softmax-cross-entropy hold with all options at once, and with factors of any size
 * whose products are normal floats: what weights multiply, they also multiply the error of.
 */
class CrossEntropyOptionsAccuracyTest {

  private static final int CASES = 60_000;
  private static final int MOST_CLASSES = 40;
  private static final long SEED = 20_261_128;

  private static final double ABSOLUTE = 1e-7;
  private static final double GRADIENT_ULPS = 4;

  private static final float[] SMOOTHINGS = {1e-8f, 1e-3f, 0.1f, 0.5f, 0.99999994f, 1f};
  private static final float[] Z_LOSSES = {1e-8f, 1e-4f, 1f, 1e10f};
  private static final float[] WEIGHTS = {0f, 1e-8f, 0.3f, 1f, 7f, 1e10f};
  private static final float[] FACTORS = {1f, -1f, 1e-8f, 3e10f, 0f};
  private static final float[] TARGETS = {0f, 1f, 1e-8f};
  private static final float[] SPREADS = {1e-40f, 1e-30f, 1e-3f, 1f, 1f, 10f, 100f, 1e4f, 1e20f};

  private final Inputs inputs = new Inputs(SEED);
  private double worstLoss;
  private double worstGradient;

  @Test
  void boundsHoldWithAllOptionsAtOnce() {
    for (int i = 0; i < CASES; i++) {
      check(1 + inputs.below(MOST_CLASSES));
    }
    System.out.printf(
        Locale.ROOT,
        "cross-entropy with options: losses %.2f, gradients %.2f of their bounds%n",
        worstLoss,
        worstGradient);
  }

  private void check(int classes) {
    float smoothing = inputs.below(2) == 0 ? inputs.pick(SMOOTHINGS) : 0f;
    float zLoss = inputs.below(3) == 0 ? inputs.pick(Z_LOSSES) : 0f;
    CrossEntropyOptions options =
        CrossEntropyOptions.DEFAULT.withLabelSmoothing(smoothing).withZLoss(zLoss);
    float[] w = new float[classes];
    Arrays.fill(w, 1f);
    boolean weighted = inputs.below(3) == 0;
    if (weighted) {
      for (int c = 0; c < classes; c++) {
        w[c] = inputs.pick(WEIGHTS);
      }
      options = options.withClassWeights(w);
    }
    float factor = inputs.pick(FACTORS);
    float[] x = logits(classes);
    int label = inputs.below(classes);
    boolean dense = inputs.below(2) == 0;
    float[] q = new float[classes];
    q[label] = 1f;
    for (int c = 0; dense && c < classes; c++) {
      q[c] = inputs.below(2) == 0 ? Math.abs(inputs.uniform(1f)) : inputs.pick(TARGETS);
    }
    float[] loss = new float[1];
    float[] gradient = new float[classes];
    Matrix in = Matrix.of(x, 1, classes);
    Matrix out = Matrix.of(gradient, 1, classes);
    float[] factors = {factor};
    if (dense) {
      Matrix targets = Matrix.of(q, 1, classes);
      SoftmaxCrossEntropy.lossesAndGradient(in, targets, loss, factors, out, options);
    } else {
      int[] labels = {label};
      SoftmaxCrossEntropy.lossesAndGradient(in, labels, loss, factors, out, options);
    }

    RowOracle oracle = new RowOracle(x);
    double lse = oracle.logSumExp();
    double[] shares = new double[classes];
    double all = 0;
    double exact = 0;
    for (int c = 0; c < classes; c++) {
      double spread = (double) smoothing / classes;
      shares[c] = w[c] * ((1 - (double) smoothing) * q[c] + spread);
      all += shares[c];
      exact += shares[c] == 0 ? 0 : shares[c] * oracle.loss(c);
    }
    // What z-loss adds errs by 2·s·|lse| times the error of lse, and is rounded.
    double lseError = Math.max(2 * Ulp.of(lse), ABSOLUTE);
    double slope = 2 * (double) zLoss * lse;
    double ulps = smoothing > 0 || (dense && weighted) ? 4 : 2;
    double allowed = Math.max(ulps * Ulp.of(exact), ABSOLUTE * all);
    if (zLoss > 0) {
      exact += zLoss * lse * lse;
      allowed += Math.abs(slope) * lseError + zLoss * lseError * lseError + Ulp.of(exact);
    }
    CrossEntropyOptions used = options;
    Supplier<String> what =
        () ->
            String.format(
                Locale.ROOT,
                "%s, factor %s, logits %s, %s %s",
                describe(used),
                factor,
                Arrays.toString(x),
                dense ? "targets" : "label",
                dense ? Arrays.toString(q) : label);
    double share = share(loss[0], exact, allowed);
    assertTrue(share <= 1, () -> "loss " + loss[0] + ": " + share + " of the bound; " + what.get());
    worstLoss = Math.max(worstLoss, share);

    // A softmax below the normal floats has lost digits that no factor brings back.
    double size = Math.abs(factor) * Math.max(1, all + Math.abs(slope));
    for (int c = 0; c < classes; c++) {
      double p = oracle.softmax(c);
      double terms = Math.max(p * (all + Math.abs(slope)), shares[c]);
      double unit = Math.max(Ulp.of(factor * terms), size * Float.MIN_VALUE);
      double zError = zLoss > 0 ? Math.abs(factor) * p * 2 * zLoss * lseError : 0;
      double exactly = factor * (p * (all + slope) - shares[c]);
      double g = share(gradient[c], exactly, GRADIENT_ULPS * unit + zError);
      int element = c;
      assertTrue(g <= 1, () -> "gradient " + element + ": " + g + " of the bound; " + what.get());
      worstGradient = Math.max(worstGradient, g);
    }
  }

  private static double share(float computed, double exact, double allowed) {
    double error = Ulp.distance(computed, exact);
    return error == 0 ? 0 : error / allowed;
  }

  private float[] logits(int classes) {
    float spread = inputs.pick(SPREADS);
    float[] x = inputs.normal(classes, spread);
    int kind = inputs.below(4);
    for (int c = 0; c < classes; c++) {
      switch (kind) {
        case 0 -> x[c] = inputs.below(3) == 0 ? 0f : x[c];
        case 1 -> x[c] = -c * spread;
        case 2 -> x[c] = c > 0 && inputs.below(5) == 0 ? Float.NEGATIVE_INFINITY : x[c];
        default -> {
          // as they are
        }
      }
    }
    return x;
  }

  private static String describe(CrossEntropyOptions o) {
    return String.format(
        Locale.ROOT,
        "smoothing %s, z-loss %s, weights %s",
        o.labelSmoothing(),
        o.zLoss(),
        Arrays.toString(o.classWeights()));
  }
}
