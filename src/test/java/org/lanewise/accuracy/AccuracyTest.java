package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.testing.Measured;

/**
 * Every elementwise kernel keeps the bound of its row in the table, on a sample: all exponents,
 * many mantissas, the neighbourhoods of all thresholds. (All floats: {@code
 * scripts/exhaustive.sh}.) Prints what it found.
 */
class AccuracyTest {

  /** Neighbours for special values in a vector; more than the longest vector has. */
  private static final int NEIGHBOURS = 37;

  private static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());

  static Stream<Named<MapCase>> maps() {
    return KernelTable.MAPS.stream().map(row -> Named.of(row.name(), row));
  }

  static Stream<Named<ZipCase>> zips() {
    return KernelTable.ZIPS.stream().map(row -> Named.of(row.name() + " gradient", row));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void mapKeepsItsBound(MapCase row) {
    float[] x = Samples.unary(row.specials());
    float[] y = new float[x.length];
    row.arrays().apply(x, 0, y, 0, x.length);
    Tally tally = new Sweep().measure(row, x, y);
    String worst = tally.max > 0 ? Ulp.show(Tally.last(tally.worst)) : "-";
    report(row.name(), tally, row.op().ulp(), worst);
    Measured.ulp(AccuracyTest.class, row.name(), Math.max(tally.max, tally.rest));
    assertTrue(
        tally.max <= row.op().ulp(),
        () -> row.name() + " errs by " + tally.max + " ULP at " + worst);
    assertEquals(
        0,
        tally.wrongZeros,
        () ->
            row.name()
                + " has a zero of the wrong sign at "
                + Ulp.show(Tally.last(tally.wrongZero)));
  }

  @ParameterizedTest
  @MethodSource("zips")
  void gradientKeepsItsBound(ZipCase row) {
    float[][] in = Samples.pairs(row);
    int n = in[0].length;
    float[] y = new float[n];
    row.arrays().apply(in[0], 0, in[1], 0, y, 0, n);
    Tally tally = new Tally();
    for (int i = 0; i < n; i++) {
      double exact = row.oracle().applyAsDouble(in[0][i], in[1][i]);
      if (y[i] == 0 && !signIsCertain(row, in[0][i])) {
        continue;
      }
      tally.add(Tally.pair(in[0][i], in[1][i]), y[i], exact, Ruler.of(row.op(), in[1][i]));
    }
    double bound = row.op().ulp();
    String worst = tally.max > 0 ? show(tally.worst) : "-";
    report(row.name() + " gradient", tally, bound, worst);
    String kernel = row.name() + "Gradient";
    Measured.ulp(AccuracyTest.class, kernel, Math.max(tally.max, tally.rest));
    assertTrue(
        tally.max <= bound,
        () -> row.name() + " gradient errs by " + tally.max + " ULP at " + worst);
    assertEquals(
        0,
        tally.wrongZeros,
        () -> row.name() + " gradient has a zero of the wrong sign at " + show(tally.wrongZero));
  }

  /** Where a derivative is smaller than its error, a zero that comes of it may have either sign. */
  private static boolean signIsCertain(ZipCase row, float x) {
    double error = row.op().ulp() * Ulp.of(1);
    return !row.op().crossesZero() || Math.abs(row.oracle().applyAsDouble(x, 1)) > error;
  }

  @ParameterizedTest
  @MethodSource("maps")
  void mapHasItsSpecialValues(MapCase row) {
    for (float[] special : row.specials()) {
      float[] in = amongNeighbours(special[0]);
      float[] out = new float[in.length];
      row.arrays().apply(in, 0, out, 0, in.length);
      for (int i = 0; i < in.length; i += NEIGHBOURS) {
        String at = row.name() + " of " + Ulp.show(in[i]) + ", element " + i;
        assertSame(special[1], out[i], at);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("zips")
  void gradientHasItsSpecialValues(ZipCase row) {
    for (float[] special : row.specials()) {
      float[] a = amongNeighbours(special[0]);
      float[] b = amongNeighbours(special[1]);
      float[] out = new float[a.length];
      row.arrays().apply(a, 0, b, 0, out, 0, a.length);
      for (int i = 0; i < a.length; i += NEIGHBOURS) {
        String at =
            row.name()
                + " gradient of "
                + Ulp.show(a[i])
                + ", "
                + Ulp.show(b[i])
                + ", element "
                + i;
        assertSame(special[2], out[i], at);
      }
    }
  }

  @AfterAll
  static void print() {
    System.out.printf(
        "Accuracy over the sample (all floats: scripts/exhaustive.sh)%n%-26s %9s %8s %9s %9s  %s%n",
        "kernel", "max ULP", "bound", "correctly", "inputs", "worst input");
    LINES.forEach(System.out::print);
  }

  private static void report(String name, Tally tally, double bound, String worst) {
    LINES.add(
        String.format(
            "%-26s %9.5f %8.2f %8.4f%% %9d  %s%n",
            name,
            Math.max(tally.max, tally.rest),
            bound,
            100.0 * tally.correct / tally.total,
            tally.total,
            worst));
  }

  private static String show(long pair) {
    return Ulp.show(Tally.first(pair)) + ", " + Ulp.show(Tally.last(pair));
  }

  /** The value at the multiples of a prime, so in many lanes, between others and at the end. */
  private static float[] amongNeighbours(float value) {
    float[] in = new float[16 * NEIGHBOURS + 1];
    for (int i = 0; i < in.length; i++) {
      in[i] = i % NEIGHBOURS == 0 ? value : i % 7 * 0.125f;
    }
    return in;
  }

  private static void assertSame(float expected, float actual, String at) {
    assertEquals(
        Float.floatToIntBits(expected),
        Float.floatToIntBits(actual),
        () -> at + ": " + Ulp.show(actual) + " instead of " + Ulp.show(expected));
  }
}
