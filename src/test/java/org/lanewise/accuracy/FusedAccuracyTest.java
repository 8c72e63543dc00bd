package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.Activation;
import org.lanewise.CategoricalCrossEntropy;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Gate;
import org.lanewise.Matrix;
import org.lanewise.NegativeLogLikelihood;
import org.lanewise.PRelu;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Measured;

/**
 * Gates, biased activations, PReLU, negative log-likelihood and cross-entropy on probabilities keep
 * their bounds on a sample of the numbers that networks have. Errors count in ULP, those of
 * gradients of gates in ULP of the exact gradient or of dy times the value, whichever is larger. An
 * activation that is subnormal has lost digits that a factor cannot bring back.
 */
class FusedAccuracyTest {

  private static final int N = 400_000;

  /** Rows and columns of that. */
  private static final int ROWS = 100;

  private static final int COLS = N / ROWS;

  private static final double ROUNDING = 0.5;

  /** A ULP of a factor may be two of the product. */
  private static final double OF_FACTOR = 2;

  private final Map<String, Double> errors = new TreeMap<>();

  private void add(String kernel, float computed, double exact, double leastUnit) {
    double ulps = Ulp.error(computed, exact);
    double unit = Ulp.of(exact);
    errors.merge(kernel, ulps * unit / Math.max(unit, leastUnit), Math::max);
  }

  private void check(String kernel, double bound) {
    double error = errors.get(kernel);
    System.out.printf("%s: at most %.3f ULP, bound %.2f%n", kernel, error, bound);
    assertTrue(error <= bound, () -> kernel + " errs by " + error + " ULP, not " + bound);
    Measured.ulp(FusedAccuracyTest.class, kernel, error);
  }

  private static MapCase map(String name) {
    return KernelTable.MAPS.stream().filter(m -> m.name().equals(name)).findFirst().get();
  }

  private static ZipCase zip(String name) {
    return KernelTable.ZIPS.stream().filter(z -> z.name().equals(name)).findFirst().get();
  }

  /** The derivative from the input; the table has that of sigmoid from the output. */
  private static double derivative(String name, double x) {
    if (name.equals("sigmoid")) {
      double e = StrictMath.exp(-Math.abs(x));
      return e / ((1 + e) * (1 + e));
    }
    return zip(name).oracle().applyAsDouble(x, 1);
  }

  private static double gradientBound(String name) {
    // What is multiplied with the derivative has been rounded, too; sigmoid's is made from its
    // rounded output.
    double derivative = name.equals("sigmoid") ? 2 : zip(name).op().ulp();
    return OF_FACTOR * derivative + 2 * ROUNDING;
  }

  private static float[] numbers(long seed) {
    Inputs inputs = new Inputs(seed);
    float[] x = inputs.uniform(N, 12f);
    float[] small = inputs.normal(N, 1f);
    for (int i = 0; i < N; i += 2) {
      x[i] = small[i];
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({"swiglu, silu", "geglu, gelu", "gegluTanh, geluTanh", "reglu, relu", "glu, sigmoid"})
  void gates(String kernel, String name) {
    Gate gate = Gate.of(Activation.named(name));
    float[] g = numbers(1);
    float[] v = numbers(2);
    float[] dy = numbers(3);
    float[] y = new float[N];
    float[] dGate = new float[N];
    float[] dValue = new float[N];
    gate.apply(g, 0, v, 0, y, 0, N);
    gate.gradient(matrix(g), matrix(v), matrix(dy), matrix(dGate), matrix(dValue));
    for (int i = 0; i < N; i++) {
      double f = map(name).oracle().applyAsDouble(g[i]);
      double product = (double) v[i] * dy[i];
      add(kernel, y[i], f * v[i], Float.MIN_VALUE * Math.abs((double) v[i]));
      add(kernel + "Gradient", dValue[i], f * dy[i], Float.MIN_VALUE * Math.abs((double) dy[i]));
      add(kernel + "Gradient", dGate[i], derivative(name, g[i]) * product, Ulp.of(product));
    }
    check(kernel, OF_FACTOR * map(name).op().ulp() + ROUNDING);
    check(kernel + "Gradient", Math.max(gradientBound(name), OF_FACTOR + ROUNDING));
  }

  private static Matrix matrix(float[] values) {
    return Matrix.of(values, ROWS, COLS);
  }

  @Test
  void geluWithBias() {
    Activation gelu = Activation.named("gelu");
    float[] x = numbers(4);
    float[] bias = Arrays.copyOf(numbers(5), COLS);
    float[] dy = numbers(6);
    float[] y = new float[N];
    float[] dx = new float[N];
    gelu.applyWithBias(matrix(x), bias, matrix(y));
    gelu.gradientWithBias(matrix(x), bias, matrix(dy), matrix(dx));
    for (int i = 0; i < N; i++) {
      float sum = x[i] + bias[i % COLS];
      add("geluWithBias", y[i], map("gelu").oracle().applyAsDouble(sum), 0);
      double exact = derivative("gelu", sum) * dy[i];
      add("geluWithBiasGradient", dx[i], exact, Ulp.of(dy[i]));
    }
    check("geluWithBias", map("gelu").op().ulp());
    check("geluWithBiasGradient", zip("gelu").op().ulp());
  }

  @Test
  void prelu() {
    float[] x = numbers(7);
    float[] dy = numbers(8);
    float[] slopes = Arrays.copyOf(numbers(9), COLS);
    float[] y = new float[N];
    float[] dx = new float[N];
    PRelu.applyPerColumn(matrix(x), slopes, matrix(y));
    PRelu.gradientPerColumn(matrix(x), slopes, matrix(dy), matrix(dx));
    float[] rowSlopes = Arrays.copyOf(slopes, ROWS);
    float[] yOfRows = new float[N];
    float[] dxOfRows = new float[N];
    PRelu.apply(matrix(x), rowSlopes, matrix(yOfRows));
    PRelu.gradient(matrix(x), rowSlopes, matrix(dy), matrix(dxOfRows));
    for (int i = 0; i < N; i++) {
      double slope = x[i] > 0 ? 1 : slopes[i % COLS];
      add("prelu", y[i], slope * x[i], 0);
      add("preluGradient", dx[i], slope * dy[i], 0);
      double rowSlope = x[i] > 0 ? 1 : rowSlopes[i / COLS];
      add("prelu", yOfRows[i], rowSlope * x[i], 0);
      add("preluGradient", dxOfRows[i], rowSlope * dy[i], 0);
    }
    check("prelu", ROUNDING);
    check("preluGradient", ROUNDING);
  }

  @Test
  void negativeLogLikelihood() {
    float[] y = numbers(10);
    float[] weights = numbers(11);
    for (int i = 0; i < N; i++) {
      y[i] = -Math.abs(y[i]);
      weights[i] = Math.abs(weights[i]);
    }
    float[] classWeights = Arrays.copyOf(weights, COLS);
    float[] factors = Arrays.copyOfRange(numbers(12), 0, ROWS);
    int[] labels = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      labels[r] = new Inputs(r).below(COLS);
    }
    float[] losses = new float[ROWS];
    float[] gradient = new float[N];
    NegativeLogLikelihood.lossesAndGradient(
        matrix(y),
        labels,
        losses,
        factors,
        matrix(gradient),
        CrossEntropyOptions.DEFAULT.withClassWeights(classWeights));
    for (int r = 0; r < ROWS; r++) {
      int at = r * COLS + labels[r];
      double weight = classWeights[labels[r]];
      add("negativeLogLikelihood", losses[r], -weight * y[at], 0);
      add("negativeLogLikelihoodGradient", gradient[at], -weight * factors[r], 0);
      gradient[at] = 0;
    }
    for (float rest : gradient) {
      assertEquals(0f, rest);
    }
    check("negativeLogLikelihood", ROUNDING);
    check("negativeLogLikelihoodGradient", ROUNDING);
  }

  @Test
  void categoricalCrossEntropy() {
    Inputs inputs = new Inputs(13);
    float[] p = inputs.uniform(N, 1f);
    float[] t = inputs.uniform(N, 1f);
    for (int i = 0; i < N; i++) {
      p[i] = Math.max(Math.abs(p[i]), 1e-6f);
      t[i] = Math.abs(t[i]);
    }
    float[] factors = Arrays.copyOf(numbers(14), ROWS);
    float[] losses = new float[ROWS];
    float[] gradient = new float[N];
    CategoricalCrossEntropy.DEFAULT.lossesAndGradient(
        matrix(p), matrix(t), losses, factors, matrix(gradient));
    for (int r = 0; r < ROWS; r++) {
      double loss = 0;
      for (int i = r * COLS; i < (r + 1) * COLS; i++) {
        loss -= t[i] * StrictMath.log(p[i]);
        double exact = -t[i] / (double) p[i] * factors[r];
        add("categoricalCrossEntropyGradient", gradient[i], exact, 0);
      }
      add("categoricalCrossEntropy", losses[r], loss, 0);
    }
    check("categoricalCrossEntropy", 4);
    check("categoricalCrossEntropyGradient", 3);
  }
}
