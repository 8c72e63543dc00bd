package org.lanewise.internal;

import org.lanewise.CrossEntropyOptions;
import org.lanewise.CrossEntropyRows;
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
   * @param logits rows × classes, or the other way round if the options say so
   * @param labels one class a row; null for dense targets
   * @param targets a distribution a row; null for sparse labels
   * @param losses where the losses of the rows go; null if not wanted
   * @param lossGradients one factor a row from above; null for the one of the options
   * @param gradient where the gradient goes; null if not wanted
   * @param rows what else each row takes and gives
   * @param classWeights the weights of the classes; null for 1
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
      CrossEntropyRows rows,
      float[] classWeights,
      CrossEntropyOptions options) {
    CrossEntropyChecks.check(
        logits, labels, targets, losses, lossGradients, gradient, rows, classWeights, options);
    if (!loopsFit(logits, targets, gradient)) {
      MatrixView x = logits.copy();
      MatrixView q = targets == null ? null : targets.copy();
      MatrixView g = gradient == null ? null : gradient.blank();
      float loss = run(x, labels, q, losses, lossGradients, g, rows, classWeights, options);
      if (g != null) {
        gradient.writeBack(g);
      }
      return loss;
    }
    int along = options.classesAlongRows();
    int classes = along > 0 ? along : logits.cols();
    int lines = along > 0 ? logits.rows() / along * logits.cols() : logits.rows();
    boolean plain =
        options.labelSmoothing() == 0
            && options.zLoss() == 0
            && options.softCap() == 0
            && (labels != null || classWeights == null)
            && rows.logSumExps() == null;
    // What is plain goes many lines at a time, but for long rows.
    boolean together = plain && labels != null && !wantsLargest(rows);
    boolean shortRows = together && along == 0 && ShortRows.in(logits, ShortRows.SOFTMAX);
    boolean groups = together && along == 0 && !shortRows && RowGroups.in(logits);
    boolean panels = shortRows || groups || (together && along > 0);
    Scratch scratch = plain && along == 0 && !panels ? null : Scratch.get();
    CrossEntropyRow row = plain ? null : scratch.crossEntropyRow;
    if (row != null) {
      row.set(classes, classWeights, options.labelSmoothing(), options.zLoss(), options.softCap());
    }
    boolean mean = options.reduction() == Reduction.MEAN;
    double weight = mean ? weight(lines, labels, rows.weights(), classWeights, options) : 1;
    double zWeight =
        mean && options.zLoss() > 0 ? weight(lines, labels, rows.weights(), null, options) : weight;
    double scale = weight == 0 ? 0 : options.lossGradient() / weight;
    double zScale = zWeight == 0 ? 0 : options.lossGradient() / zWeight;
    double total = 0;
    double zTotal = 0;
    int correct = 0;
    Object src = logits.memory();
    Object q = targets == null ? null : targets.memory();
    Object dst = gradient == null ? null : gradient.memory();
    long qBase = 0;
    boolean inPanel = false;
    int panel = 0;
    int panelEnd = 0;
    try (row) {
      for (int r = 0; r < lines; r++) {
        if (panels && r >= panelEnd) {
          panel = r;
          int cols =
              shortRows
                  ? ShortRows.step(lines - r, classes)
                  : groups
                      ? RowGroups.whole(lines - r, classes, scratch.columns)
                      : ColumnSoftmax.step(logits.cols() - r % logits.cols(), along);
          inPanel = cols > 0;
          panelEnd = r + Math.max(cols, 1);
          if (inPanel) {
            Columns v = scratch.columns;
            put(labels, lossGradients, rows.weights(), classWeights, options, scale, r, cols, v);
            if (shortRows) {
              MatrixView turned = scratch.panel(0);
              ShortRows.turn(logits, r, cols, turned, scratch);
              sparsePanel(turned, 0, classes, cols, turned, gradient != null, v);
              if (gradient != null) {
                ShortRows.turnBack(turned, gradient, r, cols, scratch);
              }
            } else if (groups) {
              sparseGroup(logits, r, cols, gradient, v);
            } else {
              sparsePanel(logits, r, along, cols, gradient, gradient != null, v);
            }
          }
        }
        int label = labels == null ? -1 : labels[r];
        double rowWeight = rows.weights() == null ? 1 : rows.weights()[r];
        if ((labels != null && label == options.ignoreIndex()) || rowWeight == 0) {
          ignore(logits, r, gradient, losses, rows, along);
          continue;
        }
        long base;
        long to = 0;
        if (inPanel) {
          base = 0;
        } else if (along > 0) {
          src = column(logits, r, along, scratch.line(0, along));
          base = 0;
          q = targets == null ? null : column(targets, r, along, scratch.line(1, along));
          dst = gradient == null ? null : src;
        } else {
          base = logits.row(r);
          qBase = targets == null ? 0 : targets.row(r);
          to = gradient == null ? 0 : gradient.row(r);
        }
        correct += largest(src, base, classes, label, r, rows);
        double factor = lossGradients == null ? rowWeight : lossGradients[r] * rowWeight;
        double s = scale * factor;
        double loss;
        double zLoss = 0;
        if (row != null) {
          loss = row.run(src, base, classes, label, q, qBase, dst, to, s, zScale * factor);
          double lse = row.logSumExp();
          zLoss = options.zLoss() == 0 ? 0 : options.zLoss() * lse * lse;
          if (rows.logSumExps() != null) {
            rows.logSumExps()[r] = (float) lse;
          }
        } else if (label < 0) {
          loss = denseRow(src, base, classes, q, qBase, dst, to, s);
        } else {
          double w = classWeights == null ? 1 : classWeights[label];
          loss =
              inPanel
                  ? scratch.columns.losses[r - panel]
                  : sparseRow(src, base, classes, label, dst, to, s * w);
          // A weight of 0 takes the label out, even on a logit of −∞.
          loss = w == 0 && Double.isInfinite(loss) ? 0 : w * loss;
        }
        if (along > 0 && gradient != null && !inPanel) {
          writeColumn((float[]) dst, gradient, r, along);
        }
        record(losses, rows, r, rowWeight * (loss + zLoss));
        total += rowWeight * loss;
        zTotal += rowWeight * zLoss;
      }
    }
    if (rows.correct() != null) {
      rows.correct()[0] = correct;
    }
    if (mean) {
      // The z-loss has a mean of its own: rows count in it whose classes weigh nothing.
      double empty = options.emptyMeanZero() ? 0 : Double.NaN;
      double loss = weight == 0 ? empty : total / weight;
      return (float) (zTotal == 0 ? loss : loss + zTotal / zWeight);
    }
    return (float) (total + zTotal);
  }

  /** Puts labels, negative where they do not count, and factors of lines where panels find them. */
  private static void put(
      int[] labels,
      float[] lossGradients,
      float[] rowWeights,
      float[] classWeights,
      CrossEntropyOptions options,
      double scale,
      int first,
      int n,
      Columns v) {
    for (int i = 0; i < n; i++) {
      int label = labels[first + i];
      double rowWeight = rowWeights == null ? 1 : rowWeights[first + i];
      boolean counts = label != options.ignoreIndex() && rowWeight != 0;
      v.labels[i] = counts ? label : -1;
      double factor = lossGradients == null ? rowWeight : lossGradients[first + i] * rowWeight;
      double w = classWeights == null || !counts ? 1 : classWeights[label];
      v.factors[i] = scale * factor * w;
    }
  }

  /** What the mean divides by: the weights of the rows that count. */
  private static double weight(
      int lines,
      int[] labels,
      float[] rowWeights,
      float[] classWeights,
      CrossEntropyOptions options) {
    double sum = 0;
    for (int r = 0; r < lines; r++) {
      if (labels == null) {
        sum += rowWeights == null ? 1 : rowWeights[r];
      } else if (labels[r] != options.ignoreIndex()) {
        double w = classWeights == null ? 1 : classWeights[labels[r]];
        sum += rowWeights == null ? w : w * rowWeights[r];
      }
    }
    return sum;
  }

  private static void record(float[] losses, CrossEntropyRows rows, int r, double loss) {
    if (losses != null) {
      losses[r] = (float) loss;
    }
    if (rows.losses() != null) {
      rows.losses()[r] = (float) loss;
    }
  }

  /** A row that does not count: it is not read. */
  private static void ignore(
      MatrixView logits,
      int r,
      MatrixView gradient,
      float[] losses,
      CrossEntropyRows rows,
      int along) {
    if (gradient != null && along == 0) {
      Memory.fill(gradient.memory(), gradient.row(r), gradient.cols(), 0f);
    } else if (gradient != null) {
      for (int c = 0; c < along; c++) {
        long from = gradient.row(r / logits.cols() * along + c);
        Memory.set(gradient.memory(), from, r % logits.cols(), 0f);
      }
    }
    record(losses, rows, r, 0);
    if (rows.logSumExps() != null) {
      rows.logSumExps()[r] = 0f;
    }
    if (rows.argMax() != null) {
      rows.argMax()[r] = -1;
    }
  }

  private static boolean wantsLargest(CrossEntropyRows rows) {
    return rows.argMax() != null || rows.correct() != null;
  }

  /** Notes where the largest logit is, if asked, and returns 1 if that is the label. */
  private static int largest(
      Object src, long base, int n, int label, int r, CrossEntropyRows rows) {
    if (!wantsLargest(rows)) {
      return 0;
    }
    float m = SoftmaxRows.max(src, base, n);
    int at = 0;
    while (at < n && Memory.get(src, base, at) != m) {
      at++;
    }
    at = at == n ? -1 : at;
    if (rows.argMax() != null) {
      rows.argMax()[r] = at;
    }
    return at == label && label >= 0 ? 1 : 0;
  }

  /** Gathers the logits of a row whose classes lie along the rows of the matrix. */
  private static float[] column(MatrixView matrix, int r, int along, float[] line) {
    int first = r / matrix.cols() * along;
    for (int c = 0; c < along; c++) {
      line[c] = Memory.get(matrix.memory(), matrix.row(first + c), r % matrix.cols());
    }
    return line;
  }

  private static void writeColumn(float[] line, MatrixView matrix, int r, int along) {
    int first = r / matrix.cols() * along;
    for (int c = 0; c < along; c++) {
      Memory.set(matrix.memory(), matrix.row(first + c), r % matrix.cols(), line[c]);
    }
  }

  private static boolean loopsFit(MatrixView logits, MatrixView targets, MatrixView gradient) {
    return logits.memory() != null
        && (targets == null || SoftmaxKernels.alike(logits, targets))
        && (gradient == null || SoftmaxKernels.alike(logits, gradient));
  }

  /** Loss and gradient of a row from its label. */
  private static double sparseRow(
      Object src, long base, int n, int label, Object dst, long to, double s) {
    float xt = Memory.get(src, base, label);
    if (n > SoftmaxRows.LONG) {
      double lse = SoftmaxRows.logSumExp(src, base, n);
      if (Double.isNaN(lse) || Double.isInfinite(lse)) {
        return special(dst, to, n);
      }
      // In double the difference may come out a little below what it cannot be below.
      double loss = Math.max(SoftmaxRows.logSumExpLess(xt, lse, src, base, n), 0);
      if (dst != null) {
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
        dst == null
            ? SoftmaxRows.expSum(src, base, n, m)
            : SoftmaxRows.expStore(src, base, dst, to, n, m);
    if (Double.isNaN(sum)) {
      return special(dst, to, n);
    }
    double et = SoftmaxRows.exp(xt, m);
    if (dst != null) {
      SoftmaxRows.scale(dst, to, n, s / sum);
      Memory.set(dst, to, label, (float) ((et - sum) / sum * s));
    }
    return sparseLoss(xt, et, sum, m);
  }

  /**
   * Losses and gradients of columns from their labels, bit for bit as {@link #sparseRow} has them.
   * Those of columns that do not count have no meaning.
   */
  private static void sparsePanel(
      MatrixView logits,
      int line,
      int classes,
      int cols,
      MatrixView dst,
      boolean wantsGradient,
      Columns v) {
    int row = line / logits.cols() * classes;
    int c = line % logits.cols();
    Object src = logits.memory();
    for (int i = 0; i < cols; i++) {
      int label = Math.max(v.labels[i], 0);
      v.atLabel[i] = Memory.get(src, logits.row(row + label), c + i);
    }
    ColumnSoftmax.max(logits, row, c, classes, cols, v);
    for (int i = 0; i < cols; i++) {
      SoftmaxRows.reference(Float.isInfinite(v.max[i]) ? 0f : v.max[i], v, i);
    }
    Kernel<ColumnLoop> kernel = dst == null ? Kernels.COLUMN_EXP_SUM : Kernels.COLUMN_EXP_STORE;
    ColumnSoftmax.exponentials(kernel, logits, row, c, classes, cols, dst, v);
    for (int i = 0; i < cols; i++) {
      if (v.labels[i] < 0) {
        v.scales[i] = 0;
        continue;
      }
      double sum = v.totals[i];
      float m = v.max[i];
      float xt = v.atLabel[i];
      float et =
          dst == null
              ? SoftmaxRows.exp(xt, m)
              : Memory.get(dst.memory(), dst.row(row + v.labels[i]), c + i);
      boolean special = Float.isInfinite(m) || Double.isNaN(sum);
      v.losses[i] = special ? Double.NaN : sparseLoss(xt, et, sum, m);
      v.scales[i] = v.factors[i] / sum;
      v.atLabel[i] = (float) ((et - sum) / sum * v.factors[i]);
    }
    if (!wantsGradient) {
      return;
    }
    ColumnSoftmax.scale(dst, row, c, classes, cols, v);
    for (int i = 0; i < cols; i++) {
      if (v.labels[i] < 0) {
        continue; // zeros come later
      }
      if (Double.isNaN(v.losses[i])) {
        ColumnSoftmax.fill(dst, row, c + i, classes, Float.NaN);
      } else {
        Memory.set(dst.memory(), dst.row(row + v.labels[i]), c + i, v.atLabel[i]);
      }
    }
  }

  /** Losses and gradients of rows from their labels, bit for bit as {@link #sparseRow} has them. */
  private static void sparseGroup(
      MatrixView logits, int first, int n, MatrixView gradient, Columns v) {
    Object src = logits.memory();
    Object dst = gradient == null ? null : gradient.memory();
    int classes = logits.cols();
    for (int i = 0; i < n; i++) {
      v.max[i] = Float.NEGATIVE_INFINITY; // what does not count is not read
      if (v.labels[i] >= 0) {
        v.atLabel[i] = Memory.get(src, logits.row(first + i), v.labels[i]);
        v.max[i] = SoftmaxRows.max(src, logits.row(first + i), classes);
      }
    }
    RowGroups.exponentials(logits, first, n, gradient, v);
    for (int i = 0; i < n; i++) {
      double sum = v.totals[i];
      float xt = v.atLabel[i];
      v.losses[i] = Double.NaN;
      if (!Double.isNaN(sum)) {
        double et = SoftmaxRows.exp(xt, v.max[i]);
        v.losses[i] = sparseLoss(xt, et, sum, v.max[i]);
        v.atLabel[i] = (float) ((et - sum) / sum * v.factors[i]);
      }
    }
    for (int i = 0; dst != null && i < n; i++) {
      long to = gradient.row(first + i);
      if (!Double.isNaN(v.totals[i])) {
        SoftmaxRows.scale(dst, to, classes, v.factors[i] / v.totals[i]);
        Memory.set(dst, to, v.labels[i], v.atLabel[i]);
      } else if (v.labels[i] >= 0) {
        special(dst, to, classes);
      }
    }
  }

  /** The loss of a row from the exponentials and their sum. */
  private static double sparseLoss(float xt, double et, double sum, float m) {
    // Near certainty the loss is a small difference: then from the others' share, which is exact.
    return 4 * et >= sum
        ? StrictMath.log1p((sum - et) / et)
        : SoftmaxRows.logSumExpLess(xt, sum, m);
  }

  /** Loss and gradient of a row from a distribution. */
  private static double denseRow(
      Object src, long base, int n, Object q, long qBase, Object dst, long to, double s) {
    double weight = SUM.on(q, n).run(q, qBase, q, qBase, n, 0f, 0f);
    double loss;
    if (n > SoftmaxRows.LONG) {
      double lse = SoftmaxRows.logSumExp(src, base, n);
      if (Double.isNaN(lse) || Double.isInfinite(lse)) {
        return special(dst, to, n);
      }
      float high = SoftmaxRows.reference(lse, src, base, n);
      float low = (float) SoftmaxRows.logSumExpLess(high, lse, src, base, n);
      loss = -2 * TARGET_DOT.on(src, n).run(src, base, q, qBase, n, high * 0.5f, low * 0.5f);
      if (dst != null) {
        SoftmaxRows.softmax(src, base, dst, to, n, lse, s * weight);
      }
    } else {
      float m = SoftmaxRows.max(src, base, n);
      if (Float.isInfinite(m)) {
        return special(dst, to, n);
      }
      double dot = 2 * TARGET_DOT.on(src, n).run(src, base, q, qBase, n, m * 0.5f, 0f);
      double sum =
          dst == null
              ? SoftmaxRows.expSum(src, base, n, m)
              : SoftmaxRows.expStore(src, base, dst, to, n, m);
      if (Double.isNaN(sum)) {
        return special(dst, to, n);
      }
      loss = weight * SoftmaxRows.logSumExpLess(m, sum, m) - dot;
      if (dst != null) {
        SoftmaxRows.scale(dst, to, n, s * weight / sum);
      }
    }
    if (dst != null) {
      Maps.zip(SUBTRACT_SCALED, dst, to, q, qBase, dst, to, n, (float) s, 0f);
    }
    return loss;
  }

  /** A row with +∞, NaN or nothing but −∞: its loss and its gradient are NaN. */
  static double special(Object dst, long to, int n) {
    if (dst != null) {
      Memory.fill(dst, to, n, Float.NaN);
    }
    return Double.NaN;
  }
}
