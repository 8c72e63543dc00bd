package org.lanewise.internal;

import java.util.Arrays;

/**
 * Softmax and its kin of rows that stay in cache together, pass by pass over all of them: a
 * reduction that a pass ends with, a division or a logarithm, is waited for when it stands alone,
 * but not beside those of other rows. Bit for bit as {@link SoftmaxRows} has them one by one.
 */
final class RowGroups {

  /** Elements that stay in the first cache, or nearly so: source and destination. */
  static final int ELEMENTS = 1 << 13;

  /**
   * Most elements of a row. Rows of 64, 256, 1,000 one by one and in this way, on a Zen 5 with 512
   * bits: softmax 0.85, 0.39, 0.33 and 0.71, 0.33, 0.33 ns an element, log-softmax 1.1, 0.63, 0.34
   * and 0.79, 0.36, 0.32. The gradients of softmax gain nothing.
   */
  static final int MOST = 1 << 9;

  private static final Kernel<MapLoop> SHIFT = Kernels.map(MapOp.SHIFT);

  private RowGroups() {}

  /** Whether a matrix has such rows. */
  static boolean in(MatrixView m) {
    return m.cols() <= MOST && m.cols() > 1 && m.rows() > 1;
  }

  /** Puts the lengths of rows taken whole into {@code v.lengths}; returns how many go together. */
  static int whole(int left, int cols, Columns v) {
    int n = Math.min(left, Math.min(Columns.WIDTH, ELEMENTS / cols));
    Arrays.fill(v.lengths, 0, n, cols);
    return n;
  }

  /**
   * Puts the maxima of {@code n} rows of {@code v.lengths} elements into {@code v.max} and the sums
   * of their exponentials into {@code v.totals}.
   *
   * @param dst where the exponentials are stored; null if only the sums are wanted
   */
  private static void sums(MatrixView src, int first, int n, MatrixView dst, Columns v) {
    for (int i = 0; i < n; i++) {
      v.max[i] = SoftmaxRows.max(src.memory(), src.row(first + i), v.lengths[i]);
    }
    exponentials(src, first, n, dst, v);
  }

  /**
   * The sums of the exponentials of rows of {@code v.lengths} elements with the maxima {@code
   * v.max}, into {@code v.totals}; NaN where those are infinite, of rows that are not read.
   *
   * @param dst where the exponentials are stored; null if only the sums are wanted
   */
  static void exponentials(MatrixView src, int first, int n, MatrixView dst, Columns v) {
    Object x = src.memory();
    for (int i = 0; i < n; i++) {
      long base = src.row(first + i);
      float m = v.max[i];
      if (Float.isInfinite(m)) {
        v.totals[i] = Double.NaN;
      } else if (dst == null) {
        v.totals[i] = SoftmaxRows.expSum(x, base, v.lengths[i], m);
      } else {
        long to = dst.row(first + i);
        v.totals[i] = SoftmaxRows.expStore(x, base, dst.memory(), to, v.lengths[i], m);
      }
    }
  }

  /** Softmax of some rows, times the {@code dy} of each if there is one. */
  static void softmax(
      MatrixView src, int start, int rows, MatrixView dst, float[] dy, int dyOffset, float empty) {
    Columns v = Scratch.get().columns;
    int end = start + rows;
    int n;
    for (int first = start; first < end; first += n) {
      n = whole(end - first, src.cols(), v);
      softmax(src, first, n, dst, v, dy, dyOffset, empty);
    }
  }

  /** Softmax of the first {@code v.lengths} elements of rows that go together. */
  static void softmax(
      MatrixView src,
      int first,
      int n,
      MatrixView dst,
      Columns v,
      float[] dy,
      int dyOffset,
      float empty) {
    sums(src, first, n, dst, v);
    for (int i = 0; i < n; i++) {
      double factor = dy == null ? 1 : dy[dyOffset + first + i];
      int length = v.lengths[i];
      long to = dst.row(first + i);
      if (Float.isInfinite(v.max[i])) {
        long from = src.row(first + i);
        SoftmaxRows.softmax(src.memory(), from, dst.memory(), to, length, factor, empty);
      } else if (Double.isNaN(v.totals[i])) {
        Memory.fill(dst.memory(), to, length, Float.NaN);
      } else {
        SoftmaxRows.scale(dst.memory(), to, length, factor / v.totals[i]);
      }
    }
  }

  /** Log-softmax of each row. */
  static void logSoftmax(MatrixView src, MatrixView dst) {
    Columns v = Scratch.get().columns;
    int cols = src.cols();
    int n;
    for (int first = 0; first < src.rows(); first += n) {
      n = whole(src.rows() - first, src.cols(), v);
      sums(src, first, n, null, v);
      for (int i = 0; i < n; i++) {
        v.totals[i] = SoftmaxRows.logSumExp(v.totals[i], v.max[i]);
      }
      for (int i = 0; i < n; i++) {
        double lse = v.totals[i];
        long from = src.row(first + i);
        long to = dst.row(first + i);
        if (Math.abs(lse) <= SoftmaxRows.APART) {
          float p = (float) lse;
          float q = (float) (lse - p);
          Maps.run(SHIFT, src.memory(), from, dst.memory(), to, cols, p, q);
        } else {
          SoftmaxRows.logSoftmax(src.memory(), from, dst.memory(), to, cols);
        }
      }
    }
  }

  /** Logsumexp of each row. */
  static void logSumExp(MatrixView src, float[] dst, int dstOffset) {
    Columns v = Scratch.get().columns;
    int cols = src.cols();
    int n;
    for (int first = 0; first < src.rows(); first += n) {
      n = whole(src.rows() - first, src.cols(), v);
      sums(src, first, n, null, v);
      for (int i = 0; i < n; i++) {
        double lse =
            Float.isInfinite(v.max[i])
                ? SoftmaxRows.logSumExp(src.memory(), src.row(first + i), cols)
                : SoftmaxRows.logSumExp(v.totals[i], v.max[i]);
        dst[dstOffset + first + i] = (float) lse;
      }
    }
  }
}
