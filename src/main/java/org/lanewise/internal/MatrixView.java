package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/**
 * A checked view of rows × cols floats.
 *
 * @param segment the segment it was made of, null for arrays
 * @param memory what loops work on, see {@link Memory}; null if the segment has to be copied
 * @param base where the first element is: an index or a byte offset, of the memory if there is one,
 *     else of the segment
 * @param rows number of rows
 * @param cols number of columns
 * @param rowStride elements from row to row
 */
@SuppressWarnings("ReferenceEquality") // whether two views share an array is the question
public record MatrixView(
    MemorySegment segment, Object memory, long base, int rows, int cols, long rowStride) {

  /**
   * Most rows and columns. Kernels go over them in blocks of some thousands, and an int has to
   * count a block beyond the last one.
   */
  static final int MOST = Integer.MAX_VALUE - 0xffff;

  /** A view of an array. */
  public static MatrixView of(float[] data, int offset, int rows, int cols, int rowStride) {
    checkShape(rows, cols, rowStride);
    long extent = extent(rows, cols, rowStride);
    if (offset < 0 || extent > data.length - offset) {
      throw new IndexOutOfBoundsException(
          "data: "
              + describe(rows, cols, rowStride)
              + " at offset "
              + offset
              + " reaches outside an array of "
              + data.length);
    }
    checkCounts(rows, cols);
    return new MatrixView(null, data, offset, rows, cols, rowStride);
  }

  /** A view of a segment. */
  public static MatrixView of(MemorySegment data, long offset, int rows, int cols, long rowStride) {
    checkShape(rows, cols, rowStride);
    long extent = extent(rows, cols, rowStride);
    Ranges.checkSource("data", data, offset, extent);
    checkCounts(rows, cols);
    Object memory = Memory.of(data, offset);
    long base = memory == null ? offset : Memory.base(memory, data, offset);
    return new MatrixView(data, memory, base, rows, cols, rowStride);
  }

  /** Whether row follows row without a gap. */
  boolean dense() {
    return rowStride == cols;
  }

  private static void checkShape(int rows, int cols, long rowStride) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ", less than 0");
    }
    if (cols < 0) {
      throw new IllegalArgumentException("cols is " + cols + ", less than 0");
    }
    if (rowStride < cols) {
      throw new IllegalArgumentException("rowStride is " + rowStride + ", less than cols " + cols);
    }
  }

  private static void checkCounts(int rows, int cols) {
    if (rows > 0 && cols > 0) {
      checkCount("rows", rows);
      checkCount("cols", cols);
    }
  }

  /** Checks that kernels over rows can count so many. */
  static void checkCount(String name, int count) {
    if (count > MOST) {
      throw new IllegalArgumentException(name + " is " + count + ", more than " + MOST);
    }
  }

  private static long extent(int rows, int cols, long rowStride) {
    if (rows == 0 || cols == 0) {
      return 0;
    }
    try {
      return Math.addExact(Math.multiplyExact(rows - 1, rowStride), cols);
    } catch (ArithmeticException e) {
      throw new IndexOutOfBoundsException(
          "data: " + describe(rows, cols, rowStride) + " is longer than a long can count");
    }
  }

  private static String describe(int rows, int cols, long rowStride) {
    return rows + " × " + cols + " floats with row stride " + rowStride;
  }

  /** A view of some columns. */
  public MatrixView columns(int from, int to) {
    if (from < 0 || from > to || to > cols) {
      throw new IndexOutOfBoundsException(
          "from " + from + " and to " + to + " are no range of " + cols + " columns");
    }
    long start =
        memory == null ? base + (long) from * Float.BYTES : Memory.advance(memory, base, from);
    return new MatrixView(segment, memory, start, rows, to - from, rowStride);
  }

  /** Where a row begins. */
  public long row(int r) {
    return Memory.advance(memory, base, r * rowStride);
  }

  /** The array that the elements lie in; null if they lie elsewhere. */
  float[] array() {
    return memory instanceof float[] array ? array : null;
  }

  /** Where an element is in {@link #array}; 0 if there is none. */
  int index(int row, int col) {
    return memory instanceof float[] ? (int) (row(row) + col) : 0;
  }

  /** Copies a part of a row to the beginning of an array. */
  void read(int row, int col, int n, float[] to) {
    if (memory instanceof float[] array) {
      System.arraycopy(array, index(row, col), to, 0, n);
    } else {
      MemorySegment.copy(exact(), Memory.FLOAT, position(row, col), to, 0, n);
    }
  }

  /** Copies the beginning of an array to a part of a row. */
  void write(float[] from, int row, int col, int n) {
    if (memory instanceof float[] array) {
      System.arraycopy(from, 0, array, index(row, col), n);
    } else {
      MemorySegment.copy(from, 0, exact(), Memory.FLOAT, position(row, col), n);
    }
  }

  /** The segment, with its exact class known to the compiler where there is but one. */
  private MemorySegment exact() {
    return memory != null ? Memory.offHeap(memory) : segment;
  }

  private long position(int row, int col) {
    return base + (row * rowStride + col) * Float.BYTES;
  }

  /** Checks, at the time of the call, that the memory can be read. */
  public void checkReadable(String name) {
    if (segment != null) {
      Ranges.checkSource(name, segment, 0, 0);
    }
  }

  /** Checks, at the time of the call, that the memory can be written. */
  public void checkWritable(String name) {
    if (segment != null) {
      Ranges.checkTarget(name, segment, 0, 0);
    }
  }

  /** Checks that another view has the same shape. */
  public void checkSameShape(String name, String otherName, MatrixView other) {
    if (rows != other.rows || cols != other.cols) {
      throw new IllegalArgumentException(
          otherName
              + " is "
              + other.rows
              + " × "
              + other.cols
              + ", but "
              + name
              + " is "
              + rows
              + " × "
              + cols);
    }
  }

  /** Refuses an overlap with another view, unless both are the same rows of the same memory. */
  public void checkOverlap(String name, String otherName, MatrixView other) {
    if (rows == 0 || cols == 0 || other.rows == 0 || other.cols == 0) {
      return;
    }
    if (!sameMemory(other)) {
      return;
    }
    long start = address();
    long otherStart = other.address();
    boolean same = start == otherStart && (rows == 1 || rowStride == other.rowStride);
    long end = start + extent(rows, cols, rowStride) * Float.BYTES;
    long otherEnd = otherStart + extent(other.rows, other.cols, other.rowStride) * Float.BYTES;
    if (!same && start < otherEnd && otherStart < end && !interleaved(other, start - otherStart)) {
      throw new IllegalArgumentException(
          name + " and " + otherName + " overlap without being the same: " + this + ", " + other);
    }
  }

  /** Refuses any overlap with another view. */
  public void checkDisjoint(String name, String otherName, MatrixView other) {
    checkOverlap(name, otherName, other);
    if (rows > 0 && cols > 0 && sameMemory(other) && address() == other.address()) {
      throw new IllegalArgumentException(name + " and " + otherName + " are the same: " + this);
    }
  }

  /** Refuses an array that the elements lie in. */
  public void checkNotIn(String name, String arrayName, float[] array) {
    if (rows == 0 || cols == 0) {
      return;
    }
    boolean inside =
        memory instanceof float[]
            ? memory == array
            : !segment.isNative()
                && segment.asOverlappingSlice(MemorySegment.ofArray(array)).isPresent();
    if (inside) {
      throw new IllegalArgumentException(name + " lies in the array " + arrayName);
    }
  }

  /** Whether rows of equal stride lie in the gaps of each other, as column slices do. */
  private boolean interleaved(MatrixView other, long distanceInBytes) {
    if (rowStride != other.rowStride || rows == 1 || other.rows == 1) {
      return false;
    }
    long stride = rowStride * Float.BYTES;
    long shift = Math.floorMod(distanceInBytes, stride);
    return shift >= (long) other.cols * Float.BYTES && shift + (long) cols * Float.BYTES <= stride;
  }

  private boolean sameMemory(MatrixView other) {
    if (memory instanceof float[] && other.memory instanceof float[]) {
      return memory == other.memory;
    }
    // Read-only segments hide their array: ask the segments. That allocates, so it comes last.
    MemorySegment a = asSegment();
    MemorySegment b = other.asSegment();
    if (a.isNative() || b.isNative()) {
      return a.isNative() && b.isNative();
    }
    return a.asOverlappingSlice(b).isPresent();
  }

  private long address() {
    if (memory instanceof float[]) {
      return base * Float.BYTES;
    }
    return segment.address() + base;
  }

  /** A dense copy in an array. */
  MatrixView copy() {
    long size = (long) rows * cols;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          this + " is too large for memory that has to be copied; use off-heap segments");
    }
    MatrixView copy = blank();
    readRows(0, rows, (float[]) copy.memory);
    return copy;
  }

  /** A dense matrix of the same shape in an array, filled with zeros. */
  MatrixView blank() {
    return of(new float[Math.multiplyExact(rows, cols)], 0, rows, cols, cols);
  }

  /** Copies a dense copy back. */
  void writeBack(MatrixView copy) {
    writeRows((float[]) copy.memory, 0, rows);
  }

  /** Copies some rows to the beginning of an array, one behind the other. */
  void readRows(int first, int n, float[] to) {
    MemorySegment from = asSegment();
    if (dense() && n > 0) {
      MemorySegment.copy(from, Memory.FLOAT, byteOffset(first), to, 0, n * cols);
      return;
    }
    for (int r = 0; r < n; r++) {
      MemorySegment.copy(from, Memory.FLOAT, byteOffset(first + r), to, r * cols, cols);
    }
  }

  /** Copies rows that stand one behind the other at the beginning of an array to some rows. */
  void writeRows(float[] from, int first, int n) {
    MemorySegment to = asSegment();
    if (dense() && n > 0) {
      MemorySegment.copy(from, 0, to, Memory.FLOAT, byteOffset(first), n * cols);
      return;
    }
    for (int r = 0; r < n; r++) {
      MemorySegment.copy(from, r * cols, to, Memory.FLOAT, byteOffset(first + r), cols);
    }
  }

  private MemorySegment asSegment() {
    return segment != null ? segment : MemorySegment.ofArray((float[]) memory);
  }

  private long byteOffset(int r) {
    long offset = base;
    if (memory instanceof float[]) {
      offset = base * Float.BYTES - (segment == null ? 0 : segment.address());
    }
    return offset + r * rowStride * Float.BYTES;
  }

  @Override
  public String toString() {
    return describe(rows, cols, rowStride)
        + " at "
        + base
        + " of "
        + (segment != null ? segment : "an array of " + ((float[]) memory).length);
  }
}
