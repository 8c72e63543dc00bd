package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.lanewise.testing.Refusals.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.table.RowTable.RowInputs;
import org.lanewise.table.RowTable.Style;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * Softmax, its kin and cross-entropy along the rows of a matrix: each column of each block has the
 * bits that it has as a row, in all kinds of memory, with strides, in place, for any number of
 * columns beside it.
 */
@Tag("bits")
class AlongRowsBitsTest {

  private static final BitsCheck CHECK = new BitsCheck(AlongRowsBitsTest.class);

  /** A tensor, and what its lines along the middle axis look like. */
  private record Shape(int outer, int length, int inner, Style style) {

    int size() {
      return outer * length * inner;
    }

    int lines() {
      return outer * inner;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(0, 3, 4, Style.NORMAL),
          new Shape(2, 3, 0, Style.NORMAL),
          new Shape(2, 0, 3, Style.NORMAL),
          new Shape(3, 1, 5, Style.WIDE),
          new Shape(3, 7, 1, Style.NORMAL),
          new Shape(2, 5, 2, Style.NORMAL),
          new Shape(2, 16, 3, Style.NORMAL),
          new Shape(1, 33, 7, Style.HOSTILE),
          new Shape(3, 21, 37, Style.HOSTILE),
          new Shape(2, 40, 19, Style.SPECIAL),
          new Shape(1, 300, 18, Style.SPECIAL),
          new Shape(1, 5, 300, Style.WIDE),
          new Shape(1, 1037, 20, Style.NORMAL),
          new Shape(1, 4100, 9, Style.HOSTILE),
          new Shape(1, 20_000, 3, Style.NORMAL),
          new Shape(1, 33_000, 2, Style.SPECIAL));

  /** A kernel along the rows, and the one along the columns that it has to agree with. */
  record Pair(String rowCase, boolean inPlace, AlongRows call) {

    RowCase reference() {
      return RowTable.ROWS.stream().filter(r -> r.name().equals(rowCase)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
      return rowCase + " along the rows";
    }
  }

  /** The call along the rows. */
  @FunctionalInterface
  interface AlongRows {
    /** Calls the kernel; the result is that of the kernel, or 0. */
    float run(
        Matrix first,
        Matrix second,
        Matrix dst,
        int[] labels,
        float[] factors,
        float[] results,
        int length);
  }

  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;

  static Stream<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (EmptyRow empty : EmptyRow.values()) {
      pairs.add(
          new Pair(
              "Softmax.softmax(" + empty + ")",
              true,
              (x, b, y, l, f, r, n) -> {
                Softmax.softmaxAlongRows(x, n, y, empty);
                return 0;
              }));
    }
    pairs.add(
        new Pair(
            "Softmax.logSoftmax",
            true,
            (x, b, y, l, f, r, n) -> {
              Softmax.logSoftmaxAlongRows(x, n, y);
              return 0;
            }));
    pairs.add(
        new Pair(
            "Softmax.logSumExp",
            false,
            (x, b, y, l, f, r, n) -> {
              Softmax.logSumExpAlongRows(x, n, r, 0);
              return 0;
            }));
    pairs.add(
        new Pair(
            "Softmax.softmaxGradient",
            true,
            (x, dy, dx, l, f, r, n) -> {
              Softmax.softmaxAlongRowsGradient(x, n, dy, dx);
              return 0;
            }));
    pairs.add(
        new Pair(
            "Softmax.logSoftmaxGradient",
            true,
            (x, dy, dx, l, f, r, n) -> {
              Softmax.logSoftmaxAlongRowsGradient(x, n, dy, dx);
              return 0;
            }));
    pairs.add(
        new Pair(
            "Softmax.logSumExpGradient",
            true,
            (x, b, dx, l, f, r, n) -> {
              Softmax.logSumExpAlongRowsGradient(x, n, f, 0, dx);
              return 0;
            }));
    addCrossEntropy(pairs, "", n -> MEAN);
    addCrossEntropy(pairs, ",weights", n -> MEAN.withClassWeights(RowTable.weights(n)));
    addCrossEntropy(pairs, ",smoothing", n -> MEAN.withLabelSmoothing(0.1f));
    addCrossEntropy(pairs, ",zLoss", n -> MEAN.withZLoss(0.01f));
    addCrossEntropy(pairs, ",softCap", n -> MEAN.withSoftCap(30f));
    return pairs.stream();
  }

  private static void addCrossEntropy(
      List<Pair> pairs, String variant, IntFunction<CrossEntropyOptions> options) {
    pairs.add(
        new Pair(
            "SoftmaxCrossEntropy.lossAndGradient(labels,MEAN" + variant + ")",
            true,
            (x, q, g, l, f, r, n) ->
                SoftmaxCrossEntropy.lossAndGradient(
                    x, l, g, options.apply(n).withClassesAlongRows(n))));
    pairs.add(
        new Pair(
            "SoftmaxCrossEntropy.losses(labels" + variant + ")",
            false,
            (x, q, g, l, f, r, n) -> {
              SoftmaxCrossEntropy.losses(x, l, r, options.apply(n).withClassesAlongRows(n));
              return 0;
            }));
    pairs.add(
        new Pair(
            "SoftmaxCrossEntropy.lossesAndGradient(labels" + variant + ")",
            true,
            (x, q, g, l, f, r, n) -> {
              SoftmaxCrossEntropy.lossesAndGradient(
                  x, l, r, f, g, options.apply(n).withClassesAlongRows(n));
              return 0;
            }));
    pairs.add(
        new Pair(
            "SoftmaxCrossEntropy.lossesAndGradient(targets" + variant + ")",
            true,
            (x, q, g, l, f, r, n) -> {
              SoftmaxCrossEntropy.lossesAndGradient(
                  x, q, r, f, g, options.apply(n).withClassesAlongRows(n));
              return 0;
            }));
  }

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  /** Rows of lines as a tensor whose middle axis they run along. */
  private static float[] tensor(float[] lines, Shape s) {
    float[] tensor = new float[lines.length];
    for (int o = 0; o < s.outer; o++) {
      for (int i = 0; i < s.inner; i++) {
        for (int k = 0; k < s.length; k++) {
          tensor[(o * s.length + k) * s.inner + i] = lines[(o * s.inner + i) * s.length + k];
        }
      }
    }
    return tensor;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachColumnIsAsARow(Pair pair) {
    for (Shape s : SHAPES) {
      RowCase row = pair.reference();
      if (s.length == 0 && row.name().startsWith("SoftmaxCrossEntropy")) {
        continue; // 0 classes along the rows mean that they do not lie there
      }
      RowInputs inputs = RowTable.inputs(row, s.lines(), s.length, s.style, 7L + s.size());
      float[] lines = new float[s.size()];
      float[] perLine = new float[s.lines()];
      float number = row.call().run(inputs.operands(lines, perLine));
      float[] expected = tensor(lines, s);
      float[] first = tensor(inputs.first(), s);
      float[] second = tensor(inputs.second(), s);
      if (s.length == 0) {
        Arrays.fill(perLine, 0f); // no blocks, no results
      }
      for (Kind kind : Kind.values()) {
        for (int gap : s.size() < 20_000 ? new int[] {0, 3} : new int[] {0}) {
          for (boolean inPlace : new boolean[] {false, true}) {
            if (inPlace && !pair.inPlace) {
              continue;
            }
            String where = pair + ", " + s + ", " + kind + ", gap " + gap + ", " + inPlace;
            Place place = new Place(Region.at(1, 0), s.outer * s.length, s.inner, s.inner + gap);
            int capacity = s.outer * s.length * (s.inner + gap) + 8;
            Region a = new Region(kind, capacity);
            Region b = new Region(kind, capacity);
            Region to = inPlace ? a : new Region(kind, capacity);
            a.put(place, first, 0);
            b.put(place, second, 0);
            float[] results = new float[s.lines()];
            float actual =
                pair.call.run(
                    a.matrix(place),
                    b.matrix(place),
                    to.matrix(place),
                    inputs.labels(),
                    inputs.factors(),
                    results,
                    s.length);
            CHECK.same(() -> where, number, actual);
            CHECK.same(() -> where + ", results", i -> "" + i, perLine, results, s.lines());
            if (row.writesMatrix()) {
              CHECK.same(() -> where, i -> "" + i, expected, to.get(place), s.size());
              String outside = to.writtenOutside(place);
              if (outside != null) {
                throw new AssertionError(where + ": " + outside);
              }
            }
          }
        }
      }
    }
  }

  /** One result or factor a column of a block, from an offset on. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void arraysOfOneElementAColumnMayBeginLate(Kind kind) {
    int length = 3;
    for (int cols : new int[] {1, 5, 21}) {
      Place place = new Place(Region.at(1, 0), 2 * length, cols, cols);
      int lines = 2 * cols;
      Inputs inputs = new Inputs(cols);
      Region src = new Region(kind, place.size() + 8);
      Region to = new Region(kind, place.size() + 8);
      src.put(place, inputs.normal(place.size(), 3f), 0);
      float[] results = new float[lines];
      float[] late = new float[lines + 7];
      Softmax.logSumExpAlongRows(src.matrix(place), length, results, 0);
      Softmax.logSumExpAlongRows(src.matrix(place), length, late, 4);
      String where = cols + " columns in " + kind;
      float[] part = Arrays.copyOfRange(late, 4, 4 + lines);
      CHECK.same(() -> where, i -> "" + i, results, part, lines);
      Arrays.fill(late, 4, 4 + lines, 0f);
      assertArrayEquals(new float[lines + 7], late);
      float[] factors = inputs.uniform(lines, 2f);
      System.arraycopy(factors, 0, late, 4, lines);
      Softmax.logSumExpAlongRowsGradient(src.matrix(place), length, factors, 0, to.matrix(place));
      float[] expected = to.get(place);
      Softmax.logSumExpAlongRowsGradient(src.matrix(place), length, late, 4, to.matrix(place));
      CHECK.same(() -> where, i -> "" + i, expected, to.get(place), place.size());
    }
  }

  @Test
  void blocksThatDoNotFitAreRefused() {
    Matrix a = Matrix.of(new float[12], 6, 2);
    float[] results = new float[12];
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    for (int bad : new int[] {-1, 0, 4, 7}) {
      String word = "length is " + bad;
      refused(type, () -> Softmax.softmaxAlongRows(a, bad, a), word, "src has 6 rows");
      refused(type, () -> Softmax.logSoftmaxAlongRows(a, bad, a), word);
      refused(type, () -> Softmax.logSumExpAlongRows(a, bad, results, 0), word);
      refused(type, () -> Softmax.softmaxAlongRowsGradient(a, bad, a, a), word, "y has 6 rows");
      refused(type, () -> Softmax.logSoftmaxAlongRowsGradient(a, bad, a, a), word);
      refused(type, () -> Softmax.logSumExpAlongRowsGradient(a, bad, results, 0, a), word);
    }
    Class<IndexOutOfBoundsException> bounds = IndexOutOfBoundsException.class;
    refused(bounds, () -> Softmax.logSumExpAlongRows(a, 3, results, 9), "dst");
    refused(bounds, () -> Softmax.logSumExpAlongRowsGradient(a, 3, results, 9, a), "dy");
    Matrix other = Matrix.of(new float[12], 3, 4);
    refused(type, () -> Softmax.softmaxAlongRows(a, 3, other), "dst is 3 × 4");
    refused(type, () -> Softmax.softmaxAlongRowsGradient(a, 3, a, other), "dx is 3 × 4");
    float[] shared = new float[14];
    Matrix left = Matrix.of(shared, 0, 6, 2, 2);
    Matrix right = Matrix.of(shared, 1, 6, 2, 2);
    refused(type, () -> Softmax.softmaxAlongRows(left, 3, right), "overlap");
    refused(type, () -> Softmax.logSumExpAlongRows(left, 3, shared, 0), "lies in the array dst");
  }
}
