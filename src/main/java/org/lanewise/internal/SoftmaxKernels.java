package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/** Softmax and its kin over the rows of matrices: checks, then row by row. */
public final class SoftmaxKernels {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> DOT = Kernels.sum(SumOp.DOT);
  private static final Kernel<ZipLoop> SOFTMAX_GRADIENT = Kernels.zip(ZipOp.SOFTMAX_GRADIENT);
  private static final Kernel<ZipLoop> LOG_SOFTMAX_GRADIENT =
      Kernels.zip(ZipOp.LOG_SOFTMAX_GRADIENT);

  private SoftmaxKernels() {}

  /** Whether loops can run over all these matrices together. */
  static boolean alike(MatrixView a, MatrixView b) {
    return Memory.alike(a.memory(), b.memory());
  }

  private static void checkPair(String aName, MatrixView a, String dstName, MatrixView dst) {
    a.checkReadable(aName);
    dst.checkWritable(dstName);
    a.checkSameShape(aName, dstName, dst);
    a.checkOverlap(aName, dstName, dst);
  }

  /** Softmax of each row; see {@link SoftmaxRows#softmax} for {@code empty}. */
  public static void softmax(MatrixView src, MatrixView dst, float empty) {
    checkPair("src", src, "dst", dst);
    if (!alike(src, dst)) {
      MatrixView copy = src.copy();
      softmax(copy, copy, empty);
      dst.writeBack(copy);
      return;
    }
    softmax(src, 0, src.rows(), dst, null, 0, empty);
  }

  /** Whether rows of softmax are faster together than one by one. */
  static boolean together(MatrixView src) {
    return ShortRows.in(src, ShortRows.SOFTMAX) || RowGroups.in(src);
  }

  /**
   * Softmax of {@code n} rows from row {@code first} on, times the {@code dy} of each if there is
   * one; nothing is checked.
   */
  static void softmax(
      MatrixView src, int first, int n, MatrixView dst, float[] dy, int dyOffset, float empty) {
    if (ShortRows.in(src, ShortRows.SOFTMAX)) {
      ShortRows.softmax(src, first, n, dst, dy, dyOffset, empty);
    } else if (RowGroups.in(src)) {
      RowGroups.softmax(src, first, n, dst, dy, dyOffset, empty);
    } else {
      Object to = dst.memory();
      for (int r = first; r < first + n; r++) {
        double factor = dy == null ? 1 : dy[dyOffset + r];
        SoftmaxRows.softmax(src.memory(), src.row(r), to, dst.row(r), src.cols(), factor, empty);
      }
    }
  }

  /** Log-softmax of each row. */
  public static void logSoftmax(MatrixView src, MatrixView dst) {
    checkPair("src", src, "dst", dst);
    if (!alike(src, dst)) {
      MatrixView copy = src.copy();
      logSoftmax(copy, copy);
      dst.writeBack(copy);
      return;
    }
    if (ShortRows.in(src, ShortRows.LOGARITHM)) {
      ShortRows.logSoftmax(src, dst);
      return;
    }
    if (RowGroups.in(src)) {
      RowGroups.logSoftmax(src, dst);
      return;
    }
    for (int r = 0; r < src.rows(); r++) {
      SoftmaxRows.logSoftmax(src.memory(), src.row(r), dst.memory(), dst.row(r), src.cols());
    }
  }

  /** Softmax of one row of an array. */
  public static void softmaxRow(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    row(false, src, srcOffset, dst, dstOffset, length);
  }

  /** Log-softmax of one row of an array. */
  public static void logSoftmaxRow(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    row(true, src, srcOffset, dst, dstOffset, length);
  }

  /** Softmax of one row of a segment; offsets in bytes. */
  public static void softmaxRow(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
    row(false, src, srcOffset, dst, dstOffset, length);
  }

  /** Log-softmax of one row of a segment; offsets in bytes. */
  public static void logSoftmaxRow(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
    row(true, src, srcOffset, dst, dstOffset, length);
  }

  private static void row(
      boolean log, float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Ranges.check("src", src, srcOffset, length);
    Ranges.check("dst", dst, dstOffset, length);
    MatrixView.checkCount("length", length);
    Ranges.checkOverlap("src", src, srcOffset, "dst", dst, dstOffset, length);
    checkedRow(log, src, srcOffset, dst, dstOffset, length);
  }

  private static void row(
      boolean log,
      MemorySegment src,
      long srcOffset,
      MemorySegment dst,
      long dstOffset,
      int length) {
    Ranges.checkSource("src", src, srcOffset, length);
    Ranges.checkTarget("dst", dst, dstOffset, length);
    MatrixView.checkCount("length", length);
    Ranges.checkOverlap("src", src, srcOffset, "dst", dst, dstOffset, length);
    Object from = Memory.of(src, srcOffset);
    Object to = Memory.of(dst, dstOffset);
    if (!Memory.alike(from, to)) {
      MatrixView copy = MatrixView.of(src, srcOffset, 1, length, length).copy();
      checkedRow(log, copy.memory(), copy.base(), copy.memory(), copy.base(), length);
      MatrixView.of(dst, dstOffset, 1, length, length).writeBack(copy);
      return;
    }
    long base = Memory.base(from, src, srcOffset);
    checkedRow(log, from, base, to, Memory.base(to, dst, dstOffset), length);
  }

  private static void checkedRow(
      boolean log, Object src, long srcBase, Object dst, long dstBase, int length) {
    if (log) {
      SoftmaxRows.logSoftmax(src, srcBase, dst, dstBase, length);
    } else {
      SoftmaxRows.softmax(src, srcBase, dst, dstBase, length, 1.0, Float.NaN);
    }
  }

  /** Logsumexp of each row. */
  public static void logSumExp(MatrixView src, float[] dst, int dstOffset) {
    src.checkReadable("src");
    Ranges.check("dst", dst, dstOffset, src.rows());
    src.checkNotIn("src", "dst", dst);
    MatrixView s = src.memory() == null ? src.copy() : src;
    if (ShortRows.in(s, ShortRows.LOGARITHM)) {
      ShortRows.logSumExp(s, dst, dstOffset);
      return;
    }
    if (RowGroups.in(s)) {
      RowGroups.logSumExp(s, dst, dstOffset);
      return;
    }
    for (int r = 0; r < s.rows(); r++) {
      dst[dstOffset + r] = (float) SoftmaxRows.logSumExp(s.memory(), s.row(r), s.cols());
    }
  }

  /** {@code dx = y·(dy − Σ y·dy)}. */
  public static void softmaxGradient(MatrixView y, MatrixView dy, MatrixView dx) {
    checkTriple(y, dy, dx);
    if (!alike(y, dx) || !alike(dy, dx)) {
      MatrixView copy = y.copy();
      softmaxGradient(copy, dy.copy(), copy);
      dx.writeBack(copy);
      return;
    }
    if (ShortRows.in(y, ShortRows.GRADIENT)) {
      ShortRows.gradient(y, dy, dx, false);
      return;
    }
    for (int r = 0; r < y.rows(); r++) {
      softmaxGradient(
          y.memory(), y.row(r), dy.memory(), dy.row(r), dx.memory(), dx.row(r), y.cols());
    }
  }

  /** The same for one row; nothing is checked. */
  static void softmaxGradient(
      Object y, long yBase, Object dy, long dyBase, Object dx, long dxBase, int n) {
    float dot = (float) DOT.on(y, n).run(y, yBase, dy, dyBase, n, 0f, 0f);
    Maps.zip(SOFTMAX_GRADIENT, y, yBase, dy, dyBase, dx, dxBase, n, dot, 0f);
  }

  /** {@code dx = dy − exp(y)·Σ dy}. */
  public static void logSoftmaxGradient(MatrixView y, MatrixView dy, MatrixView dx) {
    checkTriple(y, dy, dx);
    if (!alike(y, dx) || !alike(dy, dx)) {
      MatrixView copy = y.copy();
      logSoftmaxGradient(copy, dy.copy(), copy);
      dx.writeBack(copy);
      return;
    }
    if (ShortRows.in(y, ShortRows.GRADIENT)) {
      ShortRows.gradient(y, dy, dx, true);
      return;
    }
    for (int r = 0; r < y.rows(); r++) {
      logSoftmaxGradient(
          y.memory(), y.row(r), dy.memory(), dy.row(r), dx.memory(), dx.row(r), y.cols());
    }
  }

  /** The same for one row; nothing is checked. */
  static void logSoftmaxGradient(
      Object y, long yBase, Object dy, long dyBase, Object dx, long dxBase, int n) {
    float sum = (float) SUM.on(dy, n).run(dy, dyBase, dy, dyBase, n, 0f, 0f);
    Maps.zip(LOG_SOFTMAX_GRADIENT, y, yBase, dy, dyBase, dx, dxBase, n, sum, 0f);
  }

  /** {@code dx = softmax(x)·dy} with one dy a row. */
  public static void logSumExpGradient(MatrixView src, float[] dy, int dyOffset, MatrixView dx) {
    Ranges.check("dy", dy, dyOffset, src.rows());
    checkPair("src", src, "dx", dx);
    dx.checkNotIn("dx", "dy", dy);
    if (!alike(src, dx)) {
      MatrixView copy = src.copy();
      logSumExpGradient(copy, dy, dyOffset, copy);
      dx.writeBack(copy);
      return;
    }
    softmax(src, 0, src.rows(), dx, dy, dyOffset, Float.NaN);
  }

  private static void checkTriple(MatrixView y, MatrixView dy, MatrixView dx) {
    dy.checkReadable("dy");
    y.checkSameShape("y", "dy", dy);
    checkPair("y", y, "dx", dx);
    dy.checkOverlap("dy", "dx", dx);
  }
}
