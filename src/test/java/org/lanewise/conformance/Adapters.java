package org.lanewise.conformance;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.lanewise.ArrayMap;
import org.lanewise.ArrayZip;
import org.lanewise.Matrix;
import org.lanewise.PRelu;
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

  /**
   * What a result changes, relatively, because a parameter has to be rounded to float. PyTorch
   * computed with the parameter as written, so this is nothing that the library does.
   */
  @FunctionalInterface
  interface Rounding {

    /** Parameters that are floats already, or whose rounding makes no difference. */
    Rounding NONE = (c, x) -> 0;

    /** The relative change of the result for the input {@code x}. */
    double share(Case c, double x);

    /** A parameter that negative inputs are multiplied by. */
    static Rounding ofFactor(ToDoubleFunction<Case> factor) {
      return (c, x) -> {
        double exact = factor.applyAsDouble(c);
        return x < 0 ? distance(exact) / Math.abs(exact) : 0;
      };
    }

    /**
     * A parameter β in x·sigmoid(β·x): the logarithm of the sigmoid changes by at most |x| times as
     * much.
     */
    static Rounding ofSteepness(ToDoubleFunction<Case> steepness) {
      return (c, x) -> Double.isFinite(x) ? Math.abs(x) * distance(steepness.applyAsDouble(c)) : 0;
    }

    private static double distance(double exact) {
      return Math.abs((float) exact - exact);
    }
  }

  /** An elementwise function; its attributes are in the case. */
  static Adapter map(MapOp op, Function<Case, ArrayMap> forward, Gradient gradient) {
    return map(op, forward, Rounding.NONE, gradient);
  }

  /** An elementwise function with a parameter that may have to be rounded. */
  static Adapter map(
      MapOp op, Function<Case, ArrayMap> forward, Rounding rounding, Gradient gradient) {
    return (c, outputs) -> {
      float[] x = c.input(0).floats();
      float[] y = new float[x.length];
      forward.apply(c).apply(x, 0, y, 0, x.length);
      outputs.first(y, Tolerance.ulps(op.ulp()).plusRelative(i -> rounding.share(c, x[i])));
      if (outputs.wants("dx")) {
        gradient.run(c, x, y, c.input("dy").floats(), outputs);
      }
    };
  }

  /** A gradient that is computed from the input of the forward call. */
  static Gradient fromInput(ZipOp op, Function<Case, ArrayZip> kernel) {
    return fromInput(op, kernel, Rounding.NONE);
  }

  /** The same with a parameter that may have to be rounded. */
  static Gradient fromInput(ZipOp op, Function<Case, ArrayZip> kernel, Rounding rounding) {
    return (c, x, y, dy, outputs) -> {
      float[] dx = new float[x.length];
      kernel.apply(c).apply(x, 0, dy, 0, dx, 0, x.length);
      outputs.named("dx", dx, bound(op, dy).plusRelative(i -> rounding.share(c, x[i])));
    };
  }

  /** What a gradient may be off; where the derivative crosses zero, in units of dy at least. */
  private static Tolerance bound(ZipOp op, float[] dy) {
    if (!op.crossesZero()) {
      return Tolerance.ulps(op.ulp());
    }
    return (i, expected, ulp) -> op.ulp() * Math.max(ulp, Tolerance.ulp(dy[i]));
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

  /** The one adapter where {@code which} holds, the other elsewhere. */
  static Adapter either(Predicate<Case> which, Adapter one, Adapter other) {
    return (c, outputs) -> (which.test(c) ? one : other).run(c, outputs);
  }

  /**
   * PReLU, its slopes along the rows of a matrix or, where the last axis has them, one a column.
   */
  static void prelu(Case c, Outputs outputs) {
    float[] x = c.input(0).floats();
    float[] slopes = c.input(1).floats();
    int run = preluRun(c);
    boolean perColumn = run == 1 && slopes.length > 1;
    int cols = perColumn ? slopes.length : run;
    int rows = x.length / cols;
    Matrix input = Matrix.of(x, rows, cols);
    float[] y = new float[x.length];
    if (perColumn) {
      PRelu.applyPerColumn(input, slopes, Matrix.of(y, rows, cols));
    } else {
      PRelu.apply(input, slopes, Matrix.of(y, rows, cols));
    }
    outputs.first(y, Tolerance.ulps(MapOp.LEAKY_RELU.ulp()));
    if (outputs.wants("dx")) {
      float[] arriving = c.input("dy").floats();
      Matrix dy = Matrix.of(arriving, rows, cols);
      float[] dx = new float[x.length];
      float[] dSlopes = new float[slopes.length];
      if (perColumn) {
        PRelu.gradientPerColumn(input, slopes, dy, Matrix.of(dx, rows, cols));
        PRelu.slopeGradientPerColumn(input, dy, dSlopes);
      } else {
        PRelu.gradient(input, slopes, dy, Matrix.of(dx, rows, cols));
        PRelu.slopeGradient(input, dy, dSlopes);
      }
      outputs.named("dx", dx, Tolerance.ulps(ZipOp.LEAKY_RELU_GRADIENT.ulp()));
      // Each term rounds to float, and the sum does.
      double[] rounding = new double[slopes.length];
      for (int i = 0; i < x.length; i++) {
        int slope = perColumn ? i % cols : i / cols % slopes.length;
        rounding[slope] += x[i] > 0 ? 0 : 0.5 * Tolerance.ulp((double) x[i] * arriving[i]);
      }
      outputs.named("dweight", dSlopes, Tolerance.ulps(0.5).plus(i -> rounding[i]));
    }
  }

  /** How many neighbouring elements have the same slope. */
  private static int preluRun(Case c) {
    Tensor x = c.input(0);
    Tensor slopes = c.input(1);
    if (slopes.size() == 1) {
      return x.size();
    }
    if (c.suite() == Suite.TORCH) {
      return x.lines((int) c.number(1, "channel_axis")).inner();
    }
    // The shape of the slopes is aligned with the last axes; those of length 1 are repeated.
    int run = 1;
    for (int axis = -1; slopes.dimension(axis) == 1; axis--) {
      run *= x.dimension(axis);
    }
    return run;
  }

  static void softmax(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[x.size()];
    if (lines.areRows()) {
      Softmax.softmax(rows(lines, x.floats()), rows(lines, y));
    } else {
      Softmax.softmaxAlongRows(columns(lines, x.floats()), lines.length(), columns(lines, y));
    }
    outputs.first(y, SOFTMAX);
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      if (lines.areRows()) {
        Softmax.softmaxGradient(rows(lines, y), rows(lines, dy), rows(lines, dx));
      } else {
        Softmax.softmaxAlongRowsGradient(
            columns(lines, y), lines.length(), columns(lines, dy), columns(lines, dx));
      }
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines)));
    }
  }

  static void logSoftmax(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[x.size()];
    if (lines.areRows()) {
      Softmax.logSoftmax(rows(lines, x.floats()), rows(lines, y));
    } else {
      Softmax.logSoftmaxAlongRows(columns(lines, x.floats()), lines.length(), columns(lines, y));
    }
    outputs.first(y, LOGARITHM);
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      if (lines.areRows()) {
        Softmax.logSoftmaxGradient(rows(lines, y), rows(lines, dy), rows(lines, dx));
      } else {
        Softmax.logSoftmaxAlongRowsGradient(
            columns(lines, y), lines.length(), columns(lines, dy), columns(lines, dx));
      }
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines)));
    }
  }

  static void logSumExp(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = lines(c, x);
    float[] y = new float[lines.count()];
    if (lines.areRows()) {
      Softmax.logSumExp(rows(lines, x.floats()), y, 0);
    } else {
      Softmax.logSumExpAlongRows(columns(lines, x.floats()), lines.length(), y, 0);
    }
    // A change of all elements of a row changes the result by as much.
    outputs.first(y, LOGARITHM.plus(x.rounding()));
    if (outputs.wants("dx")) {
      float[] dy = c.input("dy").floats();
      float[] dx = new float[x.size()];
      if (lines.areRows()) {
        Softmax.logSumExpGradient(rows(lines, x.floats()), dy, 0, rows(lines, dx));
      } else {
        Softmax.logSumExpAlongRowsGradient(
            columns(lines, x.floats()), lines.length(), dy, 0, columns(lines, dx));
      }
      outputs.named("dx", dx, ROW_GRADIENT.plus(floor(dy, lines)));
    }
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

  /** The tensor as a matrix whose rows are at one position of the axis. */
  private static Matrix columns(Lines lines, float[] data) {
    return Matrix.of(data, lines.outer() * lines.length(), lines.inner());
  }

  /** The floor for gradients along lines; several gradients may arrive at each. */
  private static IntToDoubleFunction floor(float[] arriving, Lines lines) {
    if (lines.areRows()) {
      return floor(arriving, lines.count(), lines.length());
    }
    // The largest of all, where lines lie across each other.
    double most = 0;
    for (float one : arriving) {
      most = Math.max(most, GRADIENT_FLOOR * Math.abs(one));
    }
    double floor = most;
    return i -> floor;
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
