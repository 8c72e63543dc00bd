package org.lanewise.internal;

/**
 * Softmax and cross-entropy of one row with label smoothing, z-loss, soft-cap or class weights on a
 * distribution. One object a thread, set anew for each call.
 *
 * <p>Each class c has a weight a[c] in the target: ε/C·w[c] for labels, and (1 − ε)·w[label] more
 * for the label; w[c]·((1 − ε)·q[c] + ε/C) for a distribution q. With lse the logsumexp of the row
 * the loss is Σ a·(lse − x), and its gradient softmax·Σa − a. The row is read once for lse and once
 * more, in blocks, for loss and gradient; gradients of the z-loss come in with the softmax.
 */
final class CrossEntropyRow implements AutoCloseable {

  private static final Kernel<SumLoop> SUM = Kernels.sum(SumOp.SUM);
  private static final Kernel<SumLoop> TARGET_DOT = Kernels.sum(SumOp.TARGET_DOT);
  private static final Kernel<ZipLoop> WEIGHTED_TARGET = Kernels.zip(ZipOp.WEIGHTED_TARGET);
  private static final Kernel<ZipLoop> SUBTRACT_SCALED = Kernels.zip(ZipOp.SUBTRACT_SCALED);

  private final Scratch scratch;
  private float[] weights;
  private double weightSum;
  private float smoothing;
  private float spread;
  private double zLoss;
  private Preparation cap;

  /** Where {@link #targets} has put the weights of a block. */
  private Object block;

  private long blockBase;

  /** The logsumexp of the last row, after the soft-cap. */
  private double logSumExp;

  CrossEntropyRow(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Sets what is the same for all rows of a call.
   *
   * @param classes number of classes
   * @param weights the weights of the classes; null for 1
   * @param smoothing label smoothing
   * @param zLoss factor of the z-loss
   * @param softCap the soft-cap; 0 for none
   */
  void set(int classes, float[] weights, float smoothing, float zLoss, float softCap) {
    this.weights = weights;
    this.smoothing = smoothing;
    this.spread = smoothing / classes;
    this.zLoss = zLoss;
    this.cap = softCap > 0 ? scratch.preparation.set(1f, softCap) : null;
    if (smoothing > 0 && weights != null) {
      weightSum = SUM.array(classes).run(weights, 0, weights, 0, classes, 0f, 0f);
    } else {
      weightSum = classes;
    }
  }

  /** Lets go of what belongs to the caller. */
  @Override
  public void close() {
    weights = null;
    block = null;
  }

  /** The logsumexp of the last row, after the soft-cap. */
  double logSumExp() {
    return logSumExp;
  }

  /**
   * Loss and gradient of a row.
   *
   * @param src the memory of the logits
   * @param base where they start
   * @param n number of classes
   * @param label the label; negative for a distribution
   * @param q the memory of the distribution; null for a label
   * @param qBase where it starts
   * @param dst where the gradient goes; null if not wanted
   * @param to where it starts
   * @param s factor of the gradient
   * @param zs factor of the gradient of the z-loss
   * @return the loss without the z-loss
   */
  double run(
      Object src,
      long base,
      int n,
      int label,
      Object q,
      long qBase,
      Object dst,
      long to,
      double s,
      double zs) {
    double lse =
        cap == null
            ? SoftmaxRows.logSumExp(src, base, n)
            : SoftmaxRows.logSumExp(src, base, n, Scratch.BLOCK, cap);
    logSumExp = lse;
    if (Double.isNaN(lse) || Double.isInfinite(lse)) {
      return CrossEntropyKernels.special(dst, to, n);
    }
    // lse = high + rest; under a soft-cap it is small enough to be taken apart as it is.
    float high = cap == null ? SoftmaxRows.reference(lse, src, base, n) : (float) lse;
    double rest = cap == null ? SoftmaxRows.logSumExpLess(high, lse, src, base, n) : lse - high;
    boolean spreads = label < 0 || spread > 0;
    double dot = 0;
    double sum = 0;
    if (spreads) {
      for (int i = 0; i < n; i += Scratch.BLOCK) {
        int k = Math.min(n - i, Scratch.BLOCK);
        Object x = logits(src, base, i, k);
        long at = cap == null ? Memory.advance(src, base, i) : 0;
        targets(src, q, qBase, i, k);
        dot +=
            TARGET_DOT.on(x, k).run(x, at, block, blockBase, k, high * 0.5f, (float) (rest * 0.5));
        if (label < 0) {
          sum += SUM.on(block, k).run(block, blockBase, block, blockBase, k, 0f, 0f);
        }
      }
    }
    double loss = label < 0 ? -2 * dot : spreads ? -2 * dot * spread : 0;
    double labelWeight = 0;
    double labelLoss = 0;
    if (label >= 0) {
      labelWeight = (1.0 - smoothing) * weight(label);
      float x = Memory.get(src, base, label);
      labelLoss = Math.max((high - (double) (cap == null ? x : cap.one(x))) + rest, 0);
      // A weight of 0 takes the label out, even on a logit of −∞.
      loss += labelWeight == 0 ? 0 : labelWeight * labelLoss;
      sum = labelWeight + (spreads ? spread * weightSum : 0);
    }
    if (dst != null) {
      double share = 2 * zLoss * lse * zs;
      double c = SoftmaxRows.unit(high, rest);
      double p = StrictMath.exp(-labelLoss);
      double atLabel = s * labelWeight * StrictMath.expm1(-labelLoss) + share * p;
      if (label >= 0 && spreads) {
        atLabel += s * spread * (weightSum * p - weight(label));
      }
      gradient(src, base, n, label, q, qBase, dst, to, s, (s * sum + share) * c, high, atLabel);
    }
    return loss;
  }

  private void gradient(
      Object src,
      long base,
      int n,
      int label,
      Object q,
      long qBase,
      Object dst,
      long to,
      double s,
      double factor,
      float high,
      double atLabel) {
    boolean spreads = label < 0 || spread > 0;
    float p = (float) (label < 0 ? s : s * spread);
    for (int i = 0; i < n; i += Scratch.BLOCK) {
      int k = Math.min(n - i, Scratch.BLOCK);
      Object x = logits(src, base, i, k);
      long at = Memory.advance(src, base, i);
      long target = Memory.advance(dst, to, i);
      // The soft-cap's own gradient needs the logits, which the gradient may be written over.
      Object e = cap == null ? dst : scratch.block(Scratch.EXPONENTIALS, src);
      long eBase = cap == null ? target : 0;
      SoftmaxRows.expStore(x, cap == null ? at : 0, e, eBase, k, high);
      SoftmaxRows.scale(e, eBase, k, factor);
      if (spreads) {
        targets(src, q, qBase, i, k);
        Maps.zip(SUBTRACT_SCALED, e, eBase, block, blockBase, e, eBase, k, p, 0f);
      }
      if (label >= i && label < i + k) {
        Memory.set(e, eBase, label - i, (float) atLabel);
      }
      if (cap != null) {
        cap.back(src, at, e, eBase, dst, target, k);
      }
    }
  }

  private double weight(int label) {
    return weights == null ? 1 : weights[label];
  }

  /** A block of the logits, under the soft-cap if there is one. */
  private Object logits(Object src, long base, int i, int k) {
    if (cap == null) {
      return src;
    }
    Object x = cap.block(src);
    cap.apply(src, Memory.advance(src, base, i), i, k, x, 0);
    return x;
  }

  /** Puts the weights of a block of classes where the loops can read them. */
  private void targets(Object src, Object q, long qBase, int i, int k) {
    boolean plain = weights == null && smoothing == 0;
    if (q != null && plain) {
      block = q;
      blockBase = Memory.advance(q, qBase, i);
      return;
    }
    if (weights == null) {
      block = scratch.block(Scratch.ONES, src);
      blockBase = 0;
    } else if (src instanceof float[]) {
      block = weights;
      blockBase = i;
    } else {
      block = scratch.block(Scratch.WEIGHTS, src);
      blockBase = 0;
      Memory.copy(weights, i, block, k);
    }
    if (q != null) {
      Object a = scratch.block(Scratch.TARGETS, src);
      long at = Memory.advance(q, qBase, i);
      float rest = (float) (1.0 - smoothing);
      Maps.zip(WEIGHTED_TARGET, q, at, block, blockBase, a, 0, k, rest, spread);
      block = a;
      blockBase = 0;
    }
  }
}
