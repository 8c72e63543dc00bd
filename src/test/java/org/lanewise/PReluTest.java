package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/** PReLU against its definition, bit by bit: any path, memory, stride, in place; and refusals. */
class PReluTest {

  private static final int ROWS = 6;

  /** As the sum of a block of terms is defined. */
  private static double sum(float[] terms, int from, int n) {
    int body = n / 16 * 16;
    double sum = 0;
    for (int lane = 0; lane < 8; lane++) {
      double partial = 0;
      for (int i = lane; i < body; i += 8) {
        partial += terms[from + i];
      }
      sum += partial;
    }
    double tail = 0;
    for (int i = body; i < n; i++) {
      tail += terms[from + i];
    }
    return body == n ? sum : sum + tail;
  }

  /** Inputs and expected results; slopes along the rows, or one a column. */
  private static final class Expected {
    final float[] x;
    final float[] dy;
    final float[] slopes;
    final float[] y;
    final float[] dx;
    final float[] dSlopes;

    Expected(int cols, int channels, boolean perColumn) {
      Inputs inputs = new Inputs(cols * 31L + channels);
      int n = ROWS * cols;
      x = inputs.mixed(n, Inputs.exponents());
      dy = inputs.uniform(n, 3f);
      int count = perColumn ? cols : channels;
      slopes = inputs.uniform(count, 2f);
      y = new float[n];
      dx = new float[n];
      dSlopes = new float[count];
      float[] terms = new float[n];
      for (int i = 0; i < n; i++) {
        float slope = slopes[perColumn ? i % cols : i / cols % channels];
        y[i] = x[i] < 0f ? x[i] * slope : x[i];
        dx[i] = x[i] > 0f ? dy[i] : dy[i] * slope;
        terms[i] = x[i] > 0f ? 0f : x[i] * dy[i];
      }
      for (int c = 0; c < count; c++) {
        double total = 0;
        for (int r = perColumn ? 0 : c; r < ROWS; r += perColumn ? 1 : channels) {
          for (int i = 0; !perColumn && i < cols; i += 4096) {
            total += sum(terms, r * cols + i, Math.min(cols - i, 4096));
          }
          total += perColumn ? terms[r * cols + c] : 0;
        }
        dSlopes[c] = (float) total;
      }
    }

    void check(boolean perColumn, Matrix in, Matrix arriving, Runnable reset, Output out) {
      float[] gradients = new float[slopes.length];
      if (perColumn) {
        PRelu.slopeGradientPerColumn(in, arriving, gradients);
        out.same("slopes", dSlopes, gradients);
        PRelu.applyPerColumn(in, slopes, out.matrix());
        out.same("y", y, out.values());
        reset.run();
        PRelu.gradientPerColumn(in, slopes, arriving, out.matrix());
      } else {
        PRelu.slopeGradient(in, arriving, gradients);
        out.same("slopes", dSlopes, gradients);
        PRelu.apply(in, slopes, out.matrix());
        out.same("y", y, out.values());
        reset.run();
        PRelu.gradient(in, slopes, arriving, out.matrix());
      }
      out.same("dx", dx, out.values());
    }
  }

  /** Where results go, and what they are compared with. */
  private record Output(BitsCheck check, String where, Region region, Place place) {

    Matrix matrix() {
      return region.matrix(place);
    }

    float[] values() {
      return region.get(place);
    }

    void same(String what, float[] expected, float[] actual) {
      check.same(() -> where, i -> what + " " + i, expected, actual, expected.length);
    }
  }

  @Tag("bits")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allPathsGiveTheBitsOfTheDefinition(boolean perColumn) {
    ExpectedPath.check();
    BitsCheck check = new BitsCheck(PReluTest.class);
    for (int cols : new int[] {0, 1, 5, 16, 67, 300, 1000, 5001}) {
      for (int channels : perColumn ? new int[] {1} : new int[] {1, 2, 3, 6}) {
        Expected expected = new Expected(cols, channels, perColumn);
        Matrix x = Matrix.of(expected.x, ROWS, cols);
        Matrix dy = Matrix.of(expected.dy, ROWS, cols);
        Place place = new Place(0, ROWS, cols, cols);
        Region region = new Region(Kind.ARRAY, ROWS * cols);
        Output out = new Output(check, cols + " × " + channels, region, place);
        expected.check(perColumn, x, dy, () -> {}, out);
      }
    }
    check.finish();
  }

  @Tag("bits")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyMemoryAndStrideAndInPlace(Kind kind) {
    BitsCheck check = new BitsCheck(PReluTest.class);
    int cols = 37;
    Place place = new Place(Region.at(0, 4), ROWS, cols, cols + 3);
    int floats = ROWS * (cols + 3) + 8;
    for (boolean perColumn : new boolean[] {false, true}) {
      Expected expected = new Expected(cols, 3, perColumn);
      for (Kind other : Kind.values()) {
        Region in = new Region(kind, floats);
        Region arriving = new Region(other, floats);
        in.put(place, expected.x, 0);
        arriving.put(place, expected.dy, 0);
        Region apart = new Region(other, floats);
        String where = kind + " and " + other;
        Output out = new Output(check, where, apart, place);
        expected.check(perColumn, in.matrix(place), arriving.matrix(place), () -> {}, out);
        assertNull(apart.writtenOutside(place), where);
        if (kind == other) {
          Output inPlace = new Output(check, where + " in place", in, place);
          Runnable reset = () -> in.put(place, expected.x, 0);
          expected.check(perColumn, in.matrix(place), arriving.matrix(place), reset, inPlace);
          in.put(place, expected.x, 0);
          Output overDy = new Output(check, where + " over dy", arriving, place);
          Runnable again = () -> arriving.put(place, expected.dy, 0);
          expected.check(perColumn, in.matrix(place), arriving.matrix(place), again, overDy);
        }
      }
    }
    check.finish();
  }

  @Test
  void gradientsAreTheDifferencesOfTheFunction() {
    Inputs inputs = new Inputs(3);
    int cols = 50;
    float[] x = inputs.uniform(4 * cols, 3f);
    float[] dy = inputs.uniform(4 * cols, 1f);
    float[] slopes = {0.25f, -1.5f};
    float[] dSlopes = new float[2];
    PRelu.slopeGradient(Matrix.of(x, 4, cols), Matrix.of(dy, 4, cols), dSlopes);
    double[] expected = new double[2];
    double step = 1e-3;
    for (int i = 0; i < x.length; i++) {
      int channel = i / cols % 2;
      double up = Math.max(x[i], 0) + (slopes[channel] + step) * Math.min(x[i], 0);
      double down = Math.max(x[i], 0) + (slopes[channel] - step) * Math.min(x[i], 0);
      expected[channel] += dy[i] * (up - down) / (2 * step);
    }
    assertEquals(expected[0], dSlopes[0], 1e-5);
    assertEquals(expected[1], dSlopes[1], 1e-5);
  }

  @Test
  void specialValues() {
    float inf = Float.POSITIVE_INFINITY;
    float[] x = {0f, -0f, Float.NaN, inf, -inf};
    float[] y = new float[5];
    Matrix in = Matrix.of(x, 1, 5);
    PRelu.apply(in, new float[] {0.5f}, Matrix.of(y, 1, 5));
    assertArrayEquals(x, y);
    float[] dy = {2f, 2f, 2f, 2f, 2f};
    PRelu.gradient(in, new float[] {0.5f}, Matrix.of(dy, 1, 5), Matrix.of(y, 1, 5));
    assertArrayEquals(new float[] {1f, 1f, 1f, 2f, 1f}, y);
    float[] dSlopes = new float[5];
    PRelu.slopeGradientPerColumn(in, Matrix.of(dy, 1, 5), dSlopes);
    assertArrayEquals(new float[] {0f, 0f, Float.NaN, 0f, -inf}, dSlopes);
    PRelu.slopeGradient(Matrix.of(x, 0, 5), Matrix.of(dy, 0, 5), dSlopes);
    assertArrayEquals(new float[5], dSlopes);
  }

  @Test
  void badArgumentsAreRefusedAndNothingIsWritten() {
    float[] memory = {-1f, 2f, -3f, 4f, -5f, 6f, -7f, 8f};
    float[] before = memory.clone();
    float[] other = new float[8];
    Matrix x = Matrix.of(memory, 2, 3);
    Matrix y = Matrix.of(other, 2, 3);
    float[] two = new float[2];
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    Class<NullPointerException> missing = NullPointerException.class;
    refused(bad, () -> PRelu.apply(x, new float[3], x), "slopes has 3", "2 rows");
    refused(bad, () -> PRelu.apply(x, new float[0], x), "slopes has 0");
    refused(bad, () -> PRelu.applyPerColumn(x, two, x), "slopes has 2", "3 columns");
    refused(bad, () -> PRelu.gradient(x, new float[4], y, x), "slopes has 4");
    refused(bad, () -> PRelu.gradientPerColumn(x, two, y, x), "slopes has 2");
    refused(bad, () -> PRelu.slopeGradient(x, y, new float[5]), "dSlopes has 5");
    refused(bad, () -> PRelu.slopeGradientPerColumn(x, y, two), "dSlopes has 2");
    refused(bad, () -> PRelu.apply(x, two, Matrix.of(other, 3, 2)), "dst is 3 × 2");
    refused(bad, () -> PRelu.gradient(x, two, Matrix.of(other, 1, 3), y), "dy is 1 × 3");
    refused(bad, () -> PRelu.slopeGradient(x, Matrix.of(other, 1, 3), two), "dy is 1 × 3");
    refused(bad, () -> PRelu.apply(x, two, Matrix.of(memory, 1, 2, 3, 3)), "x and dst overlap");
    refused(bad, () -> PRelu.gradient(y, two, x, Matrix.of(memory, 1, 2, 3, 3)), "dy and dx");
    refused(bad, () -> PRelu.apply(x, other, Matrix.of(other, 8, 0, 0, 0)), "slopes");
    float[] slopes = new float[6];
    Matrix inSlopes = Matrix.of(slopes, 2, 3);
    refused(
        bad,
        () -> PRelu.apply(Matrix.of(memory, 6, 1), slopes, Matrix.of(slopes, 6, 1)),
        "dst lies in the array slopes");
    refused(bad, () -> PRelu.slopeGradient(inSlopes.columns(0, 3), y, slopes), "dSlopes");
    Matrix readOnly = Matrix.of(MemorySegment.ofArray(new float[6]).asReadOnly(), 2, 3);
    refused(bad, () -> PRelu.apply(x, two, readOnly), "dst is read-only");
    refused(bad, () -> PRelu.gradient(x, two, y, readOnly), "dx is read-only");
    refused(missing, () -> PRelu.apply(null, two, y), "x");
    refused(missing, () -> PRelu.apply(x, null, y), "slopes");
    refused(missing, () -> PRelu.slopeGradient(x, y, null), "dSlopes");
    assertArrayEquals(before, memory);
    assertArrayEquals(new float[8], other);
    assertArrayEquals(new float[6], slopes);
    assertArrayEquals(new float[2], two);
  }
}
