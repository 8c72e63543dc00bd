package org.lanewise.conformance;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.lanewise.ArrayMap;
import org.lanewise.ArrayZip;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.conformance.Tensor.Lines;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.ZipOp;

/** How the library is called for each kind of operator, and how close its results have to be. */
final class Adapters {

  /** What gradients of rows may be off, for the largest gradient of the row that arrives. */
  private static final double GRADIENT_FLOOR = 1e-7;

  private static final Tolerance SOFTMAX = Tolerance.ulps(4);
  static final Tolerance LOGARITHM = Tolerance.ulps(2).or(1e-7);
  static final Tolerance ROW_GRADIENT = Tolerance.ulps(4);

  private Adapters() {}

  /** The gradient of an elementwise function. */
  @FunctionalInterface
  interface Gradient {

    /**
     * Compares the gradient.
     *
     * @param x the input of the forward call
     * @param y its output
     * @param dy the gradient with respect to the output
     */
    void run(Case c, float[] x, float[] y, float[] dy, Outputs outputs);
  }

  /** An elementwise function without a gradient in the library; its attributes are in the case. */
  static Adapter map(MapOp op, Function<Case, ArrayMap> forward) {
    return map(
        op,
        forward,
        (c, x, y, dy, outputs) -> outputs.leaveOut("dx", Row.MISSING + "the gradient"));
  }

  /** An elementwise function; its attributes are in the case. */
  static Adapter map(MapOp op, Function<Case, ArrayMap> forward, Gradient gradient) {
    return (c, outputs) -> {
      float[] x = c.input(0).floats();
      float[] y = new float[x.length];
      forward.apply(c).apply(x, 0, y, 0, x.length);
      outputs.first(y, Tolerance.ulps(op.ulp()));
      if (outputs.wants("dx")) {
        gradient.run(c, x, y, c.input("dy").floats(), outputs);
      }
    };
  }

  /** A gradient that is computed from the input of the forward call. */
  static Gradient fromInput(ZipOp op, Function<Case, ArrayZip> kernel) {
    return (c, x, y, dy, outputs) -> {
      float[] dx = new float[x.length];
      kernel.apply(c).apply(x, 0, dy, 0, dx, 0, x.length);
      outputs.named("dx", dx, Tolerance.ulps(op.ulp()));
    };
  }

  /**
   * A gradient that is computed from the output of the forward call, and inherits its error: where
   * the function is flat, the gradient is the small difference between the output and its limit.
   *
   * @param forward the forward call, for its error
   * @param sensitivity how much the gradient changes with the output, for dy = 1
   */
  static Gradient fromOutput(
      ZipOp op, Function<Case, ArrayZip> kernel, MapOp forward, DoubleUnaryOperator sensitivity) {
    return (c, x, y, dy, outputs) -> {
      float[] dx = new float[y.length];
      kernel.apply(c).apply(y, 0, dy, 0, dx, 0, y.length);
      IntToDoubleFunction inherited =
          i ->
              Math.abs(dy[i] * sensitivity.applyAsDouble(y[i]))
                  * forward.ulp()
                  * Tolerance.ulp(y[i]);
      outputs.named("dx", dx, Tolerance.ulps(op.ulp()).plus(inherited));
    };
  }

  static void softmax(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[x.size()];
    Softmax.softmax(rows(lines, x.floats()), rows(lines, y));
    outputs.first(y, SOFTMAX);
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      Softmax.softmaxGradient(rows(lines, y), rows(lines, dy), rows(lines, dx));
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines.count(), lines.length())));
    }
  }

  static void logSoftmax(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[x.size()];
    Softmax.logSoftmax(rows(lines, x.floats()), rows(lines, y));
    outputs.first(y, LOGARITHM);
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      Softmax.logSoftmaxGradient(rows(lines, y), rows(lines, dy), rows(lines, dx));
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines.count(), lines.length())));
    }
  }

  static void logSumExp(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[lines.count()];
    Softmax.logSumExp(rows(lines, x.floats()), y, 0);
    // A change of all elements of a row changes the result by as much.
    outputs.first(y, LOGARITHM.plus(x.rounding()));
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      Softmax.logSumExpGradient(rows(lines, x.floats()), dy, 0, rows(lines, dx));
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines.count(), lines.length())));
    }
  }

  /** Whether the lines that softmax and its kin run along are the rows of a matrix. */
  static boolean areRows(Case c) {
    return lines(c, c.input(0)).areRows();
  }

  /** The lines along the axis of the attribute or, for reductions of ONNX, of the second input. */
  private static Lines lines(Case c, Tensor x) {
    if (!c.operator().equals("ReduceLogSumExp")) {
      return x.lines((int) c.number(-1, "axis", "dim"));
    }
    int[] axes = c.input(1).ints();
    return switch (axes.length) {
      case 0 -> Lines.all(x);
      case 1 -> x.lines(axes[0]);
      default -> throw new UnsupportedOperationException("several axes");
    };
  }

  private static Matrix rows(Lines lines, float[] data) {
    return Matrix.of(data, lines.count(), lines.length());
  }

  /**
   * The floor for gradients of rows.
   *
   * @param arriving the gradients that arrive, equally many at each row
   * @param rows number of rows
   * @param cols elements of a row
   */
  static IntToDoubleFunction floor(float[] arriving, int rows, int cols) {
    double[] floors = new double[rows];
    for (int i = 0; i < arriving.length; i++) {
      int row = i / (arriving.length / rows);
      floors[row] = Math.max(floors[row], GRADIENT_FLOOR * Math.abs(arriving[i]));
    }
    return i -> floors[i / cols];
  }
}
