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
    Tally tally = new Tally();
    for (int i = 0; i < x.length; i++) {
      tally.add(Float.floatToRawIntBits(x[i]), y[i], row.oracle().applyAsDouble(x[i]));
    }
    String worst = Ulp.show(Tally.last(tally.worst));
    report(row.name(), tally, row.op().ulp(), worst);
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
    float[][] in = Samples.pairs(row.op());
    int n = in[0].length;
    float[] y = new float[n];
    row.arrays().apply(in[0], 0, in[1], 0, y, 0, n);
    Tally tally = new Tally();
    for (int i = 0; i < n; i++) {
      double exact = row.oracle().applyAsDouble(in[0][i], in[1][i]);
      double bound = Double.isNaN(row.op().ulp()) ? 1 : row.op().ulp();
      if (Ulp.error(y[i], exact) <= bound || !withinFloor(row.op().ulp(), in[1][i], y[i], exact)) {
        tally.add(Tally.pair(in[0][i], in[1][i]), y[i], exact);
      }
    }
    String worst = show(tally.worst);
    report(row.name() + " gradient", tally, row.op().ulp(), worst);
    assertTrue(
        tally.max <= (Double.isNaN(row.op().ulp()) ? 1 : row.op().ulp()),
        () -> row.name() + " gradient errs by " + tally.max + " ULP at " + worst);
    assertEquals(
        0,
        tally.wrongZeros,
        () -> row.name() + " gradient has a zero of the wrong sign at " + show(tally.wrongZero));
  }

  /**
   * Whether an error is within the absolute part of a gradient's bound: 1e-6 relative to the larger
   * of dy and the result where the derivative crosses zero (no bound in ULP), and a few of the
   * least floats times dy everywhere, which is what a subnormal derivative loses.
   */
  private static boolean withinFloor(double bound, float dy, float computed, double exact) {
    double error = Math.abs(computed - exact);
    double floor = Math.abs(dy) * 0x1p-147;
    if (Double.isNaN(bound)) {
      floor = Math.max(floor, 1e-6 * Math.max(Math.abs(dy), Math.abs(exact)));
    }
    return error <= floor;
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
        "Accuracy over the sample (all floats: scripts/exhaustive.sh)%n%-22s %9s %8s %9s %9s  %s%n",
        "kernel", "max ULP", "bound", "correctly", "inputs", "worst input");
    LINES.forEach(System.out::print);
  }

  private static void report(String name, Tally tally, double bound, String worst) {
    LINES.add(
        String.format(
            "%-22s %9.5f %8.2f %8.4f%% %9d  %s%n",
            name, tally.max, bound, 100.0 * tally.correct / tally.total, tally.total, worst));
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
