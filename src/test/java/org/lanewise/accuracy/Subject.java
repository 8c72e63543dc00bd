package org.lanewise.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.lanewise.accuracy.FastOracles.BlockOracle;
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
 * their second input, the gradient dy from above, fixed.
 *
 * @param name the kernel's name in the table, with {@code Gradient} behind it for gradients, and in
 *     brackets what differs from the row of the table
 * @param bound the bound in units of the ruler
 * @param scalar the scalar loop
 * @param vector the vector loop
 * @param fast the fast oracle
 * @param slow the oracle of the table
 * @param ruler what the errors are measured in
 * @param domain what it is defined for
 */
record Subject(
    String name,
    double bound,
    Run scalar,
    Run vector,
    BlockOracle fast,
    DoubleUnaryOperator slow,
    Ruler ruler,
    Domain domain) {

  /** A gradient from above: the root of 3, with all its bits. */
  static final float FACTOR = 0x1.bb67aep0f;

  private static final String GRADIENT = "Gradient";

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

  /**
   * All that the table has: every map, every gradient with a factor from above of many bits and
   * with 1, and each kernel with parameters for a second set of them. The JVM has to be on the
   * vector path.
   */
  static List<Subject> all() {
    List<Subject> subjects = new ArrayList<>();
    for (MapCase row : KernelTable.MAPS) {
      subjects.add(map(row, row.name(), row.oracle(), row.parameters()));
      OtherParameters<DoubleUnaryOperator> other = OtherParameters.MAPS.get(row.name());
      if (other != null) {
        float[] p = other.parameters();
        subjects.add(map(row, row.name() + shown(p, ""), other.oracleFor(p), p));
      }
    }
    for (ZipCase row : KernelTable.ZIPS) {
      String name = row.name() + GRADIENT;
      subjects.add(zip(row, name, row.oracle(), FACTOR, row.parameters()));
      subjects.add(zip(row, name + "(dy=1)", row.oracle(), 1f, row.parameters()));
      OtherParameters<DoubleBinaryOperator> other = OtherParameters.ZIPS.get(row.name());
      if (other != null) {
        float[] p = other.parameters();
        subjects.add(zip(row, name + shown(p, ",dy=1"), other.oracleFor(p), 1f, p));
      }
    }
    return subjects;
  }

  /** The kernel's name in the table, without what stands in brackets. */
  String kernel() {
    int bracket = name.indexOf('(');
    return bracket < 0 ? name : name.substring(0, bracket);
  }

  /** Whether it goes by this name: its own, or that of the kernel. */
  boolean isNamed(String given) {
    return given.equals(name) || given.equals(kernel());
  }

  private static String shown(float[] parameters, String more) {
    StringJoiner list = new StringJoiner(",", "(", more + ")");
    for (float p : parameters) {
      list.add(Float.toString(p));
    }
    return list.toString();
  }

  private static Subject map(
      MapCase row, String name, DoubleUnaryOperator slow, float... parameters) {
    return new Subject(
        name,
        row.op().ulp(),
        run(new ScalarLoops().map(row.op(), false), parameters),
        run(new VectorLoops().map(row.op(), false), parameters),
        FastOracles.of(row.name(), slow, parameters),
        slow,
        Ruler.ULP,
        Domain.ALL);
  }

  private static Subject zip(
      ZipCase row, String name, DoubleBinaryOperator oracle, float dy, float... parameters) {
    ZipOp op = row.op();
    DoubleUnaryOperator slow = x -> oracle.applyAsDouble(x, dy);
    return new Subject(
        name,
        dy == 1 ? Ruler.boundOfDerivative(op) : op.ulp(),
        run(new ScalarLoops().zip(op, false), dy, parameters),
        run(new VectorLoops().zip(op, false), dy, parameters),
        FastOracles.of(row.name() + GRADIENT, slow, withFactor(parameters, dy)),
        slow,
        dy == 1 ? Ruler.ofDerivative(op) : Ruler.of(op, dy),
        Domain.of(op));
  }

  static Run run(MapLoop loop, float... parameters) {
    float p = parameter(parameters, 0);
    float q = parameter(parameters, 1);
    return (x, y, n) -> loop.run(x, 0, y, 0, n, p, q);
  }

  static Run run(ZipLoop loop, float dy, float... parameters) {
    float p = parameter(parameters, 0);
    float q = parameter(parameters, 1);
    float[] factors = new float[Sweep.BLOCK];
    Arrays.fill(factors, dy);
    return (x, y, n) -> {
      for (int i = 0; i < n; i += factors.length) {
        loop.run(x, i, factors, 0, y, i, Math.min(n - i, factors.length), p, q);
      }
    };
  }

  /** The parameters with the factor from above behind them. */
  private static float[] withFactor(float[] parameters, float dy) {
    float[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = dy;
    return all;
  }

  private static float parameter(float[] parameters, int i) {
    return i < parameters.length ? parameters[i] : 0f;
  }
}
