package org.lanewise.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lanewise.testing.Refusals.refused;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.Softmax;

/** Where views overlap, and what copies of them hold. */
class MatrixViewTest {

  private static final int ROWS = 4;
  private static final int STRIDE = 10;

  private static float[] numbers(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    return x;
  }

  /** Columns of a matrix of 4 × 10. */
  private static MatrixView slice(Object data, int from, int to) {
    return data instanceof float[] array
        ? MatrixView.of(array, from, ROWS, to - from, STRIDE)
        : MatrixView.of((MemorySegment) data, from * 4L, ROWS, to - from, STRIDE);
  }

  private static void good(MatrixView a, MatrixView b) {
    a.checkOverlap("a", "b", b);
    b.checkOverlap("b", "a", a);
    a.checkDisjoint("a", "b", b);
    b.checkDisjoint("b", "a", a);
  }

  private static void bad(MatrixView a, MatrixView b) {
    String words = "overlap without being the same";
    refused(IllegalArgumentException.class, () -> a.checkOverlap("a", "b", b), "a and b", words);
    refused(IllegalArgumentException.class, () -> b.checkOverlap("b", "a", a), "b and a", words);
    refused(IllegalArgumentException.class, () -> a.checkDisjoint("a", "b", b), "a and b", words);
  }

  @Test
  void columnsOfOneMatrixMayLieBesideEachOther() {
    try (Arena arena = Arena.ofConfined()) {
      List<Object> memories =
          List.of(
              new float[ROWS * STRIDE],
              MemorySegment.ofArray(new float[ROWS * STRIDE]),
              MemorySegment.ofArray(new byte[ROWS * STRIDE * 4]),
              arena.allocate(ROWS * STRIDE * 4L, 64));
      for (Object data : memories) {
        good(slice(data, 0, 5), slice(data, 5, 10));
        good(slice(data, 0, 3), slice(data, 3, 6));
        good(slice(data, 1, 4), slice(data, 7, 9));
        bad(slice(data, 0, 5), slice(data, 4, 9));
        bad(slice(data, 0, 9), slice(data, 3, 5));
        bad(slice(data, 0, 2), slice(data, 1, 2));
        MatrixView same = slice(data, 2, 7);
        same.checkOverlap("a", "b", slice(data, 2, 7));
        refused(
            IllegalArgumentException.class,
            () -> same.checkDisjoint("a", "b", slice(data, 2, 7)),
            "a and b are the same");
      }
    }
  }

  @Test
  void slicesOfUnequalStrideOverlapWhereTheirRangesDo() {
    float[] array = new float[200];
    bad(MatrixView.of(array, 0, 4, 3, 10), MatrixView.of(array, 5, 4, 3, 20));
    bad(MatrixView.of(array, 0, 4, 3, 10), MatrixView.of(array, 5, 1, 3, 10));
    good(MatrixView.of(array, 0, 4, 3, 10), MatrixView.of(array, 33, 4, 3, 20));
  }

  @Test
  void neighboursDoNotOverlap() {
    float[] array = new float[30];
    good(MatrixView.of(array, 0, 1, 10, 10), MatrixView.of(array, 10, 1, 10, 10));
    good(MatrixView.of(array, 0, 2, 5, 5), MatrixView.of(array, 10, 2, 5, 5));
    bad(MatrixView.of(array, 0, 1, 11, 11), MatrixView.of(array, 10, 1, 11, 11));
  }

  @Test
  void emptyViewsAreDisjointFromThemselves() {
    float[] array = new float[30];
    MatrixView noRows = MatrixView.of(array, 5, 0, 10, 10);
    MatrixView noColumns = MatrixView.of(array, 5, 3, 0, 10);
    good(noRows, noRows);
    good(noColumns, noColumns);
  }

  @Test
  void otherMemoryIsDisjointWhateverTheOffset() {
    good(slice(new float[40], 2, 7), slice(new float[40], 2, 7));
    MemorySegment bytes = MemorySegment.ofArray(new byte[161]).asSlice(1);
    MemorySegment others = MemorySegment.ofArray(new byte[161]).asSlice(1);
    good(slice(bytes, 2, 7), slice(others, 2, 7));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(160, 64);
      good(slice(a, 2, 7), slice(arena.allocate(160, 64), 2, 7));
      good(slice(a, 2, 7), slice(new float[40], 2, 7));
    }
  }

  @Test
  void rowsAndColumnsBeginWhereTheyShould() {
    MatrixView array = MatrixView.of(new float[100], 3, 5, 7, 11);
    assertEquals(3, array.row(0));
    assertEquals(3 + 4 * 11, array.row(4));
    MatrixView some = array.columns(2, 6);
    assertEquals(new MatrixView(null, array.memory(), 5, 5, 4, 11), some);
    assertEquals(5 + 11, some.row(1));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(400, 64);
      MatrixView offHeap = MatrixView.of(memory, 12, 5, 7, 11);
      assertEquals(12 + 4 * 11 * 4, offHeap.row(4));
      assertEquals(12 + 2 * 4, offHeap.columns(2, 6).row(0));
    }
    MatrixView copied = MatrixView.of(MemorySegment.ofArray(new byte[401]), 1, 5, 7, 11);
    assertEquals(1 + 2 * 4, copied.columns(2, 6).base());
    assertEquals(array, array.columns(0, 7));
    assertEquals(0, array.columns(7, 7).cols());
    for (int[] range : new int[][] {{2, 8}, {-1, 2}, {3, 2}, {8, 8}}) {
      refused(
          IndexOutOfBoundsException.class,
          () -> array.columns(range[0], range[1]),
          "from " + range[0] + " and to " + range[1] + " are no range of 7 columns");
    }
  }

  @Test
  void copiesHoldWhatViewsShow() {
    float[] numbers = numbers(60);
    MemorySegment bytes = MemorySegment.ofArray(new byte[243]);
    MemorySegment.copy(MemorySegment.ofArray(numbers), 0, bytes, 3, 240);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offHeap = arena.allocate(240).copyFrom(MemorySegment.ofArray(numbers));
      MemorySegment late = MemorySegment.ofArray(numbers(60)).asSlice(8);
      List<MatrixView> views =
          List.of(
              MatrixView.of(numbers(60), 5, 3, 4, 10),
              MatrixView.of(late, 12, 3, 4, 10),
              MatrixView.of(bytes, 23, 3, 4, 10),
              MatrixView.of(offHeap, 20, 3, 4, 10));
      for (MatrixView view : views) {
        MatrixView copy = view.copy();
        assertEquals(0, copy.base());
        assertEquals(4, copy.rowStride());
        float[] dense = (float[]) copy.memory();
        float[] shown = {5, 6, 7, 8, 15, 16, 17, 18, 25, 26, 27, 28};
        assertArrayEquals(shown, dense);
        for (int i = 0; i < dense.length; i++) {
          dense[i] = -dense[i];
        }
        view.writeBack(copy);
        MatrixView around = new MatrixView(view.segment(), view.memory(), view.base(), 3, 5, 10);
        float[] expected = {-5, -6, -7, -8, 9, -15, -16, -17, -18, 19, -25, -26, -27, -28, 29};
        assertArrayEquals(expected, (float[]) around.copy().memory());
        assertArrayEquals(new float[12], (float[]) view.blank().memory());
      }
    }
  }

  @Test
  void someRowsAreReadAndWritten() {
    for (int stride : new int[] {4, 6}) {
      float[] numbers = numbers(40);
      MatrixView view = MatrixView.of(MemorySegment.ofArray(numbers).asSlice(8), 12, 3, 4, stride);
      float[] rows = new float[9];
      view.readRows(1, 2, rows);
      int first = 2 + 3 + stride;
      float[] expected = new float[9];
      for (int c = 0; c < 4; c++) {
        expected[c] = first + c;
        expected[4 + c] = first + stride + c;
      }
      assertArrayEquals(expected, rows);
      float[] others = {-1, -2, -3, -4, -5, -6, -7, -8, -9};
      view.writeRows(others, 1, 2);
      float[] written = numbers(40);
      System.arraycopy(others, 0, written, first, 4);
      System.arraycopy(others, 4, written, first + stride, 4);
      assertArrayEquals(written, numbers);
      view.readRows(3, 0, rows);
      view.writeRows(others, 3, 0);
      assertArrayEquals(expected, rows);
      assertArrayEquals(written, numbers);
    }
  }

  @Test
  void whatNoArrayCanHoldIsNotCopied() {
    MatrixView huge =
        new MatrixView(MemorySegment.ofArray(new byte[4]), null, 0, 1 << 16, 1 << 15, 1 << 15);
    refused(IllegalArgumentException.class, huge::copy, "too large for memory");
  }

  /** A single row has the limit of a matrix: its kernels would not come to an end. */
  @Test
  void noRowIsLongerThanKernelsCan(@TempDir Path directory) throws IOException {
    int length = MatrixView.MOST + 1;
    // A file with nothing in it: only its length is looked at.
    try (FileChannel file =
            FileChannel.open(
                directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment row = file.map(FileChannel.MapMode.READ_WRITE, 0, 4L * length, arena);
      String words = "length is " + length + ", more than " + MatrixView.MOST;
      refused(IllegalArgumentException.class, () -> Softmax.softmax(row, 0, row, 0, length), words);
      refused(
          IllegalArgumentException.class, () -> Softmax.logSoftmax(row, 0, row, 0, length), words);
    }
  }
}
