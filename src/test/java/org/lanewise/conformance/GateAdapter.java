package org.lanewise.conformance;

import java.util.Arrays;
import java.util.Map;
import org.lanewise.Activation;
import org.lanewise.Gate;
import org.lanewise.Matrix;
import org.lanewise.conformance.Tensor.Lines;

/** Gates, and bias and activation. */
final class GateAdapter {

  /** The activation's ULP twice, if its last place weighs more than the result's, and rounding. */
  private static final Tolerance FORWARD = Tolerance.ulps(2.5);

  private GateAdapter() {}

  private static Matrix matrix(Tensor tensor) {
    return Matrix.of(tensor.floats(), 1, tensor.size());
  }

  /** {@code f(a)·b}. */
  static Adapter of(String activation) {
    return (c, outputs) -> run(gate(c, activation), 0, "da", "db", c, outputs);
  }

  /** SELU with factors of one's own: ELU as the gate of a constant. */
  static void scaledElu(Case c, Outputs outputs) {
    Map<String, Double> alpha = Map.of("alpha", c.number(1, "alpha"));
    float[] gamma = new float[c.input(0).size()];
    Arrays.fill(gamma, (float) c.number(1, "gamma"));
    Tensor x = c.input(0);
    float[] y = new float[x.size()];
    Gate.of(Activation.named("elu", alpha))
        .apply(matrix(x), Matrix.of(gamma, 1, y.length), Matrix.of(y, 1, y.length));
    outputs.first(y, FORWARD);
  }

  /** {@code a·sigmoid(b)}. */
  static void glu(Case c, Outputs outputs) {
    run(Gate.GLU, 1, "db", "da", c, outputs);
  }

  private static Gate gate(Case c, String activation) {
    if (activation.equals("swish")) {
      return Gate.of(Activation.ofOnnx("Swish", Map.of("alpha", c.number(1, "alpha"))));
    }
    if (activation.equals("gelu")) {
      return Gate.of(
          Activation.ofOnnx("Gelu", Map.of("approximate", c.text("none", "approximate"))));
    }
    return Gate.of(Activation.named(activation));
  }

  private static void run(
      Gate gate, int first, String dGate, String dValue, Case c, Outputs outputs) {
    Tensor a = c.input(first);
    Tensor b = c.input(1 - first);
    float[] y = new float[a.size()];
    gate.apply(matrix(a), matrix(b), Matrix.of(y, 1, y.length));
    outputs.first(y, FORWARD);
    if (outputs.wants("da")) {
      float[] dy = c.input("dy").floats();
      float[] da = new float[y.length];
      float[] db = new float[y.length];
      gate.gradient(
          matrix(a),
          matrix(b),
          Matrix.of(dy, 1, dy.length),
          Matrix.of(da, 1, da.length),
          Matrix.of(db, 1, db.length));
      double[] values = b.values();
      outputs.named(dGate, da, derivative(values, dy));
      outputs.named(dValue, db, FORWARD);
    }
  }

  /** Derivatives are right relative to the larger of themselves and 1, times what arrives. */
  private static Tolerance derivative(double[] values, float[] dy) {
    return (i, expected, ulp) ->
        4 * Tolerance.ulp(Math.max(Math.abs(expected), Math.abs(values[i] * dy[i])));
  }

  /** The value in the first half of an axis, the gate in the second. */
  static void gluPacked(Case c, Outputs outputs) {
    Tensor x = c.input(0);
    Lines lines = x.lines((int) c.number(-1, "dim"));
    int half = lines.length() / 2 * lines.inner();
    Matrix packed = Matrix.of(x.floats(), lines.outer(), 2 * half);
    Matrix value = packed.columns(0, half);
    Matrix gate = packed.columns(half, 2 * half);
    float[] y = new float[x.size() / 2];
    Gate.GLU.apply(gate, value, Matrix.of(y, lines.outer(), half));
    outputs.first(y, FORWARD);
    float[] dy = c.input("dy").floats();
    float[] dx = new float[x.size()];
    Matrix gradients = Matrix.of(dx, lines.outer(), 2 * half);
    Gate.GLU.gradient(
        gate,
        value,
        Matrix.of(dy, lines.outer(), half),
        gradients.columns(half, 2 * half),
        gradients.columns(0, half));
    double[] all = x.values();
    outputs.named(
        "dx",
        dx,
        (i, expected, ulp) -> {
          int row = i / (2 * half);
          int column = i % half;
          double arriving =
              dy[row * half + column] * Math.max(1, Math.abs(all[row * 2 * half + column]));
          return 4 * Tolerance.ulp(Math.max(Math.abs(expected), Math.abs(arriving)));
        });
  }

  /** An activation of rows to which a bias was added. */
  static void biased(Case c, Outputs outputs) {
    Activation f = Activation.named(c.text("", "act"));
    Tensor tensor = c.input(0);
    Lines lines = tensor.lines(-1);
    int rows = lines.count();
    int cols = lines.length();
    float[] bias = c.input(1).floats();
    double[] x = tensor.values();
    Matrix in = Matrix.of(tensor.floats(), rows, cols);
    float[] y = new float[tensor.size()];
    f.applyWithBias(in, bias, Matrix.of(y, rows, cols));
    // The sum is rounded before the activation, whose slope is at most 1.2.
    Tolerance rounded = (i, expected, ulp) -> 1.2 * Tolerance.ulp(x[i] + bias[i % cols]) + 2 * ulp;
    outputs.first(y, rounded);
    float[] dy = c.input("dy").floats();
    float[] dx = new float[tensor.size()];
    f.gradientWithBias(in, bias, Matrix.of(dy, rows, cols), Matrix.of(dx, rows, cols));
    Tolerance gradient =
        (i, expected, ulp) ->
            Math.abs(dy[i]) * (1.2 * Tolerance.ulp(x[i] + bias[i % cols]) + 4 * Tolerance.ulp(1))
                + 4 * ulp;
    outputs.named("dx", dx, gradient);
    float[] dBias = new float[cols];
    for (int column = 0; column < cols; column++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += dx[r * cols + column];
      }
      dBias[column] = (float) sum;
    }
    outputs.named(
        "dbias",
        dBias,
        (i, expected, ulp) -> {
          double allowed = ulp;
          for (int r = 0; r < rows; r++) {
            allowed += gradient.at(r * cols + i, dx[r * cols + i], Tolerance.ulp(dx[r * cols + i]));
          }
          return allowed;
        });
  }
}
