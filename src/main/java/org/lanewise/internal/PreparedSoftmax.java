package org.lanewise.internal;

import org.lanewise.SoftmaxOptions;

/**
 * Softmax and its kin over rows with scale, soft-cap, mask, causal limit and sink: checks, then row
 * by row. A row is prepared where its result goes, and then taken through the plain softmax there;
 * the causal limit shortens it. Short rows of softmax that nothing shortens go together.
 */
public final class PreparedSoftmax {

  private static final Kernel<SumLoop> DOT = Kernels.sum(SumOp.DOT);
  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> KEPT_SUM = Kernels.sum(SumOp.KEPT_SUM);
  private static final Kernel<ZipLoop> GRADIENT = Kernels.zip(ZipOp.SCALED_SOFTMAX_GRADIENT);
  private static final ScalarOps.Binary GRADIENT_OF_ONE =
      ScalarOps.zip(ZipOp.SCALED_SOFTMAX_GRADIENT);
  private static final Kernel<ZipLoop> LOG_GRADIENT =
      Kernels.zip(ZipOp.MASKED_LOG_SOFTMAX_GRADIENT);

  private PreparedSoftmax() {}

  /** The number of columns that row {@code r} may look at. */
  private static int limit(SoftmaxOptions options, int r, int cols) {
    return options.causal() ? Math.clamp((long) r + options.causalOffset() + 1, 0, cols) : cols;
  }

  private static void check(
      MatrixView src, MaskView mask, float[] sinks, int sinksOffset, String to, MatrixView dst) {
    src.checkReadable("src");
    dst.checkWritable(to);
    src.checkSameShape("src", to, dst);
    src.checkOverlap("src", to, dst);
    mask.check(src, to, dst);
    if (sinks != null) {
      Ranges.check("sinks", sinks, sinksOffset, src.rows());
      dst.checkNotIn(to, "sinks", sinks);
    }
  }

  private static boolean fit(MatrixView src, MaskView mask, MatrixView dst) {
    return SoftmaxKernels.alike(src, dst) && mask.fits(src);
  }

  private static boolean masked(MaskView mask, SoftmaxOptions options) {
    return mask.exists() || options.causal();
  }

  /**
   * Softmax of each row.
   *
   * @param sinks one sink a row; null for that of the options
   * @param empty what a row of −∞ alone becomes without a mask: NaN, 0, or 1 for uniform
   */
  public static void softmax(
      MatrixView src,
      MaskView mask,
      float[] sinks,
      int sinksOffset,
      MatrixView dst,
      SoftmaxOptions options,
      float empty) {
    check(src, mask, sinks, sinksOffset, "dst", dst);
    if (!fit(src, mask, dst)) {
      MatrixView copy = src.copy();
      softmax(copy, mask.copy(), sinks, sinksOffset, copy, options, empty);
      dst.writeBack(copy);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, mask)) {
      float whenEmpty = masked(mask, options) ? 0f : empty;
      boolean sink = sinks != null || options.sink() != Float.NEGATIVE_INFINITY;
      int n;
      for (int first = 0; first < src.rows(); first += n) {
        n = sink ? 0 : together(options, first, src);
        if (n > 0) {
          softmaxRows(preparation, src, first, n, dst, options, whenEmpty);
        } else {
          int length = limit(options, first, src.cols());
          float share = sinks == null ? options.sink() : sinks[sinksOffset + first];
          softmaxRow(preparation, src, first, dst, length, share, 1.0, whenEmpty);
          n = 1;
        }
      }
    }
  }

  /**
   * How many rows from {@code first} on are faster together than one by one; may be 0. Under the
   * causal limit it puts how much of them takes part where {@link RowGroups} looks for it.
   */
  private static int together(SoftmaxOptions options, int first, MatrixView src) {
    if (options.causal()) {
      int[] lengths = Scratch.get().columns.lengths;
      int most = Math.min(Columns.WIDTH, src.rows() - first);
      int sum = 0;
      int n = 0;
      while (n < most) {
        int length = limit(options, first + n, src.cols());
        sum += length;
        if (length > RowGroups.MOST || sum > RowGroups.ELEMENTS) {
          break;
        }
        lengths[n++] = length;
      }
      return n > 1 ? n : 0;
    }
    return SoftmaxKernels.together(src)
        ? Math.min(src.rows() - first, RowGroups.ELEMENTS / src.cols())
        : 0;
  }

  /** Softmax of rows together, all prepared before the first is exponentiated. */
  private static void softmaxRows(
      Preparation preparation,
      MatrixView src,
      int first,
      int n,
      MatrixView dst,
      SoftmaxOptions options,
      float empty) {
    int cols = src.cols();
    Object to = dst.memory();
    boolean causal = options.causal();
    MatrixView x = src;
    if (preparation.does()) {
      x = dst;
      if (!causal && preparation.sameForAllRows() && src.dense() && dst.dense()) {
        preparation.apply(src.memory(), src.row(first), 0, n * cols, to, dst.row(first));
      } else {
        for (int r = first; r < first + n; r++) {
          int length = limit(options, r, cols);
          preparation.row(r).apply(src.memory(), src.row(r), 0, length, to, dst.row(r));
        }
      }
    }
    if (causal) {
      RowGroups.softmax(x, first, n, dst, Scratch.get().columns, null, 0, empty);
    } else {
      SoftmaxKernels.softmax(x, first, n, dst, null, 0, empty);
    }
    for (int r = first; r < first + n; r++) {
      finish(preparation.row(r), to, dst.row(r), limit(options, r, cols), cols);
    }
  }

  private static void softmaxRow(
      Preparation preparation,
      MatrixView src,
      int r,
      MatrixView dst,
      int n,
      float sink,
      double factor,
      float empty) {
    Object to = dst.memory();
    long at = dst.row(r);
    Object from = src.memory();
    long base = src.row(r);
    if (preparation.does()) {
      preparation.row(r).apply(from, base, 0, n, to, at);
      from = to;
      base = at;
    }
    if (sink == Float.NEGATIVE_INFINITY) {
      SoftmaxRows.softmax(from, base, to, at, n, factor, empty);
    } else {
      SoftmaxRows.softmaxWithSink(from, base, to, at, n, sink, factor);
    }
    if (!Double.isFinite(factor)) {
      preparation.fillMasked(to, at, n, 0f);
    }
    finish(preparation, to, at, n, src.cols());
  }

  /** In a special row, too, entries without part have none; nor have those beyond the first n. */
  private static void finish(Preparation preparation, Object to, long at, int n, int cols) {
    if (n > 0 && Float.isNaN(Memory.get(to, at, 0))) {
      preparation.fillMasked(to, at, n, 0f);
    }
    Memory.fill(to, Memory.advance(to, at, n), cols - n, 0f);
  }

  /** Log-softmax of each row; {@code empty} as for softmax. */
  public static void logSoftmax(
      MatrixView src, MaskView mask, MatrixView dst, SoftmaxOptions options, float empty) {
    check(src, mask, null, 0, "dst", dst);
    if (!fit(src, mask, dst)) {
      MatrixView copy = src.copy();
      logSoftmax(copy, mask.copy(), copy, options, empty);
      dst.writeBack(copy);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, mask)) {
      float whenEmpty = masked(mask, options) ? 0f : empty;
      for (int r = 0; r < src.rows(); r++) {
        int n = limit(options, r, src.cols());
        Object to = dst.memory();
        long at = dst.row(r);
        Object from = src.memory();
        long base = src.row(r);
        if (preparation.does()) {
          preparation.row(r).apply(from, base, 0, n, to, at);
          from = to;
          base = at;
        }
        SoftmaxRows.logSoftmax(from, base, to, at, n, options.sink(), whenEmpty);
        if (n > 0 && Float.isNaN(Memory.get(to, at, 0))) {
          preparation.fillMasked(to, at, n, Float.NEGATIVE_INFINITY);
        }
        long behind = Memory.advance(to, at, n);
        Memory.fill(to, behind, src.cols() - n, Float.NEGATIVE_INFINITY);
      }
    }
  }

  /** Logsumexp of each row. */
  public static void logSumExp(
      MatrixView src, MaskView mask, float[] dst, int dstOffset, SoftmaxOptions options) {
    src.checkReadable("src");
    Ranges.check("dst", dst, dstOffset, src.rows());
    src.checkNotIn("src", "dst", dst);
    mask.check(src, null, null);
    if (mask.add() != null) {
      mask.add().checkNotIn("mask", "dst", dst);
    }
    if (src.memory() == null || !mask.fits(src)) {
      logSumExp(src.copy(), mask.copy(), dst, dstOffset, options);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, mask)) {
      for (int r = 0; r < src.rows(); r++) {
        int n = limit(options, r, src.cols());
        double lse =
            preparation.does()
                ? SoftmaxRows.logSumExp(
                    src.memory(), src.row(r), n, Scratch.BLOCK, preparation.row(r))
                : SoftmaxRows.logSumExp(src.memory(), src.row(r), n);
        double sink = options.sink();
        if (sink != Double.NEGATIVE_INFINITY) {
          double apart = lse == sink ? 0 : Math.abs(lse - sink);
          lse = Math.max(lse, sink) + StrictMath.log1p(StrictMath.exp(-apart));
        }
        dst[dstOffset + r] = (float) lse;
      }
    }
  }

  /**
   * Gradient of softmax, from its output: {@code dx = f'(src)·y·(dy − Σ y·dy)}, f being scale and
   * soft-cap.
   *
   * @param src the logits; null if there is no soft-cap
   */
  public static void softmaxGradient(
      MatrixView src, MatrixView y, MatrixView dy, MatrixView dx, SoftmaxOptions options) {
    if (!checkGradient(src, y, dy, dx, options)) {
      MatrixView copy = y.copy();
      MatrixView x = src == null ? null : src.copy();
      softmaxGradient(x, copy, dy.copy(), copy, options);
      dx.writeBack(copy);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, MaskView.NONE)) {
      boolean capped = options.softCap() > 0;
      float scale = capped ? 1f : options.scale();
      for (int r = 0; r < y.rows(); r++) {
        int n = limit(options, r, y.cols());
        Object a = y.memory();
        Object b = dy.memory();
        Object to = dx.memory();
        float dot = (float) DOT.on(a, n).run(a, y.row(r), b, dy.row(r), n, 0f, 0f);
        if (Float.isFinite(dot)) {
          Maps.zip(GRADIENT, a, y.row(r), b, dy.row(r), to, dx.row(r), n, dot, scale);
        } else {
          // Entries without part have gradient 0 still, where the loop would make it NaN.
          for (int i = 0; i < n; i++) {
            float share = Memory.get(a, y.row(r), i);
            float above = Memory.get(b, dy.row(r), i);
            float value = share == 0f ? 0f : GRADIENT_OF_ONE.apply(share, above, dot, scale);
            Memory.set(to, dx.row(r), i, value);
          }
        }
        finishGradient(preparation, src, dx, r, n, capped);
      }
    }
  }

  /**
   * Gradient of log-softmax, from its output: {@code dx = f'(src)·(dy − exp(y)·Σ dy)}; entries of
   * −∞ take no part.
   *
   * @param src the logits; null if there is no soft-cap
   */
  public static void logSoftmaxGradient(
      MatrixView src, MatrixView y, MatrixView dy, MatrixView dx, SoftmaxOptions options) {
    if (!checkGradient(src, y, dy, dx, options)) {
      MatrixView copy = y.copy();
      MatrixView x = src == null ? null : src.copy();
      logSoftmaxGradient(x, copy, dy.copy(), copy, options);
      dx.writeBack(copy);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, MaskView.NONE)) {
      boolean capped = options.softCap() > 0;
      float scale = capped ? 1f : options.scale();
      for (int r = 0; r < y.rows(); r++) {
        int n = limit(options, r, y.cols());
        Object a = y.memory();
        Object b = dy.memory();
        Object to = dx.memory();
        float sum = (float) KEPT_SUM.on(a, n).run(b, dy.row(r), a, y.row(r), n, 0f, 0f);
        Maps.zip(LOG_GRADIENT, a, y.row(r), b, dy.row(r), to, dx.row(r), n, sum, scale);
        finishGradient(preparation, src, dx, r, n, capped);
      }
    }
  }

  private static void finishGradient(
      Preparation preparation, MatrixView src, MatrixView dx, int r, int n, boolean capped) {
    Object to = dx.memory();
    long at = dx.row(r);
    if (capped) {
      preparation.back(src.memory(), src.row(r), to, at, to, at, n);
    }
    Memory.fill(to, Memory.advance(to, at, n), dx.cols() - n, 0f);
  }

  /** Checks the operands of a gradient; false if loops cannot run over them together. */
  private static boolean checkGradient(
      MatrixView src, MatrixView y, MatrixView dy, MatrixView dx, SoftmaxOptions options) {
    if (src == null && options.softCap() > 0) {
      throw new IllegalArgumentException(
          "softCap is " + options.softCap() + ": its gradient needs the logits, src");
    }
    y.checkReadable("y");
    dy.checkReadable("dy");
    dx.checkWritable("dx");
    y.checkSameShape("y", "dy", dy);
    y.checkSameShape("y", "dx", dx);
    y.checkOverlap("y", "dx", dx);
    dy.checkOverlap("dy", "dx", dx);
    if (src != null) {
      src.checkReadable("src");
      y.checkSameShape("y", "src", src);
      src.checkDisjoint("src", "dx", dx);
    }
    return SoftmaxKernels.alike(y, dx)
        && SoftmaxKernels.alike(dy, dx)
        && (src == null || SoftmaxKernels.alike(src, dx));
  }

  /** {@code dx = f'(src)·softmax(f(src) + mask)·dy} with one dy a row. */
  public static void logSumExpGradient(
      MatrixView src,
      MaskView mask,
      float[] dy,
      int dyOffset,
      MatrixView dx,
      SoftmaxOptions options) {
    Ranges.check("dy", dy, dyOffset, src.rows());
    check(src, mask, null, 0, "dx", dx);
    dx.checkNotIn("dx", "dy", dy);
    boolean capped = options.softCap() > 0;
    if (capped) {
      src.checkDisjoint("src", "dx", dx);
    }
    if (!fit(src, mask, dx)) {
      MatrixView copy = dx.blank();
      logSumExpGradient(src.copy(), mask.copy(), dy, dyOffset, copy, options);
      dx.writeBack(copy);
      return;
    }
    try (Preparation preparation = Scratch.get().preparation.set(options, mask)) {
      float whenEmpty = masked(mask, options) ? 0f : Float.NaN;
      for (int r = 0; r < src.rows(); r++) {
        int n = limit(options, r, src.cols());
        double factor = dy[dyOffset + r] * (double) (capped ? 1f : options.scale());
        softmaxRow(preparation, src, r, dx, n, options.sink(), factor, whenEmpty);
        if (capped) {
          preparation.back(
              src.memory(), src.row(r), dx.memory(), dx.row(r), dx.memory(), dx.row(r), n);
        }
      }
    }
  }

  /** Gradient of the sinks: {@code dSinks[r] = −(1 − Σ y)·Σ y·dy}. */
  public static void sinkGradient(MatrixView y, MatrixView dy, float[] dSinks, int dSinksOffset) {
    y.checkReadable("y");
    dy.checkReadable("dy");
    y.checkSameShape("y", "dy", dy);
    Ranges.check("dSinks", dSinks, dSinksOffset, y.rows());
    y.checkNotIn("y", "dSinks", dSinks);
    dy.checkNotIn("dy", "dSinks", dSinks);
    if (!SoftmaxKernels.alike(y, dy)) {
      sinkGradient(y.copy(), dy.copy(), dSinks, dSinksOffset);
      return;
    }
    for (int r = 0; r < y.rows(); r++) {
      Object a = y.memory();
      Object b = dy.memory();
      int n = y.cols();
      double dot = DOT.on(a, n).run(a, y.row(r), b, dy.row(r), n, 0f, 0f);
      double sum = SUM.on(a, n).run(a, y.row(r), a, y.row(r), n, 0f, 0f);
      dSinks[dSinksOffset + r] = (float) (Math.max(1 - sum, 0) * -dot);
    }
  }
}
