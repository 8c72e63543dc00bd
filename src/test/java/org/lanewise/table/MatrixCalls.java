package org.lanewise.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lanewise.Activation;
import org.lanewise.CategoricalCrossEntropy;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Gate;
import org.lanewise.Loss;
import org.lanewise.Matrix;
import org.lanewise.NegativeLogLikelihood;
import org.lanewise.PRelu;
import org.lanewise.Reduction;
import org.lanewise.testing.Inputs;

/**
 * The calls over matrices that no other table has: gates, activations of sums, PReLU, and losses
 * other than softmax-cross-entropy. The golden hashes and the allocation test run them all.
 */
public final class MatrixCalls {

  /** One of them; it returns what the method returns, or 0. */
  @FunctionalInterface
  public interface Body {
    /** Runs the call. */
    float run(Operands o);
  }

  /**
   * A call.
   *
   * @param name class, method, and options
   * @param body what it does
   */
  public record Call(String name, Body body) {}

  /** Inputs and outputs of a call: matrices of one shape, arrays for columns and for rows. */
  public static final class Operands {

    final int rows;
    final int cols;
    final Matrix x;
    final Matrix y;
    final Matrix dy;
    final Matrix left;
    final Matrix right;
    final Matrix probabilities;
    final Matrix targets;
    final Matrix weights;
    final float[] columns;
    final float[] arriving;
    final int[] labels;
    final Map<LossTable, Loss> weighted;
    final Matrix first;
    final Matrix second;
    final Matrix firstPacked;
    final Matrix secondPacked;
    final float[] results;
    final float[] columnResults;
    private final float[] out;

    /** The same operands for the same shape. */
    public Operands(int rows, int cols) {
      this.rows = rows;
      this.cols = cols;
      int n = rows * cols;
      Inputs inputs = new Inputs(31L * rows + cols);
      x = Matrix.of(inputs.mixed(n, Inputs.exponents()), rows, cols);
      y = Matrix.of(inputs.normal(n, 2f), rows, cols);
      dy = Matrix.of(inputs.normal(n, 1f), rows, cols);
      Matrix packed = Matrix.of(inputs.normal(2 * n, 3f), rows, 2 * cols);
      left = packed.columns(0, cols);
      right = packed.columns(cols, 2 * cols);
      probabilities = Matrix.of(unit(inputs, n), rows, cols);
      targets = Matrix.of(unit(inputs, n), rows, cols);
      weights = Matrix.of(unit(inputs, n), rows, cols);
      columns = inputs.uniform(cols, 2f);
      arriving = inputs.uniform(rows, 2f);
      labels = new int[cols == 0 ? 0 : rows];
      for (int r = 0; r < labels.length; r++) {
        labels[r] = r % 3 == 2 ? -100 : inputs.below(cols);
      }
      weighted = new EnumMap<>(LossTable.class);
      for (LossTable row : LossTable.values()) {
        Loss loss = row.loss().withWeight(weights);
        weighted.put(row, row == LossTable.WITH_LOGITS ? loss.withPosWeight(columns) : loss);
      }
      out = new float[2 * n];
      first = Matrix.of(out, 0, rows, cols, cols);
      second = Matrix.of(out, n, rows, cols, cols);
      Matrix both = Matrix.of(out, rows, 2 * cols);
      firstPacked = both.columns(0, cols);
      secondPacked = both.columns(cols, 2 * cols);
      results = new float[rows];
      columnResults = new float[cols];
    }

    /** All outputs, one after the other. */
    public List<float[]> outputs() {
      return List.of(out, results, columnResults);
    }
  }

  /** All of them. */
  public static final List<Call> CALLS = calls();

  private MatrixCalls() {}

  /** In 0 … 1, with both ends. */
  private static float[] unit(Inputs inputs, int n) {
    float[] values = inputs.uniform(n, 0.5f);
    for (int i = 0; i < n; i++) {
      values[i] = i % 5 == 0 ? i / 5 % 2 : values[i] + 0.5f;
    }
    return values;
  }

  private static void add(List<Call> calls, String name, Body body) {
    calls.add(new Call(name, body));
  }

  private static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    gate(calls, "SWIGLU", Gate.SWIGLU);
    gate(calls, "GEGLU", Gate.GEGLU);
    gate(calls, "GEGLU_TANH", Gate.GEGLU_TANH);
    gate(calls, "REGLU", Gate.REGLU);
    gate(calls, "GLU", Gate.GLU);
    for (String name : List.of("relu", "gelu", "geluTanh", "silu", "sigmoid", "tanh", "elu")) {
      biased(calls, name);
    }
    prelu(calls);
    for (LossTable row : LossTable.values()) {
      loss(calls, row);
    }
    logLikelihood(calls);
    categorical(calls, "", CategoricalCrossEntropy.DEFAULT);
    categorical(calls, "(limit)", CategoricalCrossEntropy.DEFAULT.withLimit(1e-3f));
    categorical(
        calls,
        "(normalized,SUM)",
        CategoricalCrossEntropy.DEFAULT.withNormalization(true).withReduction(Reduction.SUM));
    return List.copyOf(calls);
  }

  private static void gate(List<Call> calls, String name, Gate gate) {
    String prefix = "Gate." + name + ".";
    add(
        calls,
        prefix + "apply",
        o -> {
          gate.apply(o.x, o.y, o.first);
          return 0f;
        });
    add(
        calls,
        prefix + "apply(packed)",
        o -> {
          gate.apply(o.left, o.right, o.first);
          gate.apply(o.right, o.left, o.second);
          return 0f;
        });
    add(
        calls,
        prefix + "gradient",
        o -> {
          gate.gradient(o.x, o.y, o.dy, o.first, o.second);
          return 0f;
        });
    add(
        calls,
        prefix + "gradient(packed)",
        o -> {
          gate.gradient(o.right, o.left, o.dy, o.secondPacked, o.firstPacked);
          return 0f;
        });
  }

  private static void biased(List<Call> calls, String name) {
    Activation activation = Activation.named(name);
    add(
        calls,
        "Activation.applyWithBias(" + name + ")",
        o -> {
          activation.applyWithBias(o.x, o.columns, o.first);
          return 0f;
        });
    add(
        calls,
        "Activation.gradientWithBias(" + name + ")",
        o -> {
          activation.gradientWithBias(o.x, o.columns, o.dy, o.first);
          return 0f;
        });
  }

  private static void prelu(List<Call> calls) {
    add(
        calls,
        "PRelu.apply",
        o -> {
          PRelu.apply(o.x, o.arriving, o.first);
          PRelu.applyPerColumn(o.x, o.columns, o.second);
          return 0f;
        });
    add(
        calls,
        "PRelu.gradient",
        o -> {
          PRelu.gradient(o.x, o.arriving, o.dy, o.first);
          PRelu.gradientPerColumn(o.x, o.columns, o.dy, o.second);
          return 0f;
        });
    add(
        calls,
        "PRelu.slopeGradient",
        o -> {
          PRelu.slopeGradient(o.y, o.dy, o.results);
          PRelu.slopeGradientPerColumn(o.y, o.dy, o.columnResults);
          return 0f;
        });
  }

  private static void loss(List<Call> calls, LossTable row) {
    Loss mean = row.loss();
    Loss sum = mean.withReduction(Reduction.SUM);
    String prefix = "Loss." + row.method() + ".";
    add(calls, prefix + "loss", o -> sum.loss(input(row, o), target(row, o)));
    add(
        calls,
        prefix + "lossAndGradient",
        o -> mean.lossAndGradient(input(row, o), target(row, o), o.first));
    add(
        calls,
        prefix + "lossesAndGradient(weight)",
        o -> {
          Loss weighted = o.weighted.get(row);
          weighted.lossesAndGradient(input(row, o), target(row, o), o.second, o.dy, o.first);
          return 0f;
        });
  }

  private static Matrix input(LossTable row, Operands o) {
    return row.wantsProbabilities() ? o.probabilities : o.y;
  }

  private static Matrix target(LossTable row, Operands o) {
    return row.wantsTargetsInUnit() ? o.targets : o.dy;
  }

  private static void logLikelihood(List<Call> calls) {
    CrossEntropyOptions options = CrossEntropyOptions.DEFAULT;
    add(
        calls,
        "NegativeLogLikelihood.lossAndGradient",
        o ->
            o.cols == 0
                ? 0f
                : NegativeLogLikelihood.lossAndGradient(o.y, o.labels, o.first, options));
    add(
        calls,
        "NegativeLogLikelihood.lossesAndGradient",
        o -> {
          if (o.cols > 0) {
            NegativeLogLikelihood.lossesAndGradient(
                o.y, o.labels, o.results, o.arriving, o.first, options);
          }
          return 0f;
        });
  }

  private static void categorical(List<Call> calls, String options, CategoricalCrossEntropy loss) {
    String prefix = "CategoricalCrossEntropy.";
    add(
        calls,
        prefix + "lossAndGradient" + options,
        o -> loss.lossAndGradient(o.probabilities, o.targets, o.first));
    add(
        calls,
        prefix + "lossesAndGradient" + options,
        o -> {
          loss.lossesAndGradient(o.probabilities, o.targets, o.results, o.arriving, o.first);
          return 0f;
        });
  }
}
