package org.lanewise.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.EmptyRow;
import org.lanewise.Matrix;
import org.lanewise.Reduction;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;
import org.lanewise.testing.Inputs;

/** The table of kernels over rows, and inputs for them. */
public final class RowTable {

  /** What a matrix holds; it makes no difference to a kernel, but to what its results look like. */
  public enum Content {
    NONE,
    LOGITS,
    PROBABILITIES,
    LOG_PROBABILITIES,
    GRADIENT,
    TARGETS,
    MASK
  }

  /** What rows of logits look like. */
  public enum Style {
    /** As models give them. */
    NORMAL,
    /** Up to some thousands. */
    WIDE,
    /** Equal, one huge, descending, with subnormal results, ±1e4, one finite. */
    HOSTILE,
    /** With infinities and NaN. */
    SPECIAL
  }

  /**
   * The operands of a call. A kernel that has no use for one leaves it alone.
   *
   * @param first the logits, or the output of the forward call
   * @param second a gradient, or target distributions
   * @param dst where a matrix of results goes
   * @param labels one a row
   * @param factors one a row
   * @param results where one result a row goes
   * @param made what calls have made of these operands, so that they need not do so again
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Operands(
      Matrix first,
      Matrix second,
      Matrix dst,
      int[] labels,
      float[] factors,
      float[] results,
      Map<Made<?>, Object> made) {

    /** Operands that nothing has been made of. */
    public Operands(
        Matrix first, Matrix second, Matrix dst, int[] labels, float[] factors, float[] results) {
      this(first, second, dst, labels, factors, results, new HashMap<>());
    }
  }

  /** What a call takes beside its operands: made of them once, so that calls allocate nothing. */
  private static final class Made<T> {

    private final Function<Operands, T> maker;

    Made(Function<Operands, T> maker) {
      this.maker = maker;
    }

    @SuppressWarnings("unchecked") // only this puts it there
    T of(Operands operands) {
      Object value = operands.made.get(this);
      if (value == null) {
        value = maker.apply(operands);
        operands.made.put(this, value);
      }
      return (T) value;
    }
  }

  /** A call of a kernel. */
  @FunctionalInterface
  public interface Call {
    /** Calls the kernel; the result is that of the kernel, or 0. */
    float run(Operands operands);
  }

  /**
   * What the facade calls the operands; null for those that a kernel has not.
   *
   * @param first the first matrix
   * @param second the second matrix
   * @param dst the matrix of results
   * @param labels the labels
   * @param factors the factors
   * @param results the results, one a row
   */
  public record Names(
      String first, String second, String dst, String labels, String factors, String results) {}

  /**
   * A kernel.
   *
   * @param name the facade's method, and what it is called with
   * @param names what the facade calls the operands
   * @param first what the first matrix holds
   * @param second what the second matrix holds
   * @param ignoreIndex the label of rows that do not count
   * @param call the call
   */
  public record RowCase(
      String name, Names names, Content first, Content second, int ignoreIndex, Call call) {

    /** Whether the kernel has a second matrix. */
    public boolean hasSecond() {
      return names.second != null;
    }

    /** Whether the kernel writes a matrix. */
    public boolean writesMatrix() {
      return names.dst != null;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Inputs for a kernel.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param first the first matrix
   * @param second the second matrix
   * @param labels one a row, among them the ignore index
   * @param factors one a row
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record RowInputs(
      int rows, int cols, float[] first, float[] second, int[] labels, float[] factors) {

    /** Operands over these arrays with results of their own. */
    public Operands operands(float[] dst, float[] results) {
      return new Operands(
          Matrix.of(first, rows, cols),
          Matrix.of(second, rows, cols),
          Matrix.of(dst, rows, cols),
          labels,
          factors,
          results);
    }
  }

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;
  private static final CrossEntropyOptions SUM =
      CrossEntropyOptions.DEFAULT.withReduction(Reduction.SUM);
  private static final CrossEntropyOptions IGNORE_ONE =
      CrossEntropyOptions.DEFAULT.withIgnoreIndex(1).withEmptyMeanZero(true);
  private static final CrossEntropyOptions SCALED = MEAN.withLossGradient(1024f);

  private static final SoftmaxOptions OPTIONS = SoftmaxOptions.DEFAULT;

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("weights", n -> MEAN.withClassWeights(weights(n))),
          new Variant("smoothing", n -> MEAN.withLabelSmoothing(0.1f)),
          new Variant(
              "weights,smoothing",
              n -> MEAN.withClassWeights(weights(n)).withLabelSmoothing(0.25f)),
          new Variant("zLoss", n -> MEAN.withZLoss(0.01f)),
          new Variant("softCap", n -> MEAN.withSoftCap(30f)),
          new Variant(
              "everything",
              n ->
                  MEAN.withClassWeights(weights(n))
                      .withLabelSmoothing(0.1f)
                      .withZLoss(1e-3f)
                      .withSoftCap(50f)));

  /** All kernels over rows. */
  public static final List<RowCase> ROWS = rows();

  /**
   * A bound: so many ULP, or so far away, whichever is more.
   *
   * @param ulps 0 if there is no bound in ULP
   * @param absolute 0 if there is none
   */
  public record Bound(double ulps, double absolute) {
    @Override
    public String toString() {
      String text = (ulps + " ULP").replace(".0 ", " ");
      return absolute == 0 ? text : text + " or " + (absolute + "").replace(".0E", "e");
    }
  }

  /** The bound of softmax. */
  public static final Bound SOFTMAX = new Bound(4, 0);

  /** The bound of log-softmax, logsumexp and the plain losses. */
  public static final Bound LOGARITHM = new Bound(2, 1e-7);

  /** The bound of the gradient of cross-entropy, for distributions of the larger of its terms. */
  public static final Bound LOSS_GRADIENT = new Bound(4, 0);

  /** The bound of the gradient at the label. */
  public static final Bound LABEL_GRADIENT = new Bound(4, 1e-7);

  /** The bound of gradients from outputs: ULP, and a share of the largest dy. */
  public static final Bound OUTPUT_GRADIENT = new Bound(4, 2e-7);

  /**
   * Kernels that differ in options alone: a line in the README.
   *
   * @param name what the README calls them
   * @param formula for readers
   * @param rows a pattern for the names of their rows
   * @param forward the bound of the results
   * @param gradient the bound of the gradients
   */
  public record Family(String name, String formula, String rows, String forward, String gradient) {}

  private static final String FROM_OUTPUT =
      OUTPUT_GRADIENT.toString().replace("or", "+") + "·max dy";

  /** The families of the rows. */
  public static final List<Family> FAMILIES =
      List.of(
          new Family(
              "Softmax.softmax",
              "exp(x) / Σ exp(x)",
              "Softmax\\.(softmax|sinkGradient).*",
              SOFTMAX.toString(),
              FROM_OUTPUT),
          new Family(
              "Softmax.logSoftmax",
              "x − log Σ exp(x)",
              "Softmax\\.logSoftmax.*",
              LOGARITHM.toString(),
              FROM_OUTPUT),
          new Family(
              "Softmax.logSumExp",
              "log Σ exp(x)",
              "Softmax\\.logSumExp.*",
              LOGARITHM.toString(),
              FROM_OUTPUT),
          new Family(
              "SoftmaxCrossEntropy, labels",
              "logsumexp(x) − x[label]",
              "SoftmaxCrossEntropy\\..*\\(labels.*",
              LOGARITHM.toString(),
              LOSS_GRADIENT + "; at the label " + LABEL_GRADIENT),
          new Family(
              "SoftmaxCrossEntropy, distributions",
              "Σ q·(logsumexp(x) − x)",
              "SoftmaxCrossEntropy\\..*\\(targets.*",
              LOGARITHM.toString(),
              LOSS_GRADIENT + " of the larger of its terms"));

  private RowTable() {}

  private static List<RowCase> rows() {
    List<RowCase> rows = new ArrayList<>();
    for (EmptyRow empty : EmptyRow.values()) {
      rows.add(
          softmax(
              "softmax(" + empty + ")",
              new Names("src", null, "dst", null, null, null),
              Content.LOGITS,
              Content.NONE,
              o -> Softmax.softmax(o.first, o.dst, empty)));
    }
    rows.add(
        softmax(
            "logSoftmax",
            new Names("src", null, "dst", null, null, null),
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSoftmax(o.first, o.dst)));
    rows.add(
        softmax(
            "logSumExp",
            new Names("src", null, null, null, null, "dst"),
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSumExp(o.first, o.results, 0)));
    rows.add(
        softmax(
            "softmaxGradient",
            new Names("y", "dy", "dx", null, null, null),
            Content.PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.softmaxGradient(o.first, o.second, o.dst)));
    rows.add(
        softmax(
            "logSoftmaxGradient",
            new Names("y", "dy", "dx", null, null, null),
            Content.LOG_PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.logSoftmaxGradient(o.first, o.second, o.dst)));
    rows.add(
        softmax(
            "logSumExpGradient",
            new Names("src", null, "dx", null, "dy", null),
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSumExpGradient(o.first, o.factors, 0, o.dst)));
    addLabels(rows, "MEAN", MEAN);
    addLabels(rows, "SUM", SUM);
    addLabels(rows, "MEAN,ignore=1", IGNORE_ONE);
    addLabels(rows, "MEAN,lossGradient=1024", SCALED);
    rows.add(
        labels(
            "losses(labels)",
            null,
            MEAN,
            perRow(o -> SoftmaxCrossEntropy.losses(o.first, o.labels, o.results, MEAN))));
    rows.add(
        labels(
            "lossesAndGradient(labels)",
            "gradient",
            MEAN,
            perRow(
                o ->
                    SoftmaxCrossEntropy.lossesAndGradient(
                        o.first, o.labels, o.results, o.factors, o.dst, MEAN))));
    addTargets(rows, "MEAN", MEAN);
    addTargets(rows, "SUM", SUM);
    addTargets(rows, "MEAN,lossGradient=1024", SCALED);
    rows.add(
        targets(
            "losses(targets)",
            null,
            perRow(o -> SoftmaxCrossEntropy.losses(o.first, o.second, o.results, MEAN))));
    rows.add(
        targets(
            "lossesAndGradient(targets)",
            "gradient",
            perRow(
                o ->
                    SoftmaxCrossEntropy.lossesAndGradient(
                        o.first, o.second, o.results, o.factors, o.dst, MEAN))));
    addPrepared(rows);
    addAlongRows(rows);
    for (Variant variant : VARIANTS) {
      addVariant(rows, variant);
    }
    return List.copyOf(rows);
  }

  /**
   * Options of softmax and cross-entropy beyond the plain ones.
   *
   * @param name what they are
   * @param options them
   */
  private record Variant(String name, Made<CrossEntropyOptions> options) {

    Variant(String name, IntFunction<CrossEntropyOptions> options) {
      this(name, new Made<>(operands -> options.apply(width(operands.first))));
    }

    CrossEntropyOptions of(Operands operands) {
      return options.of(operands);
    }
  }

  /** Weights of classes, some of them 0. */
  public static float[] weights(int classes) {
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = c % 7 * 0.3f;
    }
    return weights;
  }

  private static void addVariant(List<RowCase> rows, Variant variant) {
    rows.add(
        labels(
            "lossAndGradient(labels,MEAN," + variant.name + ")",
            "gradient",
            MEAN,
            o -> SoftmaxCrossEntropy.lossAndGradient(o.first, o.labels, o.dst, variant.of(o))));
    rows.add(
        labels(
            "losses(labels," + variant.name + ")",
            null,
            MEAN,
            perRow(o -> SoftmaxCrossEntropy.losses(o.first, o.labels, o.results, variant.of(o)))));
    rows.add(
        labels(
            "lossesAndGradient(labels," + variant.name + ")",
            "gradient",
            MEAN,
            perRow(
                o ->
                    SoftmaxCrossEntropy.lossesAndGradient(
                        o.first, o.labels, o.results, o.factors, o.dst, variant.of(o)))));
    rows.add(
        targets(
            "lossesAndGradient(targets," + variant.name + ")",
            "gradient",
            perRow(
                o ->
                    SoftmaxCrossEntropy.lossesAndGradient(
                        o.first, o.second, o.results, o.factors, o.dst, variant.of(o)))));
  }

  /** Softmax and its kin with options. */
  private static void addPrepared(List<RowCase> rows) {
    Made<SoftmaxMask> added = new Made<>(operands -> SoftmaxMask.add(operands.second));
    Made<SoftmaxMask> kept = new Made<>(operands -> keep(operands.first));
    SoftmaxOptions scaled = OPTIONS.withScale(0.7f);
    SoftmaxOptions capped = scaled.withSoftCap(30f);
    SoftmaxOptions causal = OPTIONS.withScale(0.125f).withCausal(2).withSink(0.5f);
    Names maps = new Names("src", null, "dst", null, null, null);
    Names masked = new Names("src", "mask", "dst", null, null, null);
    Names reduces = new Names("src", "mask", null, null, null, "dst");
    Names gradients = new Names("y", "dy", "dx", null, null, null);
    rows.add(
        softmax(
            "softmax(capped)",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.softmax(o.first, o.dst, capped)));
    rows.add(
        softmax(
            "softmax(causal,sink)",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.softmax(o.first, o.dst, causal)));
    rows.add(
        softmax(
            "softmax(mask)",
            masked,
            Content.LOGITS,
            Content.MASK,
            o -> Softmax.softmax(o.first, added.of(o), o.dst, OPTIONS)));
    rows.add(
        softmax(
            "softmax(keep,capped)",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.softmax(o.first, kept.of(o), o.dst, capped)));
    rows.add(
        softmax(
            "softmax(mask,sinks)",
            new Names("src", "mask", "dst", null, "sinks", null),
            Content.LOGITS,
            Content.MASK,
            o -> Softmax.softmax(o.first, added.of(o), o.factors, 0, o.dst, capped)));
    rows.add(
        softmax(
            "logSoftmax(mask,capped)",
            masked,
            Content.LOGITS,
            Content.MASK,
            o -> Softmax.logSoftmax(o.first, added.of(o), o.dst, capped)));
    rows.add(
        softmax(
            "logSoftmax(causal,sink)",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSoftmax(o.first, o.dst, causal)));
    rows.add(
        softmax(
            "logSumExp(mask,capped)",
            reduces,
            Content.LOGITS,
            Content.MASK,
            o -> Softmax.logSumExp(o.first, added.of(o), o.results, 0, capped)));
    rows.add(
        softmax(
            "logSumExp(keep,causal,sink)",
            new Names("src", null, null, null, null, "dst"),
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSumExp(o.first, kept.of(o), o.results, 0, causal)));
    rows.add(
        softmax(
            "softmaxGradient(causal)",
            gradients,
            Content.PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.softmaxGradient(o.first, o.second, o.dst, causal)));
    rows.add(
        softmax(
            "logSoftmaxGradient(causal)",
            gradients,
            Content.LOG_PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.logSoftmaxGradient(o.first, o.second, o.dst, causal)));
    rows.add(
        softmax(
            "logSumExpGradient(mask)",
            new Names("src", "mask", "dx", null, "dy", null),
            Content.LOGITS,
            Content.MASK,
            o -> Softmax.logSumExpGradient(o.first, added.of(o), o.factors, 0, o.dst, scaled)));
    rows.add(
        softmax(
            "sinkGradient",
            new Names("y", "dy", null, null, null, "dSinks"),
            Content.PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.sinkGradient(o.first, o.second, o.results, 0)));
  }

  /** Softmax and its kin along the rows: all rows are one block. */
  private static void addAlongRows(List<RowCase> rows) {
    Made<float[]> line = new Made<>(operands -> threeQuarters(width(operands.first)));
    Made<float[]> perColumn = new Made<>(operands -> new float[width(operands.first)]);
    Names maps = new Names("src", null, "dst", null, null, null);
    Names gradients = new Names("y", "dy", "dx", null, null, null);
    rows.add(
        softmax(
            "softmaxAlongRows",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.softmaxAlongRows(o.first, height(o.first), o.dst)));
    rows.add(
        softmax(
            "logSoftmaxAlongRows",
            maps,
            Content.LOGITS,
            Content.NONE,
            o -> Softmax.logSoftmaxAlongRows(o.first, height(o.first), o.dst)));
    rows.add(
        softmax(
            "softmaxAlongRowsGradient",
            gradients,
            Content.PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.softmaxAlongRowsGradient(o.first, height(o.first), o.second, o.dst)));
    rows.add(
        softmax(
            "logSoftmaxAlongRowsGradient",
            gradients,
            Content.LOG_PROBABILITIES,
            Content.GRADIENT,
            o -> Softmax.logSoftmaxAlongRowsGradient(o.first, height(o.first), o.second, o.dst)));
    rows.add(
        softmax(
            "logSumExpAlongRowsGradient",
            new Names("src", null, "dx", null, null, null),
            Content.LOGITS,
            Content.NONE,
            o ->
                Softmax.logSumExpAlongRowsGradient(
                    o.first, height(o.first), line.of(o), 0, o.dst)));
    rows.add(
        new RowCase(
            "Softmax.logSumExpAlongRows",
            new Names("src", null, null, null, null, null),
            Content.LOGITS,
            Content.NONE,
            -100,
            o -> {
              // One result a column, not a row as the tests have them: their mean.
              float[] results = perColumn.of(o);
              Softmax.logSumExpAlongRows(o.first, height(o.first), results, 0);
              float sum = 0;
              for (float result : results) {
                sum += result;
              }
              return sum / results.length;
            }));
  }

  private static int height(Matrix matrix) {
    return matrix == null ? 0 : matrix.rows();
  }

  private static int width(Matrix matrix) {
    return matrix == null ? 0 : matrix.cols();
  }

  private static float[] threeQuarters(int n) {
    float[] values = new float[n];
    Arrays.fill(values, 0.75f);
    return values;
  }

  /** Flags for logits: most entries take part. */
  private static SoftmaxMask keep(Matrix logits) {
    if (logits == null) {
      return SoftmaxMask.NONE;
    }
    boolean[] keep = new boolean[logits.rows() * logits.cols()];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = i * 7 % 5 != 0;
    }
    return SoftmaxMask.keep(keep, logits.rows(), logits.cols());
  }

  private static void addLabels(List<RowCase> rows, String what, CrossEntropyOptions options) {
    rows.add(
        labels(
            "loss(labels," + what + ")",
            null,
            options,
            o -> SoftmaxCrossEntropy.loss(o.first, o.labels, options)));
    rows.add(
        labels(
            "gradient(labels," + what + ")",
            "gradient",
            options,
            perRow(o -> SoftmaxCrossEntropy.gradient(o.first, o.labels, o.dst, options))));
    rows.add(
        labels(
            "lossAndGradient(labels," + what + ")",
            "gradient",
            options,
            o -> SoftmaxCrossEntropy.lossAndGradient(o.first, o.labels, o.dst, options)));
  }

  private static void addTargets(List<RowCase> rows, String what, CrossEntropyOptions options) {
    rows.add(
        targets(
            "loss(targets," + what + ")",
            null,
            o -> SoftmaxCrossEntropy.loss(o.first, o.second, options)));
    rows.add(
        targets(
            "gradient(targets," + what + ")",
            "gradient",
            perRow(o -> SoftmaxCrossEntropy.gradient(o.first, o.second, o.dst, options))));
    rows.add(
        targets(
            "lossAndGradient(targets," + what + ")",
            "gradient",
            o -> SoftmaxCrossEntropy.lossAndGradient(o.first, o.second, o.dst, options)));
  }

  private static RowCase softmax(
      String method, Names names, Content first, Content second, Consumer<Operands> call) {
    return new RowCase("Softmax." + method, names, first, second, -100, perRow(call));
  }

  private static RowCase labels(
      String method, String gradient, CrossEntropyOptions options, Call call) {
    String results = method.startsWith("losses") ? "losses" : null;
    String factors = method.startsWith("lossesAndGradient") ? "lossGradients" : null;
    return new RowCase(
        "SoftmaxCrossEntropy." + method,
        new Names("logits", null, gradient, "labels", factors, results),
        Content.LOGITS,
        Content.NONE,
        options.ignoreIndex(),
        call);
  }

  private static RowCase targets(String method, String gradient, Call call) {
    String results = method.startsWith("losses") ? "losses" : null;
    String factors = method.startsWith("lossesAndGradient") ? "lossGradients" : null;
    return new RowCase(
        "SoftmaxCrossEntropy." + method,
        new Names("logits", "targets", gradient, null, factors, results),
        Content.LOGITS,
        Content.TARGETS,
        -100,
        call);
  }

  /** A call that returns nothing. */
  private static Call perRow(Consumer<Operands> call) {
    return operands -> {
      call.accept(operands);
      return 0f;
    };
  }

  /** Inputs for a kernel, the same on every machine. */
  public static RowInputs inputs(RowCase row, int rows, int cols, Style style, long seed) {
    Inputs random = new Inputs(seed);
    float[] first = new float[rows * cols];
    float[] second = new float[rows * cols];
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      float[] x = logits(random, cols, style, r);
      float[] y = new float[cols];
      for (int c = 0; c < cols; c++) {
        x[c] = convert(x[c], row.first);
        y[c] = second(random, x[c], row.second, style);
      }
      System.arraycopy(x, 0, first, r * cols, cols);
      System.arraycopy(y, 0, second, r * cols, cols);
      labels[r] = cols == 0 || r % 5 == 3 ? row.ignoreIndex : random.below(cols);
    }
    return new RowInputs(rows, cols, first, second, labels, random.normal(rows, 1f));
  }

  /** The exponent and the mantissa of a logit make a number in [0, 1) or up to 0. */
  private static float convert(float x, Content content) {
    return switch (content) {
      case PROBABILITIES -> Math.abs(x) * 0x1p-14f;
      case LOG_PROBABILITIES -> -Math.abs(x);
      default -> x;
    };
  }

  private static float second(Inputs random, float x, Content content, Style style) {
    return switch (content) {
      case GRADIENT -> random.uniform(2f);
      case TARGETS -> {
        boolean zero = random.below(4) == 0;
        // A target of 0 takes −∞ out of the loss; let only some rows have others there.
        zero |= x == Float.NEGATIVE_INFINITY && random.below(64) != 0;
        yield zero && style != Style.NORMAL ? 0f : Math.abs(random.uniform(0.01f));
      }
      case MASK -> random.below(4) == 0 ? Float.NEGATIVE_INFINITY : random.below(2) * x * 0.125f;
      default -> 0f;
    };
  }

  private static float[] logits(Inputs random, int cols, Style style, int r) {
    return switch (style) {
      case NORMAL -> random.normal(cols, 4f);
      case WIDE -> random.normal(cols, 2000f);
      case HOSTILE -> hostile(random, cols, r % 9);
      case SPECIAL -> special(random, cols, r % 6);
    };
  }

  private static float[] hostile(Inputs random, int cols, int kind) {
    float[] x = random.normal(cols, 4f);
    if (cols == 0) {
      return x;
    }
    switch (kind) {
      case 0 -> Arrays.fill(x, 88.8f);
      case 1 -> x[random.below(cols)] = 3e38f;
      case 2 -> {
        for (int c = 0; c < cols; c++) {
          x[c] = -c;
        }
      }
      case 3 -> {
        for (int c = 0; c < cols; c++) {
          x[c] = -86f - Math.abs(random.uniform(20f));
        }
        x[random.below(cols)] = 1f;
      }
      case 4 -> {
        for (int c = 0; c < cols; c++) {
          x[c] = random.uniform(1e4f);
        }
      }
      case 5 -> {
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        x[random.below(cols)] = -7.5f;
      }
      case 6 -> Arrays.fill(x, -3e38f);
      case 7 -> {
        for (int c = 0; c < cols; c++) {
          x[c] = Float.intBitsToFloat(random.below(1 << 23)); // subnormals
        }
      }
      default -> {
        for (int c = 0; c < cols; c++) {
          x[c] = 256f + random.uniform(1f); // where the reference of the exponentials changes
        }
      }
    }
    return x;
  }

  private static float[] special(Inputs random, int cols, int kind) {
    float[] x = random.normal(cols, 4f);
    if (cols == 0) {
      return x;
    }
    switch (kind) {
      case 0 -> {
        for (int c = 0; c < cols; c++) {
          x[c] = random.below(3) == 0 ? Float.NEGATIVE_INFINITY : x[c];
        }
      }
      case 1 -> x[random.below(cols)] = Float.POSITIVE_INFINITY;
      case 2 -> x[random.below(cols)] = Float.NaN;
      case 3 -> Arrays.fill(x, Float.NEGATIVE_INFINITY);
      case 4 -> {
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        x[random.below(cols)] = Float.NaN;
      }
      default -> {
        x[random.below(cols)] = Float.POSITIVE_INFINITY;
        x[random.below(cols)] = Float.NaN;
      }
    }
    return x;
  }
}
