package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.ExpectedPath;

/** What happens exactly where a piecewise function changes over, for parameters that show it. */
@Tag("bits")
class PiecewiseEdgesTest {

  /** Full vectors of any width and a tail. */
  private static final int N = 37;

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  private static void assertMap(float expected, float x, ArrayMap map) {
    float[] src = new float[N];
    Arrays.fill(src, x);
    float[] dst = new float[N];
    map.apply(src, 0, dst, 0, N);
    assertAll(expected, dst);
  }

  private static void assertGradient(float expected, float x, float dy, ArrayZip gradient) {
    float[] src = new float[N];
    Arrays.fill(src, x);
    float[] above = new float[N];
    Arrays.fill(above, dy);
    float[] dx = new float[N];
    gradient.apply(src, 0, above, 0, dx, 0, N);
    assertAll(expected, dx);
  }

  private static void assertAll(float expected, float[] results) {
    for (int i = 0; i < N; i++) {
      // Boxed floats tell the zeros apart.
      assertEquals((Float) expected, (Float) results[i], "element " + i);
    }
  }

  @Test
  void zeroPassesAClipAtZeroWithItsSign() {
    assertMap(-0f, -0f, (s, i, d, j, n) -> Activations.clip(s, i, d, j, n, 0f, 1f));
    assertMap(0f, 0f, (s, i, d, j, n) -> Activations.clip(s, i, d, j, n, -1f, -0f));
    assertMap(-0f, -0f, (s, i, d, j, n) -> Activations.hardtanh(s, i, d, j, n, 0f, 1f));
  }

  @Test
  void zeroIsNotMultipliedByANegativeSlope() {
    assertMap(0f, 0f, (s, i, d, j, n) -> Activations.leakyRelu(s, i, d, j, n, -1f));
    assertMap(-0f, -0f, (s, i, d, j, n) -> Activations.leakyRelu(s, i, d, j, n, -1f));
    assertMap(3f, -3f, (s, i, d, j, n) -> Activations.leakyRelu(s, i, d, j, n, -1f));
  }

  @Test
  void hardSigmoidLinearKeepsANegativeZero() {
    assertMap(-0f, -0f, (s, i, d, j, n) -> Activations.hardSigmoidLinear(s, i, d, j, n, 1f, -0f));
    assertMap(0f, 0f, (s, i, d, j, n) -> Activations.hardSigmoidLinear(s, i, d, j, n, 1f, -0f));
  }

  @Test
  void hardSigmoidLinearHasNoGradientAtItsKinks() {
    ArrayZip gradient =
        (s, i, y, k, d, j, n) ->
            ActivationGradients.hardSigmoidLinear(s, i, y, k, d, j, n, 0.5f, 0.5f);
    assertGradient(0f, 1f, 2f, gradient);
    assertGradient(1f, 0.999f, 2f, gradient);
    assertGradient(0f, -1f, 2f, gradient);
    assertGradient(1f, -0.999f, 2f, gradient);
  }

  @Test
  void softplusIsTheIdentityAboveItsThresholdOnly() {
    float above = Math.nextUp(0.5f);
    assertMap(above, above, (s, i, d, j, n) -> Activations.softplus(s, i, d, j, n, 2f, 1f));
    ArrayZip gradient =
        (s, i, y, k, d, j, n) -> ActivationGradients.softplus(s, i, y, k, d, j, n, 2f, 1f);
    assertGradient(2f, above, 2f, gradient);
    float[] at = new float[N];
    Arrays.fill(at, 0.5f);
    float[] results = new float[N];
    Activations.softplus(at, 0, results, 0, N, 2f, 1f);
    for (float result : results) {
      assertEquals(Math.log(1 + Math.E) / 2, result, 1e-6);
    }
    gradient.apply(at, 0, at, 0, results, 0, N);
    for (float result : results) {
      assertEquals(0.5 / (1 + 1 / Math.E), result, 1e-6);
    }
  }

  /** The ends of what the formulas compute, where one float further the result is another. */
  @Test
  void theEndsOfTheFormulasBelongToThem() {
    assertMap(Math.nextDown(1f), 0x1p24f, Activations::softsign);
    assertMap(-Math.nextDown(1f), -0x1p24f, Activations::softsign);
    assertMap(Float.intBitsToFloat(0x3e3f689c), 0x1.dp-1f, Activations::tanhshrink);
    assertGradient(Float.MIN_VALUE, -104f, 1f, ActivationGradients::selu);
    ArrayZip elu = (s, i, g, j, d, k, n) -> ActivationGradients.elu(s, i, g, j, d, k, n, 2f);
    assertGradient(Float.MIN_VALUE, -104f, 1f, elu);
    assertGradient(2f, 0f, 1f, elu);
  }
}
