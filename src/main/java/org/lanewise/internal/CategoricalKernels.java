package org.lanewise.internal;

import java.util.Arrays;

/**
 * Cross-entropy of probabilities over the rows of matrices: checks, then row by row in blocks that
 * stay in the cache. What does not lie in an array is copied to one, block by block.
 *
 * <p>The terms of a block are summed as {@link SumLoop} does; the sums of blocks are added in
 * order, then those of rows.
 */
public final class CategoricalKernels {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> DOT = Kernels.sum(SumOp.DOT);
  private static final Kernel<MapLoop> CLIP = Kernels.map(MapOp.CLIP);
  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.SCALE);
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
    LossKernels.checkInside("probabilities", x, normalized ? Float.MAX_VALUE : 1f);
    double total = 0;
    for (int r = 0; r < x.rows(); r++) {
      double sum = normalized ? sum(x, r) : 1;
      double loss = Double.NaN;
      if (sum >= LEAST_SUM && sum <= MOST_SUM) {
        double arriving = lossGradients == null ? factor : factor * lossGradients[r];
        loss = row(x, t, dx, r, normalized, sum, limit, arriving);
      } else if (dx != null) {
        fill(dx, r, Float.NaN);
      }
      if (losses != null) {
        losses[r] = (float) loss;
      }
      total += loss;
    }
    return total;
  }

  private static double sum(MatrixView x, int r) {
    Scratch scratch = Scratch.get();
    double sum = 0;
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      float[] a = scratch.read(Scratch.INPUT, x, r, i, n);
      int base = x.index(r, i);
      sum += SUM.array(n).run(a, base, a, base, n, 0f, 0f);
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
    float[] terms = scratch.array(Scratch.FUSED);
    float[] shares = scratch.array(Scratch.FACTORS);
    float most = limit == 0f ? Float.POSITIVE_INFINITY : 1f - limit;
    double loss = 0;
    double shift = 0;
    for (int i = 0; i < x.cols(); i += Scratch.BLOCK) {
      int n = Math.min(x.cols() - i, Scratch.BLOCK);
      float[] u = scratch.read(Scratch.INPUT, x, r, i, n);
      int base = x.index(r, i);
      float[] q = scratch.read(Scratch.INPUT + 1, t, r, i, n);
      int qBase = t.index(r, i);
      if (normalized) {
        SCALE.array(n).run(u, base, shares, 0, n, (float) (1 / sum), 0f);
        u = shares;
        base = 0;
      }
      CLIP.array(n).run(u, base, terms, 0, n, limit, most);
      TERM.array(n)
          .run(terms, 0, q, qBase, q, qBase, q, qBase, terms, 0, n, Float.NEGATIVE_INFINITY, 1f);
      loss += SUM.array(n).run(terms, 0, terms, 0, n, 0f, 0f);
      if (dx != null) {
        // The gradient may be written over x, of which this block has been read.
        float[] to = scratch.target(Scratch.OUTPUT, dx);
        int toBase = dx.index(r, i);
        GRADIENT.array(n).run(u, base, q, qBase, to, toBase, n, limit, most);
        shift += normalized ? DOT.array(n).run(u, base, to, toBase, n, 0f, 0f) : 0;
        Scratch.write(to, dx, r, i, n);
      }
    }
    if (dx != null) {
      finish(dx, r, normalized, shift, (float) (arriving / sum));
    }
    return loss;
  }

  private static void fill(MatrixView dx, int r, float value) {
    float[] block = Scratch.get().array(Scratch.FUSED);
    Arrays.fill(block, value);
    for (int i = 0; i < dx.cols(); i += Scratch.BLOCK) {
      dx.write(block, r, i, Math.min(dx.cols() - i, Scratch.BLOCK));
    }
  }

  /** What of the gradient takes the whole row to know. */
  private static void finish(MatrixView dx, int r, boolean normalized, double shift, float factor) {
    Scratch scratch = Scratch.get();
    float high = (float) shift;
    float low = (float) (shift - high);
    for (int i = 0; i < dx.cols(); i += Scratch.BLOCK) {
      int n = Math.min(dx.cols() - i, Scratch.BLOCK);
      float[] to = scratch.read(Scratch.OUTPUT, dx, r, i, n);
      int base = dx.index(r, i);
      if (normalized) {
        SHIFT.array(n).run(to, base, to, base, n, high, low);
      }
      SCALE.array(n).run(to, base, to, base, n, factor, 0f);
      Scratch.write(to, dx, r, i, n);
    }
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
