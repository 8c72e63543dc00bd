package org.lanewise.internal;

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
  private static final int MOST = 1 << 9;

  private static final Kernel<MapLoop> SHIFT = Kernels.map(MapOp.SHIFT);

  private RowGroups() {}

  /** Whether a matrix has such rows. */
  static boolean in(MatrixView m) {
    return m.cols() <= MOST && m.cols() > 1 && m.rows() > 1;
  }

  /** How many rows go together. */
  static int step(int left, int cols) {
    return Math.min(left, Math.min(Columns.WIDTH, ELEMENTS / cols));
  }

  /**
   * Puts the maxima of some rows into {@code v.max} and the sums of their exponentials into {@code
   * v.totals}.
   *
   * @param end the row behind the last one
   * @param dst where the exponentials are stored; null if only the sums are wanted
   * @return how many rows
   */
  private static int sums(MatrixView src, int first, int end, MatrixView dst, Columns v) {
    int n = step(end - first, src.cols());
    for (int i = 0; i < n; i++) {
      v.max[i] = SoftmaxRows.max(src.memory(), src.row(first + i), src.cols());
    }
    exponentials(src, first, n, dst, v);
    return n;
  }

  /**
   * The sums of the exponentials of rows with the maxima {@code v.max}, into {@code v.totals}; NaN
   * where those are infinite, of rows that are not read.
   *
   * @param dst where the exponentials are stored; null if only the sums are wanted
   */
  static void exponentials(MatrixView src, int first, int n, MatrixView dst, Columns v) {
    Object x = src.memory();
    int cols = src.cols();
    for (int i = 0; i < n; i++) {
      long base = src.row(first + i);
      float m = v.max[i];
      if (Float.isInfinite(m)) {
        v.totals[i] = Double.NaN;
      } else if (dst == null) {
        v.totals[i] = SoftmaxRows.expSum(x, base, cols, m);
      } else {
        v.totals[i] = SoftmaxRows.expStore(x, base, dst.memory(), dst.row(first + i), cols, m);
      }
    }
  }

  /** Softmax of some rows, times the {@code dy} of each if there is one. */
  static void softmax(
      MatrixView src, int start, int rows, MatrixView dst, float[] dy, int dyOffset, float empty) {
    Columns v = Scratch.get().columns;
    int cols = src.cols();
    int end = start + rows;
    int n;
    for (int first = start; first < end; first += n) {
      n = sums(src, first, end, dst, v);
      for (int i = 0; i < n; i++) {
        double factor = dy == null ? 1 : dy[dyOffset + first + i];
        long to = dst.row(first + i);
        if (Float.isInfinite(v.max[i])) {
          long from = src.row(first + i);
          SoftmaxRows.softmax(src.memory(), from, dst.memory(), to, cols, factor, empty);
        } else if (Double.isNaN(v.totals[i])) {
          Memory.fill(dst.memory(), to, cols, Float.NaN);
        } else {
          SoftmaxRows.scale(dst.memory(), to, cols, factor / v.totals[i]);
        }
      }
    }
  }

  /** Log-softmax of each row. */
  static void logSoftmax(MatrixView src, MatrixView dst) {
    Columns v = Scratch.get().columns;
    int cols = src.cols();
    int n;
    for (int first = 0; first < src.rows(); first += n) {
      n = sums(src, first, src.rows(), null, v);
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
      n = sums(src, first, src.rows(), null, v);
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
