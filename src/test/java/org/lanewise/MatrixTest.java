package org.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lanewise.testing.Refusals.refused;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.lanewise.testing.Refusals;

/** What can be a matrix, and what is refused. */
class MatrixTest {

  private static final int MAX = Integer.MAX_VALUE;
  private static final int MIN = Integer.MIN_VALUE;

  private static final float[] ARRAY = new float[100];
  private static final MemorySegment SEGMENT = MemorySegment.ofArray(new float[100]);

  @Test
  void aMatrixKnowsItsShape() {
    Matrix matrix = Matrix.of(ARRAY, 3, 7, 11, 12);
    assertEquals(7, matrix.rows());
    assertEquals(11, matrix.cols());
    assertEquals(4, Matrix.of(SEGMENT, 4, 25).rows());
    assertEquals(25, Matrix.of(SEGMENT, 4, 25).cols());
  }

  @Test
  void theTextSaysWhereItLies() {
    String text = Matrix.of(ARRAY, 3, 7, 11, 12).toString();
    assertTrue(text.contains("7 × 11 floats with row stride 12 at 3"), text);
    assertTrue(text.contains("array of 100"), text);
    assertTrue(Matrix.of(SEGMENT, 8, 2, 3, 4).toString().contains("2 × 3"), SEGMENT::toString);
  }

  @Test
  void whatJustFitsIsGood() {
    assertEquals(10, Matrix.of(ARRAY, 10, 10).rows());
    assertEquals(10, Matrix.of(ARRAY, 9, 10, 1, 10).rows()); // the last row has no gap behind it
    assertEquals(2, Matrix.of(ARRAY, 0, 2, 1, 99).rows());
    assertEquals(1, Matrix.of(ARRAY, 90, 1, 10, MAX).rows()); // a single row has no stride
    assertEquals(2, Matrix.of(SEGMENT, 0, 2, 1, 99).rows());
    assertEquals(1, Matrix.of(SEGMENT, 396, 1, 1, Long.MAX_VALUE).rows());
  }

  @Test
  void emptyMatricesAreGood() {
    assertEquals(0, Matrix.of(new float[0], 0, 0).rows());
    assertEquals(5, Matrix.of(ARRAY, 100, 5, 0, 0).rows());
    assertEquals(MAX, Matrix.of(ARRAY, MAX, 0).rows());
    assertEquals(MAX, Matrix.of(ARRAY, 0, MAX).cols());
    assertEquals(0, Matrix.of(SEGMENT, 400, 0, 7, 7).rows());
  }

  @Test
  void nullIsRefused() {
    refused(NullPointerException.class, () -> Matrix.of((float[]) null, 1, 1), "data");
    refused(NullPointerException.class, () -> Matrix.of((MemorySegment) null, 1, 1), "data");
  }

  @Test
  void negativeShapesAreRefused() {
    for (int bad : new int[] {-1, MIN}) {
      refused(IllegalArgumentException.class, () -> Matrix.of(ARRAY, bad, 1), "rows is " + bad);
      refused(IllegalArgumentException.class, () -> Matrix.of(SEGMENT, bad, 1), "rows is " + bad);
      refused(IllegalArgumentException.class, () -> Matrix.of(ARRAY, 1, bad), "cols is " + bad);
      refused(IllegalArgumentException.class, () -> Matrix.of(SEGMENT, 1, bad), "cols is " + bad);
    }
  }

  @Test
  void shortStridesAreRefused() {
    for (int bad : new int[] {9, 0, -1, MIN}) {
      refused(
          IllegalArgumentException.class,
          () -> Matrix.of(ARRAY, 0, 2, 10, bad),
          "rowStride is " + bad,
          "cols 10");
      refused(
          IllegalArgumentException.class,
          () -> Matrix.of(SEGMENT, 0, 1, 10, bad),
          "rowStride is " + bad,
          "cols 10");
    }
    refused(
        IllegalArgumentException.class,
        () -> Matrix.of(SEGMENT, 0, 1, 10, Long.MIN_VALUE),
        "rowStride is " + Long.MIN_VALUE);
  }

  @Test
  void matricesThatReachOutsideOfAnArrayAreRefused() {
    int[][] bad = { // offset, rows, cols, stride
      {0, 11, 10, 10},
      {1, 10, 10, 10},
      {0, 2, 1, 100},
      {0, 3, 2, 50},
      {-1, 1, 1, 1},
      {101, 0, 0, 0},
      {100, 1, 1, 1},
      {MAX, 1, 1, 1},
      {MIN, 1, 1, 1},
      {0, MAX, 1, 1},
      {0, 1, MAX, MAX},
      {0, MAX, MAX, MAX}, // rows times columns is 1 as an int
      {0, 1 << 16, 1 << 16, 1 << 16}, // and here 0
      {MAX, MAX, MAX, MAX}
    };
    for (int[] b : bad) {
      refused(
          IndexOutOfBoundsException.class,
          () -> Matrix.of(ARRAY, b[0], b[1], b[2], b[3]),
          "data:",
          b[1] + " × " + b[2],
          "stride " + b[3],
          "offset " + b[0],
          "array of 100");
    }
    refused(IndexOutOfBoundsException.class, () -> Matrix.of(ARRAY, 11, 10), "data:", "11 × 10");
  }

  @Test
  void matricesThatReachOutsideOfASegmentAreRefused() {
    long[][] bad = { // byte offset, rows, cols, stride
      {0, 11, 10, 10},
      {1, 10, 10, 10},
      {0, 2, 1, 100},
      {-4, 1, 1, 1},
      {401, 0, 0, 0},
      {397, 1, 1, 1},
      {Long.MAX_VALUE, 1, 1, 1},
      {Long.MIN_VALUE, 1, 1, 1},
      {0, MAX, MAX, MAX},
      {0, 2, 1, Long.MAX_VALUE},
      {0, 2, 1, (1L << 62) - 1}, // times four bytes is 0
      {0, 3, 1, Long.MAX_VALUE / 2},
      {0, MAX, 1, Long.MAX_VALUE}
    };
    for (long[] b : bad) {
      refused(
          IndexOutOfBoundsException.class,
          () -> Matrix.of(SEGMENT, b[0], (int) b[1], (int) b[2], b[3]),
          "data:");
    }
    refused(
        IndexOutOfBoundsException.class,
        () -> Matrix.of(SEGMENT, 4, 10, 10, 10),
        "byte offset 4",
        "100 floats",
        "400 bytes");
  }

  @Test
  @SuppressWarnings("restricted") // nobody reads it
  void moreRowsOrColumnsThanBlocksCanCountAreRefused() {
    int most = 2_147_418_112;
    MemorySegment large = MemorySegment.ofAddress(64).reinterpret(1L << 34);
    assertEquals(most, Matrix.of(large, 1, most).cols());
    assertEquals(most, Matrix.of(large, most, 1).rows());
    refused(
        IllegalArgumentException.class, () -> Matrix.of(large, 1, most + 1), "cols is 2147418113");
    refused(
        IllegalArgumentException.class, () -> Matrix.of(large, most + 1, 1), "rows is 2147418113");
  }

  @Test
  void closedAndForeignSegmentsAreRefused() {
    refused(
        IllegalStateException.class, () -> Matrix.of(Refusals.closed(400), 1, 1), "data is closed");
    refused(
        WrongThreadException.class,
        () -> Matrix.of(Refusals.foreign(400), 1, 1),
        "data belongs to another thread");
  }
}
