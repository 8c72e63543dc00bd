package org.lanewise.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.lanewise.accuracy.FastOracles.BlockOracle;
import org.lanewise.internal.Loops;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.ScalarLoops;
import org.lanewise.internal.ZipLoop;
import org.lanewise.internal.ZipOp;
import org.lanewise.internal.vector.VectorLoops;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/**
 * A function of one float that the sweep puts to the test, on both paths. Gradients take part with
 * their second input fixed.
 *
 * @param name the kernel's name in the table, with {@code Gradient} behind it for gradients
 * @param bound the bound in ULP
 * @param scalar the scalar loop
 * @param vector the vector loop
 * @param fast the fast oracle
 * @param slow the oracle of the table
 * @param domain what it is defined for
 */
record Subject(
    String name,
    double bound,
    Run scalar,
    Run vector,
    BlockOracle fast,
    DoubleUnaryOperator slow,
    Domain domain) {

  /** The second input of gradients, the gradient from above: the root of 3, with all its bits. */
  static final float FACTOR = 0x1.bb67aep0f;

  /** Runs a loop over the first elements of arrays. */
  @FunctionalInterface
  interface Run {
    /** Sets {@code y[i]} to the result for {@code x[i]}, i from 0 to n − 1. */
    void apply(float[] x, float[] y, int n);
  }

  /**
   * A range of floats.
   *
   * @param last the bits of the largest magnitude
   * @param negative whether negative floats belong to it
   */
  record Domain(int last, boolean negative) {
    static final Domain ALL = new Domain(0x7fff_ffff, true);

    boolean contains(float x) {
      int bits = Float.floatToRawIntBits(x);
      return (bits & 0x7fff_ffff) <= last && (negative || bits >= 0);
    }

    static Domain of(ZipOp op) {
      int one = Float.floatToRawIntBits(1f);
      return switch (op) {
        case SIGMOID_GRADIENT -> new Domain(one, false);
        case TANH_GRADIENT -> new Domain(one, true);
        default -> ALL;
      };
    }
  }

  /** All that the table has. The JVM has to be on the vector path. */
  static List<Subject> all() {
    Loops scalar = new ScalarLoops();
    Loops vector = new VectorLoops();
    List<Subject> subjects = new ArrayList<>();
    for (MapCase row : KernelTable.MAPS) {
      subjects.add(
          new Subject(
              row.name(),
              row.op().ulp(),
              map(scalar.map(row.op(), false), row.parameters()),
              map(vector.map(row.op(), false), row.parameters()),
              FastOracles.of(row.name(), row.oracle()),
              row.oracle(),
              Domain.ALL));
    }
    for (ZipCase row : KernelTable.ZIPS) {
      DoubleUnaryOperator slow = x -> row.oracle().applyAsDouble(x, FACTOR);
      String name = row.name() + "Gradient";
      subjects.add(
          new Subject(
              name,
              row.op().ulp(),
              zip(scalar.zip(row.op(), false), row.parameters()),
              zip(vector.zip(row.op(), false), row.parameters()),
              FastOracles.of(name, slow),
              slow,
              Domain.of(row.op())));
    }
    return subjects;
  }

  private static Run map(MapLoop loop, float[] parameters) {
    float p = parameter(parameters, 0);
    float q = parameter(parameters, 1);
    return (x, y, n) -> loop.run(x, 0, y, 0, n, p, q);
  }

  private static Run zip(ZipLoop loop, float[] parameters) {
    float p = parameter(parameters, 0);
    float q = parameter(parameters, 1);
    float[] factors = new float[Sweep.BLOCK];
    Arrays.fill(factors, FACTOR);
    return (x, y, n) -> loop.run(x, 0, factors, 0, y, 0, n, p, q);
  }

  private static float parameter(float[] parameters, int i) {
    return i < parameters.length ? parameters[i] : 0f;
  }
}
