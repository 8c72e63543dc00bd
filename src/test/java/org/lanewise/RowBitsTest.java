package org.lanewise;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.table.RowTable;
import org.lanewise.table.RowTable.Content;
import org.lanewise.table.RowTable.Operands;
import org.lanewise.table.RowTable.RowCase;
import org.lanewise.table.RowTable.RowInputs;
import org.lanewise.table.RowTable.Style;
import org.lanewise.testing.BitsCheck;
import org.lanewise.testing.ExpectedPath;
import org.lanewise.testing.Region;
import org.lanewise.testing.Region.Kind;
import org.lanewise.testing.Region.Place;

/**
 * The kernels over rows as callers see them: the same bits as the plain call on dense arrays in all
 * kinds of memory and all combinations of them, with strides, at all alignments, in place. What the
 * plain call returns, the golden hashes say.
 */
@Tag("bits")
class RowBitsTest {

  private static final BitsCheck CHECK = new BitsCheck(RowBitsTest.class);

  /** A shape of a matrix, and what its rows look like. */
  private record Shape(int rows, int cols, Style style) {}

  /** For all combinations of kinds of memory. */
  private static final List<Shape> SMALL =
      List.of(new Shape(3, 21, Style.NORMAL), new Shape(20, 6, Style.SPECIAL));

  /** For operands of one kind. */
  private static final List<Shape> ALL =
      List.of(
          new Shape(0, 5, Style.NORMAL),
          new Shape(4, 0, Style.NORMAL),
          new Shape(7, 1, Style.NORMAL),
          new Shape(6, 1, Style.SPECIAL),
          new Shape(4, 2, Style.NORMAL),
          new Shape(300, 7, Style.NORMAL),
          new Shape(130, 16, Style.SPECIAL),
          new Shape(140, 32, Style.NORMAL),
          new Shape(18, 35, Style.HOSTILE),
          new Shape(12, 67, Style.SPECIAL),
          new Shape(5, 100, Style.WIDE),
          new Shape(2, 1037, Style.NORMAL),
          new Shape(2, 4099, Style.NORMAL),
          new Shape(1, 32_768, Style.NORMAL),
          new Shape(1, 32_769, Style.NORMAL),
          new Shape(6, 32_800, Style.SPECIAL),
          new Shape(2, 70_000, Style.NORMAL),
          new Shape(1, 524_289, Style.NORMAL));

  /** Elements from which on a shape takes long. */
  private static final int LARGE = 20_000;

  /** Kinds of memory with loops of their own. */
  private static final List<Kind> LOOP_KINDS = List.of(Kind.ARRAY, Kind.NATIVE);

  /** How an operand lies: bytes in front of it, elements between its rows. */
  private record Layout(int byteOffset, int gap) {}

  private static final Layout DENSE = new Layout(0, 0);
  private static final Layout SPREAD = new Layout(12, 3);
  private static final Layout ODD = new Layout(5, 2);

  @BeforeAll
  static void thePathIsTheOneAskedFor() {
    ExpectedPath.check();
  }

  @AfterAll
  static void summary() {
    CHECK.finish();
  }

  static Stream<RowCase> rows() {
    return RowTable.ROWS.stream();
  }

  /** What the plain call gives: a number, one number a row, a matrix. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Results(float number, float[] perRow, float[] matrix) {}

  private static Results plain(RowCase row, RowInputs inputs) {
    float[] matrix = new float[inputs.rows() * inputs.cols()];
    float[] perRow = perRow(inputs);
    float number = row.call().run(inputs.operands(matrix, perRow));
    return new Results(number, perRow, matrix);
  }

  private static float[] perRow(RowInputs inputs) {
    float[] perRow = new float[inputs.rows()];
    Arrays.fill(perRow, 77f);
    return perRow;
  }

  private static Place place(RowInputs inputs, Layout layout) {
    return new Place(
        Region.at(0, layout.byteOffset), inputs.rows(), inputs.cols(), inputs.cols() + layout.gap);
  }

  private static int capacity(int rows, int cols) {
    return rows * (cols + 3) + 8;
  }

  private static Layout layout(Kind kind, int round) {
    return switch (round % 3) {
      case 0 -> DENSE;
      case 1 -> SPREAD;
      default -> kind == Kind.ARRAY ? SPREAD : ODD;
    };
  }

  /** An operand in memory. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Operand(Region region, Place place, float[] values) {

    Matrix fill() {
      region.put(place, values, 0);
      return region.matrix(place);
    }

    void checkUnchanged(String where) {
      checkOutside(where);
      float[] now = region.get(place);
      for (int i = 0; i < now.length; i++) {
        if (Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(now[i])) {
          throw new AssertionError(where + ": element " + i + " of a source was changed");
        }
      }
    }

    void checkOutside(String where) {
      String written = region.writtenOutside(place);
      if (written != null) {
        throw new AssertionError(where + ": " + written);
      }
    }

    @Override
    public String toString() {
      return place + " of " + region;
    }
  }

  private static void check(
      RowCase row, RowInputs inputs, Results expected, Operand first, Operand second, Operand dst) {
    String where = row.name() + " of " + first + ", " + second + " to " + dst;
    dst.region.clear();
    Matrix a = first.fill();
    Matrix b = second.fill();
    // In place one of these is what dst is, and keeps its values.
    Matrix to = dst.region.matrix(dst.place);
    float[] perRow = perRow(inputs);
    Operands operands = new Operands(a, b, to, inputs.labels(), inputs.factors(), perRow);
    float number = row.call().run(operands);
    CHECK.same(() -> where, expected.number, number);
    CHECK.same(() -> where + ", results", r -> "row " + r, expected.perRow, perRow, inputs.rows());
    if (row.writesMatrix()) {
      float[] matrix = dst.region.get(dst.place);
      CHECK.same(
          () -> where,
          i ->
              "row "
                  + i / inputs.cols()
                  + ": "
                  + BitsCheck.hex(inputs.first()[i])
                  + " and "
                  + BitsCheck.hex(inputs.second()[i]),
          expected.matrix,
          matrix,
          matrix.length);
      dst.checkOutside(where);
    }
    for (Operand source : List.of(first, second)) {
      if (source.region != dst.region || !row.writesMatrix()) {
        source.checkUnchanged(where);
      }
    }
  }

  private static RowInputs inputs(RowCase row, Shape shape) {
    return RowTable.inputs(row, shape.rows, shape.cols, shape.style, 99L + shape.cols);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anyCombinationOfMemory(RowCase row) {
    for (Shape shape : SMALL) {
      RowInputs inputs = inputs(row, shape);
      Results expected = plain(row, inputs);
      List<Region> firsts = regions(shape);
      List<Region> seconds = regions(shape);
      List<Region> targets = regions(shape);
      if (!row.hasSecond()) {
        seconds = seconds.subList(0, 1);
      }
      if (!row.writesMatrix()) {
        targets = targets.subList(0, 1);
      }
      int round = 0;
      for (Region first : firsts) {
        for (Region second : seconds) {
          for (Region target : targets) {
            Operand a = operand(first, inputs, inputs.first(), round);
            Operand b = operand(second, inputs, inputs.second(), round / 2);
            Operand dst = operand(target, inputs, inputs.first(), round / 3);
            check(row, inputs, expected, a, b, dst);
            round++;
          }
        }
      }
    }
  }

  private static List<Region> regions(Shape shape) {
    List<Region> regions = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      regions.add(new Region(kind, capacity(shape.rows, shape.cols)));
    }
    return regions;
  }

  private static Operand operand(Region region, RowInputs inputs, float[] values, int round) {
    return new Operand(region, place(inputs, layout(region.kind(), round)), values);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anyShapeAndLayout(RowCase row) {
    for (Shape shape : ALL) {
      RowInputs inputs = inputs(row, shape);
      Results expected = plain(row, inputs);
      boolean large = inputs.first().length >= LARGE;
      boolean part = large && ExpectedPath.emulated();
      for (Kind kind : part ? LOOP_KINDS : List.of(Kind.values())) {
        Region first = new Region(kind, capacity(shape.rows, shape.cols));
        Region second = new Region(kind, capacity(shape.rows, shape.cols));
        Region target = new Region(kind, capacity(shape.rows, shape.cols));
        for (int round = 0; round < (large ? 1 : 3); round++) {
          Operand a = operand(first, inputs, inputs.first(), round);
          Operand b = operand(second, inputs, inputs.second(), round + 1);
          check(row, inputs, expected, a, b, operand(target, inputs, inputs.first(), round + 2));
          if (part) {
            continue;
          }
          // In place over the first matrix, and over a gradient.
          check(row, inputs, expected, a, b, a);
          if (row.second() == Content.GRADIENT) {
            check(row, inputs, expected, a, b, b);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void columnSlicesOfOneMemory(RowCase row) {
    // Source and target are interleaved: the left and the right columns of one wide matrix.
    Shape shape = new Shape(9, 37, Style.HOSTILE);
    RowInputs inputs = inputs(row, shape);
    Results expected = plain(row, inputs);
    for (Kind kind : Kind.values()) {
      Region region = new Region(kind, 9 * 80);
      Place left = new Place(Region.at(0, 0), 9, 37, 80);
      Place right = new Place(Region.at(43, 0), 9, 37, 80);
      region.put(left, inputs.first(), 0);
      float[] perRow = perRow(inputs);
      Operands operands =
          new Operands(
              region.matrix(left),
              Matrix.of(inputs.second(), 9, 37),
              region.matrix(right),
              inputs.labels(),
              inputs.factors(),
              perRow);
      String where = row.name() + ", column slices of " + region;
      CHECK.same(() -> where, expected.number, row.call().run(operands));
      CHECK.same(() -> where, r -> "row " + r, expected.perRow, perRow, 9);
      if (row.writesMatrix()) {
        CHECK.same(
            () -> where, i -> "element " + i, expected.matrix, region.get(right), right.size());
      }
      new Operand(region, left, inputs.first()).region.get(left);
      CHECK.same(() -> where, i -> "source", inputs.first(), region.get(left), left.size());
    }
  }

  /** A method over one row. */
  private interface SingleRow {
    void arrays(float[] src, int srcOffset, float[] dst, int dstOffset, int length);

    void segments(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length);
  }

  private static final SingleRow SOFTMAX =
      new SingleRow() {
        @Override
        public void arrays(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
          Softmax.softmax(src, srcOffset, dst, dstOffset, length);
        }

        @Override
        public void segments(
            MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
          Softmax.softmax(src, srcOffset, dst, dstOffset, length);
        }
      };

  private static final SingleRow LOG_SOFTMAX =
      new SingleRow() {
        @Override
        public void arrays(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
          Softmax.logSoftmax(src, srcOffset, dst, dstOffset, length);
        }

        @Override
        public void segments(
            MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
          Softmax.logSoftmax(src, srcOffset, dst, dstOffset, length);
        }
      };

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theMethodsForOneRow(Kind kind) {
    for (String name : List.of("Softmax.softmax(NAN)", "Softmax.logSoftmax")) {
      RowCase row = RowTable.ROWS.stream().filter(r -> r.name().equals(name)).findFirst().get();
      SingleRow method = name.contains("log") ? LOG_SOFTMAX : SOFTMAX;
      for (int n = 0; n <= 67; n++) {
        RowInputs inputs = RowTable.inputs(row, 1, n, n % 2 == 0 ? Style.NORMAL : Style.HOSTILE, n);
        Results expected = plain(row, inputs);
        Region src = new Region(kind, 80);
        Region dst = new Region(kind, 80);
        Operand from = operand(src, inputs, inputs.first(), n);
        Operand to = operand(dst, inputs, inputs.first(), n / 3);
        from.fill();
        long a = from.place.byteOffset();
        long b = to.place.byteOffset();
        if (kind == Kind.ARRAY) {
          method.arrays(src.array(), Region.index(a), dst.array(), Region.index(b), n);
        } else {
          method.segments(src.segment(), a, dst.segment(), b, n);
        }
        String where = name + " of one row, " + kind;
        CHECK.same(
            () -> where,
            i -> BitsCheck.hex(inputs.first()[i]),
            expected.matrix,
            dst.get(to.place),
            n);
        to.checkOutside(where);
        from.checkUnchanged(where);
      }
    }
  }

  @Test
  void aRowDependsOnItselfAlone() {
    int rows = 12;
    int cols = 50;
    for (RowCase row : RowTable.ROWS) {
      if (row.name().contains("MEAN") || row.name().contains("SUM")) {
        continue; // the number of rows counts, or their sum
      }
      if (row.name().contains("keep") || row.name().contains("causal")) {
        continue; // the number of the row counts
      }
      if (row.name().contains("AlongRows")) {
        continue; // all rows count
      }
      RowInputs inputs = inputs(row, new Shape(rows, cols, Style.SPECIAL));
      Results all = plain(row, inputs);
      for (int r = 0; r < rows; r++) {
        float[] x = Arrays.copyOfRange(inputs.first(), r * cols, (r + 1) * cols);
        float[] y = Arrays.copyOfRange(inputs.second(), r * cols, (r + 1) * cols);
        int[] label = {inputs.labels()[r]};
        float[] factor = {inputs.factors()[r]};
        Results alone = plain(row, new RowInputs(1, cols, x, y, label, factor));
        float[] expected = Arrays.copyOfRange(all.matrix, r * cols, (r + 1) * cols);
        String where = row.name() + ", row " + r + " by itself";
        CHECK.same(() -> where, i -> BitsCheck.hex(x[i]), expected, alone.matrix, cols);
        CHECK.same(() -> where, all.perRow[r], alone.perRow[0]);
      }
    }
  }
}
