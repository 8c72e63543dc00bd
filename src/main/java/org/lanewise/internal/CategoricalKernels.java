package org.lanewise.internal;

/**
 * Cross-entropy of probabilities over the rows of matrices: checks, then row by row in blocks that
 * stay in the cache.
 *
 * <p>The terms of a block are summed as {@link SumLoop} does; the sums of blocks are added in
 * order, then those of rows.
 */
public final class CategoricalKernels {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> DOT = Kernels.sum(SumOp.DOT);
  private static final Kernel<MapLoop> CLIP = Kernels.map(MapOp.CLIP);
  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.LOGIT_SCALE);
  private static final Kernel<MapLoop> SHIFT = Kernels.map(MapOp.SHIFT);

  /** −t·log x, 0 where t is 0. */
  private static final Kernel<FuseLoop> TERM =
      Kernels.fuse(FusedOp.of(FusedOp.Form.LOSS, LossOp.BINARY_CROSS_ENTROPY));

  private static final Kernel<ZipLoop> GRADIENT = Kernels.zip(ZipOp.CATEGORICAL_GRADIENT);

  /** Rows with other sums have no normal floats to be divided by. */
  private static final double LEAST_SUM = 0x1p-126;

  private static final double MOST_SUM = 0x1p126;

  private CategoricalKernels() {}

  /**
   * Losses, their sum, the gradient.
   *
   * @param x the probabilities
   * @param t the targets
   * @param losses where the losses of the rows go; null if they are not wanted
   * @param lossGradients one factor a row from above; null for 1
   * @param dx where the gradient goes; null if it is not wanted
   * @param factor what the gradient is multiplied with
   * @param normalized whether rows are divided by their sums
   * @param limit how close to 0 and 1 probabilities count
   * @return the sum of the losses
   */
  public static double run(
      MatrixView x,
      MatrixView t,
      float[] losses,
      float[] lossGradients,
      MatrixView dx,
      double factor,
      boolean normalized,
      float limit) {
    check(x, t, losses, lossGradients, dx);
    if (!FusedKernels.alike(x, t, dx, null, null)) {
      MatrixView to = dx == null ? null : dx.blank();
      double sum = run(x.copy(), t.copy(), losses, lossGradients, to, factor, normalized, limit);
      if (to != null) {
        dx.writeBack(to);
      }
      return sum;
    }
    LossKernels.checkInside("probabilities", x, normalized ? Float.MAX_VALUE : 1f);
    double total = 0;
    for (int r = 0; r < x.rows(); r++) {
      double sum = normalized ? sum(x, r) : 1;
      double loss = Double.NaN;
      if (sum >= LEAST_SUM && sum <= MOST_SUM) {
        double arriving = lossGradients == null ? factor : factor * lossGradients[r];
        loss = row(x, t, dx, r, normalized, sum, limit, arriving);
      } else if (dx != null) {
        Memory.fill(dx.memory(), dx.row(r), dx.cols(), Float.NaN);
      }
      if (losses != null) {
        losses[r] = (float) loss;
      }
      total += loss;
    }
    return total;
  }

  private static double sum(MatrixView x, int r) {
    double sum = 0;
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      long base = FusedKernels.at(x, r, i);
      sum += SUM.on(x.memory()).run(x.memory(), base, x.memory(), base, n, 0f, 0f);
    }
    return sum;
  }

  /** The loss of a row and, if wanted, its gradient. */
  private static double row(
      MatrixView x,
      MatrixView t,
      MatrixView dx,
      int r,
      boolean normalized,
      double sum,
      float limit,
      double arriving) {
    Scratch scratch = Scratch.get();
    Object terms = scratch.block(Scratch.FUSED, x.memory());
    Object shares = scratch.block(Scratch.POSITIVES, x.memory());
    Object to = dx == null ? null : dx.memory();
    float most = limit == 0f ? Float.POSITIVE_INFINITY : 1f - limit;
    double loss = 0;
    double shift = 0;
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      Object u = x.memory();
      long base = FusedKernels.at(x, r, i);
      Object q = t.memory();
      long qBase = FusedKernels.at(t, r, i);
      if (normalized) {
        SCALE.on(u).run(u, base, shares, 0, n, (float) (1 / sum), 0f);
        u = shares;
        base = 0;
      }
      CLIP.on(u).run(u, base, terms, 0, n, limit, most);
      TERM.on(u)
          .run(terms, 0, q, qBase, q, qBase, q, qBase, terms, 0, n, Float.NEGATIVE_INFINITY, 1f);
      loss += SUM.on(u).run(terms, 0, terms, 0, n, 0f, 0f);
      if (dx != null) {
        // The gradient may be written over x, of which this block has been read.
        long toBase = FusedKernels.at(dx, r, i);
        GRADIENT.on(u).run(u, base, q, qBase, to, toBase, n, limit, most);
        shift += normalized ? DOT.on(u).run(u, base, to, toBase, n, 0f, 0f) : 0;
      }
    }
    if (dx != null) {
      if (normalized) {
        float high = (float) shift;
        float low = (float) (shift - high);
        Maps.run(SHIFT, to, dx.row(r), to, dx.row(r), dx.cols(), high, low);
      }
      float factor = (float) (arriving / sum);
      Maps.run(SCALE, to, dx.row(r), to, dx.row(r), dx.cols(), factor, 0f);
    }
    return loss;
  }

  private static void check(
      MatrixView x, MatrixView t, float[] losses, float[] lossGradients, MatrixView dx) {
    x.checkReadable("probabilities");
    FusedKernels.checkInput("probabilities", x, "targets", t);
    if (dx != null) {
      FusedKernels.checkOutput("probabilities", x, "gradient", dx);
      x.checkOverlap("probabilities", "gradient", dx);
      t.checkDisjoint("targets", "gradient", dx);
    }
    Ranges.checkRowArrays(x.rows(), losses, lossGradients);
    if (losses != null) {
      x.checkNotIn("probabilities", "losses", losses);
      t.checkNotIn("targets", "losses", losses);
    }
    if (dx != null && losses != null) {
      dx.checkNotIn("gradient", "losses", losses);
    }
    if (dx != null && lossGradients != null) {
      dx.checkNotIn("gradient", "lossGradients", lossGradients);
    }
  }
}
