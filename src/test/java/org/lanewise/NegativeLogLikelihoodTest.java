package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/** Negative log-likelihood against its definition, bit by bit, in any memory; and refusals. */
class NegativeLogLikelihoodTest {

  private static final int BATCH = 3;
  private static final int CLASSES = 5;
  private static final int INNER = 7;
  private static final int IGNORED = -7;

  private static final CrossEntropyOptions OPTIONS =
      CrossEntropyOptions.DEFAULT
          .withIgnoreIndex(IGNORED)
          .withClassWeights(0.5f, 0f, 2f, 1.5f, 0.1f)
          .withLossGradient(3f);

  private static int[] labels(Inputs inputs, int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 4 == 2 ? IGNORED : inputs.below(CLASSES);
    }
    return labels;
  }

  /** Loss and gradient by the formula; classes on axis 1, {@code inner} elements behind it. */
  private static final class Expected {
    final float[] losses;
    final float[] gradient;
    final float reduced;

    Expected(float[] x, int[] labels, int inner, float[] arriving, Reduction reduction) {
      float[] w = OPTIONS.classWeights();
      losses = new float[labels.length];
      gradient = new float[x.length];
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] != IGNORED) {
          int at = (i / inner * CLASSES + labels[i]) * inner + i % inner;
          double loss = 0 - (double) w[labels[i]] * x[at];
          losses[i] = (float) loss;
          sum += loss;
          weight += w[labels[i]];
        }
      }
      double scale = reduction == Reduction.MEAN ? 3 / weight : 3;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] != IGNORED) {
          int at = (i / inner * CLASSES + labels[i]) * inner + i % inner;
          double factor = arriving == null ? scale : scale * arriving[i];
          gradient[at] = (float) (0 - (double) w[labels[i]] * factor);
        }
      }
      reduced = (float) (reduction == Reduction.MEAN ? sum / weight : sum);
    }
  }

  @Tag("bits")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void allMemoryAndStridesGiveTheBitsOfTheDefinition(Kind kind) {
    ExpectedPath.check();
    BitsCheck check = new BitsCheck(NegativeLogLikelihoodTest.class);
    for (int inner : new int[] {1, INNER}) {
      Inputs inputs = new Inputs(inner);
      int n = BATCH * CLASSES * inner;
      float[] x = inputs.uniform(n, 9f);
      int[] labels = labels(inputs, BATCH * inner);
      float[] arriving = inputs.uniform(labels.length, 2f);
      int cols = inner == 1 ? CLASSES : inner;
      Place place = new Place(Region.at(0, 4), n / cols, cols, cols + 3);
      CrossEntropyOptions options = OPTIONS.withClassesAlongRows(inner == 1 ? 0 : CLASSES);
      for (Kind other : Kind.values()) {
        String where = kind + " and " + other + " inner " + inner;
        Region in = new Region(kind, n / cols * (cols + 3) + 8);
        Region out = new Region(other, n / cols * (cols + 3) + 8);
        in.put(place, x, 0);
        for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.SUM}) {
          CrossEntropyOptions reducing = options.withReduction(reduction);
          Expected expected = new Expected(x, labels, inner, null, reduction);
          float loss = NegativeLogLikelihood.loss(in.matrix(place), labels, reducing);
          check.same(() -> where, expected.reduced, loss);
          float both =
              NegativeLogLikelihood.lossAndGradient(
                  in.matrix(place), labels, out.matrix(place), reducing);
          check.same(() -> where, expected.reduced, both);
          check.same(() -> where, i -> "dx " + i, expected.gradient, out.get(place), n);
          assertNull(out.writtenOutside(place), where);
        }
        Expected expected = new Expected(x, labels, inner, arriving, Reduction.NONE);
        float[] losses = new float[labels.length];
        NegativeLogLikelihood.losses(in.matrix(place), labels, losses, options);
        check.same(() -> where, i -> "loss " + i, expected.losses, losses, losses.length);
        NegativeLogLikelihood.lossesAndGradient(
            in.matrix(place), labels, losses, arriving, in.matrix(place), options);
        check.same(() -> where, i -> "loss " + i, expected.losses, losses, losses.length);
        check.same(() -> where, i -> "in place " + i, expected.gradient, in.get(place), n);
      }
    }
    check.finish();
  }

  @Test
  void specialRows() {
    float inf = Float.POSITIVE_INFINITY;
    float[] x = {-inf, Float.NaN, 0f, -1f};
    Matrix in = Matrix.of(x, 2, 2);
    float[] losses = new float[2];
    CrossEntropyOptions plain = CrossEntropyOptions.DEFAULT;
    NegativeLogLikelihood.losses(in, new int[] {0, 0}, losses, plain);
    assertArrayEquals(new float[] {inf, 0f}, losses);
    NegativeLogLikelihood.losses(in, new int[] {1, 1}, losses, plain);
    assertArrayEquals(new float[] {Float.NaN, 1f}, losses);
    NegativeLogLikelihood.losses(in, new int[] {0, 1}, losses, plain.withClassWeights(0f, 2f));
    assertArrayEquals(new float[] {0f, 2f}, losses);
    // A row that is ignored is not read.
    assertEquals(1f, NegativeLogLikelihood.loss(in, new int[] {-100, 1}, plain));
    float[] gradient = {5f, 5f, 5f, 5f};
    int[] none = {-100, -100};
    Matrix to = Matrix.of(gradient, 2, 2);
    assertEquals(Float.NaN, NegativeLogLikelihood.lossAndGradient(in, none, to, plain));
    assertArrayEquals(new float[4], gradient);
    assertEquals(0f, NegativeLogLikelihood.loss(in, none, plain.withEmptyMeanZero(true)));
    assertEquals(0f, NegativeLogLikelihood.loss(in, none, plain.withReduction(Reduction.SUM)));
    Matrix empty = Matrix.of(new float[0], 0, 3);
    assertEquals(Float.NaN, NegativeLogLikelihood.loss(empty, new int[0], plain));
  }

  @Test
  void badArgumentsAreRefusedAndNothingIsWritten() {
    float[] memory = {-1f, -2f, -3f, -4f, -5f, -6f, -7f};
    float[] before = memory.clone();
    Matrix x = Matrix.of(memory, 2, 3);
    float[] other = new float[6];
    Matrix to = Matrix.of(other, 2, 3);
    float[] two = new float[2];
    int[] labels = {0, 2};
    CrossEntropyOptions plain = CrossEntropyOptions.DEFAULT;
    Class<IllegalArgumentException> bad = IllegalArgumentException.class;
    Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
    Class<NullPointerException> missing = NullPointerException.class;
    refused(
        outside,
        () -> NegativeLogLikelihood.gradient(x, new int[] {0, 3}, to, plain),
        "labels[1] is 3",
        "0 … 2",
        "-100");
    refused(outside, () -> NegativeLogLikelihood.gradient(x, new int[1], to, plain), "labels");
    refused(outside, () -> NegativeLogLikelihood.losses(x, labels, new float[1], plain), "losses");
    refused(
        outside,
        () -> NegativeLogLikelihood.lossesAndGradient(x, labels, two, new float[1], to, plain),
        "lossGradients");
    refused(
        bad,
        () -> NegativeLogLikelihood.lossesAndGradient(x, labels, two, two, to, plain),
        "losses and lossGradients");
    refused(
        bad,
        () -> NegativeLogLikelihood.loss(x, labels, plain.withLabelSmoothing(0.1f)),
        "labelSmoothing is 0.1");
    refused(bad, () -> NegativeLogLikelihood.loss(x, labels, plain.withZLoss(2f)), "zLoss is 2.0");
    refused(
        bad, () -> NegativeLogLikelihood.loss(x, labels, plain.withSoftCap(3f)), "softCap is 3.0");
    refused(
        bad,
        () -> NegativeLogLikelihood.loss(x, labels, plain.withReduction(Reduction.NONE)),
        "NONE");
    refused(
        bad,
        () -> NegativeLogLikelihood.gradient(x, labels, to, plain.withClassWeights(1f, 2f)),
        "classWeights has 2",
        "3 classes");
    refused(
        bad,
        () -> NegativeLogLikelihood.gradient(x, labels, to, plain.withClassesAlongRows(4)),
        "logProbabilities has 2 rows",
        "4");
    refused(
        bad,
        () -> NegativeLogLikelihood.gradient(x, labels, Matrix.of(other, 3, 2), plain),
        "gradient is 3 × 2");
    refused(
        bad,
        () -> NegativeLogLikelihood.gradient(x, labels, Matrix.of(memory, 1, 2, 3, 3), plain),
        "logProbabilities and gradient overlap");
    refused(
        bad,
        () ->
            NegativeLogLikelihood.gradient(
                x,
                labels,
                Matrix.of(MemorySegment.ofArray(new float[6]).asReadOnly(), 2, 3),
                plain),
        "gradient is read-only");
    refused(
        bad, () -> NegativeLogLikelihood.losses(x, labels, memory, plain), "logProbabilities lies");
    refused(
        bad,
        () -> NegativeLogLikelihood.lossesAndGradient(x, labels, other, two, to, plain),
        "gradient lies in the array losses");
    refused(missing, () -> NegativeLogLikelihood.loss(null, labels, plain), "logProbabilities");
    refused(missing, () -> NegativeLogLikelihood.loss(x, null, plain), "labels");
    refused(missing, () -> NegativeLogLikelihood.gradient(x, labels, null, plain), "gradient");
    refused(missing, () -> NegativeLogLikelihood.loss(x, labels, null), "options");
    assertArrayEquals(before, memory);
    assertArrayEquals(new float[6], other);
    assertArrayEquals(new float[2], two);
  }
}
