package org.lanewise.internal;

/**
 * Losses over the elements of matrices: checks, then row by row in blocks that stay in the cache.
 * What does not lie in an array is copied to one, block by block. A block goes through its steps in
 * working memory: losses, weights, sum.
 *
 * <p>The losses of a block are summed as {@link SumLoop} does; the sums of blocks are added in
 * order, row by row.
 */
public final class LossKernels {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> NO_PROBABILITY = Kernels.sum(SumOp.NO_PROBABILITY);
  private static final Kernel<ZipLoop> MULTIPLY = Kernels.zip(ZipOp.MULTIPLY);
  private static final Kernel<MapLoop> LOG1P = Kernels.map(MapOp.LOG1P);
  private static final Kernel<FuseLoop> REST = loss(LossOp.BINARY_CROSS_ENTROPY_REST);
  private static final Kernel<FuseLoop> WITH_LOGITS_EXP = loss(LossOp.WITH_LOGITS_EXP);

  private final LossOp op;
  private final float p;
  private final Kernel<FuseLoop> loss;
  private final Kernel<FuseLoop> gradient;

  /** The kernels of one loss with its parameter. */
  public LossKernels(LossOp op, float p) {
    this.op = op;
    this.p = p;
    loss = loss(op);
    gradient = Kernels.fuse(FusedOp.of(FusedOp.Form.LOSS_GRADIENT, op));
  }

  private static Kernel<FuseLoop> loss(LossOp op) {
    return Kernels.fuse(FusedOp.of(FusedOp.Form.LOSS, op));
  }

  /** Whether inputs are probabilities. */
  private boolean wantsProbabilities() {
    return op == LossOp.BINARY_CROSS_ENTROPY;
  }

  /**
   * Losses, their sum, the gradient, or several of them.
   *
   * @param x the inputs
   * @param t the targets
   * @param weight a weight for each element; null for none
   * @param positives a weight of positive targets for each column; null for none
   * @param losses where the losses go; null if they are not wanted
   * @param wantsSum whether the sum is wanted
   * @param dy the gradients with respect to the losses; null for {@code factor} alone
   * @param dx where the gradient goes; null if it is not wanted
   * @param factor what the gradient is multiplied with
   * @return the sum, 0 if it is not wanted
   */
  public double run(
      MatrixView x,
      MatrixView t,
      MatrixView weight,
      float[] positives,
      MatrixView losses,
      boolean wantsSum,
      MatrixView dy,
      MatrixView dx,
      float factor) {
    check(x, t, weight, positives, losses, dy, dx);
    if (wantsProbabilities()) {
      checkInside("input", x, 1f);
    }
    Scratch scratch = Scratch.get();
    float[] block = scratch.array(Scratch.FUSED);
    double sum = 0;
    for (int r = 0; r < x.rows(); r++) {
      for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
        int n = Math.min(x.cols() - i, Scratch.BLOCK);
        float[] a = scratch.read(Scratch.INPUT, x, r, i, n);
        int aBase = x.index(r, i);
        float[] b = scratch.read(Scratch.INPUT + 1, t, r, i, n);
        int bBase = t.index(r, i);
        float[] w = weight == null ? null : scratch.read(Scratch.INPUT + 2, weight, r, i, n);
        int wBase = weight == null ? 0 : weight.index(r, i);
        if (losses != null || wantsSum) {
          losses(a, aBase, b, bBase, w, wBase, positives, i, n, block);
          if (wantsSum) {
            sum += SUM.array(n).run(block, 0, block, 0, n, 0f, 0f);
          }
          if (losses != null) {
            losses.write(block, r, i, n);
          }
        }
        if (dx != null) {
          float[] to = scratch.target(Scratch.OUTPUT, dx);
          int toBase = dx.index(r, i);
          gradient(a, aBase, b, bBase, w, wBase, positives, i, n, to, toBase, factor);
          if (dy != null) {
            float[] d = scratch.read(Scratch.INPUT + 3, dy, r, i, n);
            MULTIPLY.array(n).run(to, toBase, d, dy.index(r, i), to, toBase, n, 0f, 0f);
          }
          Scratch.write(to, dx, r, i, n);
        }
      }
    }
    return sum;
  }

  private void losses(
      float[] a,
      int aBase,
      float[] b,
      int bBase,
      float[] w,
      int wBase,
      float[] positives,
      int col,
      int n,
      float[] block) {
    boolean logits = op == LossOp.WITH_LOGITS || op == LossOp.WITH_LOGITS_WEIGHTED;
    // Several steps where C2 would box the vectors of a single one.
    if (logits) {
      WITH_LOGITS_EXP.array(n).run(a, aBase, b, bBase, a, aBase, a, aBase, block, 0, n, 0f, 0f);
      LOG1P.array(n).run(block, 0, block, 0, n, 0f, 0f);
    }
    float[] pw = positives != null ? positives : block;
    int pwBase = positives != null ? col : 0;
    loss.array(n).run(a, aBase, b, bBase, block, 0, pw, pwBase, block, 0, n, p, 1f);
    if (op == LossOp.BINARY_CROSS_ENTROPY) {
      REST.array(n).run(a, aBase, b, bBase, block, 0, block, 0, block, 0, n, p, 1f);
    }
    if (w != null) {
      MULTIPLY.array(n).run(block, 0, w, wBase, block, 0, n, 0f, 0f);
    }
  }

  private void gradient(
      float[] a,
      int aBase,
      float[] b,
      int bBase,
      float[] w,
      int wBase,
      float[] positives,
      int col,
      int n,
      float[] to,
      int toBase,
      float factor) {
    float[] pw = positives != null ? positives : a;
    int pwBase = positives != null ? col : aBase;
    gradient.array(n).run(a, aBase, b, bBase, a, aBase, pw, pwBase, to, toBase, n, p, factor);
    if (w != null) {
      MULTIPLY.array(n).run(to, toBase, w, wBase, to, toBase, n, 0f, 0f);
    }
  }

  private void check(
      MatrixView x,
      MatrixView t,
      MatrixView weight,
      float[] positives,
      MatrixView losses,
      MatrixView dy,
      MatrixView dx) {
    x.checkReadable("input");
    FusedKernels.checkInput("input", x, "target", t);
    if (weight != null) {
      FusedKernels.checkInput("input", x, "weight", weight);
    }
    if (positives != null && positives.length != x.cols()) {
      throw new IllegalArgumentException(
          "posWeight has "
              + positives.length
              + " elements, but input has "
              + x.cols()
              + " columns");
    }
    if (dy != null) {
      FusedKernels.checkInput("input", x, "lossGradients", dy);
    }
    if (losses != null) {
      FusedKernels.checkOutput("input", x, "losses", losses);
      checkApart("losses", losses, t, weight, dy);
      x.checkDisjoint("input", "losses", losses);
    }
    if (dx != null) {
      FusedKernels.checkOutput("input", x, "gradient", dx);
      checkApart("gradient", dx, t, weight, dy);
      x.checkOverlap("input", "gradient", dx);
      if (losses != null) {
        losses.checkDisjoint("losses", "gradient", dx);
      }
    }
  }

  private static void checkApart(
      String name, MatrixView out, MatrixView t, MatrixView weight, MatrixView dy) {
    t.checkDisjoint("target", name, out);
    if (weight != null) {
      weight.checkDisjoint("weight", name, out);
    }
    if (dy != null) {
      dy.checkDisjoint("lossGradients", name, out);
    }
  }

  /** Refuses what is not between 0 and {@code most}, before anything is written. */
  static void checkInside(String name, MatrixView x, float most) {
    Scratch scratch = Scratch.get();
    for (int r = 0; r < x.rows(); r++) {
      for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
        int n = Math.min(x.cols() - i, Scratch.BLOCK);
        float[] a = scratch.read(Scratch.INPUT, x, r, i, n);
        int base = x.index(r, i);
        if (NO_PROBABILITY.array(n).run(a, base, a, base, n, most, 0f) > 0) {
          for (int k = 0; k < n; k++) {
            float value = a[base + k];
            if (!(value >= 0f && value <= most)) {
              throw new IllegalArgumentException(
                  name
                      + "["
                      + r
                      + ", "
                      + (i + k)
                      + "] is "
                      + value
                      + (most == 1f
                          ? ", not a probability"
                          : ", not a finite number of at least 0"));
            }
          }
        }
      }
    }
  }
}
