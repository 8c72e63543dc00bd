package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.accuracy.Ulp;
import org.lanewise.table.LossTable;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Measured;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * Losses of elements: bits, error bounds, gradients against differences, special values, refusals.
 */
class LossTest {

  /** Columns that go through working memory in two blocks. */
  private static final int MORE_THAN_A_BLOCK = 4099;

  /** A row of the table of losses, with what the tests of this class add. */
  @SuppressWarnings("ImmutableEnumChecker") // losses do not change, and lambdas hold nothing
  enum Row {
    MSE(LossTable.MSE, 1, 0x37cebc0f82014b99L),
    L1(LossTable.L1, 1, 0x6bbbac6113da90L),
    SMOOTH_L1(LossTable.SMOOTH_L1, 1, 0x7f73ee043a30f0d0L),
    HUBER(LossTable.HUBER, 1, 0x4cbfb49dae846a91L),
    BINARY_CROSS_ENTROPY(LossTable.BINARY_CROSS_ENTROPY, 1e-4, 0x1dcaeeccd2acead2L),
    UNLIMITED_BINARY_CROSS_ENTROPY(
        LossTable.UNLIMITED_BINARY_CROSS_ENTROPY, 1e-4, 0x1dcaeeccd2acead2L),
    WITH_LOGITS(LossTable.WITH_LOGITS, 1, 0x25778fc073b71e42L);

    final LossTable table;
    final Loss loss;
    final double ulps;
    final double step;
    final LossTable.Exact exact;
    final long hash;

    Row(LossTable table, double step, long hash) {
      this.table = table;
      this.loss = table.loss();
      this.ulps = table.ulp();
      this.step = 1e-5 * step;
      this.exact = table.exact();
      this.hash = hash;
    }

    boolean wantsProbabilities() {
      return table.wantsProbabilities();
    }

    boolean wantsTargetsInUnit() {
      return table.wantsTargetsInUnit();
    }

    float[] inputs(Inputs inputs, int n) {
      float[] x = inputs.uniform(n, 6f);
      for (int i = 0; i < n && wantsProbabilities(); i++) {
        x[i] = (x[i] + 6f) / 12f;
      }
      return x;
    }

    float[] targets(Inputs inputs, int n) {
      float[] t = inputs.uniform(n, 6f);
      for (int i = 0; i < n && wantsTargetsInUnit(); i++) {
        t[i] = i % 3 == 0 ? 0f : i % 3 == 1 ? 1f : (t[i] + 6f) / 12f;
      }
      return t;
    }
  }

  private static long hash(long state, float[] values) {
    long h = state;
    for (float value : values) {
      h = (h ^ (Float.floatToIntBits(value) & 0xffffffffL)) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 32;
    }
    return h;
  }

  private static Loss weighted(Row row, Loss loss, Matrix weight, float[] positives) {
    Loss result = loss.withWeight(weight);
    return row == Row.WITH_LOGITS ? result.withPosWeight(positives) : result;
  }

  @Tag("bits")
  @Test
  void allPathsGiveTheSameBits() {
    ExpectedPath.check();
    Map<Row, String> expected = new TreeMap<>();
    Map<Row, String> actual = new TreeMap<>();
    for (Row row : Row.values()) {
      long h = 0xcbf29ce484222325L;
      for (int cols : new int[] {0, 1, 5, 16, 67, 1000, 5001}) {
        int n = 3 * cols;
        Inputs inputs = new Inputs(cols);
        Matrix x = Matrix.of(row.inputs(inputs, n), 3, cols);
        Matrix t = Matrix.of(row.targets(inputs, n), 3, cols);
        float[] losses = new float[n];
        float[] gradient = new float[n];
        Matrix dy = Matrix.of(inputs.uniform(n, 2f), 3, cols);
        Matrix weight = Matrix.of(inputs.uniform(n, 2f), 3, cols);
        float[] positives = inputs.uniform(cols, 2f);
        for (Loss loss : List.of(row.loss, weighted(row, row.loss, weight, positives))) {
          loss.lossesAndGradient(
              x, t, Matrix.of(losses, 3, cols), dy, Matrix.of(gradient, 3, cols));
          h = hash(hash(h, losses), gradient);
          float sum =
              loss.withReduction(Reduction.SUM).lossAndGradient(x, t, Matrix.of(gradient, 3, cols));
          h = hash(hash(h, new float[] {sum, loss.loss(x, t)}), gradient);
        }
      }
      expected.put(row, Long.toHexString(row.hash));
      actual.put(row, Long.toHexString(h));
    }
    assertEquals(expected, actual);
  }

  @Tag("bits")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyMemoryAndStride(Kind kind) {
    BitsCheck check = new BitsCheck(LossTest.class);
    anyMemoryAndStride(check, kind, 3, 37);
    anyMemoryAndStride(check, kind, 2, MORE_THAN_A_BLOCK);
    check.finish();
  }

  private static void anyMemoryAndStride(BitsCheck check, Kind kind, int rows, int cols) {
    for (Row row : Row.values()) {
      Inputs inputs = new Inputs(5);
      float[] x = row.inputs(inputs, rows * cols);
      float[] t = row.targets(inputs, rows * cols);
      float[] w = inputs.uniform(rows * cols, 2f);
      float[] positives = inputs.uniform(cols, 2f);
      Loss plain = weighted(row, row.loss, Matrix.of(w, rows, cols), positives);
      float[] losses = new float[x.length];
      float[] gradient = new float[x.length];
      plain.losses(
          Matrix.of(x, rows, cols), Matrix.of(t, rows, cols), Matrix.of(losses, rows, cols));
      float mean =
          plain.lossAndGradient(
              Matrix.of(x, rows, cols), Matrix.of(t, rows, cols), Matrix.of(gradient, rows, cols));
      Place place = new Place(Region.at(0, 4), rows, cols, cols + 3);
      for (Kind other : Kind.values()) {
        Region in = new Region(kind, rows * (cols + 3) + 8);
        Region target = new Region(other, rows * (cols + 3) + 8);
        Region weight = new Region(kind, rows * (cols + 3) + 8);
        Region out = new Region(other, rows * (cols + 3) + 8);
        in.put(place, x, 0);
        target.put(place, t, 0);
        weight.put(place, w, 0);
        Loss loss = weighted(row, row.loss, weight.matrix(place), positives);
        String where = row + " in " + in + " and " + target;
        loss.losses(in.matrix(place), target.matrix(place), out.matrix(place));
        check.same(() -> where, i -> "loss " + i, losses, out.get(place), x.length);
        loss.gradient(in.matrix(place), target.matrix(place), out.matrix(place));
        check.same(() -> where, i -> "gradient " + i, gradient, out.get(place), x.length);
        assertEquals(null, out.writtenOutside(place));
        check.same(() -> where, i -> "input " + i, x, in.get(place), x.length);
        float inPlace =
            loss.lossAndGradient(in.matrix(place), target.matrix(place), in.matrix(place));
        check.same(() -> where, mean, inPlace);
        check.same(() -> where, i -> "in place " + i, gradient, in.get(place), x.length);
        check.same(() -> where, i -> "target " + i, t, target.get(place), x.length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void errorsAreWithinTheirBounds(Row row) {
    int n = 200_000;
    Inputs inputs = new Inputs(9);
    float[] x = row.inputs(inputs, n);
    float[] t = row.targets(inputs, n);
    float[] losses = new float[n];
    row.loss.losses(Matrix.of(x, 1, n), Matrix.of(t, 1, n), Matrix.of(losses, 1, n));
    double most = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double exact = row.exact.at(x[i], t[i]);
      most = Math.max(most, Ulp.error(losses[i], exact));
      sum += exact;
    }
    System.out.printf("%s: at most %.2f ULP%n", row, most);
    Measured.ulp(LossTest.class, row.table.method(), most);
    assertTrue(most <= row.ulps, row + " errs by " + most + " ULP");
    float mean = row.loss.loss(Matrix.of(x, 1, n), Matrix.of(t, 1, n));
    assertEquals(sum / n, mean, 1e-6 * Math.abs(sum / n), row + " mean");
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void errorsOfGradientsAreWithinTheirBounds(Row row) {
    int n = 200_000;
    Inputs inputs = new Inputs(10);
    float[] x = row.inputs(inputs, n);
    float[] t = row.targets(inputs, n);
    float[] gradient = new float[n];
    Loss loss = row.loss.withReduction(Reduction.SUM);
    loss.gradient(Matrix.of(x, 1, n), Matrix.of(t, 1, n), Matrix.of(gradient, 1, n));
    double most = 0;
    for (int i = 0; i < n; i++) {
      double exact = row.table.derivative().at(x[i], t[i]);
      double error =
          row.table.gradientOfOne()
              ? Math.abs(gradient[i] - exact) / Math.ulp(1f)
              : Ulp.error(gradient[i], exact);
      most = Math.max(most, error);
    }
    System.out.printf("%s, gradient: at most %.2f ULP%n", row, most);
    Measured.ulp(LossTest.class, row.table.method() + "Gradient", most);
    assertTrue(most <= row.table.gradientUlp(), row + ", gradient errs by " + most + " ULP");
  }

  @ParameterizedTest
  @EnumSource(Row.class)
  void gradientsAreTheDifferencesOfLosses(Row row) {
    int n = 5000;
    Inputs inputs = new Inputs(11);
    float[] x = row.inputs(inputs, n);
    float[] t = row.targets(inputs, n);
    float[] gradient = new float[n];
    Loss loss = row.loss.withReduction(Reduction.SUM).withLossGradient(3f);
    loss.gradient(Matrix.of(x, 1, n), Matrix.of(t, 1, n), Matrix.of(gradient, 1, n));
    for (int i = 0; i < n; i++) {
      double difference = row.exact.at(x[i] + row.step, t[i]) - row.exact.at(x[i] - row.step, t[i]);
      double expected = 3 * difference / (2 * row.step);
      boolean kink = Math.abs(Math.abs(x[i] - t[i]) - (row == Row.L1 ? 0 : 0.7f)) < 2e-5;
      boolean edge = row.wantsProbabilities() && (x[i] < 1e-3 || x[i] > 1 - 1e-3);
      if (!kink && !edge) {
        assertEquals(expected, gradient[i], 2e-4 * Math.max(1, Math.abs(expected)), row + " " + i);
      }
    }
  }

  private static float one(Loss loss, float x, float t) {
    return loss.loss(Matrix.of(new float[] {x}, 1, 1), Matrix.of(new float[] {t}, 1, 1));
  }

  @Test
  void specialValues() {
    float inf = Float.POSITIVE_INFINITY;
    Loss logits = Loss.binaryCrossEntropyWithLogits();
    assertEquals(0f, one(logits, inf, 1f));
    assertEquals(0f, one(logits, -inf, 0f));
    assertEquals(inf, one(logits, inf, 0f));
    assertEquals(inf, one(logits, -inf, 1f));
    assertEquals(Float.NaN, one(logits, Float.NaN, 1f));
    assertEquals(100f, one(Loss.binaryCrossEntropy(), 0f, 1f));
    assertEquals(0f, one(Loss.binaryCrossEntropy(), 1f, 1f));
    assertEquals(inf, one(Loss.unlimitedBinaryCrossEntropy(), 0f, 1f));
    assertEquals(inf, one(Loss.unlimitedBinaryCrossEntropy(), 1f, 0f));
    assertEquals(0f, one(Loss.unlimitedBinaryCrossEntropy(), 0f, 0f));
    assertEquals(0.25f, one(Loss.smoothL1(0f), 0.25f, 0f));
    float[] gradient = new float[4];
    Loss.l1()
        .withReduction(Reduction.SUM)
        .gradient(
            Matrix.of(new float[] {2f, -0f, 3f, 1f}, 1, 4),
            Matrix.of(new float[] {2f, 0f, 1f, 3f}, 1, 4),
            Matrix.of(gradient, 1, 4));
    assertArrayEquals(new float[] {0f, 0f, 1f, -1f}, gradient, 0f);
    Matrix empty = Matrix.of(new float[0], 0, 5);
    assertEquals(Float.NaN, Loss.mse().loss(empty, empty));
    assertEquals(0f, Loss.mse().withReduction(Reduction.SUM).loss(empty, empty));
  }

  @Test
  void badArgumentsAreRefusedAndNothingIsWritten() {
    float[] memory = {0f, 0.5f, 1f, 0.25f, 1.5f, 0f, 0f, 0f};
    float[] before = memory.clone();
    float[] other = new float[8];
    Matrix x = Matrix.of(memory, 1, 5);
    Matrix y = Matrix.of(other, 1, 5);
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    refused(bad, () -> Loss.binaryCrossEntropy().gradient(x, y, x), "input[0, 4] is 1.5");
    refused(bad, () -> Loss.mse().loss(x, Matrix.of(other, 1, 4)), "target", "1 × 4");
    refused(bad, () -> Loss.mse().losses(x, y, y), "target and losses");
    refused(bad, () -> Loss.mse().losses(x, y, x), "input and losses");
    refused(
        bad, () -> Loss.mse().gradient(x, y, Matrix.of(memory, 2, 1, 5, 5)), "input and gradient");
    refused(
        bad,
        () ->
            Loss.mse()
                .gradient(x, y, Matrix.of(MemorySegment.ofArray(new float[5]).asReadOnly(), 1, 5)),
        "gradient is read-only");
    refused(bad, () -> Loss.mse().withPosWeight(new float[5]), "posWeight");
    refused(
        bad,
        () -> Loss.binaryCrossEntropyWithLogits().withPosWeight(new float[4]).loss(x, y),
        "posWeight has 4");
    refused(bad, () -> Loss.mse().withReduction(Reduction.NONE), "NONE");
    refused(bad, () -> Loss.huber(0f), "delta is 0.0");
    refused(bad, () -> Loss.smoothL1(-1f), "beta is -1.0");
    refused(bad, () -> Loss.mse().withLossGradient(Float.NaN), "lossGradient");
    refused(NullPointerException.class, () -> Loss.mse().loss(x, null), "target");
    assertArrayEquals(before, memory);
    assertArrayEquals(new float[8], other);
  }

  private static Matrix five(float[] memory) {
    return Matrix.of(memory, 1, 5);
  }

  /** Outputs may take the place of nothing that is read later, nor of each other. */
  @Test
  void outputsInThePlaceOfOthersAreRefused() {
    float[] memory = new float[5];
    Matrix out = five(memory);
    Matrix x = five(new float[] {1f, 2f, 3f, 4f, 5f});
    Matrix t = five(new float[5]);
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    Loss mse = Loss.mse();
    Loss weighted = mse.withWeight(out);
    refused(bad, () -> weighted.losses(x, t, out), "weight and losses are the same");
    refused(bad, () -> weighted.gradient(x, t, out), "weight and gradient are the same");
    refused(bad, () -> mse.gradient(x, out, out), "target and gradient are the same");
    String losses = "lossGradients and losses are the same";
    refused(bad, () -> mse.lossesAndGradient(x, t, out, out, x), losses);
    String gradient = "lossGradients and gradient are the same";
    refused(bad, () -> mse.lossesAndGradient(x, t, five(new float[5]), out, out), gradient);
    String both = "losses and gradient are the same";
    refused(bad, () -> mse.lossesAndGradient(x, t, out, five(new float[5]), out), both);
    assertArrayEquals(new float[5], memory);
  }

  @Test
  void operandsOfOtherShapesAreRefused() {
    float[] memory = {1f, 2f, 3f, 4f, 5f};
    Matrix x = five(memory);
    Matrix four = Matrix.of(new float[4], 1, 4);
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    Loss mse = Loss.mse();
    refused(bad, () -> mse.withWeight(four).loss(x, x), "weight is 1 × 4, but input is 1 × 5");
    refused(bad, () -> mse.losses(x, x, four), "losses is 1 × 4, but input is 1 × 5");
    refused(bad, () -> mse.gradient(x, five(new float[5]), four), "gradient is 1 × 4");
    Matrix losses = five(new float[5]);
    refused(
        bad,
        () -> mse.lossesAndGradient(x, five(new float[5]), losses, four, x),
        "lossGradients is 1 × 4, but input is 1 × 5");
    assertArrayEquals(new float[] {1f, 2f, 3f, 4f, 5f}, memory);
  }

  @Test
  void segmentsClosedMeanwhileAreRefused() {
    Matrix closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = five(arena);
    }
    float[] memory = new float[5];
    Matrix out = five(memory);
    Matrix x = five(new float[] {1f, 2f, 3f, 4f, 5f});
    Matrix t = five(new float[5]);
    Class<IllegalStateException> type = IllegalStateException.class;
    Loss mse = Loss.mse();
    refused(type, () -> mse.gradient(closed, t, out), "input is closed");
    refused(type, () -> mse.gradient(x, closed, out), "target is closed");
    refused(type, () -> mse.withWeight(closed).gradient(x, t, out), "weight is closed");
    refused(type, () -> mse.lossesAndGradient(x, t, out, closed, x), "lossGradients is closed");
    refused(type, () -> mse.losses(x, t, closed), "losses is closed");
    refused(type, () -> mse.lossesAndGradient(x, t, out, t, closed), "gradient is closed");
    assertArrayEquals(new float[5], memory);
  }

  private static Matrix five(Arena arena) {
    return Matrix.of(arena.allocate(5 * Float.BYTES, 64), 1, 5);
  }
}
