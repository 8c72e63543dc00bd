package org.lanewise.internal;

/**
 * Losses over the elements of matrices: checks, then row by row in blocks that stay in the cache. A
 * block goes through its steps in working memory: losses, weights, sum.
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
    if (!FusedKernels.alike(x, t, weight, losses, dy)
        || !FusedKernels.alike(x, dx, null, null, null)) {
      MatrixView l = losses == null ? null : losses.blank();
      MatrixView g = dx == null ? null : dx.blank();
      MatrixView w = weight == null ? null : weight.copy();
      MatrixView d = dy == null ? null : dy.copy();
      double sum = run(x.copy(), t.copy(), w, positives, l, wantsSum, d, g, factor);
      if (l != null) {
        losses.writeBack(l);
      }
      if (g != null) {
        dx.writeBack(g);
      }
      return sum;
    }
    if (wantsProbabilities()) {
      checkInside("input", x, 1f);
    }
    Scratch scratch = Scratch.get();
    Object block = scratch.block(Scratch.FUSED, x.memory());
    Object pw = positives == null ? null : scratch.block(Scratch.POSITIVES, x.memory());
    double sum = 0;
    for (int r = 0; r < x.rows(); r++) {
      for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
        int n = Math.min(x.cols() - i, Scratch.BLOCK);
        if (pw != null && (r == 0 || x.cols() > Scratch.BLOCK)) {
          FusedKernels.load(positives, i, pw, n);
        }
        if (losses != null || wantsSum) {
          losses(x, t, weight, pw, r, i, n, block);
          if (wantsSum) {
            sum += SUM.on(block).run(block, 0, block, 0, n, 0f, 0f);
          }
          if (losses != null) {
            FusedKernels.copy(block, 0, losses.memory(), FusedKernels.at(losses, r, i), n);
          }
        }
        if (dx != null) {
          gradient(x, t, weight, pw, dy, dx, r, i, n, factor);
        }
      }
    }
    return sum;
  }

  private void losses(
      MatrixView x, MatrixView t, MatrixView weight, Object pw, int r, int i, int n, Object block) {
    Object a = x.memory();
    Object b = t.memory();
    long xBase = FusedKernels.at(x, r, i);
    long tBase = FusedKernels.at(t, r, i);
    boolean logits = op == LossOp.WITH_LOGITS || op == LossOp.WITH_LOGITS_WEIGHTED;
    // Several steps where C2 would box the vectors of a single one.
    if (logits) {
      WITH_LOGITS_EXP.on(a).run(a, xBase, b, tBase, a, xBase, a, xBase, block, 0, n, 0f, 0f);
      LOG1P.on(a).run(block, 0, block, 0, n, 0f, 0f);
    }
    loss.on(a).run(a, xBase, b, tBase, block, 0, pw != null ? pw : block, 0, block, 0, n, p, 1f);
    if (op == LossOp.BINARY_CROSS_ENTROPY) {
      REST.on(a).run(a, xBase, b, tBase, block, 0, block, 0, block, 0, n, p, 1f);
    }
    if (weight != null) {
      long wBase = FusedKernels.at(weight, r, i);
      MULTIPLY.on(a).run(block, 0, weight.memory(), wBase, block, 0, n, 0f, 0f);
    }
  }

  private void gradient(
      MatrixView x,
      MatrixView t,
      MatrixView weight,
      Object pw,
      MatrixView dy,
      MatrixView dx,
      int r,
      int i,
      int n,
      float factor) {
    Object a = x.memory();
    Object to = dx.memory();
    long base = FusedKernels.at(dx, r, i);
    long xBase = FusedKernels.at(x, r, i);
    gradient
        .on(a)
        .run(
            a,
            xBase,
            t.memory(),
            FusedKernels.at(t, r, i),
            a,
            xBase,
            pw != null ? pw : a,
            pw != null ? 0 : xBase,
            to,
            base,
            n,
            p,
            factor);
    if (weight != null) {
      long wBase = FusedKernels.at(weight, r, i);
      MULTIPLY.on(a).run(to, base, weight.memory(), wBase, to, base, n, 0f, 0f);
    }
    if (dy != null) {
      long dyBase = FusedKernels.at(dy, r, i);
      MULTIPLY.on(a).run(to, base, dy.memory(), dyBase, to, base, n, 0f, 0f);
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
      checkApart("losses", losses, t, weight, positives, dy);
      x.checkDisjoint("input", "losses", losses);
    }
    if (dx != null) {
      FusedKernels.checkOutput("input", x, "gradient", dx);
      checkApart("gradient", dx, t, weight, positives, dy);
      x.checkOverlap("input", "gradient", dx);
      if (losses != null) {
        losses.checkDisjoint("losses", "gradient", dx);
      }
    }
  }

  private static void checkApart(
      String name,
      MatrixView out,
      MatrixView t,
      MatrixView weight,
      float[] positives,
      MatrixView dy) {
    t.checkDisjoint("target", name, out);
    if (weight != null) {
      weight.checkDisjoint("weight", name, out);
    }
    if (positives != null) {
      out.checkNotIn(name, "posWeight", positives);
    }
    if (dy != null) {
      dy.checkDisjoint("lossGradients", name, out);
    }
  }

  /** Refuses what is not between 0 and {@code most}, before anything is written. */
  static void checkInside(String name, MatrixView x, float most) {
    for (int r = 0; r < x.rows(); r++) {
      for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
        int n = Math.min(x.cols() - i, Scratch.BLOCK);
        Object a = x.memory();
        long base = FusedKernels.at(x, r, i);
        if (NO_PROBABILITY.on(a).run(a, base, a, base, n, most, 0f) > 0) {
          for (int k = 0; k < n; k++) {
            float value = Memory.get(a, base, k);
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
