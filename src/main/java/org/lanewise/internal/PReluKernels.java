package org.lanewise.internal;

import java.util.Arrays;

/**
 * PReLU over the rows of matrices, with a slope for each row or column: checks, then row by row.
 */
public final class PReluKernels {

  private static final Kernel<MapLoop> ROW = Kernels.map(MapOp.LEAKY_RELU);
  private static final Kernel<ZipLoop> ROW_GRADIENT = Kernels.gradient(MapOp.LEAKY_RELU);
  private static final Kernel<ZipLoop> COLUMNS = Kernels.zip(ZipOp.PRELU);
  private static final Kernel<ZipLoop> FACTOR = Kernels.zip(ZipOp.PRELU_FACTOR);
  private static final Kernel<ZipLoop> MULTIPLY = Kernels.zip(ZipOp.MULTIPLY);
  private static final Kernel<ZipLoop> SLOPE = Kernels.zip(ZipOp.PRELU_SLOPE);
  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);

  private PReluKernels() {}

  /** {@code dst = x < 0 ? slope·x : x}; row r has the slope {@code r mod slopes.length}. */
  public static void alongRows(MatrixView x, float[] slopes, MatrixView dst) {
    checkRows("slopes", slopes, x);
    check(x, slopes, dst);
    if (!FusedKernels.alike(x, dst, null, null, null)) {
      MatrixView copy = x.copy();
      alongRows(copy, slopes, copy);
      dst.writeBack(copy);
      return;
    }
    for (int r = 0; r < x.rows(); r++) {
      float slope = slopes[r % slopes.length];
      Maps.run(ROW, x.memory(), x.row(r), dst.memory(), dst.row(r), x.cols(), slope, 0f);
    }
  }

  /** {@code dst = x < 0 ? slope·x : x}, one slope a column. */
  public static void alongColumns(MatrixView x, float[] slopes, MatrixView dst) {
    checkColumns("slopes", slopes, x);
    check(x, slopes, dst);
    if (!FusedKernels.alike(x, dst, null, null, null)) {
      MatrixView copy = x.copy();
      alongColumns(copy, slopes, copy);
      dst.writeBack(copy);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, x.memory());
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      FusedKernels.load(slopes, i, block, n);
      for (int r = 0; r < x.rows(); r++) {
        long to = FusedKernels.at(dst, r, i);
        COLUMNS
            .on(block, n)
            .run(x.memory(), FusedKernels.at(x, r, i), block, 0, dst.memory(), to, n, 0f, 0f);
      }
    }
  }

  /** {@code dx = x > 0 ? dy : slope·dy}; row r has the slope {@code r mod slopes.length}. */
  public static void alongRowsGradient(MatrixView x, float[] slopes, MatrixView dy, MatrixView dx) {
    checkRows("slopes", slopes, x);
    check(x, slopes, dy, dx);
    if (!FusedKernels.alike(x, dy, dx, null, null)) {
      MatrixView copy = x.copy();
      alongRowsGradient(copy, slopes, dy.copy(), copy);
      dx.writeBack(copy);
      return;
    }
    for (int r = 0; r < x.rows(); r++) {
      float slope = slopes[r % slopes.length];
      Object to = dx.memory();
      long base = dx.row(r);
      Maps.zip(
          ROW_GRADIENT,
          x.memory(),
          x.row(r),
          dy.memory(),
          dy.row(r),
          to,
          base,
          x.cols(),
          slope,
          0f);
    }
  }

  /** {@code dx = x > 0 ? dy : slope·dy}, one slope a column. */
  public static void alongColumnsGradient(
      MatrixView x, float[] slopes, MatrixView dy, MatrixView dx) {
    checkColumns("slopes", slopes, x);
    check(x, slopes, dy, dx);
    if (!FusedKernels.alike(x, dy, dx, null, null)) {
      MatrixView copy = x.copy();
      alongColumnsGradient(copy, slopes, dy.copy(), copy);
      dx.writeBack(copy);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, x.memory());
    Object factors = Scratch.get().block(Scratch.FACTORS, x.memory());
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      FusedKernels.load(slopes, i, block, n);
      for (int r = 0; r < x.rows(); r++) {
        Object a = x.memory();
        long from = FusedKernels.at(x, r, i);
        long dyBase = FusedKernels.at(dy, r, i);
        long to = FusedKernels.at(dx, r, i);
        FACTOR.on(block, n).run(a, from, block, 0, factors, 0, n, 0f, 0f);
        MULTIPLY.on(block, n).run(dy.memory(), dyBase, factors, 0, dx.memory(), to, n, 0f, 0f);
      }
    }
  }

  /**
   * {@code dSlopes[c] = Σ (x > 0 ? 0 : x·dy)} over the rows r with {@code r mod dSlopes.length =
   * c}: the terms of a block are summed as {@link SumLoop} does, the sums of blocks in order.
   */
  public static void alongRowsSlopes(MatrixView x, MatrixView dy, float[] dSlopes) {
    checkRows("dSlopes", dSlopes, x);
    check(x, dy, dSlopes);
    if (!FusedKernels.alike(x, dy, null, null, null)) {
      alongRowsSlopes(x.copy(), dy.copy(), dSlopes);
      return;
    }
    Object block = Scratch.get().block(Scratch.FUSED, x.memory());
    for (int channel = 0; channel < dSlopes.length; channel++) {
      double sum = 0;
      for (int r = channel; r < x.rows(); r += dSlopes.length) {
        for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
          int n = Math.min(x.cols() - i, Scratch.BLOCK);
          terms(x, dy, r, i, block, n);
          sum += SUM.on(block, n).run(block, 0, block, 0, n, 0f, 0f);
        }
      }
      dSlopes[channel] = (float) sum;
    }
  }

  /** {@code dSlopes[c] = Σ (x > 0 ? 0 : x·dy)} over the rows, in order, one slope a column. */
  public static void alongColumnsSlopes(MatrixView x, MatrixView dy, float[] dSlopes) {
    checkColumns("dSlopes", dSlopes, x);
    check(x, dy, dSlopes);
    if (!FusedKernels.alike(x, dy, null, null, null)) {
      alongColumnsSlopes(x.copy(), dy.copy(), dSlopes);
      return;
    }
    Scratch scratch = Scratch.get();
    Object block = scratch.block(Scratch.FUSED, x.memory());
    double[] sums = scratch.columns.totals;
    for (int i = 0; i < x.cols(); i += Columns.WIDTH) {
      int n = Math.min(x.cols() - i, Columns.WIDTH);
      Arrays.fill(sums, 0, n, 0.0);
      for (int r = 0; r < x.rows(); r++) {
        terms(x, dy, r, i, block, n);
        for (int c = 0; c < n; c++) {
          sums[c] += Memory.get(block, 0, c);
        }
      }
      for (int c = 0; c < n; c++) {
        dSlopes[i + c] = (float) sums[c];
      }
    }
  }

  private static void terms(MatrixView x, MatrixView dy, int r, int i, Object block, int n) {
    long from = FusedKernels.at(x, r, i);
    long dyBase = FusedKernels.at(dy, r, i);
    SLOPE.on(block, n).run(x.memory(), from, dy.memory(), dyBase, block, 0, n, 0f, 0f);
  }

  private static void checkRows(String name, float[] slopes, MatrixView x) {
    Ranges.notNull(name, slopes);
    if (slopes.length == 0 || x.rows() % slopes.length != 0) {
      throw new IllegalArgumentException(
          name
              + " has "
              + slopes.length
              + " elements, but x has "
              + x.rows()
              + " rows, which is no multiple");
    }
  }

  private static void checkColumns(String name, float[] slopes, MatrixView x) {
    Ranges.notNull(name, slopes);
    if (slopes.length != x.cols()) {
      throw new IllegalArgumentException(
          name + " has " + slopes.length + " elements, but x has " + x.cols() + " columns");
    }
  }

  private static void check(MatrixView x, float[] slopes, MatrixView dst) {
    x.checkReadable("x");
    FusedKernels.checkOutput("x", x, "dst", dst);
    x.checkOverlap("x", "dst", dst);
    dst.checkNotIn("dst", "slopes", slopes);
  }

  private static void check(MatrixView x, float[] slopes, MatrixView dy, MatrixView dx) {
    x.checkReadable("x");
    FusedKernels.checkInput("x", x, "dy", dy);
    FusedKernels.checkOutput("x", x, "dx", dx);
    x.checkOverlap("x", "dx", dx);
    dy.checkOverlap("dy", "dx", dx);
    dx.checkNotIn("dx", "slopes", slopes);
  }

  private static void check(MatrixView x, MatrixView dy, float[] dSlopes) {
    x.checkReadable("x");
    FusedKernels.checkInput("x", x, "dy", dy);
    x.checkNotIn("x", "dSlopes", dSlopes);
    dy.checkNotIn("dy", "dSlopes", dSlopes);
  }
}
