package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.EmptyRow;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Operands;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.table.RowTable.RowInputs;
import org.lanewise.table.RowTable.Style;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Inputs;

/** Rows that go together, as columns or pass by pass, against the same rows one by one. */
@Tag("bits")
class ManyRowsTest {

  private static final BitsCheck CHECK = new BitsCheck(ManyRowsTest.class);

  /** Kernels whose rows have nothing to do with each other, beside the losses of rows. */
  private static final Set<String> NAMES =
      Set.of(
          "Softmax.softmax(NAN)",
          "Softmax.softmax(ZERO)",
          "Softmax.softmax(UNIFORM)",
          "Softmax.softmax(capped)",
          "Softmax.softmax(mask)",
          "Softmax.logSoftmax",
          "Softmax.logSumExp",
          "Softmax.softmaxGradient",
          "Softmax.logSoftmaxGradient",
          "Softmax.logSumExpGradient",
          "SoftmaxCrossEntropy.gradient(labels,SUM)");

  /** Up to one more than goes as columns; rows for a panel and some lanes more. */
  private static final int[] COLS = {1, 2, 3, 7, 8, 9, 16, 17, 31, 32, 33};

  private static final int[] ROWS = {1, 15, 16, 17, 33, 127, 257, 530};

  /** Up to one more than goes pass by pass; rows for a group and some more. */
  private static final int[] LONGER = {34, 64, 100, 511, 512, 513};

  private static final int[] FEWER_ROWS = {1, 2, 16, 19};

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  static Stream<RowCase> kernels() {
    return RowTable.ROWS.stream()
        .filter(row -> NAMES.contains(row.name()) || row.name().contains(".losses"));
  }

  @Test
  void allKernelsAreThere() {
    assertEquals(NAMES.size(), kernels().filter(row -> NAMES.contains(row.name())).count());
    assertTrue(kernels().count() > NAMES.size());
  }

  @Test
  void whichRowsGoTogether() {
    assertTrue(RowGroups.in(matrix(2, 512)));
    assertFalse(RowGroups.in(matrix(1, 512)));
    assertFalse(RowGroups.in(matrix(2, 513)));
    assertFalse(RowGroups.in(matrix(2, 1)));
    assertTrue(ShortRows.in(matrix(16, 32), 32));
    assertFalse(ShortRows.in(matrix(15, 32), 32));
    assertFalse(ShortRows.in(matrix(16, 33), 32));
    assertFalse(ShortRows.in(matrix(16, 0), 32));
  }

  private static MatrixView matrix(int rows, int cols) {
    return MatrixView.of(new float[rows * cols], 0, rows, cols, cols);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void manyAreAsEachAlone(RowCase row) {
    compare(row, COLS, ROWS);
    compare(row, LONGER, FEWER_ROWS);
  }

  /** Flags of a row are those of the row, also where rows are apart. */
  @Test
  void flagsGoWithTheirRows() {
    SoftmaxOptions options = SoftmaxOptions.DEFAULT.withScale(0.7f);
    for (int cols : new int[] {1, 3, 16, 17, 100, 512}) {
      int rows = 37;
      int stride = cols + 5;
      float[] x = new Inputs(cols).normal(rows * stride, 3f);
      x[4 * stride] = Float.NaN;
      boolean[] flags = flags(rows, stride);
      float[] y = new float[rows * stride];
      Softmax.softmax(
          Matrix.of(x, 0, rows, cols, stride),
          SoftmaxMask.keep(flags, 0, rows, cols, stride),
          Matrix.of(y, 0, rows, cols, stride),
          options);
      for (int r = 0; r < rows; r++) {
        float[] line = new float[stride];
        Softmax.softmax(
            Matrix.of(x, r * stride, 1, cols, stride),
            SoftmaxMask.keep(flags, r * stride, 1, cols, stride),
            Matrix.of(line, 0, 1, cols, stride),
            options);
        String where = rows + " × " + cols + " under flags, row " + r;
        CHECK.same(() -> where, i -> "" + i, line, part(y, r, stride), stride);
      }
    }
  }

  /** Rows under the causal limit are those of their first elements, with zeros behind them. */
  @Test
  void underTheCausalLimitARowIsItsBeginning() {
    for (int[] shape :
        new int[][] {
          {40, 40, 0}, {300, 20, -280}, {33, 17, -5}, {8, 520, 508}, {90, 600, 300}, {20, 100, 90}
        }) {
      for (Style style : Style.values()) {
        underTheCausalLimit(shape[0], shape[1], shape[2], style, SoftmaxOptions.DEFAULT);
        SoftmaxOptions scaled = SoftmaxOptions.DEFAULT.withScale(0.7f);
        underTheCausalLimit(shape[0], shape[1], shape[2], style, scaled);
      }
    }
  }

  /** Flags of all kinds, and a row that has none. */
  private static boolean[] flags(int rows, int stride) {
    boolean[] flags = new boolean[rows * stride];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = i % 7 != 0 && i / stride != 5;
    }
    return flags;
  }

  private static void underTheCausalLimit(
      int rows, int cols, int offset, Style style, SoftmaxOptions options) {
    int stride = cols + 3;
    float[] x = RowTable.inputs(RowTable.ROWS.get(0), rows, stride, style, rows).first();
    boolean[] flags = flags(rows, stride);
    for (boolean masked : new boolean[] {false, true}) {
      float[] y = x.clone();
      Matrix all = Matrix.of(y, 0, rows, cols, stride);
      SoftmaxMask mask = masked ? SoftmaxMask.keep(flags, 0, rows, cols, stride) : SoftmaxMask.NONE;
      Softmax.softmax(all, mask, all, options.withCausal(offset));
      for (int r = 0; r < rows; r++) {
        int length = Math.clamp(r + offset + 1L, 0, cols);
        float[] line = part(x, r, stride);
        Matrix beginning = Matrix.of(line, 1, length);
        SoftmaxMask own =
            masked ? SoftmaxMask.keep(flags, r * stride, 1, length, length) : SoftmaxMask.NONE;
        // The limit makes an empty row one of zeros, as a mask does.
        Softmax.softmax(beginning, own, beginning, options.withEmptyRow(EmptyRow.ZERO));
        Arrays.fill(line, length, cols, 0f);
        String where = rows + " × " + cols + " from " + offset + ", " + style + ", row " + r;
        CHECK.same(() -> where, i -> "" + i, line, part(y, r, stride), stride);
      }
    }
  }

  private static void compare(RowCase row, int[] columns, int[] counts) {
    for (int cols : columns) {
      for (int rows : counts) {
        for (Style style : Style.values()) {
          compare(row, rows, cols, style);
        }
      }
    }
  }

  private static void compare(RowCase row, int rows, int cols, Style style) {
    RowInputs inputs = RowTable.inputs(row, rows, cols, style, rows + cols);
    float[] matrix = new float[rows * cols];
    float[] results = new float[rows];
    row.call().run(inputs.operands(matrix, results));
    for (int r = 0; r < rows; r++) {
      float[] line = new float[cols];
      float[] result = new float[1];
      row.call()
          .run(
              new Operands(
                  Matrix.of(part(inputs.first(), r, cols), 1, cols),
                  Matrix.of(part(inputs.second(), r, cols), 1, cols),
                  Matrix.of(line, 1, cols),
                  Arrays.copyOfRange(inputs.labels(), r, r + 1),
                  part(inputs.factors(), r, 1),
                  result));
      String where = row + ", " + rows + " × " + cols + ", " + style + ", row " + r;
      CHECK.same(() -> where, i -> "" + i, line, part(matrix, r, cols), cols);
      CHECK.same(() -> where, result[0], results[r]);
    }
  }

  private static float[] part(float[] values, int r, int cols) {
    return Arrays.copyOfRange(values, r * cols, (r + 1) * cols);
  }
}
