package org.lanewise.internal;

import java.util.Arrays;

/**
 * Softmax and its kin along the rows of a matrix, in blocks of rows: checks, then some columns at a
 * time. Each column comes out bit for bit as if it were a row of {@link SoftmaxKernels}.
 *
 * <p>The loops take sixteen columns and multiples. Those behind the last multiple, and blocks of
 * more rows than a cache block of a row, go one by one through a row of working memory. Matrices of
 * one column without gaps are rows as they are.
 */
public final class ColumnSoftmax {

  private static final Kernel<ColumnLoop> SCALE = Kernels.columnMap(MapOp.SOFTMAX_SCALE);
  private static final Kernel<ColumnLoop> SHIFT = Kernels.columnMap(MapOp.SHIFT);
  private static final Kernel<ColumnLoop> DOT = Kernels.columnSum(SumOp.DOT);
  private static final Kernel<ColumnLoop> SUM = Kernels.columnSum(SumOp.SUM);
  private static final Kernel<ColumnLoop> SOFTMAX_GRADIENT =
      Kernels.columnZip(ZipOp.SOFTMAX_GRADIENT);
  private static final Kernel<ColumnLoop> LOG_SOFTMAX_GRADIENT =
      Kernels.columnZip(ZipOp.LOG_SOFTMAX_GRADIENT);

  private ColumnSoftmax() {}

  /** Checks the number of rows of a block. */
  private static void checkLength(String name, MatrixView matrix, int length) {
    if (length < 0 || (length == 0 ? matrix.rows() != 0 : matrix.rows() % length != 0)) {
      throw new IllegalArgumentException(
          "length is "
              + length
              + ", but "
              + name
              + " has "
              + matrix.rows()
              + " rows, no multiple of it");
    }
  }

  private static boolean isRows(MatrixView a) {
    return a.cols() == 1 && (a.rowStride() == 1 || a.rows() <= 1);
  }

  /** A matrix of one column as rows of the length of a block. */
  private static MatrixView rows(MatrixView a, int length) {
    int rows = length == 0 ? 0 : a.rows() / length;
    return new MatrixView(a.segment(), a.memory(), a.base(), rows, length, length);
  }

  /** How many columns the loops take at a time: what stays in cache; 0 if they do not take them. */
  static int step(int left, int length) {
    if (length > SoftmaxRows.BLOCK || left < Columns.LANE) {
      return 0;
    }
    int fit = SoftmaxRows.BLOCK / Math.max(length, 1) & -Columns.LANE;
    return Math.min(Math.clamp(fit, Columns.LANE, Columns.WIDTH), left & -Columns.LANE);
  }

  private static long at(MatrixView a, int row, int column) {
    return Memory.advance(a.memory(), a.row(row), column);
  }

  private static void checkPair(String aName, MatrixView a, String toName, MatrixView to) {
    a.checkReadable(aName);
    to.checkWritable(toName);
    a.checkSameShape(aName, toName, to);
    a.checkOverlap(aName, toName, to);
  }

  /** Softmax of each column of each block of {@code length} rows. */
  public static void softmax(MatrixView src, int length, MatrixView dst, float empty) {
    checkPair("src", src, "dst", dst);
    checkLength("src", src, length);
    if (!SoftmaxKernels.alike(src, dst)) {
      MatrixView copy = src.copy();
      softmax(copy, length, copy, empty);
      dst.writeBack(copy);
    } else if (isRows(src) && isRows(dst)) {
      SoftmaxKernels.softmax(rows(src, length), rows(dst, length), empty);
    } else {
      softmax(src, length, dst, null, 0, empty);
    }
  }

  /** {@code dx = softmax(src)·dy} with one dy a column of a block. */
  public static void logSumExpGradient(
      MatrixView src, int length, float[] dy, int dyOffset, MatrixView dx) {
    checkPair("src", src, "dx", dx);
    checkLength("src", src, length);
    Ranges.check("dy", dy, dyOffset, lines(src, length));
    dx.checkNotIn("dx", "dy", dy);
    if (!SoftmaxKernels.alike(src, dx)) {
      MatrixView copy = src.copy();
      logSumExpGradient(copy, length, dy, dyOffset, copy);
      dx.writeBack(copy);
    } else if (isRows(src) && isRows(dx)) {
      SoftmaxKernels.logSumExpGradient(rows(src, length), dy, dyOffset, rows(dx, length));
    } else {
      softmax(src, length, dx, dy, dyOffset, Float.NaN);
    }
  }

  /** The number of columns of all blocks. */
  static int lines(MatrixView a, int length) {
    long lines = length == 0 ? 0 : (long) (a.rows() / length) * a.cols();
    if (lines > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(a + " has " + lines + " lines, too many for one array");
    }
    return (int) lines;
  }

  private static void softmax(
      MatrixView src, int length, MatrixView dst, float[] dy, int dyOffset, float empty) {
    Scratch scratch = Scratch.get();
    Columns v = scratch.columns;
    int line = dyOffset;
    for (int row = 0; row < src.rows(); row += length) {
      int cols;
      for (int c = 0; c < src.cols(); c += cols) {
        cols = step(src.cols() - c, length);
        if (cols == 0) {
          cols = src.cols() - c;
          for (int i = c; i < src.cols(); i++) {
            float[] x = gather(src, row, i, length, scratch.line(0, length));
            double factor = dy == null ? 1 : dy[line + i];
            SoftmaxRows.softmax(x, 0, x, 0, length, factor, empty);
            scatter(x, dst, row, i, length);
          }
          continue;
        }
        softmaxPanel(src, row, c, length, cols, dst, dy, line + c, empty, v);
      }
      line += src.cols();
    }
  }

  /**
   * Softmax of some columns, times {@code dy} if there is one; {@code from} is that of the first.
   */
  static void softmaxPanel(
      MatrixView src,
      int row,
      int c,
      int length,
      int cols,
      MatrixView dst,
      float[] dy,
      int from,
      float empty,
      Columns v) {
    max(src, row, c, length, cols, v);
    references(src, row, c, length, cols, v);
    exponentials(Kernels.COLUMN_EXP_STORE, src, row, c, length, cols, dst, v);
    boolean special = false;
    for (int i = 0; i < cols; i++) {
      special |= special(v, i);
      v.scales[i] = (dy == null ? 1 : dy[from + i]) / v.totals[i];
    }
    scale(dst, row, c, length, cols, v);
    for (int i = 0; special && i < cols; i++) {
      if (special(v, i)) {
        double factor = dy == null ? 1 : dy[from + i];
        boolean nothing = v.max[i] == Float.NEGATIVE_INFINITY;
        float value = nothing ? (float) (factor * empty) : Float.NaN;
        fill(dst, row, c + i, length, nothing && empty == 1f ? value / length : value);
      }
    }
  }

  /** Log-softmax of each column of each block of {@code length} rows. */
  public static void logSoftmax(MatrixView src, int length, MatrixView dst) {
    checkPair("src", src, "dst", dst);
    checkLength("src", src, length);
    if (!SoftmaxKernels.alike(src, dst)) {
      MatrixView copy = src.copy();
      logSoftmax(copy, length, copy);
      dst.writeBack(copy);
      return;
    }
    if (isRows(src) && isRows(dst)) {
      SoftmaxKernels.logSoftmax(rows(src, length), rows(dst, length));
      return;
    }
    Scratch scratch = Scratch.get();
    Columns v = scratch.columns;
    for (int row = 0; row < src.rows(); row += length) {
      int cols;
      for (int c = 0; c < src.cols(); c += cols) {
        cols = step(src.cols() - c, length);
        if (cols == 0) {
          cols = src.cols() - c;
          for (int i = c; i < src.cols(); i++) {
            float[] x = gather(src, row, i, length, scratch.line(0, length));
            SoftmaxRows.logSoftmax(x, 0, x, 0, length);
            scatter(x, dst, row, i, length);
          }
          continue;
        }
        logSoftmaxPanel(src, row, c, length, cols, dst, v);
      }
    }
  }

  /** Log-softmax of some columns. */
  static void logSoftmaxPanel(
      MatrixView src, int row, int c, int length, int cols, MatrixView dst, Columns v) {
    logSumExps(src, row, c, length, cols, v);
    for (int i = 0; i < cols; i++) {
      double lse = v.totals[i];
      float m = v.max[i];
      boolean apart = Math.abs(lse) > SoftmaxRows.APART;
      v.p[i] = apart ? m : (float) lse;
      v.q[i] = (float) (apart ? SoftmaxRows.logSumExpLess(m, v.sums[i], m) : lse - v.p[i]);
      if (Double.isInfinite(lse) || Double.isNaN(lse)) {
        v.p[i] = Float.NaN;
      }
    }
    run(SHIFT, src, row, c, null, dst, length, cols, v);
  }

  /** Logsumexp of each column of each block of {@code length} rows. */
  public static void logSumExp(MatrixView src, int length, float[] dst, int dstOffset) {
    src.checkReadable("src");
    checkLength("src", src, length);
    Ranges.check("dst", dst, dstOffset, lines(src, length));
    src.checkNotIn("src", "dst", dst);
    MatrixView s = src.memory() == null ? src.copy() : src;
    if (isRows(s)) {
      SoftmaxKernels.logSumExp(rows(s, length), dst, dstOffset);
      return;
    }
    Scratch scratch = Scratch.get();
    Columns v = scratch.columns;
    int line = dstOffset;
    for (int row = 0; row < s.rows(); row += length) {
      int cols;
      for (int c = 0; c < s.cols(); c += cols) {
        cols = step(s.cols() - c, length);
        if (cols == 0) {
          cols = s.cols() - c;
          for (int i = c; i < s.cols(); i++) {
            float[] x = gather(s, row, i, length, scratch.line(0, length));
            dst[line + i] = (float) SoftmaxRows.logSumExp(x, 0, length);
          }
          continue;
        }
        logSumExps(s, row, c, length, cols, v);
        for (int i = 0; i < cols; i++) {
          dst[line + c + i] = (float) v.totals[i];
        }
      }
      line += s.cols();
    }
  }

  /** {@code dx = y·(dy − Σ y·dy)} along the rows. */
  public static void softmaxGradient(MatrixView y, int length, MatrixView dy, MatrixView dx) {
    gradient(y, length, dy, dx, false);
  }

  /** {@code dx = dy − exp(y)·Σ dy} along the rows. */
  public static void logSoftmaxGradient(MatrixView y, int length, MatrixView dy, MatrixView dx) {
    gradient(y, length, dy, dx, true);
  }

  private static void gradient(
      MatrixView y, int length, MatrixView dy, MatrixView dx, boolean logarithm) {
    dy.checkReadable("dy");
    y.checkSameShape("y", "dy", dy);
    checkPair("y", y, "dx", dx);
    dy.checkOverlap("dy", "dx", dx);
    checkLength("y", y, length);
    if (!SoftmaxKernels.alike(y, dx) || !SoftmaxKernels.alike(dy, dx)) {
      MatrixView copy = y.copy();
      gradient(copy, length, dy.copy(), copy, logarithm);
      dx.writeBack(copy);
      return;
    }
    if (isRows(y) && isRows(dy) && isRows(dx)) {
      MatrixView a = rows(y, length);
      if (logarithm) {
        SoftmaxKernels.logSoftmaxGradient(a, rows(dy, length), rows(dx, length));
      } else {
        SoftmaxKernels.softmaxGradient(a, rows(dy, length), rows(dx, length));
      }
      return;
    }
    Scratch scratch = Scratch.get();
    Columns v = scratch.columns;
    for (int row = 0; row < y.rows(); row += length) {
      int cols;
      for (int c = 0; c < y.cols(); c += cols) {
        cols = step(y.cols() - c, length);
        if (cols == 0) {
          cols = y.cols() - c;
          for (int i = c; i < y.cols(); i++) {
            float[] a = gather(y, row, i, length, scratch.line(0, length));
            float[] b = gather(dy, row, i, length, scratch.line(1, length));
            if (logarithm) {
              SoftmaxKernels.logSoftmaxGradient(a, 0, b, 0, a, 0, length);
            } else {
              SoftmaxKernels.softmaxGradient(a, 0, b, 0, a, 0, length);
            }
            scatter(a, dx, row, i, length);
          }
          continue;
        }
        gradientPanel(y, row, c, length, cols, dy, dx, logarithm, v);
      }
    }
  }

  /** Gradient of softmax or log-softmax of some columns. */
  static void gradientPanel(
      MatrixView y,
      int row,
      int c,
      int length,
      int cols,
      MatrixView dy,
      MatrixView dx,
      boolean logarithm,
      Columns v) {
    if (logarithm) {
      run(SUM, dy, row, c, dy, null, length, cols, v);
    } else {
      run(DOT, y, row, c, dy, null, length, cols, v);
    }
    for (int i = 0; i < cols; i++) {
      v.p[i] = (float) v.sums[i];
      v.q[i] = 0;
    }
    Kernel<ColumnLoop> kernel = logarithm ? LOG_SOFTMAX_GRADIENT : SOFTMAX_GRADIENT;
    run(kernel, y, row, c, dy, dx, length, cols, v);
  }

  /** Runs a loop over some columns of a block of rows. */
  static void run(
      Kernel<ColumnLoop> kernel,
      MatrixView a,
      int row,
      int c,
      MatrixView b,
      MatrixView dst,
      int length,
      int cols,
      Columns v) {
    kernel
        .on(a.memory())
        .run(
            a.memory(),
            at(a, row, c),
            a.rowStride(),
            b == null ? null : b.memory(),
            b == null ? 0 : at(b, row, c),
            b == null ? 0 : b.rowStride(),
            dst == null ? null : dst.memory(),
            dst == null ? 0 : at(dst, row, c),
            dst == null ? 0 : dst.rowStride(),
            length,
            cols,
            v);
  }

  /** Multiplies stored exponentials with {@code v.scales}; see {@link SoftmaxRows#scale}. */
  static void scale(MatrixView dst, int row, int c, int length, int cols, Columns v) {
    boolean twice = false;
    for (int i = 0; i < cols; i++) {
      double factor = v.scales[i];
      boolean small = SoftmaxRows.takesTwoSteps(factor);
      double first = small ? factor / SoftmaxRows.STEP : factor;
      v.p[i] = (float) first;
      v.q[i] = (float) (first - v.p[i]);
      twice |= small;
    }
    run(SCALE, dst, row, c, null, dst, length, cols, v);
    for (int i = 0; twice && i < cols; i++) {
      if (SoftmaxRows.takesTwoSteps(v.scales[i])) {
        for (int r = row; r < row + length; r++) {
          float x = Memory.get(dst.memory(), dst.row(r), c + i);
          Memory.set(dst.memory(), dst.row(r), c + i, x * SoftmaxRows.STEP);
        }
      }
    }
  }

  /** Puts the maxima of some columns into {@code v.max}. */
  static void max(MatrixView src, int row, int c, int length, int cols, Columns v) {
    Arrays.fill(v.max, 0, cols, Float.NEGATIVE_INFINITY);
    run(Kernels.COLUMN_MAX, src, row, c, null, null, length, cols, v);
  }

  /** Sets the references of the exponentials; a NaN among −∞ becomes the maximum. */
  static void references(MatrixView src, int row, int c, int length, int cols, Columns v) {
    for (int i = 0; i < cols; i++) {
      float m = v.max[i];
      if (m == Float.NEGATIVE_INFINITY && hasNan(src, row, c + i, length)) {
        v.max[i] = Float.NaN;
      }
      SoftmaxRows.reference(Float.isInfinite(m) ? 0f : m, v, i);
    }
  }

  /** Whether a column has no softmax of its own: with +∞, NaN, or nothing but −∞. */
  static boolean special(Columns v, int i) {
    return Float.isInfinite(v.max[i]) || Float.isNaN(v.max[i]) || Double.isNaN(v.totals[i]);
  }

  /** Stores or only sums the exponentials of some columns; the sums go to {@code v.totals}. */
  static void exponentials(
      Kernel<ColumnLoop> kernel,
      MatrixView src,
      int row,
      int c,
      int length,
      int cols,
      MatrixView dst,
      Columns v) {
    Arrays.fill(v.totals, 0, cols, 0);
    for (int i = 0; i < length; i += ExpLoop.BLOCK) {
      run(kernel, src, row + i, c, null, dst, Math.min(length - i, ExpLoop.BLOCK), cols, v);
      for (int j = 0; j < cols; j++) {
        v.totals[j] += v.sums[j];
      }
    }
  }

  /** Puts logsumexps into {@code v.totals} and the sums of the exponentials into {@code v.sums}. */
  static void logSumExps(MatrixView src, int row, int c, int length, int cols, Columns v) {
    max(src, row, c, length, cols, v);
    references(src, row, c, length, cols, v);
    exponentials(Kernels.COLUMN_EXP_SUM, src, row, c, length, cols, null, v);
    for (int i = 0; i < cols; i++) {
      float m = v.max[i];
      double sum = v.totals[i];
      v.sums[i] = sum;
      if (Float.isInfinite(m) || Float.isNaN(m)) {
        boolean nan = Float.isNaN(m) || (m > 0 && hasNan(src, row, c + i, length));
        v.totals[i] = nan ? Double.NaN : m;
      } else {
        v.totals[i] = length == 1 ? m : SoftmaxRows.logSumExp(sum, m);
      }
    }
  }

  private static boolean hasNan(MatrixView src, int row, int column, int length) {
    for (int i = 0; i < length; i++) {
      if (Float.isNaN(Memory.get(src.memory(), src.row(row + i), column))) {
        return true;
      }
    }
    return false;
  }

  static void fill(MatrixView dst, int row, int column, int length, float value) {
    for (int i = 0; i < length; i++) {
      Memory.set(dst.memory(), dst.row(row + i), column, value);
    }
  }

  /** Gathers a column in working memory. */
  static float[] gather(MatrixView src, int row, int column, int length, float[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = Memory.get(src.memory(), src.row(row + i), column);
    }
    return line;
  }

  static void scatter(float[] line, MatrixView dst, int row, int column, int length) {
    for (int i = 0; i < length; i++) {
      Memory.set(dst.memory(), dst.row(row + i), column, line[i]);
    }
  }
}
