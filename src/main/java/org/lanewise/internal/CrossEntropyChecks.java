package org.lanewise.internal;

import org.lanewise.CrossEntropyOptions;
import org.lanewise.CrossEntropyRows;

/** The checks of the arguments of softmax and cross-entropy. */
@SuppressWarnings("ReferenceEquality") // whether two results share an array is the question
final class CrossEntropyChecks {

  private CrossEntropyChecks() {}

  /** Checks everything; see {@link CrossEntropyKernels#run}. */
  static void check(
      MatrixView logits,
      int[] labels,
      MatrixView targets,
      float[] losses,
      float[] lossGradients,
      MatrixView gradient,
      CrossEntropyRows rows,
      float[] classWeights,
      CrossEntropyOptions options) {
    logits.checkReadable("logits");
    int along = options.classesAlongRows();
    if (along > 0 && logits.rows() % along != 0) {
      throw new IllegalArgumentException(
          "logits has " + logits.rows() + " rows, no multiple of classesAlongRows, " + along);
    }
    int classes = along > 0 ? along : logits.cols();
    long lines = along > 0 ? (long) (logits.rows() / along) * logits.cols() : logits.rows();
    if (lines > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("logits has " + lines + " rows of classes, too many");
    }
    if (classWeights != null && classWeights.length != classes) {
      throw new IllegalArgumentException(
          "classWeights has " + classWeights.length + " weights for " + classes + " classes");
    }
    int n = (int) lines;
    if (gradient != null) {
      gradient.checkWritable("gradient");
      logits.checkSameShape("logits", "gradient", gradient);
      logits.checkOverlap("logits", "gradient", gradient);
    }
    if (targets != null) {
      targets.checkReadable("targets");
      logits.checkSameShape("logits", "targets", targets);
      if (gradient != null) {
        targets.checkDisjoint("targets", "gradient", gradient);
      }
    }
    written("losses", losses, n, logits, targets, gradient);
    written("rows.losses", rows.losses(), n, logits, targets, gradient);
    written("rows.logSumExps", rows.logSumExps(), n, logits, targets, gradient);
    if (rows.logSumExps() != null
        && (rows.logSumExps() == rows.losses() || rows.logSumExps() == losses)) {
      throw new IllegalArgumentException("rows.logSumExps is the array of the losses");
    }
    read("lossGradients", lossGradients, n, gradient, rows);
    read("rows.weights", rows.weights(), n, gradient, rows);
    for (int r = 0; rows.weights() != null && r < n; r++) {
      float weight = rows.weights()[r];
      if (!(weight >= 0f && weight <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "rows.weights[" + r + "] is " + weight + ", not a finite number of at least 0");
      }
    }
    if (rows.argMax() != null) {
      Ranges.check("rows.argMax", rows.argMax(), 0, n);
    }
    if (rows.correct() != null) {
      Ranges.check("rows.correct", rows.correct(), 0, 1);
      if (labels == null || rows.correct() == labels || rows.correct() == rows.argMax()) {
        throw new IllegalArgumentException(
            labels == null
                ? "rows.correct is asked for, but there are no labels"
                : "rows.correct is the array of the labels or of rows.argMax");
      }
    }
    if (targets == null) {
      labels(labels, n, classes, rows, options);
    }
  }

  /** Checks an array of results. */
  private static void written(
      String name,
      float[] array,
      int n,
      MatrixView logits,
      MatrixView targets,
      MatrixView gradient) {
    if (array == null) {
      return;
    }
    Ranges.check(name, array, 0, n);
    logits.checkNotIn("logits", name, array);
    if (targets != null) {
      targets.checkNotIn("targets", name, array);
    }
    if (gradient != null) {
      gradient.checkNotIn("gradient", name, array);
    }
  }

  /** Checks an array of factors. */
  private static void read(
      String name, float[] array, int n, MatrixView gradient, CrossEntropyRows rows) {
    if (array == null) {
      return;
    }
    Ranges.check(name, array, 0, n);
    if (gradient != null) {
      gradient.checkNotIn("gradient", name, array);
    }
    if (array == rows.logSumExps()) {
      throw new IllegalArgumentException("rows.logSumExps is the array " + name);
    }
  }

  private static void labels(
      int[] labels, int n, int classes, CrossEntropyRows rows, CrossEntropyOptions options) {
    Ranges.check("labels", labels, 0, n);
    if (labels == rows.argMax()) {
      throw new IllegalArgumentException("rows.argMax is the array of the labels");
    }
    checkLabels(labels, n, classes, options.ignoreIndex());
  }

  /** Refuses labels that are neither a class nor the ignore index. */
  static void checkLabels(int[] labels, int n, int classes, int ignoreIndex) {
    for (int r = 0; r < n; r++) {
      int label = labels[r];
      if (label != ignoreIndex && (label < 0 || label >= classes)) {
        throw new IndexOutOfBoundsException(
            "labels["
                + r
                + "] is "
                + label
                + ", not a class in 0 … "
                + (classes - 1)
                + " nor the ignore index "
                + ignoreIndex);
      }
    }
  }
}
