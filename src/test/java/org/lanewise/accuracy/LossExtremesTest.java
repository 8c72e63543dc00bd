package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lanewise.Loss;
import org.lanewise.Matrix;
import org.lanewise.Reduction;
import org.lanewise.table.DoubleMath;

/** The losses keep their bounds with parameters, weights and inputs of all sizes floats have. */
class LossExtremesTest {

  private static final int ROUNDS = 4_000;
  private static final int N = 64;
  private static final long SEED = 20_261_128;

  /** What the oracles in double lose. */
  private static final double SLACK = 1e-6;

  private static final float[] POS_WEIGHTS = {1f, 1e-38f, 1e-10f, 0.3f, 7f, 1e10f, 1e30f, 0f};

  private final Random random = new Random(SEED);
  private final float[] x = new float[N];
  private final float[] t = new float[N];
  private final float[] losses = new float[N];
  private final float[] gradient = new float[N];

  private void run(Loss loss) {
    Matrix in = Matrix.of(x, 1, N);
    loss.losses(in, Matrix.of(t, 1, N), Matrix.of(losses, 1, N));
    loss.withReduction(Reduction.SUM).gradient(in, Matrix.of(t, 1, N), Matrix.of(gradient, 1, N));
  }

  private float number() {
    return switch (random.nextInt(5)) {
      case 0 -> (float) random.nextGaussian();
      case 1 -> Math.scalb((float) random.nextGaussian(), random.nextInt(250) - 125);
      case 2 -> Float.MIN_VALUE * random.nextInt(1000);
      case 3 -> (random.nextFloat() - 0.5f) * Float.MAX_VALUE;
      default -> random.nextInt(3) - 1f;
    };
  }

  private float parameter() {
    float value = Math.abs(number());
    return value > 0 ? value : 1f;
  }

  private float probability() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextFloat();
      case 1 -> Math.scalb(random.nextFloat(), -random.nextInt(149));
      case 2 -> 1f - Math.scalb(random.nextFloat(), -random.nextInt(26));
      case 3 -> 0f;
      case 4 -> 1f;
      default -> 0.5f + (random.nextFloat() - 0.5f) * 1e-5f;
    };
  }

  private float logit() {
    return switch (random.nextInt(5)) {
      case 0 -> (float) random.nextGaussian();
      case 1 -> (float) random.nextGaussian() * 60;
      case 2 -> Math.scalb((float) random.nextGaussian(), random.nextInt(250) - 125);
      case 3 -> random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
      default -> 0f;
    };
  }

  private void check(String what, float p, int i, float computed, double exact, double allowed) {
    double error = Ulp.distance(computed, exact);
    assertTrue(
        error <= allowed,
        () ->
            String.format(
                Locale.ROOT,
                "%s, parameter %s, input %s, target %s: %s, not %s, %.3g of what is allowed",
                what,
                p,
                x[i],
                t[i],
                computed,
                exact,
                error / allowed));
  }

  private static double ulps(double number, double exact) {
    return (number + SLACK) * Ulp.of(Math.clamp(exact, -Ulp.OVERFLOW, Ulp.OVERFLOW));
  }

  @Test
  void regressionLosses() {
    for (int round = 0; round < ROUNDS; round++) {
      float p = parameter();
      for (int i = 0; i < N; i++) {
        t[i] = random.nextInt(3) == 0 ? 0f : number();
        x[i] = random.nextBoolean() ? number() : t[i] + p * (float) random.nextGaussian();
        x[i] = Float.isFinite(x[i]) ? x[i] : 1f;
      }
      run(Loss.mse());
      for (int i = 0; i < N; i++) {
        double d = (double) x[i] - t[i];
        check("mse", p, i, losses[i], d * d, ulps(3, d * d));
        check("mse gradient", p, i, gradient[i], 2 * d, ulps(0.5, 2 * d));
      }
      run(Loss.l1());
      for (int i = 0; i < N; i++) {
        double d = (double) x[i] - t[i];
        check("l1", p, i, losses[i], Math.abs(d), ulps(0.5, d));
        check("l1 gradient", p, i, gradient[i], Math.signum(d), 0);
      }
      run(Loss.smoothL1(p));
      for (int i = 0; i < N; i++) {
        double d = (double) x[i] - t[i];
        boolean near = Math.abs(d) < p;
        double exact = near ? d * d / (2.0 * p) : Math.abs(d) - p / 2.0;
        double slope = near ? d / p : Math.signum(d);
        check("smoothL1", p, i, losses[i], exact, ulps(4, exact));
        check("smoothL1 gradient", p, i, gradient[i], slope, ulps(1.5, slope));
      }
      run(Loss.huber(p));
      for (int i = 0; i < N; i++) {
        double d = (double) x[i] - t[i];
        boolean near = Math.abs(d) <= p;
        double exact = near ? d * d / 2 : p * (Math.abs(d) - p / 2.0);
        double slope = near ? d : p * Math.signum(d);
        check("huber", p, i, losses[i], exact, ulps(4, exact));
        check("huber gradient", p, i, gradient[i], slope, ulps(0.5, slope));
      }
    }
  }

  @Test
  void binaryCrossEntropyOfProbabilities() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < N; i++) {
        x[i] = probability();
        t[i] = probability();
      }
      for (float limit : new float[] {-100f, Float.NEGATIVE_INFINITY}) {
        run(limit == -100f ? Loss.binaryCrossEntropy() : Loss.unlimitedBinaryCrossEntropy());
        for (int i = 0; i < N; i++) {
          double u = x[i];
          double v = t[i];
          double one = v == 0 ? 0 : v * Math.max(Math.log(u), limit);
          double zero = v == 1 ? 0 : (1 - v) * Math.max(Math.log1p(-u), limit);
          double slope = (u - v) / Math.max(u * (1 - u), 1e-12);
          check("bce", limit, i, losses[i], -(one + zero), ulps(4, one + zero));
          check("bce gradient", limit, i, gradient[i], slope, ulps(4, slope));
        }
      }
    }
  }

  @Test
  void binaryCrossEntropyOfLogits() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < N; i++) {
        x[i] = logit();
        t[i] = probability();
      }
      float weight = POS_WEIGHTS[round % POS_WEIGHTS.length];
      float[] weights = new float[N];
      Arrays.fill(weights, weight);
      run(Loss.binaryCrossEntropyWithLogits().withPosWeight(weights));
      for (int i = 0; i < N; i++) {
        double factor = (double) t[i] * weight;
        float rounded = t[i] * weight;
        double up = DoubleMath.softplus(x[i]);
        double down = DoubleMath.softplus(-x[i]);
        double zero = t[i] == 1 ? 0 : (1 - (double) t[i]) * up;
        double one = factor == 0 ? 0 : factor * down;
        double allowed = ulps(4, zero + one);
        allowed += down < Float.MIN_NORMAL ? factor * Float.MIN_VALUE : 0;
        allowed += rounded < Float.MIN_NORMAL ? down * Float.MIN_VALUE : 0;
        check("bce of logits", weight, i, losses[i], zero + one, allowed);
        double slope = (1 - (double) t[i]) * DoubleMath.sigmoid(x[i]);
        slope -= factor * DoubleMath.sigmoid(-x[i]);
        double most = ulps(4, Math.max(1, weight));
        check("bce of logits, gradient", weight, i, gradient[i], slope, most);
      }
    }
  }
}
