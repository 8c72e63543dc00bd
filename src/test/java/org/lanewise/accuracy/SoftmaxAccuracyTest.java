package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.CrossEntropyOptions;
import org.lanewise.Matrix;
import org.lanewise.Reduction;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxCrossEntropy;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Bound;
import org.lanewise.testing.Measured;

/**
 * Softmax, log-softmax, logsumexp and cross-entropy keep their bounds whatever the number of
 * columns, on rows made to be difficult. Prints a table of all kinds of rows, and the worst cases.
 */
class SoftmaxAccuracyTest {

  private static final int[] COLUMNS = {10, 1_000, 32_000, 128_256, 1_000_003};

  /** Random rows of a kind have about so many elements together. */
  private static final int ELEMENTS = 200_000;

  private static final int MOST_ROWS = 400;

  /** Rows longer than this are taken in blocks by the library. */
  private static final int BLOCK = 1 << 15;

  private static final long SEED = 20_250_917;

  /** How many of the cases that miss a bound are shown. */
  private static final int SHOWN = 12;

  private static final float NONE = Float.NEGATIVE_INFINITY;

  /** What is measured, with its bound. */
  private enum Quantity {
    SOFTMAX("softmax", "softmax", RowTable.SOFTMAX),
    ROW_SUM(null, "|row sum - 1|", new Bound(0, 1e-6)),
    LOG_SOFTMAX("logSoftmax", "log-softmax", RowTable.LOGARITHM),
    LOG_SUM_EXP("logSumExp", "logsumexp", RowTable.LOGARITHM),
    SPARSE_LOSS("crossEntropyLoss", "loss, labels", RowTable.LOGARITHM),
    DENSE_LOSS("denseCrossEntropyLoss", "loss, distributions", RowTable.LOGARITHM),
    SPARSE_GRADIENT("crossEntropyGradient", "gradient, labels", RowTable.LOSS_GRADIENT),
    LABEL_GRADIENT("crossEntropyGradient", "gradient at the label", RowTable.LABEL_GRADIENT),
    // In ULP of the larger of the two terms whose difference it is.
    DENSE_GRADIENT("denseCrossEntropyGradient", "gradient, distributions", RowTable.LOSS_GRADIENT);

    /** As benchmarks call it; null if it is no kernel. */
    final String kernel;

    final String label;
    final double ulps;
    final double absolute;

    Quantity(String kernel, String label, Bound bound) {
      this.kernel = kernel;
      this.label = label;
      this.ulps = bound.ulps();
      this.absolute = bound.absolute();
    }

    /** The error as a share of the bound; one of the two limits is enough. */
    double share(double ulpError, double absoluteError) {
      double byUlp = ulps == 0 ? Double.POSITIVE_INFINITY : ulpError / ulps;
      double byDistance = absolute == 0 ? Double.POSITIVE_INFINITY : absoluteError / absolute;
      return Math.min(byUlp, byDistance);
    }
  }

  /** The worst case of a quantity so far. */
  private record Worst(
      Quantity quantity, double share, double ulpError, double absoluteError, String where) {

    @Override
    public String toString() {
      return String.format(
          "%-24s %6.3g %10.3g %10.2e  %s", quantity.label, share, ulpError, absoluteError, where);
    }

    /** In ULP, or as a distance where that is what keeps the bound. */
    String error() {
      return quantity.ulps > 0 && share == ulpError / quantity.ulps
          ? String.format("%.2f ULP", ulpError)
          : String.format("%.1e", absoluteError);
    }
  }

  private static final Map<String, Map<Quantity, Worst>> WORST =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /** The worst cases of each number of columns and kind of row. */
  private static final Map<String, Map<Quantity, Worst>> TABLE =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private static final Quantity[] OF_TABLE = {
    Quantity.SOFTMAX,
    Quantity.ROW_SUM,
    Quantity.LOG_SOFTMAX,
    Quantity.LOG_SUM_EXP,
    Quantity.SPARSE_LOSS,
    Quantity.DENSE_LOSS
  };

  /** Makes a row. */
  @FunctionalInterface
  private interface Generator {
    void fill(float[] row, Random random);
  }

  /**
   * A kind of row.
   *
   * @param family the line of the table that it goes into
   * @param name what it is like
   * @param random whether several rows of it make sense
   * @param generator makes one
   */
  private record Kind(String family, String name, boolean random, Generator generator) {
    Kind(String name, boolean random, Generator generator) {
      this(name, name, random, generator);
    }
  }

  private static List<Kind> kinds(int columns) {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind("all equal", true, (x, r) -> Arrays.fill(x, (float) r.nextGaussian(0, 20))));
    kinds.add(new Kind("N(0, 1)", true, (x, r) -> gaussian(x, r, 0, 1)));
    kinds.add(new Kind("N(0, 10)", true, (x, r) -> gaussian(x, r, 0, 10)));
    kinds.add(new Kind("N(-1000, 3)", true, (x, r) -> gaussian(x, r, -1000, 3)));
    kinds.add(
        new Kind(
            "one at 1e4, others N(0, 1)",
            true,
            (x, r) -> {
              gaussian(x, r, 0, 1);
              x[r.nextInt(x.length)] = 1e4f;
            }));
    kinds.add(
        new Kind(
            "one at 16.8, others N(0, 0.1)",
            true,
            (x, r) -> {
              gaussian(x, r, 0, 0.1);
              x[r.nextInt(x.length)] = 16.8f;
            }));
    for (float distance : distances(columns)) {
      kinds.add(
          new Kind(
              "one at 0, others all at -distance",
              "one at 0, others all at -" + distance,
              false,
              (x, r) -> {
                Arrays.fill(x, -distance);
                x[r.nextInt(x.length)] = 0;
              }));
    }
    kinds.add(
        new Kind(
            "half at 5, half at 5 - distance",
            true,
            (x, r) -> {
              float low = 5 - r.nextFloat() * 20;
              for (int i = 0; i < x.length; i++) {
                x[i] = i % 2 == 0 ? 5f : low;
              }
            }));
    kinds.add(
        new Kind(
            "descending by 1",
            false,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = 50 - i;
              }
            }));
    kinds.add(
        new Kind(
            "descending by 1e-3",
            false,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = 17 - i * 1e-3f;
              }
            }));
    kinds.add(
        new Kind(
            "subnormal tails",
            true,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = 3.25f - r.nextFloat(80, 110);
              }
              x[r.nextInt(x.length)] = 3.25f;
            }));
    kinds.add(
        new Kind(
            "mixed signs at 1e4",
            true,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = (r.nextBoolean() ? 1e4f : -1e4f) + (float) r.nextGaussian(0, 3);
              }
            }));
    kinds.add(
        new Kind(
            "uniform in -1e4 ... 1e4",
            true,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = r.nextFloat(-1e4f, 1e4f);
              }
            }));
    kinds.add(
        new Kind(
            "any magnitude",
            true,
            (x, r) -> {
              for (int i = 0; i < x.length; i++) {
                x[i] = (float) StrictMath.scalb(r.nextDouble(-1, 1), r.nextInt(-140, 128));
              }
            }));
    float[] tops = {
      256, Math.nextDown(256f), Math.nextUp(256f), -256, Math.nextUp(-256f), Math.nextDown(-256f)
    };
    for (float top : columns > BLOCK ? new float[] {256, -256} : tops) {
      kinds.add(
          new Kind(
              "maximum at or beside 256 or -256",
              "maximum " + top,
              false,
              (x, r) -> {
                for (int i = 0; i < x.length; i++) {
                  x[i] = Math.min(top, top - (float) Math.abs(r.nextGaussian(0, 5)));
                }
                x[r.nextInt(x.length)] = top;
              }));
    }
    kinds.add(
        new Kind(
            "maximum in 254 ... 258",
            true,
            (x, r) -> gaussian(x, r, 254 + 4 * r.nextDouble() - StrictMath.log(x.length), 1)));
    kinds.add(
        new Kind(
            "half masked by -infinity",
            true,
            (x, r) -> {
              gaussian(x, r, 0, 3);
              Arrays.fill(x, x.length / 2, x.length, NONE);
            }));
    float[][] levels = {
      {0, 300, -300},
      {300, 250, 0},
      {-300, -250, 0},
      {0, 250, 300},
      {1e4f, 1e4f - 20, 1e4f - 50},
      {NONE, -1e4f, 1e4f},
      {10, NONE, 30},
      {-50, 0, 50},
      {30, 20, 10},
      {255, 257, 258},
      {1, 2, 3},
      {1e9f, 1e9f - 100, 0},
      {1e12f, -1e12f, 0},
      {-1e38f, 0, 1e38f}
    };
    for (float[] level : levels) {
      kinds.add(
          new Kind(
              "blocks at different levels",
              "blocks around " + Arrays.toString(level),
              false,
              (x, r) -> {
                int block = Math.min(BLOCK, Math.ceilDiv(x.length, level.length));
                for (int i = 0; i < x.length; i++) {
                  x[i] = level[i / block % level.length] + (float) r.nextGaussian();
                }
              }));
    }
    return kinds;
  }

  /** Distances at which small terms may get lost beside a large one. */
  private static float[] distances(int columns) {
    if (columns == 1_000 || columns == 32_000) {
      float[] all = new float[columns == 1_000 ? 256 : 128];
      for (int i = 0; i < all.length; i++) {
        all[i] = 32f * (i + 1) / all.length;
      }
      return all;
    }
    return new float[] {3.55f, 9.705f, 10.4f, 13.0625f, 16.8f};
  }

  private static void gaussian(float[] x, Random random, double mean, double deviation) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian(mean, deviation);
    }
  }

  static Stream<Integer> columns() {
    return Arrays.stream(COLUMNS).boxed();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void rowsKeepTheirBounds(int columns) {
    Map<Quantity, Worst> worst = new LinkedHashMap<>();
    List<Worst> missed = new ArrayList<>();
    float[] x = new float[columns];
    for (Kind kind : kinds(columns)) {
      Random random = new Random(SEED);
      Map<Quantity, Worst> worstOfKind = new LinkedHashMap<>();
      int rows = kind.random() ? Math.clamp(ELEMENTS / columns, 1, MOST_ROWS) : 1;
      for (int row = 0; row < rows; row++) {
        kind.generator().fill(x, random);
        measure(x, random, kind.name() + ", row " + row, worstOfKind);
      }
      Map<Quantity, Worst> line =
          TABLE.computeIfAbsent(
              String.format("%-9d %-33s", columns, kind.family()), key -> new LinkedHashMap<>());
      worstOfKind.forEach(
          (quantity, w) -> {
            line.merge(quantity, w, (a, b) -> b.share() <= a.share() ? a : b);
            worst.merge(quantity, w, (a, b) -> b.share() <= a.share() ? a : b);
            if (!(w.share() <= 1)) {
              missed.add(w);
            }
          });
    }
    WORST.put(String.valueOf(columns), worst);
    worst.values().forEach(SoftmaxAccuracyTest::measured);
    missed.sort(Comparator.comparingDouble(Worst::share).reversed());
    assertTrue(
        missed.isEmpty(),
        () -> {
          String some =
              missed.stream().limit(SHOWN).map(Worst::toString).collect(Collectors.joining("\n"));
          return missed.size() + " times out of bounds with " + columns + " columns:\n" + some;
        });
  }

  private static void measured(Worst worst) {
    Quantity quantity = worst.quantity();
    if (quantity == Quantity.SOFTMAX) {
      Measured.ulp(SoftmaxAccuracyTest.class, quantity.kernel, worst.ulpError());
    } else if (quantity.kernel != null) {
      Measured.share(SoftmaxAccuracyTest.class, quantity.kernel, worst.share());
    }
  }

  private static void measure(float[] x, Random random, String where, Map<Quantity, Worst> worst) {
    RowOracle oracle = new RowOracle(x);
    int n = x.length;
    float[] y = new float[n];
    Softmax.softmax(x, 0, y, 0, n);
    RowOracle.Sum sum = new RowOracle.Sum();
    for (int i = 0; i < n; i++) {
      note(worst, Quantity.SOFTMAX, y[i], oracle.softmax(i), where, i);
      sum.add(y[i]);
    }
    double distance = Math.abs(sum.value() - 1);
    note(worst, Quantity.ROW_SUM, distance / 0x1p-23, distance, where);
    Softmax.logSoftmax(x, 0, y, 0, n);
    for (int i = 0; i < n; i++) {
      note(worst, Quantity.LOG_SOFTMAX, y[i], -oracle.loss(i), where, i);
    }
    float[] one = new float[1];
    Matrix logits = Matrix.of(x, 1, n);
    Softmax.logSumExp(logits, one, 0);
    note(worst, Quantity.LOG_SUM_EXP, one[0], oracle.logSumExp(), where, 0);
    sparse(x, oracle, random, where, worst);
    dense(x, oracle, random, where, worst);
  }

  private static void sparse(
      float[] x, RowOracle oracle, Random random, String where, Map<Quantity, Worst> worst) {
    int n = x.length;
    Matrix logits = Matrix.of(x, 1, n);
    float[] loss = new float[1];
    float[] lossWithGradient = new float[1];
    float[] gradient = new float[n];
    int largest = 0;
    for (int i = 1; i < n; i++) {
      largest = x[i] > x[largest] ? i : largest;
    }
    for (int label : new int[] {largest, random.nextInt(n)}) {
      String at = where + ", label " + label;
      int[] labels = {label};
      SoftmaxCrossEntropy.losses(logits, labels, loss, CrossEntropyOptions.DEFAULT);
      note(worst, Quantity.SPARSE_LOSS, loss[0], oracle.loss(label), at, 0);
      assertTrue(loss[0] >= 0, () -> "negative loss: " + loss[0] + ", " + at);
      float factor = random.nextFloat(0.01f, 2);
      SoftmaxCrossEntropy.lossesAndGradient(
          logits,
          labels,
          lossWithGradient,
          new float[] {factor},
          Matrix.of(gradient, 1, n),
          CrossEntropyOptions.DEFAULT);
      assertEquals(loss[0], lossWithGradient[0], at);
      for (int i = 0; i < n; i++) {
        if (i == label) {
          note(worst, Quantity.LABEL_GRADIENT, gradient[i], -factor * oracle.complement(i), at, i);
        } else {
          note(worst, Quantity.SPARSE_GRADIENT, gradient[i], factor * oracle.softmax(i), at, i);
        }
      }
      assertTrue(gradient[label] <= 0, () -> "positive gradient at the label, " + at);
    }
  }

  private static void dense(
      float[] x, RowOracle oracle, Random random, String where, Map<Quantity, Worst> worst) {
    int n = x.length;
    Matrix logits = Matrix.of(x, 1, n);
    float[] loss = new float[1];
    float[] lossWithGradient = new float[1];
    float[] gradient = new float[n];
    for (String form : new String[] {"random", "smoothed", "one-hot"}) {
      String at = where + ", " + form + " targets";
      float[] q = targets(form, x, random);
      Matrix targets = Matrix.of(q, 1, n);
      SoftmaxCrossEntropy.losses(logits, targets, loss, CrossEntropyOptions.DEFAULT);
      note(worst, Quantity.DENSE_LOSS, loss[0], oracle.loss(q), at, 0);
      float factor = random.nextFloat(0.01f, 2);
      SoftmaxCrossEntropy.lossesAndGradient(
          logits,
          targets,
          lossWithGradient,
          new float[] {factor},
          Matrix.of(gradient, 1, n),
          CrossEntropyOptions.DEFAULT);
      assertEquals(loss[0], lossWithGradient[0], at);
      RowOracle.Sum weight = new RowOracle.Sum();
      for (float share : q) {
        weight.add(share);
      }
      for (int i = 0; i < n; i++) {
        double left = factor * oracle.softmax(i) * weight.value();
        double right = (double) factor * q[i];
        double error = Math.abs(gradient[i] - (left - right));
        double ulps = error / Ulp.of(Math.max(Math.abs(left), Math.abs(right)));
        note(worst, Quantity.DENSE_GRADIENT, ulps, error, at + ", element " + i);
      }
    }
  }

  /** A distribution; 0 where the row is masked. */
  private static float[] targets(String form, float[] x, Random random) {
    float[] q = new float[x.length];
    int hot = random.nextInt(x.length);
    while (x[hot] == NONE) {
      hot = random.nextInt(x.length);
    }
    for (int i = 0; i < x.length; i++) {
      if (x[i] != NONE) {
        q[i] =
            switch (form) {
              case "random" -> 2 * random.nextFloat() / x.length;
              case "smoothed" -> 0.1f / x.length + (i == hot ? 0.9f : 0);
              default -> i == hot ? 1 : 0;
            };
      }
    }
    return q;
  }

  private static void note(
      Map<Quantity, Worst> worst,
      Quantity quantity,
      float computed,
      double exact,
      String where,
      int index) {
    double ulps = Ulp.error(computed, exact);
    double distance = ulps == 0 ? 0 : Math.abs(computed - exact);
    double share = quantity.share(ulps, distance);
    Worst soFar = worst.get(quantity);
    if (soFar == null || !(share <= soFar.share())) {
      worst.put(quantity, new Worst(quantity, share, ulps, distance, where + ", element " + index));
    }
  }

  private static void note(
      Map<Quantity, Worst> worst, Quantity quantity, double ulps, double distance, String where) {
    double share = quantity.share(ulps, distance);
    Worst soFar = worst.get(quantity);
    if (soFar == null || !(share <= soFar.share())) {
      worst.put(quantity, new Worst(quantity, share, ulps, distance, where));
    }
  }

  @Test
  void meanAndSumOfManyRowsKeepTheBound() {
    Random random = new Random(SEED);
    Map<Quantity, Worst> worst = new LinkedHashMap<>();
    for (int n : new int[] {10, 1_000}) {
      int rows = 200;
      float[] x = new float[rows * n];
      gaussian(x, random, 0, 4);
      int[] labels = random.ints(rows, 0, n).toArray();
      RowOracle.Sum sum = new RowOracle.Sum();
      for (int row = 0; row < rows; row++) {
        sum.add(new RowOracle(Arrays.copyOfRange(x, row * n, (row + 1) * n)).loss(labels[row]));
      }
      Matrix logits = Matrix.of(x, rows, n);
      float mean = SoftmaxCrossEntropy.loss(logits, labels, CrossEntropyOptions.DEFAULT);
      note(worst, Quantity.SPARSE_LOSS, mean, sum.value() / rows, "mean of rows of " + n, 0);
      CrossEntropyOptions options = CrossEntropyOptions.DEFAULT.withReduction(Reduction.SUM);
      float total = SoftmaxCrossEntropy.loss(logits, labels, options);
      note(worst, Quantity.SPARSE_LOSS, total, sum.value(), "sum of rows of " + n, 0);
    }
    WORST.put("200 rows", worst);
    assertTrue(worst.get(Quantity.SPARSE_LOSS).share() <= 1, worst::toString);
  }

  @Test
  void oracleAgreesWithExactArithmetic() {
    for (Kind kind : kinds(30)) {
      if (kind.name().contains("any magnitude") || kind.name().contains("1.0E38")) {
        continue; // distances beyond what series of 60 digits can take
      }
      float[] x = new float[30];
      kind.generator().fill(x, new Random(SEED));
      RowOracle oracle = new RowOracle(x);
      BigDecimal max = new BigDecimal(largest(x));
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal[] e = new BigDecimal[x.length];
      for (int i = 0; i < x.length; i++) {
        e[i] =
            x[i] - largest(x) < -700
                ? BigDecimal.ZERO
                : BigMath.exp(new BigDecimal(x[i]).subtract(max));
        sum = sum.add(e[i]);
      }
      for (int i = 0; i < x.length; i++) {
        BigDecimal share = e[i].divide(sum, BigMath.CONTEXT);
        assertClose(oracle.softmax(i), share, kind, "softmax");
        BigDecimal rest = sum.subtract(e[i]).divide(sum, BigMath.CONTEXT);
        assertClose(oracle.complement(i), rest, kind, "1 - softmax");
        if (x[i] != NONE) {
          BigDecimal loss = max.subtract(new BigDecimal(x[i])).add(BigMath.log(sum));
          assertClose(oracle.loss(i), loss, kind, "loss");
        }
      }
      assertEquals(max.add(BigMath.log(sum)).doubleValue(), oracle.logSumExp(), 1e-11, kind.name());
    }
  }

  private static float largest(float[] x) {
    float max = NONE;
    for (float value : x) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static void assertClose(double value, BigDecimal exact, Kind kind, String what) {
    double error = BigMath.relativeError(value, exact);
    assertTrue(error < 1e-13, () -> what + " of the oracle, " + kind.name() + ": " + error);
  }

  @AfterAll
  static void print() {
    System.out.printf(
        "Softmax and cross-entropy: the largest errors of all kinds of rows%n%-43s", "columns");
    for (Quantity quantity : OF_TABLE) {
      System.out.printf(" %13s", quantity.label.replace("distributions", "dense"));
    }
    System.out.println();
    TABLE.forEach(
        (line, worst) -> {
          System.out.print(line);
          for (Quantity quantity : OF_TABLE) {
            System.out.printf(" %13s", worst.get(quantity).error());
          }
          System.out.println();
        });
    System.out.printf(
        "Softmax and cross-entropy: worst cases (share of the bound; 1 is the bound)%n"
            + "%-9s %-24s %6s %10s %10s  %s%n",
        "columns", "quantity", "share", "ULP", "absolute", "where");
    WORST.forEach(
        (columns, worst) ->
            worst.values().forEach(w -> System.out.printf("%-9s %s%n", columns, w)));
  }
}
