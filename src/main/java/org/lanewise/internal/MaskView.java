package org.lanewise.internal;

/**
 * A checked mask: numbers to add or flags to keep, one row a row of logits or one for all.
 *
 * @param add what is added; null if there is none
 * @param keep which entries take part; null if there is none
 * @param offset index of the first flag
 * @param rows number of rows of flags
 * @param cols number of columns of flags
 * @param rowStride flags from row to row
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record MaskView(
    MatrixView add, boolean[] keep, int offset, int rows, int cols, int rowStride) {

  /** No mask. */
  public static final MaskView NONE = new MaskView(null, null, 0, 0, 0, 0);

  /** A mask of numbers to add. */
  public static MaskView add(MatrixView numbers) {
    return new MaskView(numbers, null, 0, 0, 0, 0);
  }

  /** A mask of flags. */
  public static MaskView keep(boolean[] flags, int offset, int rows, int cols, int rowStride) {
    if (rows < 0 || cols < 0 || rowStride < cols) {
      throw new IllegalArgumentException(
          "keep: " + rows + " × " + cols + " flags with row stride " + rowStride);
    }
    long extent = rows == 0 || cols == 0 ? 0 : (rows - 1L) * rowStride + cols;
    if (offset < 0 || extent > flags.length - offset) {
      throw new IndexOutOfBoundsException(
          "keep: "
              + rows
              + " × "
              + cols
              + " flags with row stride "
              + rowStride
              + " at offset "
              + offset
              + " reach outside an array of "
              + flags.length);
    }
    return new MaskView(null, flags, offset, rows, cols, rowStride);
  }

  /** Whether there is a mask. */
  boolean exists() {
    return add != null || keep != null;
  }

  /** Checks the mask against the logits and what is written. */
  void check(MatrixView src, String dstName, MatrixView dst) {
    if (!exists()) {
      return;
    }
    int maskRows = add != null ? add.rows() : rows;
    int maskCols = add != null ? add.cols() : cols;
    if (maskCols != src.cols() || (maskRows != src.rows() && maskRows != 1)) {
      throw new IllegalArgumentException(
          "mask is "
              + maskRows
              + " × "
              + maskCols
              + ", but src is "
              + src.rows()
              + " × "
              + src.cols());
    }
    if (add != null) {
      add.checkReadable("mask");
      if (dst != null) {
        add.checkDisjoint("mask", dstName, dst);
      }
    }
  }

  /** Whether loops can run over the mask together with a matrix. */
  boolean fits(MatrixView src) {
    return add == null || SoftmaxKernels.alike(add, src);
  }

  /** The mask in memory of its own. */
  MaskView copy() {
    return add == null ? this : add(add.copy());
  }

  /** Where the numbers of a row of logits begin. */
  long numbers(int row) {
    return add.row(add.rows() == 1 ? 0 : row);
  }

  /** Where the flags of a row of logits begin. */
  int flags(int row) {
    return offset + (rows == 1 ? 0 : row * rowStride);
  }

  /** Whether an entry takes no part. */
  boolean takesOut(int row, int column) {
    if (add != null) {
      return Memory.get(add.memory(), numbers(row), column) == Float.NEGATIVE_INFINITY;
    }
    return keep != null && !keep[flags(row) + column];
  }
}
