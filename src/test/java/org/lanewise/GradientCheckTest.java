package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.table.LossTable;
import org.lanewise.testing.Inputs;

/**
 * Every method that computes a gradient against central differences of the function, in double. The
 * functions are written here from their definitions, or are the oracles of the table; no gradient
 * formula is used. Points beside a kink, where there is no gradient to compare, are left out and
 * counted.
 */
class GradientCheckTest {

  private static final double STEP = 0x1p-16;
  private static final double TOLERANCE = 4e-6;
  private static final int POINTS = 2000;
  private static final int ROWS = 4;
  private static final int COLS = 9;
  private static final double NONE = Double.NEGATIVE_INFINITY;

  /** Compares gradients with differences, calls the methods, and keeps account of both. */
  static final class Checker {
    final Set<Method> called = new HashSet<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    /** A name for what is compared next, a kernel with its options. */
    private String kernel;

    /**
     * Compares an element of a gradient.
     *
     * @param shifted the function, with its variable so far from where the gradient was taken
     * @param size what the error is relative to, unless the gradient is larger
     */
    void compare(DoubleUnaryOperator shifted, double actual, double size) {
      double here = shifted.applyAsDouble(0);
      double two = shifted.applyAsDouble(STEP) - shifted.applyAsDouble(-STEP);
      double four = shifted.applyAsDouble(2 * STEP) - shifted.applyAsDouble(-2 * STEP);
      if (!Double.isFinite(here + two + four)) {
        return; // outside of the domain
      }
      double second = two / (2 * STEP);
      double fourth = (8 * two - four) / (12 * STEP);
      int[] count = counts.computeIfAbsent(kernel, k -> new int[2]);
      count[0]++;
      // A kink in the stencil: the two formulas see different parts of it.
      if (Math.abs(second - fourth) > 1e-6 * Math.max(size, Math.abs(fourth))) {
        count[1]++;
        return;
      }
      double bound = TOLERANCE * Math.max(size, Math.abs(fourth));
      assertEquals(fourth, actual, bound, kernel);
    }

    /** Calls the public method that takes these arguments, and notes that it has been checked. */
    Object call(Object target, Class<?> facade, String name, Object... arguments) {
      List<Method> found = new ArrayList<>();
      for (Method method : facade.getDeclaredMethods()) {
        if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
          found.add(method);
        }
      }
      assertEquals(1, found.size(), () -> facade + " " + name + ": " + found);
      called.add(found.getFirst());
      try {
        return found.getFirst().invoke(target, arguments);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(kernel + ": " + found, e);
      }
    }

    private static boolean takes(Class<?>[] parameters, Object[] arguments) {
      if (parameters.length != arguments.length) {
        return false;
      }
      for (int i = 0; i < parameters.length; i++) {
        Class<?> type = parameters[i];
        boolean fits =
            type == int.class
                ? arguments[i] instanceof Integer
                : type == long.class ? arguments[i] instanceof Long : type.isInstance(arguments[i]);
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    void finish(String group) {
      int compared = 0;
      int kinks = 0;
      for (Map.Entry<String, int[]> entry : counts.entrySet()) {
        int[] count = entry.getValue();
        compared += count[0] - count[1];
        kinks += count[1];
        assertTrue(
            count[0] > 0 && count[1] <= 0.05 * count[0],
            () -> entry.getKey() + ": " + count[1] + " of " + count[0] + " left out");
      }
      assertTrue(compared > 0, group);
      System.out.printf(
          "GradientCheckTest, %s: %d kernels and options, %d elements compared, %d at kinks%n",
          group, counts.size(), compared, kinks);
    }
  }

  /** A group of gradients. */
  enum Group {
    ELEMENTWISE {
      @Override
      void check(Checker checker) {
        KernelTable.ZIPS.forEach(zip -> elementwise(checker, zip));
      }
    },
    ACTIVATIONS_AND_GATES {
      @Override
      void check(Checker checker) {
        KernelTable.MAPS.forEach(map -> activation(checker, map));
        KernelTable.MAPS.forEach(map -> gate(checker, map));
        prelu(checker, false);
        prelu(checker, true);
      }
    },
    LOSSES {
      @Override
      void check(Checker checker) {
        losses(checker);
      }
    },
    SOFTMAX {
      @Override
      void check(Checker checker) {
        softmax(checker);
        softmaxAlongRows(checker);
      }
    },
    CROSS_ENTROPY {
      @Override
      void check(Checker checker) {
        crossEntropy(checker, false);
        crossEntropy(checker, true);
      }
    },
    CLASSES {
      @Override
      void check(Checker checker) {
        negativeLogLikelihood(checker, 0);
        negativeLogLikelihood(checker, 3);
        categorical(checker, false, 0f);
        categorical(checker, false, 0.05f);
        categorical(checker, true, 0f);
        categorical(checker, true, 0.05f);
      }
    };

    abstract void check(Checker checker);
  }

  static Stream<Group> groups() {
    return Arrays.stream(Group.values());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void gradientsAreDifferences(Group group) {
    Checker checker = new Checker();
    group.check(checker);
    checker.finish(group.toString());
  }

  /** A method that computes a gradient, of whatever class, and that no check calls, is found. */
  @Test
  void everyMethodThatComputesAGradientIsChecked() throws Exception {
    Checker checker = new Checker();
    for (Group group : Group.values()) {
      group.check(checker);
    }
    Set<String> missing = new TreeSet<>();
    int backward = 0;
    for (Class<?> facade : facades()) {
      for (Method method : facade.getDeclaredMethods()) {
        if (computesGradient(method)) {
          backward++;
          if (!checker.called.contains(method)) {
            missing.add(method.toString());
          }
        }
      }
    }
    assertEquals(Set.of(), missing, "methods that compute a gradient without a check");
    assertTrue(backward > 80, "gradient methods found: " + backward);
  }

  private static boolean computesGradient(Method method) {
    boolean named =
        method.getDeclaringClass() == ActivationGradients.class
            || method.getName().contains("gradient")
            || method.getName().contains("Gradient");
    // Options have a gradient in their names, too, but take no data.
    boolean takesData =
        Arrays.stream(method.getParameterTypes())
            .anyMatch(t -> t == Matrix.class || t == MemorySegment.class || t.isArray());
    return named && takesData && Modifier.isPublic(method.getModifiers());
  }

  private static List<Class<?>> facades() throws ReflectiveOperationException, URISyntaxException {
    Path classes =
        Path.of(Softmax.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> facades = new ArrayList<>();
    for (String file :
        Stream.of(classes.resolve("org/lanewise").toFile().listFiles(File::isFile))
            .map(File::getName)
            .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
            .toList()) {
      facades.add(Class.forName("org.lanewise." + file.replace(".class", "")));
    }
    assertTrue(facades.contains(Loss.class), facades::toString);
    return facades;
  }

  private static float[] points(Inputs inputs) {
    float[] x = inputs.uniform(POINTS, 12f);
    for (int i = 0; i < POINTS; i += 2) {
      x[i] /= 6f; // half of them where most functions bend
    }
    return x;
  }

  private static MapCase forward(ZipCase zip) {
    MapCase map =
        KernelTable.MAPS.stream().filter(m -> m.name().equals(zip.name())).findFirst().get();
    assertArrayEquals(map.parameters(), zip.parameters(), zip.name() + ": parameters");
    return map;
  }

  private static void elementwise(Checker checker, ZipCase zip) {
    checker.kernel = zip.name();
    MapCase map = forward(zip);
    Inputs inputs = new Inputs(1);
    float[] x = points(inputs);
    float[] dy = inputs.uniform(POINTS, 2f);
    float[] first = x.clone();
    for (int i = 0; i < POINTS && zip.op().takesOutput(); i++) {
      first[i] = (float) map.oracle().applyAsDouble(x[i]);
    }
    float[] dx = new float[POINTS];
    zip.arrays().apply(first, 0, dy, 0, dx, 0, POINTS);
    float[] fromSegment = new float[POINTS];
    zip.segments()
        .apply(
            MemorySegment.ofArray(first),
            0,
            MemorySegment.ofArray(dy),
            0,
            MemorySegment.ofArray(fromSegment),
            0,
            POINTS);
    assertArrayEquals(dx, fromSegment, zip.name());
    for (int i = 0; i < POINTS; i++) {
      float at = x[i];
      float factor = dy[i];
      checker.compare(t -> factor * map.oracle().applyAsDouble(at + t), dx[i], Math.abs(factor));
    }
    Arrays.stream(ActivationGradients.class.getDeclaredMethods())
        .filter(m -> m.getName().equals(zip.name()))
        .forEach(checker.called::add);
  }

  private static void activation(Checker checker, MapCase map) {
    checker.kernel = "Activation " + map.name();
    Activation f = GateBitsTest.activation(map);
    Inputs inputs = new Inputs(2);
    float[] x = points(inputs);
    float[] dy = inputs.uniform(POINTS, 2f);
    float[] dx = new float[POINTS];
    checker.call(f, Activation.class, "gradient", x, 0, dy, 0, dx, 0, POINTS);
    float[] fromSegment = new float[POINTS];
    checker.call(
        f,
        Activation.class,
        "gradient",
        MemorySegment.ofArray(x),
        0L,
        MemorySegment.ofArray(dy),
        0L,
        MemorySegment.ofArray(fromSegment),
        0L,
        (long) POINTS);
    assertArrayEquals(dx, fromSegment, map.name());
    int cols = 50;
    int rows = POINTS / cols;
    float[] bias = inputs.uniform(cols, 1f);
    float[] biased = new float[POINTS];
    checker.call(
        f,
        Activation.class,
        "gradientWithBias",
        Matrix.of(x, rows, cols),
        bias,
        Matrix.of(dy, rows, cols),
        Matrix.of(biased, rows, cols));
    for (int i = 0; i < POINTS; i++) {
      double at = x[i];
      double sum = x[i] + bias[i % cols]; // the sum rounds to float
      float factor = dy[i];
      checker.compare(t -> factor * map.oracle().applyAsDouble(at + t), dx[i], Math.abs(factor));
      checker.compare(
          t -> factor * map.oracle().applyAsDouble(sum + t), biased[i], Math.abs(factor));
    }
  }

  private static void gate(Checker checker, MapCase map) {
    checker.kernel = "Gate " + map.name();
    Inputs inputs = new Inputs(3);
    int cols = 50;
    int rows = POINTS / cols;
    float[] gate = points(inputs);
    float[] value = inputs.uniform(POINTS, 2f);
    float[] dy = inputs.uniform(POINTS, 2f);
    float[] dGate = new float[POINTS];
    float[] dValue = new float[POINTS];
    checker.call(
        Gate.of(GateBitsTest.activation(map)),
        Gate.class,
        "gradient",
        Matrix.of(gate, rows, cols),
        Matrix.of(value, rows, cols),
        Matrix.of(dy, rows, cols),
        Matrix.of(dGate, rows, cols),
        Matrix.of(dValue, rows, cols));
    for (int i = 0; i < POINTS; i++) {
      float g = gate[i];
      float v = value[i];
      float factor = dy[i];
      checker.compare(
          t -> factor * map.oracle().applyAsDouble(g + t) * v, dGate[i], Math.abs(factor * v));
      checker.compare(
          t -> factor * map.oracle().applyAsDouble(g) * (v + t), dValue[i], Math.abs(factor));
    }
  }

  private static void prelu(Checker checker, boolean perColumn) {
    String suffix = perColumn ? "PerColumn" : "";
    int rows = 6;
    int cols = 15;
    Inputs inputs = new Inputs(10);
    float[] x = inputs.uniform(rows * cols, 3f);
    float[] dy = inputs.uniform(rows * cols, 2f);
    float[] slopes = inputs.uniform(perColumn ? cols : 3, 1f);
    Objective objective = at -> preluSum(at, widen(slopes), dy, cols, perColumn);
    Matrix src = Matrix.of(x, rows, cols);
    Matrix gradient = Matrix.of(dy, rows, cols);
    float[] dx = new float[rows * cols];
    checker.kernel = "PRelu gradient" + suffix;
    Matrix to = Matrix.of(dx, rows, cols);
    checker.call(null, PRelu.class, "gradient" + suffix, src, slopes, gradient, to);
    compareAll(checker, objective, x, dx);
    float[] dSlopes = new float[slopes.length];
    checker.kernel = "PRelu slopeGradient" + suffix;
    checker.call(null, PRelu.class, "slopeGradient" + suffix, src, gradient, dSlopes);
    compareAll(checker, at -> preluSum(widen(x), at, dy, cols, perColumn), slopes, dSlopes);
  }

  private static double preluSum(
      double[] x, double[] slopes, float[] dy, int cols, boolean perColumn) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double slope = slopes[perColumn ? i % cols : i / cols % slopes.length];
      sum += dy[i] * (x[i] < 0 ? slope * x[i] : x[i]);
    }
    return sum;
  }

  private static void losses(Checker checker) {
    Set<String> factories =
        Arrays.stream(Loss.class.getDeclaredMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> checked =
        Arrays.stream(LossTable.values())
            .map(LossTable::method)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(factories, checked, "losses without a check");
    int cols = 50;
    int rows = POINTS / cols;
    for (LossTable row : LossTable.values()) {
      Inputs inputs = new Inputs(4);
      boolean entropy = row.wantsTargetsInUnit();
      boolean logits = !row.wantsProbabilities();
      float[] x = inputs.uniform(POINTS, 4f);
      float[] t = inputs.uniform(POINTS, 4f);
      for (int i = 0; i < POINTS && entropy; i++) {
        x[i] = logits ? x[i] : 0.5f + 0.11f * x[i];
        t[i] = i % 3 == 0 ? i % 2 : 0.5f + 0.12f * t[i];
      }
      float[] weight = inputs.uniform(POINTS, 2f);
      float[] positives = inputs.uniform(cols, 2f);
      LossRun plain = new LossRun(row.method(), row.loss(), row.exact(), x, t, null, null);
      plain.check(checker, rows, cols);
      Loss weighted = row.loss().withWeight(Matrix.of(weight, rows, cols));
      new LossRun(row.method() + ", weight", weighted, row.exact(), x, t, weight, null)
          .check(checker, rows, cols);
      if (row == LossTable.WITH_LOGITS) {
        new LossRun(
                row.method() + ", posWeight",
                weighted.withPosWeight(positives),
                row.exact(),
                x,
                t,
                weight,
                positives)
            .check(checker, rows, cols);
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record LossRun(
      String name,
      Loss loss,
      LossTable.Exact exact,
      float[] x,
      float[] t,
      float[] weight,
      float[] positives) {

    private double at(double input, int i, int cols) {
      double w = weight == null ? 1 : weight[i];
      return positives == null
          ? w * exact.at(input, t[i])
          : w * ((1 - t[i]) * exact.at(input, 0) + positives[i % cols] * t[i] * exact.at(input, 1));
    }

    private void compare(Checker checker, String what, float[] gradient, int cols, float[] dy) {
      checker.kernel = "Loss " + name + ", " + what;
      for (int k = 0; k < POINTS; k++) {
        int i = k;
        double w = (weight == null ? 1 : weight[i]) * (positives == null ? 1 : positives[i % cols]);
        double size = Math.abs(dy[i]) * Math.max(Math.abs(w), 1e-3);
        checker.compare(s -> dy[i] * at(x[i] + s, i, cols), gradient[i], size);
      }
    }

    void check(Checker checker, int rows, int cols) {
      Matrix input = Matrix.of(x, rows, cols);
      Matrix target = Matrix.of(t, rows, cols);
      float[] gradient = new float[POINTS];
      Matrix to = Matrix.of(gradient, rows, cols);
      float[] dy = new float[POINTS];
      Arrays.fill(dy, 3f);
      Loss sum = loss.withReduction(Reduction.SUM).withLossGradient(3f);
      checker.call(sum, Loss.class, "gradient", input, target, to);
      compare(checker, "sum", gradient, cols, dy);
      Arrays.fill(dy, 1f / POINTS);
      checker.call(loss, Loss.class, "lossAndGradient", input, target, to);
      compare(checker, "mean", gradient, cols, dy);
      System.arraycopy(new Inputs(5).uniform(POINTS, 2f), 0, dy, 0, POINTS);
      Matrix losses = Matrix.of(new float[POINTS], rows, cols);
      Matrix factors = Matrix.of(dy, rows, cols);
      checker.call(loss, Loss.class, "lossesAndGradient", input, target, losses, factors, to);
      compare(checker, "each", gradient, cols, dy);
    }
  }

  /**
   * Softmax in double, from its definition: logits are scaled, capped, masked.
   *
   * @param count number of distributions
   * @param length entries of each
   * @param inner columns of the matrix if distributions lie along its rows; 0 if they are its rows
   * @param causal the offset of the causal limit; null if there is none
   * @param mask what is added; null if nothing
   * @param sinks one a distribution; null if there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Exact(
      int count,
      int length,
      int inner,
      double scale,
      double cap,
      Integer causal,
      float[] mask,
      double[] sinks) {

    static Exact plain(int count, int length, int inner) {
      return new Exact(count, length, inner, 1, 0, null, null, null);
    }

    Exact withSinks(double[] value) {
      return new Exact(count, length, inner, scale, cap, causal, mask, value);
    }

    /** Where entry k of distribution d lies. */
    int index(int d, int k) {
      return inner == 0 ? d * length + k : (d / inner * length + k) * inner + d % inner;
    }

    double[] logits(double[] x, int d) {
      double[] z = new double[length];
      for (int k = 0; k < length; k++) {
        int i = index(d, k);
        double scaled = scale * x[i];
        z[k] = cap == 0 ? scaled : cap * StrictMath.tanh(scaled / cap);
        z[k] += mask == null ? 0 : mask[i];
        if (causal != null && k > d + causal) {
          z[k] = NONE;
        }
      }
      return z;
    }

    double logSumExp(double[] z, int d) {
      double max = sinks == null ? NONE : sinks[d];
      for (double value : z) {
        max = Math.max(max, value);
      }
      if (max == NONE) {
        return NONE;
      }
      double sum = sinks == null ? 0 : StrictMath.exp(sinks[d] - max);
      for (double value : z) {
        sum += StrictMath.exp(value - max);
      }
      return max + StrictMath.log(sum);
    }

    /** Σ dy·softmax(x), or its logarithm, over the entries that take part. */
    double weighted(double[] x, float[] dy, boolean log) {
      double sum = 0;
      for (int d = 0; d < count; d++) {
        double[] z = logits(x, d);
        double whole = logSumExp(z, d);
        for (int k = 0; k < length; k++) {
          if (z[k] != NONE) {
            sum += dy[index(d, k)] * (log ? z[k] - whole : StrictMath.exp(z[k] - whole));
          }
        }
      }
      return sum;
    }

    /** Σ dy·logsumexp(x) over the distributions that have entries. */
    double weightedLogSumExp(double[] x, float[] dy) {
      double sum = 0;
      for (int d = 0; d < count; d++) {
        double whole = logSumExp(logits(x, d), d);
        sum += whole == NONE ? 0 : dy[d] * whole;
      }
      return sum;
    }
  }

  /** A function of many variables. */
  @FunctionalInterface
  private interface Objective {
    double at(double[] x);
  }

  /** All elements of a gradient at x. */
  private static void compareAll(Checker checker, Objective objective, float[] x, float[] actual) {
    double[] at = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      at[i] = x[i];
    }
    for (int k = 0; k < x.length; k++) {
      int i = k;
      checker.compare(
          t -> {
            at[i] = x[i] + t;
            double value = objective.at(at);
            at[i] = x[i];
            return value;
          },
          actual[i],
          1);
    }
  }

  private record Softmaxes(String name, SoftmaxOptions options, SoftmaxMask mask, Exact exact) {}

  private static List<Softmaxes> softmaxes() {
    Inputs inputs = new Inputs(6);
    int n = ROWS * COLS;
    float[] added = inputs.uniform(n, 1f);
    boolean[] keep = new boolean[n];
    float[] kept = new float[n];
    for (int i = 0; i < n; i++) {
      added[i] = i % 4 == 1 ? Float.NEGATIVE_INFINITY : added[i];
      keep[i] = i % 5 != 0 && i / COLS != 2; // the third row is empty
      kept[i] = keep[i] ? 0f : Float.NEGATIVE_INFINITY;
    }
    double[] half = {0.5, 0.5, 0.5, 0.5};
    SoftmaxOptions plain = SoftmaxOptions.DEFAULT;
    SoftmaxOptions capped = plain.withScale(0.5f).withSoftCap(2f);
    SoftmaxMask mask = SoftmaxMask.add(Matrix.of(added, ROWS, COLS));
    SoftmaxMask flags = SoftmaxMask.keep(keep, ROWS, COLS);
    SoftmaxMask none = SoftmaxMask.NONE;
    return List.of(
        new Softmaxes("plain", plain, none, Exact.plain(ROWS, COLS, 0)),
        new Softmaxes("scale", plain.withScale(0.25f), none, exact(0.25, 0, null, null, null)),
        new Softmaxes(
            "temperature", plain.withTemperature(0.5f), none, exact(2, 0, null, null, null)),
        new Softmaxes("softCap", capped, none, exact(0.5, 2, null, null, null)),
        new Softmaxes("causal", plain.withCausal(2), none, exact(1, 0, 2, null, null)),
        new Softmaxes("sink", plain.withSink(0.5f), none, exact(1, 0, null, null, half)),
        new Softmaxes("mask", plain, mask, exact(1, 0, null, added, null)),
        new Softmaxes("keep", plain, flags, exact(1, 0, null, kept, null)),
        new Softmaxes(
            "everything",
            capped.withCausal(1).withSink(0.5f),
            mask,
            exact(0.5, 2, 1, added, half)));
  }

  private static Exact exact(
      double scale, double cap, Integer causal, float[] mask, double[] sinks) {
    return new Exact(ROWS, COLS, 0, scale, cap, causal, mask, sinks);
  }

  private static void softmax(Checker checker) {
    Inputs inputs = new Inputs(7);
    int n = ROWS * COLS;
    float[] x = inputs.normal(n, 2f);
    float[] dy = inputs.uniform(n, 2f);
    float[] rowDy = inputs.uniform(ROWS, 2f);
    Matrix src = Matrix.of(x, ROWS, COLS);
    Matrix gradient = Matrix.of(dy, ROWS, COLS);
    float[] outputs = new float[n];
    Matrix y = Matrix.of(outputs, ROWS, COLS);
    float[] result = new float[n];
    Matrix dx = Matrix.of(result, ROWS, COLS);
    for (Softmaxes row : softmaxes()) {
      Exact exact = row.exact;
      SoftmaxOptions options = row.options;
      boolean capped = options.softCap() != 0;
      for (boolean log : new boolean[] {false, true}) {
        String method = log ? "logSoftmaxGradient" : "softmaxGradient";
        checker.kernel = method + ", " + row.name;
        if (log) {
          Softmax.logSoftmax(src, row.mask, y, options);
        } else {
          Softmax.softmax(src, row.mask, y, options);
        }
        Objective objective = at -> exact.weighted(at, dy, log);
        checker.call(null, Softmax.class, method, src, y, gradient, dx, options);
        compareAll(checker, objective, x, result);
        if (!capped) {
          checker.call(null, Softmax.class, method, y, gradient, dx, options);
          compareAll(checker, objective, x, result);
        }
        if (row.name.equals("plain")) {
          checker.call(null, Softmax.class, method, y, gradient, dx);
          compareAll(checker, objective, x, result);
        }
      }
      checker.kernel = "logSumExpGradient, " + row.name;
      checker.call(null, Softmax.class, "logSumExpGradient", src, row.mask, rowDy, 0, dx, options);
      compareAll(checker, at -> exact.weightedLogSumExp(at, rowDy), x, result);
      if (row.name.equals("plain")) {
        checker.call(null, Softmax.class, "logSumExpGradient", src, rowDy, 0, dx);
        compareAll(checker, at -> exact.weightedLogSumExp(at, rowDy), x, result);
      }
      checker.kernel = "sinkGradient, " + row.name;
      float[] sinks = inputs.uniform(ROWS, 1f);
      Softmax.softmax(src, row.mask, sinks, 0, y, options);
      float[] dSinks = new float[ROWS];
      checker.call(null, Softmax.class, "sinkGradient", y, gradient, dSinks, 0);
      compareAll(
          checker, at -> exact.withSinks(at.clone()).weighted(widen(x), dy, false), sinks, dSinks);
    }
  }

  private static double[] widen(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  private static void softmaxAlongRows(Checker checker) {
    int outer = 2;
    int inner = 5;
    int length = 6;
    int n = outer * length * inner;
    Inputs inputs = new Inputs(8);
    Exact exact = Exact.plain(outer * inner, length, inner);
    float[] x = inputs.normal(n, 2f);
    float[] dy = inputs.uniform(n, 2f);
    Matrix src = Matrix.of(x, outer * length, inner);
    Matrix y = Matrix.of(new float[n], outer * length, inner);
    Matrix gradient = Matrix.of(dy, outer * length, inner);
    float[] result = new float[n];
    Matrix dx = Matrix.of(result, outer * length, inner);
    for (boolean log : new boolean[] {false, true}) {
      checker.kernel = (log ? "logSoftmax" : "softmax") + "AlongRowsGradient";
      if (log) {
        Softmax.logSoftmaxAlongRows(src, length, y);
      } else {
        Softmax.softmaxAlongRows(src, length, y);
      }
      checker.call(null, Softmax.class, checker.kernel, y, length, gradient, dx);
      compareAll(checker, at -> exact.weighted(at, dy, log), x, result);
    }
    checker.kernel = "logSumExpAlongRowsGradient";
    float[] each = inputs.uniform(outer * inner, 2f);
    checker.call(null, Softmax.class, checker.kernel, src, length, each, 0, dx);
    compareAll(checker, at -> exact.weightedLogSumExp(at, each), x, result);
  }

  private record CrossEntropies(String name, CrossEntropyOptions options) {}

  private static List<CrossEntropies> crossEntropies(boolean alongRows) {
    CrossEntropyOptions plain =
        CrossEntropyOptions.DEFAULT.withClassesAlongRows(alongRows ? COLS : 0);
    float[] weights = new float[COLS];
    for (int c = 0; c < COLS; c++) {
      weights[c] = 0.25f * (c % 5);
    }
    return List.of(
        new CrossEntropies("mean", plain),
        new CrossEntropies("sum", plain.withReduction(Reduction.SUM)),
        new CrossEntropies("lossGradient", plain.withLossGradient(3f)),
        new CrossEntropies("ignoreIndex", plain.withIgnoreIndex(1)),
        new CrossEntropies("weights", plain.withClassWeights(weights)),
        new CrossEntropies("smoothing", plain.withLabelSmoothing(0.2f)),
        new CrossEntropies("zLoss", plain.withZLoss(0.05f)),
        new CrossEntropies("softCap", plain.withSoftCap(2f)),
        new CrossEntropies(
            "everything",
            plain
                .withReduction(Reduction.SUM)
                .withIgnoreIndex(1)
                .withClassWeights(weights)
                .withLabelSmoothing(0.1f)
                .withZLoss(0.02f)
                .withSoftCap(3f)
                .withLossGradient(0.5f)),
        new CrossEntropies(
            "everything, mean",
            plain
                .withIgnoreIndex(1)
                .withClassWeights(weights)
                .withLabelSmoothing(0.1f)
                .withZLoss(0.02f)
                .withSoftCap(3f)));
  }

  /**
   * The loss in double, from its definition.
   *
   * @param labels null if there are distributions
   * @param targets null if there are labels
   * @param weights one a row; null if there are none
   * @param factors what arrives at each row's loss; null for the reduction of the options
   */
  private static double crossEntropy(
      double[] x,
      Exact exact,
      int[] labels,
      float[] targets,
      float[] weights,
      float[] factors,
      CrossEntropyOptions o) {
    double sum = 0;
    double zSum = 0;
    double weight = 0;
    double zWeight = 0;
    float[] classes = o.classWeights();
    for (int d = 0; d < exact.count; d++) {
      double rowWeight = weights == null ? 1 : weights[d];
      if ((labels != null && labels[d] == o.ignoreIndex()) || rowWeight == 0) {
        continue;
      }
      double[] z = exact.logits(x, d);
      double whole = exact.logSumExp(z, d);
      double loss = 0;
      for (int c = 0; c < COLS; c++) {
        double target = labels == null ? targets[exact.index(d, c)] : labels[d] == c ? 1 : 0;
        double share = (1 - o.labelSmoothing()) * target + o.labelSmoothing() / COLS;
        loss += (classes.length == 0 ? 1 : classes[c]) * share * (whole - z[c]);
      }
      double labelWeight = labels == null || classes.length == 0 ? 1 : classes[labels[d]];
      double each = factors == null ? rowWeight : factors[d];
      sum += each * loss;
      zSum += each * o.zLoss() * whole * whole;
      weight += rowWeight * labelWeight;
      zWeight += rowWeight;
    }
    boolean mean = factors == null && o.reduction() == Reduction.MEAN;
    double reduced = mean ? sum / weight + zSum / zWeight : sum + zSum;
    return o.lossGradient() * reduced;
  }

  private static void crossEntropy(Checker checker, boolean alongRows) {
    int inner = alongRows ? 3 : 0;
    int count = 6;
    int n = count * COLS;
    Inputs inputs = new Inputs(9);
    float[] x = inputs.normal(n, 2f);
    float[] targets = new float[n];
    for (int i = 0; i < n; i++) {
      targets[i] = Math.abs(inputs.uniform(0.3f));
    }
    int[] labels = {2, 1, 8, 3, 4, 1};
    float[] rowWeights = {0.5f, 2f, 0f, 1.5f, 1f, 0.25f};
    float[] factors = inputs.uniform(count, 2f);
    int rows = alongRows ? n / inner : count;
    int cols = alongRows ? inner : COLS;
    Matrix logits = Matrix.of(x, rows, cols);
    Matrix dense = Matrix.of(targets, rows, cols);
    float[] result = new float[n];
    Matrix gradient = Matrix.of(result, rows, cols);
    CrossEntropyRows weighted = CrossEntropyRows.NONE.withWeights(rowWeights);
    Class<?> facade = SoftmaxCrossEntropy.class;
    for (CrossEntropies row : crossEntropies(alongRows)) {
      CrossEntropyOptions o = row.options;
      Exact exact = new Exact(count, COLS, inner, 1, o.softCap(), null, null, null);
      for (boolean sparse : new boolean[] {true, false}) {
        checker.kernel =
            "cross-entropy"
                + (alongRows ? " along the rows, " : ", ")
                + (sparse ? "labels, " : "targets, ")
                + row.name;
        Object truth = sparse ? labels : dense;
        int[] l = sparse ? labels : null;
        float[] q = sparse ? null : targets;
        Objective reduced = at -> crossEntropy(at, exact, l, q, null, null, o);
        checker.call(null, facade, "gradient", logits, truth, gradient, o);
        compareAll(checker, reduced, x, result);
        checker.call(null, facade, "lossAndGradient", logits, truth, gradient, o);
        compareAll(checker, reduced, x, result);
        checker.call(null, facade, "lossAndGradient", logits, truth, gradient, weighted, o);
        compareAll(checker, at -> crossEntropy(at, exact, l, q, rowWeights, null, o), x, result);
        float[] losses = new float[count];
        checker.call(
            null, facade, "lossesAndGradient", logits, truth, losses, factors, gradient, o);
        compareAll(checker, at -> crossEntropy(at, exact, l, q, null, factors, o), x, result);
      }
    }
  }

  /** Σ of the losses of the labels, each times its factor. */
  private static double likelihood(
      double[] x, int[] labels, float[] weights, int inner, float[] factors, int ignored) {
    int width = Math.max(inner, 1);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != ignored) {
        double log = x[(i / width * COLS + labels[i]) * width + i % width];
        sum -= weights[labels[i]] * log * factors[i];
      }
    }
    return sum;
  }

  private static void negativeLogLikelihood(Checker checker, int inner) {
    checker.kernel = "negative log-likelihood, " + inner;
    int[] labels = {2, 1, 8, 3, 4, 1};
    int n = labels.length * COLS;
    Inputs inputs = new Inputs(11);
    float[] x = inputs.normal(n, 2f);
    float[] weights = {1f, 0.5f, 2f, 0f, 1.5f, 1f, 1f, 1f, 0.25f};
    CrossEntropyOptions options =
        CrossEntropyOptions.DEFAULT
            .withClassWeights(weights)
            .withIgnoreIndex(4)
            .withClassesAlongRows(inner == 0 ? 0 : COLS)
            .withLossGradient(2f);
    int cols = inner == 0 ? COLS : inner;
    Matrix src = Matrix.of(x, n / cols, cols);
    float[] result = new float[n];
    Matrix to = Matrix.of(result, n / cols, cols);
    float[] mean = new float[labels.length];
    Arrays.fill(mean, 2f / (2f + 0.5f + 0.25f + 0f + 0.5f));
    float[] factors = inputs.uniform(labels.length, 2f);
    float[] twice = factors.clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2f;
    }
    Class<?> facade = NegativeLogLikelihood.class;
    Objective reduced = at -> likelihood(at, labels, weights, inner, mean, 4);
    checker.call(null, facade, "gradient", src, labels, to, options);
    compareAll(checker, reduced, x, result);
    checker.call(null, facade, "lossAndGradient", src, labels, to, options);
    compareAll(checker, reduced, x, result);
    float[] losses = new float[labels.length];
    checker.call(null, facade, "lossesAndGradient", src, labels, losses, factors, to, options);
    compareAll(checker, at -> likelihood(at, labels, weights, inner, twice, 4), x, result);
  }

  /** Σ of −Σ t·log p of each row, times its factor. */
  private static double categorical(
      double[] x, float[] targets, boolean normalized, float limit, float[] factors) {
    double total = 0;
    for (int r = 0; r < factors.length; r++) {
      double sum = 0;
      for (int c = 0; c < COLS; c++) {
        sum += x[r * COLS + c];
      }
      for (int c = 0; c < COLS; c++) {
        double p = x[r * COLS + c] / (normalized ? sum : 1);
        double inside = limit == 0 ? p : Math.clamp(p, limit, 1.0 - limit);
        total -= factors[r] * targets[r * COLS + c] * StrictMath.log(inside);
      }
    }
    return total;
  }

  private static void categorical(Checker checker, boolean normalized, float limit) {
    checker.kernel = "cross-entropy of probabilities, " + normalized + ", " + limit;
    Inputs inputs = new Inputs(12);
    float[] x = new float[ROWS * COLS];
    float[] targets = new float[ROWS * COLS];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.5f + inputs.uniform(0.48f);
      targets[i] = Math.abs(inputs.uniform(0.3f));
    }
    float[] result = new float[x.length];
    Matrix src = Matrix.of(x, ROWS, COLS);
    Matrix truth = Matrix.of(targets, ROWS, COLS);
    Matrix to = Matrix.of(result, ROWS, COLS);
    float[] mean = new float[ROWS];
    Arrays.fill(mean, 1f / ROWS);
    float[] factors = inputs.uniform(ROWS, 2f);
    CategoricalCrossEntropy loss =
        CategoricalCrossEntropy.DEFAULT.withNormalization(normalized).withLimit(limit);
    Class<?> facade = CategoricalCrossEntropy.class;
    Objective reduced = at -> categorical(at, targets, normalized, limit, mean);
    checker.call(loss, facade, "gradient", src, truth, to);
    compareAll(checker, reduced, x, result);
    checker.call(loss, facade, "lossAndGradient", src, truth, to);
    compareAll(checker, reduced, x, result);
    float[] losses = new float[ROWS];
    checker.call(loss, facade, "lossesAndGradient", src, truth, losses, factors, to);
    compareAll(checker, at -> categorical(at, targets, normalized, limit, factors), x, result);
  }
}
