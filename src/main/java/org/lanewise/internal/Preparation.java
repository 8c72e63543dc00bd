package org.lanewise.internal;

/**
 * What is done to the logits of a row before its softmax: scale, soft-cap, mask, in this order.
 * Each step rounds to float. One object a thread, set anew for each call.
 */
final class Preparation {

  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.LOGIT_SCALE);
  private static final Kernel<MapLoop> CAP = Kernels.map(MapOp.LOGIT_CAP);
  private static final Kernel<ZipLoop> CAP_GRADIENT = Kernels.zip(ZipOp.LOGIT_CAP_GRADIENT);
  private static final ScalarOps.Unary CAP_ONE = ScalarOps.map(MapOp.LOGIT_CAP);

  private final Scratch scratch;
  private float scale;
  private float softCap;

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
    return this;
  }

  /** A block to prepare elements in, of the kind of memory that {@code src} is. */
  Object block(Object src) {
    return scratch.block(Scratch.LOGITS, src);
  }

  /** Prepares {@code n} elements; {@code at} is the first, which is column {@code i} of the row. */
  void apply(Object src, long at, int i, int n, Object dst, long to) {
    if (softCap > 0) {
      Maps.run(CAP, src, at, dst, to, n, scale, softCap);
    } else {
      Maps.run(SCALE, src, at, dst, to, n, scale, 0f);
    }
  }

  /** One element under scale and soft-cap. */
  float one(float x) {
    return softCap > 0 ? CAP_ONE.apply(x, scale, softCap) : x * scale;
  }

  /** Takes a gradient back through scale and soft-cap: {@code dst = gradient·f'(src)}. */
  void back(Object src, long at, Object gradient, long from, Object dst, long to, int n) {
    if (softCap > 0) {
      Maps.zip(CAP_GRADIENT, src, at, gradient, from, dst, to, n, scale, softCap);
    } else {
      Maps.run(SCALE, gradient, from, dst, to, n, scale, 0f);
    }
  }
}
