package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.Inputs;

/**
 * Softmax, log-softmax and logsumexp with scale, soft-cap, masks, causal limit and sinks: values
 * and gradients against the formulas in double, rows that are left empty, and what is refused.
 */
class SoftmaxOptionsTest {

  private static final SoftmaxOptions PLAIN = SoftmaxOptions.DEFAULT;
  private static final float NONE = Float.NEGATIVE_INFINITY;
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final int ROWS = 4;

  /** What is expected of a call, in double. */
  private static final class Expected {
    final int cols;
    final double[] y;
    final double[] logY;
    final double[] lse = new double[ROWS];

    /** The derivative of scale and soft-cap. */
    final double[] slope;

    Expected(float[] x, int cols, float[] mask, float[] sinks, SoftmaxOptions o) {
      this.cols = cols;
      y = new double[x.length];
      logY = new double[x.length];
      slope = new double[x.length];
      for (int r = 0; r < ROWS; r++) {
        row(x, r, mask, sinks == null ? o.sink() : sinks[r], o);
      }
    }

    private void row(float[] x, int r, float[] mask, double sink, SoftmaxOptions o) {
      double[] z = new double[cols];
      double max = sink;
      for (int c = 0; c < cols; c++) {
        int i = r * cols + c;
        double scaled = (double) o.scale() * x[i];
        z[c] = o.softCap() == 0 ? scaled : o.softCap() * Math.tanh(scaled / o.softCap());
        double cosh = o.softCap() == 0 ? 1 : Math.cosh(scaled / o.softCap());
        slope[i] = o.scale() / (cosh * cosh);
        z[c] = mask == null ? z[c] : mask[i] == NONE ? NONE : z[c] + mask[i];
        z[c] = o.causal() && c > r + o.causalOffset() ? NONE : z[c];
        max = Math.max(max, z[c]);
      }
      double sum = sink == NONE ? 0 : Math.exp(sink - max);
      for (double value : z) {
        sum += max == NONE ? 0 : Math.exp(value - max);
      }
      lse[r] = max == NONE ? NONE : max + Math.log(sum);
      for (int c = 0; c < cols; c++) {
        logY[r * cols + c] = z[c] == NONE ? NONE : z[c] - lse[r];
        y[r * cols + c] = Math.exp(logY[r * cols + c]);
      }
    }
  }

  private static List<SoftmaxOptions> variants() {
    return List.of(
        PLAIN,
        PLAIN.withScale(0.125f),
        PLAIN.withTemperature(0.7f),
        PLAIN.withSoftCap(30f),
        PLAIN.withScale(0.3f).withSoftCap(5f),
        PLAIN.withCausal(0),
        PLAIN.withCausal(-2).withScale(2f),
        PLAIN.withSink(1f),
        PLAIN.withSink(300f).withScale(0.5f),
        PLAIN.withSink(-300f),
        PLAIN.withScale(0.25f).withSoftCap(50f).withCausal(6).withSink(2f));
  }

  /** The bound of softmax, and what the rounding of prepared logits makes of it. */
  private static double relative(SoftmaxOptions o, float[] x, float[] mask) {
    double largest = 0;
    for (float value : x) {
      largest = Math.max(largest, Math.abs(value * o.scale()));
    }
    boolean rounds = o.scale() != 1 || o.softCap() > 0 || mask != null;
    return 4 * 0x1p-23 + (rounds ? 8 * largest * 0x1p-24 : 0);
  }

  private static void close(String where, double[] expected, float[] actual, double relative) {
    for (int i = 0; i < actual.length; i++) {
      int at = i;
      double e = expected[i];
      boolean same = (float) e == actual[i];
      boolean near = Math.abs(actual[i] - e) <= relative * Math.abs(e) + Float.MIN_VALUE;
      assertTrue(same || near, () -> where + ", " + at + ": " + actual[at] + " for " + e);
    }
  }

  @Test
  void valuesAndGradientsAreThoseOfTheFormulas() {
    int compared = 0;
    for (int cols : new int[] {1, 5, 9, 64, 1037, 4097, 33_000}) {
      Inputs random = new Inputs(cols);
      float[] x = random.normal(ROWS * cols, 4f);
      float[] mask = new float[x.length];
      boolean[] keep = new boolean[x.length];
      float[] flags = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        mask[i] = random.below(5) == 0 ? NONE : random.uniform(3f);
        keep[i] = random.below(4) != 0;
        flags[i] = keep[i] ? 0f : NONE;
      }
      float[] sinks = random.normal(ROWS, 5f);
      for (SoftmaxOptions o : variants()) {
        String where = cols + " columns, scale " + o.scale() + ", sink " + o.sink();
        check(where, x, cols, null, SoftmaxMask.NONE, null, o, random);
        check(where, x, cols, mask, SoftmaxMask.add(matrix(mask, cols)), null, o, random);
        check(where, x, cols, flags, SoftmaxMask.keep(keep, ROWS, cols), null, o, random);
        check(where, x, cols, mask, SoftmaxMask.add(matrix(mask, cols)), sinks, o, random);
        compared += 4;
      }
    }
    assertTrue(compared > 200);
  }

  private static Matrix matrix(float[] data, int cols) {
    return Matrix.of(data, ROWS, cols);
  }

  private static void check(
      String where,
      float[] x,
      int cols,
      float[] mask,
      SoftmaxMask view,
      float[] sinks,
      SoftmaxOptions o,
      Inputs random) {
    Expected e = new Expected(x, cols, mask, sinks, o);
    double relative = relative(o, x, mask);
    float[] y = x.clone();
    float[] dy = random.normal(x.length, 1f);
    if (sinks != null) {
      Softmax.softmax(matrix(y, cols), view, sinks, 0, matrix(y, cols), o);
      close(where + ", softmax with sinks", e.y, y, relative);
      checkSinkGradient(where, e, y, dy, relative);
      return;
    }
    Softmax.softmax(matrix(y, cols), view, matrix(y, cols), o);
    close(where + ", softmax", e.y, y, relative);
    float[] dx = new float[x.length];
    Softmax.softmaxGradient(
        matrix(x, cols), matrix(y, cols), matrix(dy, cols), matrix(dx, cols), o);
    float[] logY = new float[x.length];
    Softmax.logSoftmax(matrix(x, cols), view, matrix(logY, cols), o);
    float[] lse = new float[ROWS];
    Softmax.logSumExp(matrix(x, cols), view, lse, 0, o);
    float[] logDx = new float[x.length];
    Softmax.logSoftmaxGradient(
        matrix(x, cols), matrix(logY, cols), matrix(dy, cols), matrix(logDx, cols), o);
    float[] lseDx = new float[x.length];
    float[] lseDy = random.normal(ROWS, 1f);
    Softmax.logSumExpGradient(matrix(x, cols), view, lseDy, 0, matrix(lseDx, cols), o);
    for (int r = 0; r < ROWS; r++) {
      double dot = 0;
      double sum = 0;
      double most = 0;
      double all = 0;
      for (int i = r * cols; i < (r + 1) * cols; i++) {
        dot += e.y[i] * dy[i];
        sum += e.logY[i] == NONE ? 0 : dy[i];
        most = Math.max(most, Math.abs(dy[i]));
        all += Math.abs(dy[i]);
      }
      String at = where + ", row " + r;
      double slack = 20 * relative;
      assertTrue(
          lse[r] == (float) e.lse[r]
              || Math.abs(lse[r] - e.lse[r]) <= relative * (1 + Math.abs(e.lse[r])),
          () -> at + ": logsumexp " + Arrays.toString(lse));
      for (int c = 0; c < cols; c++) {
        int i = r * cols + c;
        String element = at + ", column " + c;
        if (e.logY[i] == NONE) {
          assertEquals(NONE, logY[i], element);
          assertEquals(0f, y[i], element);
          assertTrue(dx[i] == 0 && logDx[i] == 0 && lseDx[i] == 0, element);
          continue;
        }
        double size = Math.abs(e.slope[i]) * e.y[i] * 2 * most;
        double error = relative * (2 + Math.abs(e.logY[i]) + Math.abs(e.lse[r]));
        assertEquals(e.logY[i], logY[i], error, element);
        assertEquals(e.slope[i] * e.y[i] * (dy[i] - dot), dx[i], slack * size + 1e-30, element);
        double term = e.slope[i] * (dy[i] - e.y[i] * sum);
        double terms = Math.abs(e.slope[i]) * (Math.abs(dy[i]) + e.y[i] * all);
        assertEquals(term, logDx[i], slack * terms + 1e-30, element);
        double share = e.slope[i] * e.y[i] * lseDy[r];
        assertEquals(share, lseDx[i], slack * Math.abs(share) + 1e-30, element);
      }
    }
  }

  private static void checkSinkGradient(
      String where, Expected e, float[] y, float[] dy, double relative) {
    float[] dSinks = new float[ROWS];
    Softmax.sinkGradient(matrix(y, e.cols), matrix(dy, e.cols), dSinks, 0);
    for (int r = 0; r < ROWS; r++) {
      double dot = 0;
      double sum = 0;
      for (int i = r * e.cols; i < (r + 1) * e.cols; i++) {
        dot += e.y[i] * dy[i];
        sum += e.y[i];
      }
      assertEquals((sum - 1) * dot, dSinks[r], 10 * relative, where + ", sink of row " + r);
    }
  }

  @Test
  void gradientsWithoutACapNeedNoLogits() {
    float[] y = {0.25f, 0.75f, 0.5f, 0.5f};
    float[] dy = {1, 2, 3, 5};
    float[] dx = new float[4];
    float[] other = new float[4];
    SoftmaxOptions o = PLAIN.withScale(2f);
    Matrix a = Matrix.of(y, 2, 2);
    Matrix b = Matrix.of(dy, 2, 2);
    Softmax.softmaxGradient(a, b, Matrix.of(dx, 2, 2), o);
    assertArrayEquals(new float[] {-0.375f, 0.375f, -1, 1}, dx);
    Softmax.softmaxGradient(Matrix.of(new float[4], 2, 2), a, b, Matrix.of(other, 2, 2), o);
    assertArrayEquals(dx, other);
    refused(
        IllegalArgumentException.class,
        () -> Softmax.softmaxGradient(a, b, Matrix.of(dx, 2, 2), PLAIN.withSoftCap(3f)),
        "softCap is 3.0");
    refused(
        IllegalArgumentException.class,
        () -> Softmax.softmaxGradient(a, a, b, a, PLAIN.withSoftCap(3f)),
        "src and dx are the same");
  }

  @Test
  void rowsLeftEmptyAreZero() {
    float[] x = {1, Float.NaN, INF, 4, NONE, NONE};
    float[] numbers = {NONE, NONE, NONE, 0, 0, 0};
    SoftmaxMask mask = SoftmaxMask.add(Matrix.of(numbers, 2, 3));
    SoftmaxMask keep =
        SoftmaxMask.keep(new boolean[] {false, false, false, true, true, true}, 2, 3);
    Matrix src = Matrix.of(x, 2, 3);
    for (SoftmaxMask each : List.of(mask, keep)) {
      for (EmptyRow empty : EmptyRow.values()) {
        float[] y = new float[6];
        Softmax.softmax(src, each, Matrix.of(y, 2, 3), PLAIN.withEmptyRow(empty));
        assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0}, y);
        float[] dx = new float[6];
        Softmax.softmaxGradient(
            Matrix.of(y, 2, 3),
            Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
            Matrix.of(dx, 2, 3),
            PLAIN);
        assertArrayEquals(new float[6], dx, 0f);
      }
      float[] logY = new float[6];
      Softmax.logSoftmax(src, each, Matrix.of(logY, 2, 3), PLAIN);
      assertArrayEquals(new float[] {NONE, NONE, NONE, 0, NONE, NONE}, logY, 1e-7f);
      float[] lse = new float[2];
      Softmax.logSumExp(src, each, lse, 0, PLAIN);
      assertArrayEquals(new float[] {NONE, 4}, lse, 1e-6f);
      float[] dx = new float[6];
      Softmax.logSumExpGradient(src, each, new float[] {2, 3}, 0, Matrix.of(dx, 2, 3), PLAIN);
      assertArrayEquals(new float[] {0, 0, 0, 3, 0, 0}, dx);
    }
  }

  /** As softmax has them: rows of −∞ alone are empty under a mask or a limit, and NaN without. */
  @Test
  void gradientsOfTheLogsumexpOfNothing() {
    float[] dy = {2};
    float[] dx = new float[3];
    Matrix out = Matrix.of(dx, 1, 3);
    Matrix src = Matrix.of(new float[] {NONE, NONE, 3}, 1, 3);
    float[] zeros = new float[3];
    for (SoftmaxMask mask :
        List.of(
            SoftmaxMask.keep(new boolean[] {true, true, false}, 1, 3),
            SoftmaxMask.add(Matrix.of(new float[] {0, 0, NONE}, 1, 3)))) {
      Arrays.fill(dx, 7);
      Softmax.logSumExpGradient(src, mask, dy, 0, out, PLAIN);
      assertArrayEquals(zeros, dx);
    }
    Arrays.fill(dx, 7);
    Softmax.logSumExpGradient(src, SoftmaxMask.NONE, dy, 0, out, PLAIN.withCausal(1));
    assertArrayEquals(zeros, dx);
    Matrix nothing = Matrix.of(new float[] {NONE, NONE, NONE}, 1, 3);
    Softmax.logSumExpGradient(nothing, SoftmaxMask.NONE, dy, 0, out, PLAIN);
    float nan = Float.NaN;
    assertArrayEquals(new float[] {nan, nan, nan}, dx);
  }

  @Test
  void theCausalLimitHidesWhatIsBehind() {
    float[] x = {1, Float.NaN, Float.NaN, 2, 2, INF};
    float[] y = new float[6];
    Softmax.softmax(Matrix.of(x, 2, 3), Matrix.of(y, 2, 3), PLAIN.withCausal(0));
    assertArrayEquals(new float[] {1, 0, 0, 0.5f, 0.5f, 0}, y);
    Softmax.softmax(Matrix.of(x, 2, 3), Matrix.of(y, 2, 3), PLAIN.withCausal(-1));
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0}, y);
    Softmax.softmax(Matrix.of(x, 2, 3), Matrix.of(y, 2, 3), PLAIN.withCausal(Integer.MIN_VALUE));
    assertArrayEquals(new float[6], y);
    Softmax.softmax(Matrix.of(x, 2, 3), Matrix.of(y, 2, 3), PLAIN.withCausal(Integer.MAX_VALUE));
    float nan = Float.NaN;
    assertArrayEquals(new float[] {nan, nan, nan, nan, nan, nan}, y);
    // Without the limit it is a plain row again.
    SoftmaxOptions free = PLAIN.withCausal(5).withoutCausal().withEmptyRow(EmptyRow.UNIFORM);
    Softmax.softmax(Matrix.of(new float[] {NONE, NONE}, 1, 2), Matrix.of(y, 1, 2), free);
    assertArrayEquals(new float[] {0.5f, 0.5f}, Arrays.copyOf(y, 2));
  }

  @Test
  void sinksTakeTheirShare() {
    float[] y = new float[3];
    float[] x = {0, 0, NONE};
    Softmax.softmax(Matrix.of(x, 1, 3), Matrix.of(y, 1, 3), PLAIN.withSink(0f));
    assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 0}, y, 1e-7f);
    float[] empty = {NONE, NONE, NONE};
    Softmax.softmax(Matrix.of(empty, 1, 3), Matrix.of(y, 1, 3), PLAIN.withSink(-5f));
    assertArrayEquals(new float[3], y, 0f);
    Softmax.logSoftmax(Matrix.of(empty, 1, 3), Matrix.of(y, 1, 3), PLAIN.withSink(-5f));
    assertArrayEquals(empty, y);
    float[] lse = new float[1];
    Softmax.logSumExp(Matrix.of(empty, 1, 3), SoftmaxMask.NONE, lse, 0, PLAIN.withSink(-5f));
    assertEquals(-5f, lse[0]);
    for (float bad : new float[] {Float.NaN, INF}) {
      Softmax.softmax(
          Matrix.of(x, 1, 3), SoftmaxMask.NONE, new float[] {bad}, 0, Matrix.of(y, 1, 3), PLAIN);
      assertTrue(Float.isNaN(y[0]) && Float.isNaN(y[2]));
    }
    // Logits too large for a logsumexp in double, in short and long rows.
    for (int n : new int[] {40_000, 600_000}) {
      float[] wide = new float[n];
      Arrays.fill(wide, 1e9f);
      float[] share = new float[n];
      Softmax.softmax(Matrix.of(wide, 1, n), Matrix.of(share, 1, n), PLAIN.withSink(1e9f));
      assertEquals(1f / (n + 1), share[0], 3e-7f / n);
      Softmax.softmax(Matrix.of(wide, 1, n), Matrix.of(share, 1, n), PLAIN.withSink(1e9f + 64));
      assertEquals(Math.exp(-64) / (1 + n * Math.exp(-64)), share[n - 1], 1e-34);
    }
  }

  @Test
  void logSoftmaxOfNothingIsTheLogarithmOfWhatSoftmaxMakesOfIt() {
    float[] x = {NONE, NONE, NONE, NONE};
    for (EmptyRow empty : EmptyRow.values()) {
      for (float sink : new float[] {NONE, 1f}) {
        SoftmaxOptions options = PLAIN.withEmptyRow(empty).withSink(sink);
        float[] y = new float[4];
        float[] logY = new float[4];
        Softmax.softmax(Matrix.of(x, 1, 4), Matrix.of(y, 1, 4), options);
        Softmax.logSoftmax(Matrix.of(x, 1, 4), Matrix.of(logY, 1, 4), options);
        for (int i = 0; i < 4; i++) {
          assertEquals((float) Math.log(y[i]), logY[i], empty + ", sink " + sink);
        }
      }
    }
  }

  @Test
  void aNanMakesTheWholeRowNan() {
    float[] x = {NONE, 1, Float.NaN, -200};
    float[] y = new float[4];
    Softmax.softmax(Matrix.of(x, 1, 4), Matrix.of(y, 1, 4));
    float nan = Float.NaN;
    assertArrayEquals(new float[] {nan, nan, nan, nan}, y);
    Softmax.softmax(Matrix.of(x, 1, 4), Matrix.of(y, 1, 4), PLAIN.withSink(1f));
    assertArrayEquals(new float[] {nan, nan, nan, nan}, y);
  }

  @Test
  void whatIsMaskedIsNothingBesideANan() {
    float nan = Float.NaN;
    float[] x = {NONE, 1, nan, -200, 5, 5, 5, 5};
    float[] numbers = {0, NONE, 0, NONE, NONE, NONE, NONE, NONE};
    SoftmaxMask add = SoftmaxMask.add(Matrix.of(numbers, 2, 4));
    boolean[] flags = {true, false, true, false, false, false, false, false};
    SoftmaxMask keep = SoftmaxMask.keep(flags, 2, 4);
    Matrix src = Matrix.of(x, 2, 4);
    float[] row = {nan, 0, nan, 0, 0, 0, 0, 0};
    for (SoftmaxMask mask : List.of(add, keep)) {
      for (float sink : new float[] {NONE, 1f}) {
        float[] y = new float[8];
        SoftmaxOptions options = PLAIN.withSink(sink);
        Softmax.softmax(src, mask, Matrix.of(y, 2, 4), options);
        assertArrayEquals(row, y);
        float[] dx = new float[8];
        Softmax.softmaxGradient(Matrix.of(y, 2, 4), src, Matrix.of(dx, 2, 4), PLAIN);
        assertArrayEquals(row, dx);
        Softmax.logSoftmax(src, mask, Matrix.of(y, 2, 4), options);
        assertArrayEquals(new float[] {nan, NONE, nan, NONE, NONE, NONE, NONE, NONE}, y);
        Softmax.logSumExpGradient(src, mask, new float[] {2, 3}, 0, Matrix.of(dx, 2, 4), options);
        assertArrayEquals(row, dx);
      }
    }
    // A gradient that is not finite reaches only what takes part.
    Matrix finite = Matrix.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4);
    for (float dy : new float[] {nan, INF}) {
      float[] dx = new float[8];
      Softmax.logSumExpGradient(finite, add, new float[] {dy, dy}, 0, Matrix.of(dx, 2, 4), PLAIN);
      assertArrayEquals(row, dx);
    }
  }

  @Test
  void theLogarithmOfOneElementIsTheElement() {
    Inputs random = new Inputs(4);
    SoftmaxMask all = SoftmaxMask.keep(new boolean[] {true}, 1, 1);
    CrossEntropyOptions capped = CrossEntropyOptions.DEFAULT.withSoftCap(30f);
    float[] lse = new float[1];
    for (int i = 0; i < 1000; i++) {
      float[] x = random.normal(1, 20f);
      Matrix src = Matrix.of(x, 1, 1);
      Softmax.logSumExp(src, SoftmaxMask.NONE, lse, 0, PLAIN.withScale(0.3f));
      assertEquals(0.3f * x[0], lse[0]);
      Softmax.logSumExp(src, all, lse, 0, PLAIN);
      assertEquals(x[0], lse[0]);
      assertEquals(0f, SoftmaxCrossEntropy.loss(src, new int[1], capped));
    }
  }

  @Test
  void oneRowOfAMaskServesAll() {
    float[] x = new Inputs(3).normal(15, 2f);
    float[] line = {0, NONE, 1, -1, 0.5f};
    float[] all = new float[15];
    boolean[] flags = new boolean[20];
    boolean[] flag = {false, false, true, true, false, true, true};
    for (int i = 0; i < 15; i++) {
      all[i] = line[i % 5];
      flags[i / 5 * 6 + i % 5] = flag[2 + i % 5];
    }
    float[] y = new float[15];
    float[] expected = new float[15];
    Matrix src = Matrix.of(x, 3, 5);
    Softmax.softmax(src, SoftmaxMask.add(Matrix.of(all, 3, 5)), Matrix.of(expected, 3, 5), PLAIN);
    Softmax.softmax(src, SoftmaxMask.add(Matrix.of(line, 1, 5)), Matrix.of(y, 3, 5), PLAIN);
    assertArrayEquals(expected, y);
    Softmax.softmax(src, SoftmaxMask.keep(flags, 0, 3, 5, 6), Matrix.of(expected, 3, 5), PLAIN);
    Softmax.softmax(src, SoftmaxMask.keep(flag, 2, 1, 5, 5), Matrix.of(y, 3, 5), PLAIN);
    assertArrayEquals(expected, y);
    assertEquals(0f, y[2]);
  }

  @Test
  void theEndsOfWhatIsAllowedAreAllowed() {
    assertEquals(0.25f, PLAIN.withTemperature(4f).scale());
    assertEquals(0f, PLAIN.withSoftCap(0f).softCap());
    assertEquals(0x1p20f, PLAIN.withSoftCap(0x1p20f).softCap());
  }

  @Test
  void badOptionsAndMasksAreRefused() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    for (float bad : new float[] {Float.NaN, INF, NONE}) {
      refused(type, () -> PLAIN.withScale(bad), "scale is " + bad);
      refused(type, () -> PLAIN.withTemperature(bad), "temperature is " + bad);
      refused(type, () -> PLAIN.withSoftCap(bad), "softCap is " + bad);
    }
    refused(type, () -> PLAIN.withTemperature(0f), "temperature is 0.0");
    refused(type, () -> PLAIN.withTemperature(Float.MIN_VALUE), "1 / temperature is Infinity");
    refused(type, () -> PLAIN.withSink(Float.NaN), "sink is NaN");
    refused(NullPointerException.class, () -> PLAIN.withEmptyRow(null), "emptyRow");
    refused(NullPointerException.class, () -> SoftmaxMask.add(null), "mask");
    refused(NullPointerException.class, () -> SoftmaxMask.keep(null, 1, 1), "keep");
    refused(type, () -> SoftmaxMask.keep(new boolean[4], -1, 2), "keep: -1 × 2");
    refused(type, () -> SoftmaxMask.keep(new boolean[9], 0, 2, 2, 1), "stride 1");
    refused(IndexOutOfBoundsException.class, () -> SoftmaxMask.keep(new boolean[5], 2, 3), "keep");
    refused(
        IndexOutOfBoundsException.class,
        () -> SoftmaxMask.keep(new boolean[5], 1, 1, 5, 5),
        "offset 1");
    float[] y = {7, 7, 7, 7, 7, 7};
    Matrix dst = Matrix.of(y, 2, 3);
    Matrix src = Matrix.of(new float[6], 2, 3);
    for (SoftmaxMask mask :
        List.of(
            SoftmaxMask.add(Matrix.of(new float[9], 3, 3)),
            SoftmaxMask.keep(new boolean[9], 3, 3),
            SoftmaxMask.add(Matrix.of(new float[4], 2, 2)),
            SoftmaxMask.keep(new boolean[4], 1, 4))) {
      refused(type, () -> Softmax.softmax(src, mask, dst, PLAIN), "mask is", "src is 2 × 3");
      refused(type, () -> Softmax.logSoftmax(src, mask, dst, PLAIN), "mask is");
      refused(type, () -> Softmax.logSumExp(src, mask, new float[2], 0, PLAIN), "mask is");
      refused(
          type, () -> Softmax.logSumExpGradient(src, mask, new float[2], 0, dst, PLAIN), "mask is");
    }
    refused(
        type,
        () -> Softmax.softmax(src, SoftmaxMask.add(dst), dst, PLAIN),
        "mask and dst are the same");
    refused(
        NullPointerException.class,
        () -> Softmax.softmax(src, dst, (SoftmaxOptions) null),
        "options");
    refused(NullPointerException.class, () -> Softmax.softmax(src, null, dst, PLAIN), "mask");
    refused(
        NullPointerException.class,
        () -> Softmax.softmax(src, SoftmaxMask.NONE, null, 0, dst, PLAIN),
        "sinks");
    refused(
        IndexOutOfBoundsException.class,
        () -> Softmax.softmax(src, SoftmaxMask.NONE, new float[2], 1, dst, PLAIN),
        "sinks");
    assertArrayEquals(new float[] {7, 7, 7, 7, 7, 7}, y);
  }

  @Test
  void flagsThatJustFitAreGood() {
    float[] x = {0, 0, 0, 0, 0, 0};
    float[] y = new float[6];
    boolean[] flags = {false, true, false, true, true, false, true, false, true};
    // The last row has no gap behind it.
    Softmax.softmax(
        Matrix.of(x, 2, 3), SoftmaxMask.keep(flags, 1, 2, 3, 5), Matrix.of(y, 2, 3), PLAIN);
    assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0.5f, 0, 0.5f}, y);
    // Where there are none, strides do not count.
    Softmax.softmax(
        Matrix.of(x, 0, 3), SoftmaxMask.keep(flags, 9, 0, 3, 8), Matrix.of(y, 0, 3), PLAIN);
    Softmax.softmax(
        Matrix.of(x, 4, 0), SoftmaxMask.keep(flags, 9, 4, 0, 8), Matrix.of(y, 4, 0), PLAIN);
    assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0.5f, 0, 0.5f}, y);
  }

  @Test
  void flagsThatDoNotFitAreRefused() {
    boolean[] flags = new boolean[9];
    refused(IllegalArgumentException.class, () -> SoftmaxMask.keep(flags, 2, -1), "keep: 2 × -1");
    refused(
        IllegalArgumentException.class,
        () -> SoftmaxMask.keep(flags, 0, 2, 3, 2),
        "keep: 2 × 3 flags with row stride 2");
    int[][] outside = { // offset, rows, cols, stride
      {-1, 1, 4, 4},
      {2, 2, 3, 5},
      {10, 0, 3, 8},
      {10, 3, 0, 8},
      {0, 1 << 16, 1 << 16, 1 << 16}, // rows times stride is 0 as an int
      {Integer.MAX_VALUE, 1, 1, 1}
    };
    for (int[] o : outside) {
      refused(
          IndexOutOfBoundsException.class,
          () -> SoftmaxMask.keep(flags, o[0], o[1], o[2], o[3]),
          "keep: " + o[1] + " × " + o[2] + " flags with row stride " + o[3] + " at offset " + o[0],
          "array of 9");
    }
  }

  @Test
  void maskedNanTakesNoPartInGradientsUnderTheCap() {
    for (int cols : new int[] {2, 40}) {
      float[] x = new float[cols];
      float[] dy = new float[cols];
      boolean[] keep = new boolean[cols];
      Arrays.fill(keep, true);
      Arrays.fill(dy, 2f);
      x[0] = 1f;
      dy[0] = 1f;
      x[cols - 1] = Float.NaN;
      keep[cols - 1] = false;
      Matrix src = Matrix.of(x, 1, cols);
      SoftmaxMask mask = SoftmaxMask.keep(keep, 1, cols);
      SoftmaxOptions options = SoftmaxOptions.DEFAULT.withSoftCap(30f);
      float[] dx = new float[cols];
      Matrix out = Matrix.of(dx, 1, cols);
      Softmax.logSumExpGradient(src, mask, new float[] {1f}, 0, out, options);
      assertEquals(0f, dx[cols - 1]);
      assertTrue(dx[0] > 0f);
      float[] y = new float[cols];
      Softmax.softmax(src, mask, Matrix.of(y, 1, cols), options);
      assertEquals(0f, y[cols - 1]);
      Softmax.softmaxGradient(src, Matrix.of(y, 1, cols), Matrix.of(dy, 1, cols), out, options);
      assertEquals(0f, dx[cols - 1]);
    }
  }
}
