package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Names;
import org.lanewise.table.RowTable.Operands;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.testing.Refusals;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/** What the kernels over rows refuse, and that they have written nothing then. */
class RowContractTest {

  private static final int ROWS = 3;
  private static final int COLS = 5;
  private static final CrossEntropyOptions MEAN = CrossEntropyOptions.DEFAULT;
  private static final CrossEntropyOptions NONE = MEAN.withReduction(Reduction.NONE);

  static Stream<RowCase> rows() {
    return RowTable.ROWS.stream();
  }

  static Stream<RowCase> rowsThatWriteMatrices() {
    return rows().filter(RowCase::writesMatrix);
  }

  static Stream<RowCase> rowsWithLabels() {
    return rows().filter(row -> row.names().labels() != null);
  }

  private static int[] labels() {
    return new int[] {0, 1, 2};
  }

  private static float[] results() {
    return filled(ROWS);
  }

  private static float[] filled(int n) {
    float[] array = new float[n];
    Arrays.fill(array, 7f);
    return array;
  }

  private static Matrix matrix(float[] array) {
    return Matrix.of(array, ROWS, COLS);
  }

  /** Operands that are good. */
  private static Operands good(float[] dst, float[] results) {
    return new Operands(
        matrix(filled(ROWS * COLS)),
        matrix(filled(ROWS * COLS)),
        matrix(dst),
        labels(),
        filled(ROWS),
        results);
  }

  private static Operands withFirst(Operands o, Matrix first) {
    return new Operands(first, o.second(), o.dst(), o.labels(), o.factors(), o.results());
  }

  private static Operands withSecond(Operands o, Matrix second) {
    return new Operands(o.first(), second, o.dst(), o.labels(), o.factors(), o.results());
  }

  private static Operands withDst(Operands o, Matrix dst) {
    return new Operands(o.first(), o.second(), dst, o.labels(), o.factors(), o.results());
  }

  private static Operands withLabels(Operands o, int[] labels) {
    return new Operands(o.first(), o.second(), o.dst(), labels, o.factors(), o.results());
  }

  private static Operands withFactors(Operands o, float[] factors) {
    return new Operands(o.first(), o.second(), o.dst(), o.labels(), factors, o.results());
  }

  private static Operands withResults(Operands o, float[] results) {
    return new Operands(o.first(), o.second(), o.dst(), o.labels(), o.factors(), results);
  }

  /** Operands of which one is bad, and what the facade calls that one. */
  private record Bad(String name, Operands operands) {}

  /** One bad matrix in the place of each matrix that the kernel has. */
  private static List<Bad> withBadMatrix(Names names, Operands good, Matrix bad) {
    List<Bad> all = new ArrayList<>();
    all.add(new Bad(names.first(), withFirst(good, bad)));
    if (names.second() != null) {
      all.add(new Bad(names.second(), withSecond(good, bad)));
    }
    if (names.dst() != null) {
      all.add(new Bad(names.dst(), withDst(good, bad)));
    }
    return all;
  }

  /** Calls, expects the exception, and looks whether anything was written. */
  private static void refusedAndUntouched(
      RowCase row,
      Class<? extends Throwable> type,
      Operands operands,
      float[] dst,
      float[] results,
      Object... words) {
    refused(type, () -> row.call().run(operands), words);
    assertArrayEquals(filled(dst.length), dst);
    assertArrayEquals(filled(results.length), results);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void nullIsRefused(RowCase row) {
    float[] dst = filled(ROWS * COLS);
    float[] results = results();
    Operands good = good(dst, results);
    Names names = row.names();
    List<Bad> all = new ArrayList<>(withBadMatrix(names, good, null));
    if (names.labels() != null) {
      all.add(new Bad(names.labels(), withLabels(good, null)));
    }
    if (names.factors() != null) {
      all.add(new Bad(names.factors(), withFactors(good, null)));
    }
    if (names.results() != null) {
      all.add(new Bad(names.results(), withResults(good, null)));
    }
    for (Bad bad : all) {
      refusedAndUntouched(row, NullPointerException.class, bad.operands, dst, results, bad.name);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shapesThatDifferAreRefused(RowCase row) {
    float[] dst = filled(ROWS * COLS);
    float[] results = results();
    Operands good = good(dst, results);
    for (int[] shape :
        new int[][] {{2, 5}, {4, 5}, {3, 4}, {3, 6}, {5, 3}, {0, 5}, {3, 0}, {0, 0}}) {
      Matrix other = Matrix.of(filled(30), shape[0], shape[1]);
      List<Bad> all = withBadMatrix(row.names(), good, other);
      all.removeFirst(); // the first matrix is what the others are compared with
      for (Bad bad : all) {
        refusedAndUntouched(
            row,
            IllegalArgumentException.class,
            bad.operands,
            dst,
            results,
            bad.name + " is " + shape[0] + " × " + shape[1],
            row.names().first() + " is 3 × 5");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsThatWriteMatrices")
  void readOnlyTargetsAreRefused(RowCase row) {
    for (Kind kind : Kind.values()) {
      Region region = new Region(kind, ROWS * COLS);
      MemorySegment readOnly = region.segment().asReadOnly();
      float[] results = results();
      Operands operands =
          withDst(good(new float[ROWS * COLS], results), Matrix.of(readOnly, ROWS, COLS));
      refused(
          IllegalArgumentException.class,
          () -> row.call().run(operands),
          row.names().dst() + " is read-only");
      assertNull(region.writtenOutside(Place.row(0, 0)));
      assertArrayEquals(results(), results);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void segmentsClosedMeanwhileAreRefused(RowCase row) {
    Matrix closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = Matrix.of(arena.allocate(ROWS * COLS * 4L), ROWS, COLS);
    }
    float[] dst = filled(ROWS * COLS);
    float[] results = results();
    for (Bad bad : withBadMatrix(row.names(), good(dst, results), closed)) {
      refusedAndUntouched(
          row, IllegalStateException.class, bad.operands, dst, results, bad.name + " is closed");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void segmentsOfAnotherThreadAreRefused(RowCase row) {
    Matrix foreign = Refusals.foreign(ROWS * COLS * 4L, s -> Matrix.of(s, ROWS, COLS));
    float[] dst = filled(ROWS * COLS);
    float[] results = results();
    for (Bad bad : withBadMatrix(row.names(), good(dst, results), foreign)) {
      refusedAndUntouched(
          row,
          WrongThreadException.class,
          bad.operands,
          dst,
          results,
          bad.name + " belongs to another thread");
    }
  }

  /** Two places for 3 × 5 elements in one memory that overlap: offset, stride, offset, stride. */
  private static final int[][] OVERLAPS = {
    {0, 5, 1, 5}, // one element on
    {1, 5, 0, 5},
    {0, 5, 14, 5}, // the last element only
    {0, 5, 5, 5}, // one row on
    {0, 20, 20, 20}, // one row on, with gaps
    {0, 5, 0, 6}, // the same beginning, another stride
    {0, 20, 4, 20}, // columns that share one
    {4, 20, 0, 20},
    {0, 20, 24, 20}, // the same a row further
    {19, 20, 0, 20} // in the gap at first, then over the end of a row
  };

  @ParameterizedTest
  @MethodSource("rowsThatWriteMatrices")
  void overlapIsRefused(RowCase row) {
    for (Kind kind : Kind.values()) {
      for (int[] o : OVERLAPS) {
        Region region = new Region(kind, 80);
        Matrix a = region.matrix(new Place(Region.at(o[0], 0), ROWS, COLS, o[1]));
        Matrix b = region.matrix(new Place(Region.at(o[2], 0), ROWS, COLS, o[3]));
        overlapIsRefused(row, region, a, b);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsThatWriteMatrices")
  void overlapBetweenElementsIsRefused(RowCase row) {
    for (Kind kind : Kind.values()) {
      if (kind.isSegment()) {
        Region region = new Region(kind, 80);
        Matrix a = region.matrix(new Place(Region.at(0, 0), ROWS, COLS, 20));
        Matrix b = region.matrix(new Place(Region.at(0, 1), ROWS, COLS, 20));
        Matrix c = region.matrix(new Place(Region.at(4, 3), ROWS, COLS, 20));
        overlapIsRefused(row, region, a, b);
        overlapIsRefused(row, region, b, a);
        overlapIsRefused(row, region, a, c);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsThatWriteMatrices")
  void overlapOfAnArrayAndASegmentOverItIsRefused(RowCase row) {
    Region region = new Region(Kind.ARRAY, 80);
    MemorySegment segment = region.segment();
    Matrix array = Matrix.of(region.array(), 20, ROWS, COLS, COLS);
    for (int byteOffset : new int[] {77, 79, 81, 84, 100, 137, 139}) {
      Matrix view = Matrix.of(segment, byteOffset, ROWS, COLS, COLS);
      Matrix slice = Matrix.of(segment.asSlice(byteOffset), ROWS, COLS);
      overlapIsRefused(row, region, array, view);
      overlapIsRefused(row, region, view, array);
      overlapIsRefused(row, region, array, slice);
      overlapIsRefused(row, region, slice, array);
      Matrix readOnly = Matrix.of(segment.asReadOnly(), byteOffset, ROWS, COLS, COLS);
      overlapIsRefused(row, region, readOnly, array);
      overlapIsRefused(row, region, readOnly, Matrix.of(segment, byteOffset + 4, ROWS, COLS, COLS));
    }
  }

  private static void overlapIsRefused(RowCase row, Region region, Matrix source, Matrix target) {
    float[] results = results();
    Operands good = good(new float[ROWS * COLS], results);
    List<Bad> all =
        new ArrayList<>(
            List.of(new Bad(row.names().first(), withFirst(withDst(good, target), source))));
    if (row.hasSecond()) {
      all.add(new Bad(row.names().second(), withSecond(withDst(good, target), source)));
    }
    for (Bad bad : all) {
      refused(
          IllegalArgumentException.class,
          () -> row.call().run(bad.operands),
          bad.name,
          row.names().dst(),
          "overlap");
      assertNull(region.writtenOutside(Place.row(0, 0)));
      assertArrayEquals(results(), results);
    }
  }

  @Test
  void theGradientMayNotBeTheTargets() {
    for (Kind kind : Kind.values()) {
      Region region = new Region(kind, ROWS * COLS);
      Matrix both = region.matrix(new Place(Region.at(0, 0), ROWS, COLS, COLS));
      rowsThatWriteMatrices()
          .filter(row -> "targets".equals(row.names().second()))
          .forEach(
              row -> {
                Operands good = good(new float[ROWS * COLS], results());
                Operands bad = withSecond(withDst(good, both), both);
                refused(
                    IllegalArgumentException.class,
                    () -> row.call().run(bad),
                    "targets",
                    "gradient",
                    "same");
                assertNull(region.writtenOutside(Place.row(0, 0)));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void arraysThatAreTooShortAreRefused(RowCase row) {
    float[] dst = filled(ROWS * COLS);
    float[] results = results();
    Operands good = good(dst, results);
    Names names = row.names();
    for (int n : new int[] {0, 2}) {
      List<Bad> all = new ArrayList<>();
      if (names.labels() != null) {
        all.add(new Bad(names.labels(), withLabels(good, new int[n])));
      }
      if (names.factors() != null) {
        all.add(new Bad(names.factors(), withFactors(good, new float[n])));
      }
      if (names.results() != null) {
        all.add(new Bad(names.results(), withResults(good, new float[n])));
      }
      for (Bad bad : all) {
        refusedAndUntouched(
            row,
            IndexOutOfBoundsException.class,
            bad.operands,
            dst,
            results,
            bad.name + ":",
            "length 3",
            "array of " + n);
      }
    }
  }

  /** Matrices in the same array as the one result or factor a row. */
  private static List<Matrix> matricesIn(float[] array) {
    MemorySegment segment = MemorySegment.ofArray(array);
    return List.of(
        Matrix.of(array, ROWS, COLS),
        Matrix.of(array, 20, ROWS, COLS, COLS),
        Matrix.of(segment, ROWS, COLS),
        Matrix.of(segment, 1, ROWS, COLS, COLS),
        Matrix.of(segment.asSlice(7), ROWS, COLS));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void resultsInTheArrayOfAMatrixAreRefused(RowCase row) {
    if (row.names().results() == null) {
      return;
    }
    float[] shared = filled(40);
    for (Matrix matrix : matricesIn(shared)) {
      float[] dst = filled(ROWS * COLS);
      for (Bad bad : withBadMatrix(row.names(), good(dst, shared), matrix)) {
        refusedAndUntouched(
            row,
            IllegalArgumentException.class,
            bad.operands,
            dst,
            shared,
            bad.name,
            row.names().results());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsThatWriteMatrices")
  void factorsInTheArrayOfTheTargetAreRefused(RowCase row) {
    if (row.names().factors() == null) {
      return;
    }
    float[] shared = filled(40);
    for (Matrix matrix : matricesIn(shared)) {
      float[] results = results();
      Operands operands = withFactors(withDst(good(filled(15), results), matrix), shared);
      refusedAndUntouched(
          row,
          IllegalArgumentException.class,
          operands,
          shared,
          results,
          row.names().dst(),
          row.names().factors());
    }
  }

  @Test
  void lossesMayBeTheFactors() {
    RowCase row =
        RowTable.ROWS.stream()
            .filter(r -> r.name().equals("SoftmaxCrossEntropy.lossesAndGradient(labels)"))
            .findFirst()
            .orElseThrow();
    RowTable.RowInputs inputs = RowTable.inputs(row, 8, 20, RowTable.Style.NORMAL, 5);
    float[] expected = new float[160];
    float[] losses = new float[8];
    row.call().run(inputs.operands(expected, losses));
    float[] dst = new float[160];
    float[] both = inputs.factors().clone();
    row.call().run(withFactors(inputs.operands(dst, both), both));
    assertArrayEquals(expected, dst);
    assertArrayEquals(losses, both);
  }

  @ParameterizedTest
  @MethodSource("rowsWithLabels")
  void labelsThatAreNoClassAreRefused(RowCase row) {
    for (int label : new int[] {-1, COLS, COLS + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -99}) {
      for (int r = 0; r < ROWS; r++) {
        float[] dst = filled(ROWS * COLS);
        float[] results = results();
        int[] labels = labels();
        labels[r] = label;
        refusedAndUntouched(
            row,
            IndexOutOfBoundsException.class,
            withLabels(good(dst, results), labels),
            dst,
            results,
            "labels[" + r + "] is " + label,
            "0 … 4",
            "ignore index " + row.ignoreIndex());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsWithLabels")
  void theIgnoreIndexIsNoBadLabel(RowCase row) {
    float[] results = results();
    int[] labels = {row.ignoreIndex(), 2, row.ignoreIndex()};
    row.call().run(withLabels(good(new float[ROWS * COLS], results), labels));
    int[] more = {1, 2, 3, 999, -999}; // behind the rows: not looked at
    row.call().run(withLabels(good(new float[ROWS * COLS], results), more));
  }

  // The methods with offsets, for one row, and options.

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theMethodsForOneRowCheckTheirRanges(Kind kind) {
    Region src = new Region(kind, 60);
    Region dst = new Region(kind, 60);
    if (kind == Kind.ARRAY) {
      float[] a = src.array();
      float[] b = dst.array();
      Object[][] bad = {
        {-1, 0, 5, "src", -1},
        {0, -1, 5, "dst", -1},
        {0, 0, -1, "src", -1},
        {a.length - 4, 0, 5, "src", a.length - 4},
        {0, Integer.MAX_VALUE, 5, "dst", Integer.MAX_VALUE},
        {Integer.MIN_VALUE, 0, Integer.MAX_VALUE, "src", Integer.MIN_VALUE}
      };
      for (Object[] r : bad) {
        int s = (int) r[0];
        int d = (int) r[1];
        int n = (int) r[2];
        Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
        refused(type, () -> Softmax.softmax(a, s, b, d, n), r[3] + ":", r[4]);
        refused(type, () -> Softmax.logSoftmax(a, s, b, d, n), r[3] + ":", r[4]);
      }
      refused(NullPointerException.class, () -> Softmax.softmax(null, 0, b, 0, 1), "src");
      refused(NullPointerException.class, () -> Softmax.logSoftmax(a, 0, null, 0, 1), "dst");
      refused(IllegalArgumentException.class, () -> Softmax.softmax(b, 0, b, 1, 5), "overlap");
      refused(IllegalArgumentException.class, () -> Softmax.logSoftmax(b, 1, b, 0, 5), "overlap");
    } else {
      MemorySegment a = src.segment();
      MemorySegment b = dst.segment();
      Object[][] bad = {
        {-1L, 0L, 5, "src", -1L},
        {0L, -1L, 5, "dst", -1L},
        {0L, 0L, -1, "src", -1},
        {a.byteSize() - 19, 0L, 5, "src", a.byteSize() - 19},
        {0L, Long.MAX_VALUE, 5, "dst", Long.MAX_VALUE},
        {Long.MIN_VALUE, 0L, Integer.MAX_VALUE, "src", Long.MIN_VALUE}
      };
      for (Object[] r : bad) {
        long s = (long) r[0];
        long d = (long) r[1];
        int n = (int) r[2];
        Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
        refused(type, () -> Softmax.softmax(a, s, b, d, n), r[3] + ":", r[4]);
        refused(type, () -> Softmax.logSoftmax(a, s, b, d, n), r[3] + ":", r[4]);
      }
      MemorySegment readOnly = b.asReadOnly();
      refused(
          IllegalArgumentException.class,
          () -> Softmax.softmax(a, 0, readOnly, 0, 5),
          "dst is read-only");
      refused(
          IllegalArgumentException.class,
          () -> Softmax.logSoftmax(a, 0, readOnly, 0, 5),
          "dst is read-only");
      refused(IllegalArgumentException.class, () -> Softmax.softmax(b, 0, b, 1, 5), "overlap");
      refused(IllegalArgumentException.class, () -> Softmax.logSoftmax(b, 19, b, 0, 5), "overlap");
      refused(
          IllegalStateException.class,
          () -> Softmax.softmax(Refusals.closed(40), 0, b, 0, 5),
          "src is closed");
      refused(
          WrongThreadException.class,
          () -> Softmax.logSoftmax(a, 0, Refusals.foreign(40), 0, 5),
          "dst belongs to another thread");
    }
    assertNull(dst.writtenOutside(Place.row(0, 0)));
  }

  @Test
  void logSumExpChecksItsOffset() {
    Matrix src = matrix(filled(15));
    float[] dst = filled(10);
    for (int bad : new int[] {-1, 8, 11, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      refused(
          IndexOutOfBoundsException.class,
          () -> Softmax.logSumExp(src, dst, bad),
          "dst:",
          bad,
          "array of 10");
      refused(
          IndexOutOfBoundsException.class,
          () -> Softmax.logSumExpGradient(src, dst, bad, matrix(filled(15))),
          "dy:",
          bad,
          "array of 10");
    }
    assertArrayEquals(filled(10), dst);
    Softmax.logSumExp(src, dst, 7);
    float[] expected = filled(10);
    Arrays.fill(expected, 7, 10, 7f + (float) Math.log(5));
    assertArrayEquals(expected, dst, 1e-6f);
  }

  @Test
  void theEmptyRowMayNotBeNull() {
    float[] dst = filled(15);
    refused(
        NullPointerException.class,
        () -> Softmax.softmax(matrix(filled(15)), matrix(dst), (EmptyRow) null),
        "emptyRow");
    assertArrayEquals(filled(15), dst);
  }

  @Test
  void optionsMayNotBeNull() {
    Matrix logits = matrix(filled(15));
    Matrix targets = matrix(filled(15));
    float[] dst = filled(15);
    Matrix gradient = matrix(dst);
    float[] losses = results();
    int[] labels = labels();
    Class<NullPointerException> type = NullPointerException.class;
    refused(type, () -> SoftmaxCrossEntropy.loss(logits, labels, null), "options");
    refused(type, () -> SoftmaxCrossEntropy.loss(logits, targets, null), "options");
    refused(type, () -> SoftmaxCrossEntropy.losses(logits, labels, losses, null), "options");
    refused(type, () -> SoftmaxCrossEntropy.losses(logits, targets, losses, null), "options");
    refused(type, () -> SoftmaxCrossEntropy.gradient(logits, labels, gradient, null), "options");
    refused(type, () -> SoftmaxCrossEntropy.gradient(logits, targets, gradient, null), "options");
    refused(
        type, () -> SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, null), "options");
    refused(
        type,
        () -> SoftmaxCrossEntropy.lossAndGradient(logits, targets, gradient, null),
        "options");
    refused(
        type,
        () -> SoftmaxCrossEntropy.lossesAndGradient(logits, labels, losses, losses, gradient, null),
        "options");
    refused(
        type,
        () ->
            SoftmaxCrossEntropy.lossesAndGradient(logits, targets, losses, losses, gradient, null),
        "options");
    assertArrayEquals(filled(15), dst);
    assertArrayEquals(results(), losses);
  }

  @Test
  void oneLossCannotBeHadWithoutReduction() {
    Matrix logits = matrix(filled(15));
    Matrix targets = matrix(filled(15));
    float[] dst = filled(15);
    Matrix gradient = matrix(dst);
    int[] labels = labels();
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    refused(type, () -> SoftmaxCrossEntropy.loss(logits, labels, NONE), "NONE", "losses");
    refused(type, () -> SoftmaxCrossEntropy.loss(logits, targets, NONE), "NONE", "losses");
    refused(type, () -> SoftmaxCrossEntropy.gradient(logits, labels, gradient, NONE), "NONE");
    refused(type, () -> SoftmaxCrossEntropy.gradient(logits, targets, gradient, NONE), "NONE");
    refused(
        type, () -> SoftmaxCrossEntropy.lossAndGradient(logits, labels, gradient, NONE), "NONE");
    refused(
        type, () -> SoftmaxCrossEntropy.lossAndGradient(logits, targets, gradient, NONE), "NONE");
    assertArrayEquals(filled(15), dst);
    float[] losses = new float[ROWS];
    float[] others = new float[ROWS];
    SoftmaxCrossEntropy.losses(logits, labels, losses, NONE);
    SoftmaxCrossEntropy.losses(logits, labels, others, MEAN); // the reduction is not looked at
    assertArrayEquals(losses, others);
  }

  @Test
  void optionsAreCheckedAndKept() {
    assertSame(Reduction.MEAN, MEAN.reduction());
    assertEquals(-100, MEAN.ignoreIndex());
    assertEquals(1f, MEAN.lossGradient());
    assertFalse(MEAN.emptyMeanZero());
    CrossEntropyOptions changed =
        MEAN.withReduction(Reduction.SUM)
            .withIgnoreIndex(Integer.MIN_VALUE)
            .withLossGradient(-0.5f)
            .withEmptyMeanZero(true)
            .withReduction(Reduction.NONE);
    assertSame(Reduction.NONE, changed.reduction());
    assertEquals(Integer.MIN_VALUE, changed.ignoreIndex());
    assertEquals(-0.5f, changed.lossGradient());
    assertEquals(true, changed.emptyMeanZero());
    assertSame(Reduction.MEAN, MEAN.reduction());
    refused(NullPointerException.class, () -> MEAN.withReduction(null), "reduction");
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      refused(
          IllegalArgumentException.class,
          () -> MEAN.withLossGradient(bad),
          "lossGradient is " + bad);
    }
  }
}
