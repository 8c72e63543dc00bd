package org.lanewise.internal;

import org.lanewise.SoftmaxOptions;

/**
 * What is done to the logits of a row before its softmax: scale, soft-cap, mask, in this order.
 * Each step rounds to float, scale and additive mask together. One object a thread, set anew for
 * each call.
 */
final class Preparation implements AutoCloseable {

  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.SCALE);
  private static final Kernel<MapLoop> CAP = Kernels.map(MapOp.LOGIT_CAP);
  private static final Kernel<ZipLoop> CAP_GRADIENT = Kernels.zip(ZipOp.LOGIT_CAP_GRADIENT);
  private static final ScalarOps.Unary CAP_ONE = ScalarOps.map(MapOp.LOGIT_CAP);

  private static final Kernel<ZipLoop> MASK = Kernels.zip(ZipOp.LOGIT_MASK);

  private final Scratch scratch;
  private float scale;
  private float softCap;
  private MaskView mask = MaskView.NONE;
  private int row;

  Preparation(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Sets what is to be done.
   *
   * @param scale the factor
   * @param softCap the cap; 0 for none
   */
  Preparation set(float scale, float softCap) {
    this.scale = scale;
    this.softCap = softCap;
    this.mask = MaskView.NONE;
    return this;
  }

  /** Sets what is to be done to rows under a mask. */
  Preparation set(SoftmaxOptions options, MaskView mask) {
    set(options.scale(), options.softCap());
    this.mask = mask;
    return this;
  }

  /** Sets the row of the mask. */
  Preparation row(int r) {
    row = r;
    return this;
  }

  /** Lets go of what belongs to the caller. */
  @Override
  public void close() {
    mask = MaskView.NONE;
  }

  /** Whether there is anything to do. */
  boolean does() {
    return scale != 1f || softCap > 0 || mask.exists();
  }

  /** Whether no row has a mask of its own. */
  boolean sameForAllRows() {
    return !mask.exists();
  }

  /** A block to prepare elements in, of the kind of memory that {@code src} is. */
  Object block(Object src) {
    return scratch.block(Scratch.LOGITS, src);
  }

  /** Prepares {@code n} elements; {@code at} is the first, which is column {@code i} of the row. */
  void apply(Object src, long at, int i, int n, Object dst, long to) {
    Object x = src;
    long base = at;
    float factor = scale;
    if (softCap > 0) {
      Maps.run(CAP, src, at, dst, to, n, scale, softCap);
      x = dst;
      base = to;
      factor = 1f;
    }
    if (mask.add() != null) {
      Object m = mask.add().memory();
      long from = Memory.advance(m, mask.numbers(row), i);
      Maps.zip(MASK, x, base, m, from, dst, to, n, factor, 0f);
    } else if (mask.keep() != null) {
      Kernels.KEEP.on(x, n).run(x, base, mask.keep(), mask.flags(row) + i, dst, to, n, factor);
    } else if (softCap == 0) {
      Maps.run(SCALE, x, base, dst, to, n, factor, 0f);
    }
  }

  /** Writes {@code value} to the first {@code n} elements that the mask takes out. */
  void fillMasked(Object dst, long base, int n, float value) {
    for (int i = 0; i < n; i++) {
      if (mask.takesOut(row, i)) {
        Memory.set(dst, base, i, value);
      }
    }
  }

  /** One element under scale and soft-cap, where there is one. */
  float one(float x) {
    return CAP_ONE.apply(x, scale, softCap);
  }

  /**
   * Takes a gradient back through scale and soft-cap, where there is one: {@code dst =
   * gradient·f'(src)}.
   */
  void back(Object src, long at, Object gradient, long from, Object dst, long to, int n) {
    Maps.zip(CAP_GRADIENT, src, at, gradient, from, dst, to, n, scale, softCap);
  }
}
