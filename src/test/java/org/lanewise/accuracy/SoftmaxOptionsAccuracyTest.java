package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lanewise.Activations;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;
import org.lanewise.testing.Inputs;

/**
 * Softmax, log-softmax and logsumexp keep their bounds with scale, soft-cap, mask and sink of any
 * size, of the logits as the steps before them round.
 */
class SoftmaxOptionsAccuracyTest {

  private static final int CASES = 60_000;
  private static final int MOST_COLS = 40;
  private static final long SEED = 20_261_128;

  private static final double SOFTMAX_ULPS = 4;
  private static final double LOG_ULPS = 2;
  private static final double ABSOLUTE = 1e-7;

  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final float[] SCALES = {
    1f, 0.125f, -1f, 7.3f, 0f, Float.MIN_VALUE, 1e-38f, 0x1p100f, Float.MAX_VALUE
  };
  private static final float[] CAPS = {0f, 0f, 0f, Float.MIN_VALUE, 1e-30f, 0.1f, 30f, 0x1p20f};
  private static final float[] SINKS = {NONE, NONE, NONE, 0f, 5f, -50f, 0x1p100f, -0x1p100f};
  private static final float[] MASKS = {0f, 0f, 0f, -1f, 2f, 1e-40f, -0x1p100f, NONE};
  private static final float[] SPREADS = {1e-40f, 1e-3f, 1f, 10f, 100f, 1e4f, 1e20f};

  private final Inputs inputs = new Inputs(SEED);
  private double worst;
  private int judged;

  @Test
  void boundsHoldWithAllOptionsAtOnce() {
    for (int i = 0; i < CASES; i++) {
      check(1 + inputs.below(MOST_COLS));
    }
    System.out.printf(
        Locale.ROOT, "softmax with options: %d rows, %.2f of the bounds%n", judged, worst);
    assertTrue(judged > CASES / 2);
  }

  private void check(int cols) {
    float scale = inputs.pick(SCALES);
    float cap = inputs.pick(CAPS);
    float sink = inputs.pick(SINKS);
    float[] x = inputs.normal(cols, inputs.pick(SPREADS));
    float[] added = new float[cols];
    boolean masked = inputs.below(2) == 0;
    for (int i = 0; i < cols; i++) {
      x[i] = inputs.below(30) == 0 ? NONE : x[i];
      added[i] = masked ? inputs.pick(MASKS) : 0f;
    }
    SoftmaxOptions options =
        SoftmaxOptions.DEFAULT.withScale(scale).withSoftCap(cap).withSink(sink);
    SoftmaxMask mask = masked ? SoftmaxMask.add(Matrix.of(added, 1, cols)) : SoftmaxMask.NONE;
    Matrix src = Matrix.of(x, 1, cols);
    float[] softmax = new float[cols];
    float[] logSoftmax = new float[cols];
    float[] logSumExp = new float[1];
    Softmax.softmax(src, mask, Matrix.of(softmax, 1, cols), options);
    Softmax.logSoftmax(src, mask, Matrix.of(logSoftmax, 1, cols), options);
    Softmax.logSumExp(src, mask, logSumExp, 0, options);

    float[] logits = Arrays.copyOf(x, cols + 1);
    logits[cols] = sink;
    float max = sink;
    for (int i = 0; i < cols; i++) {
      logits[i] = prepared(x[i], scale, cap, masked, added[i]);
      max = Math.max(max, logits[i]);
    }
    if (!Float.isFinite(max)) {
      return; // NaN, an infinite logit or nothing at all: SpecialRowsTest
    }
    judged++;
    RowOracle oracle = new RowOracle(logits);
    double lse = oracle.logSumExp();
    Supplier<String> what =
        () ->
            String.format(
                Locale.ROOT,
                "scale %s, cap %s, sink %s, mask %s, logits %s",
                scale,
                cap,
                sink,
                masked ? Arrays.toString(added) : "none",
                Arrays.toString(x));
    add(
        () -> "logsumexp, " + what.get(),
        logSumExp[0],
        lse,
        Math.max(LOG_ULPS * Ulp.of(lse), ABSOLUTE));
    for (int i = 0; i < cols; i++) {
      double share = oracle.softmax(i);
      double log = Math.max(-oracle.loss(i), -Ulp.OVERFLOW);
      int element = i;
      add(
          () -> "softmax " + element + ", " + what.get(),
          softmax[i],
          share,
          SOFTMAX_ULPS * Ulp.of(share));
      if (logits[i] == NONE) {
        assertTrue(logSoftmax[i] == NONE, what);
      } else {
        double allowed = Math.max(LOG_ULPS * Ulp.of(log), ABSOLUTE);
        add(() -> "log-softmax " + element + ", " + what.get(), logSoftmax[i], log, allowed);
      }
    }
  }

  /** A logit as it goes into softmax, with the roundings that the Javadoc gives. */
  private static float prepared(float x, float scale, float cap, boolean masked, float added) {
    if (added == NONE) {
      return NONE;
    }
    if (cap == 0) {
      return masked ? Math.fma(x, scale, added) : x * scale;
    }
    float[] t = {x * scale / cap};
    Activations.tanh(t, 0, t, 0, 1);
    return cap * t[0] + added;
  }

  private void add(Supplier<String> what, float computed, double exact, double allowed) {
    double error = Ulp.distance(computed, exact);
    assertTrue(error <= allowed, () -> what.get() + ": " + computed + ", not " + exact);
    worst = Math.max(worst, error / allowed);
  }
}
