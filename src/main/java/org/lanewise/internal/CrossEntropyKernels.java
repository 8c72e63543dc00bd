package org.lanewise.internal;

import org.lanewise.CrossEntropyOptions;
import org.lanewise.Reduction;

/**
 * Softmax and cross-entropy fused, over the rows of a matrix of logits: checks, then row by row.
 *
 * <p>Rows that fit into the cache are swept once for loss and gradient together: the exponentials
 * are stored where the gradient goes and scaled there. Longer rows are read once for the logsumexp
 * and once more for the gradient.
 */
public final class CrossEntropyKernels {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> TARGET_DOT = Kernels.sum(SumOp.TARGET_DOT);
  private static final Kernel<ZipLoop> SUBTRACT_SCALED = Kernels.zip(ZipOp.SUBTRACT_SCALED);

  private CrossEntropyKernels() {}

  /**
   * Loss, gradient or both.
   *
   * @param logits rows × classes
   * @param labels one class a row; null for dense targets
   * @param targets a distribution a row; null for sparse labels
   * @param losses where the losses of the rows go; null if not wanted
   * @param lossGradients one factor a row from above; null for the one of the options
   * @param gradient where the gradient goes; null if not wanted
   * @param options reduction and so on
   * @return the reduced loss; the sum for {@link Reduction#NONE}
   */
  public static float run(
      MatrixView logits,
      int[] labels,
      MatrixView targets,
      float[] losses,
      float[] lossGradients,
      MatrixView gradient,
      CrossEntropyOptions options) {
    int rows = logits.rows();
    int kept = check(logits, labels, targets, losses, lossGradients, gradient, options);
    if (!loopsFit(logits, targets, gradient)) {
      MatrixView x = logits.copy();
      MatrixView q = targets == null ? null : targets.copy();
      MatrixView g = gradient == null ? null : gradient.blank();
      float loss = run(x, labels, q, losses, lossGradients, g, options);
      if (g != null) {
        gradient.writeBack(g);
      }
      return loss;
    }
    boolean mean = options.reduction() == Reduction.MEAN;
    double scale = mean ? (double) options.lossGradient() / kept : options.lossGradient();
    double total = 0;
    for (int r = 0; r < rows; r++) {
      double loss = 0;
      if (labels != null && labels[r] == options.ignoreIndex()) {
        if (gradient != null) {
          Memory.fill(gradient.memory(), gradient.row(r), gradient.cols(), 0f);
        }
      } else {
        double s = lossGradients == null ? scale : scale * lossGradients[r];
        loss =
            labels != null
                ? sparseRow(logits, r, labels[r], gradient, s)
                : denseRow(logits, r, targets, gradient, s);
      }
      if (losses != null) {
        losses[r] = (float) loss;
      }
      total += loss;
    }
    if (mean) {
      return kept == 0 ? (options.emptyMeanZero() ? 0f : Float.NaN) : (float) (total / kept);
    }
    return (float) total;
  }

  /** Checks everything and returns the number of rows that count. */
  private static int check(
      MatrixView logits,
      int[] labels,
      MatrixView targets,
      float[] losses,
      float[] lossGradients,
      MatrixView gradient,
      CrossEntropyOptions options) {
    int rows = logits.rows();
    logits.checkReadable("logits");
    if (losses != null) {
      Ranges.check("losses", losses, 0, rows);
      logits.checkNotIn("logits", "losses", losses);
    }
    if (lossGradients != null) {
      Ranges.check("lossGradients", lossGradients, 0, rows);
    }
    if (gradient != null) {
      gradient.checkWritable("gradient");
      logits.checkSameShape("logits", "gradient", gradient);
      logits.checkOverlap("logits", "gradient", gradient);
      if (losses != null) {
        gradient.checkNotIn("gradient", "losses", losses);
      }
      if (lossGradients != null) {
        gradient.checkNotIn("gradient", "lossGradients", lossGradients);
      }
    }
    if (targets != null) {
      targets.checkReadable("targets");
      logits.checkSameShape("logits", "targets", targets);
      if (gradient != null) {
        targets.checkDisjoint("targets", "gradient", gradient);
      }
      if (losses != null) {
        targets.checkNotIn("targets", "losses", losses);
      }
      return rows;
    }
    Ranges.check("labels", labels, 0, rows);
    int kept = 0;
    for (int r = 0; r < rows; r++) {
      int label = labels[r];
      if (label != options.ignoreIndex()) {
        if (label < 0 || label >= logits.cols()) {
          throw new IndexOutOfBoundsException(
              "labels["
                  + r
                  + "] is "
                  + label
                  + ", not a class in 0 … "
                  + (logits.cols() - 1)
                  + " nor the ignore index "
                  + options.ignoreIndex());
        }
        kept++;
      }
    }
    return kept;
  }

  private static boolean loopsFit(MatrixView logits, MatrixView targets, MatrixView gradient) {
    return logits.memory() != null
        && (targets == null || SoftmaxKernels.alike(logits, targets))
        && (gradient == null || SoftmaxKernels.alike(logits, gradient));
  }

  private static double sparseRow(
      MatrixView logits, int r, int label, MatrixView gradient, double s) {
    Object src = logits.memory();
    long base = logits.row(r);
    int n = logits.cols();
    Object dst = gradient == null ? null : gradient.memory();
    long to = gradient == null ? 0 : gradient.row(r);
    float xt = Memory.get(src, base, label);
    if (n > SoftmaxRows.BLOCK) {
      double lse = SoftmaxRows.logSumExp(src, base, n);
      if (Double.isNaN(lse) || Double.isInfinite(lse)) {
        return special(dst, to, n);
      }
      double loss = SoftmaxRows.logSumExpLess(xt, lse, src, base, n);
      if (gradient != null) {
        SoftmaxRows.softmax(src, base, dst, to, n, lse, s);
        Memory.set(dst, to, label, (float) (s * StrictMath.expm1(-loss)));
      }
      return loss;
    }
    float m = SoftmaxRows.max(src, base, n);
    if (Float.isInfinite(m)) {
      return special(dst, to, n);
    }
    double sum =
        gradient == null
            ? SoftmaxRows.expSum(src, base, n, m)
            : SoftmaxRows.expStore(src, base, dst, to, n, m);
    if (Double.isNaN(sum)) {
      return special(dst, to, n);
    }
    double et = SoftmaxRows.exp(xt, m);
    if (gradient != null) {
      SoftmaxRows.scale(dst, to, n, s / sum);
      Memory.set(dst, to, label, (float) ((et - sum) / sum * s));
    }
    // Near certainty the loss is a small difference: then from the others' share, which is exact.
    return 4 * et >= sum
        ? StrictMath.log1p((sum - et) / et)
        : SoftmaxRows.logSumExpLess(xt, sum, m);
  }

  private static double denseRow(
      MatrixView logits, int r, MatrixView targets, MatrixView gradient, double s) {
    Object src = logits.memory();
    long base = logits.row(r);
    Object q = targets.memory();
    long qBase = targets.row(r);
    int n = logits.cols();
    Object dst = gradient == null ? null : gradient.memory();
    long to = gradient == null ? 0 : gradient.row(r);
    double weight = SUM.on(q).run(q, qBase, q, qBase, n, 0f, 0f);
    double loss;
    if (n > SoftmaxRows.BLOCK) {
      double lse = SoftmaxRows.logSumExp(src, base, n);
      if (Double.isNaN(lse) || Double.isInfinite(lse)) {
        return special(dst, to, n);
      }
      float high = SoftmaxRows.reference(lse, src, base, n);
      float low = (float) SoftmaxRows.logSumExpLess(high, lse, src, base, n);
      loss = -TARGET_DOT.on(src).run(src, base, q, qBase, n, high, low);
      if (gradient != null) {
        SoftmaxRows.softmax(src, base, dst, to, n, lse, s * weight);
      }
    } else {
      float m = SoftmaxRows.max(src, base, n);
      if (Float.isInfinite(m)) {
        return special(dst, to, n);
      }
      double dot = TARGET_DOT.on(src).run(src, base, q, qBase, n, m, 0f);
      double sum =
          gradient == null
              ? SoftmaxRows.expSum(src, base, n, m)
              : SoftmaxRows.expStore(src, base, dst, to, n, m);
      if (Double.isNaN(sum)) {
        return special(dst, to, n);
      }
      loss = weight * SoftmaxRows.logSumExpLess(m, sum, m) - dot;
      if (gradient != null) {
        SoftmaxRows.scale(dst, to, n, s * weight / sum);
      }
    }
    if (gradient != null) {
      Maps.zip(SUBTRACT_SCALED, dst, to, q, qBase, dst, to, n, (float) s, 0f);
    }
    return loss;
  }

  /** A row with +∞, NaN or nothing but −∞: its loss and its gradient are NaN. */
  private static double special(Object dst, long to, int n) {
    if (dst != null) {
      Memory.fill(dst, to, n, Float.NaN);
    }
    return Double.NaN;
  }
}
