package org.lanewise.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.lanewise.internal.Templates;

/** Template of {@link NaiveRowLoops}; see {@link Naive}. */
final class NaiveRows extends NaiveRowLoops {

  private static final boolean OFF_HEAP = Templates.key(MethodHandles.lookup()).offHeap();

  NaiveRows() {}

  private static float get(float[] array, MemorySegment segment, int i) {
    return OFF_HEAP ? segment.getAtIndex(JAVA_FLOAT, i) : array[i];
  }

  private static void set(float[] array, MemorySegment segment, int i, float value) {
    if (OFF_HEAP) {
      segment.setAtIndex(JAVA_FLOAT, i, value);
    } else {
      array[i] = value;
    }
  }

  @Override
  public void softmax(Floats src, Floats dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      softmaxRow(src.array(), src.segment(), dst.array(), dst.segment(), r * cols, (r + 1) * cols);
    }
  }

  /** Softmax of one row; its maximum plus the logarithm of its sum is the logsumexp. */
  private static float softmaxRow(
      float[] sa, MemorySegment ss, float[] da, MemorySegment ds, int from, int to) {
    float max = max(sa, ss, from, to);
    float sum = 0;
    for (int i = from; i < to; i++) {
      float e = (float) Math.exp(get(sa, ss, i) - max);
      set(da, ds, i, e);
      sum += e;
    }
    for (int i = from; i < to; i++) {
      set(da, ds, i, get(da, ds, i) / sum);
    }
    return max + (float) Math.log(sum);
  }

  private static float max(float[] sa, MemorySegment ss, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, get(sa, ss, i));
    }
    return max;
  }

  private static float logSumExpRow(float[] sa, MemorySegment ss, int from, int to) {
    float max = max(sa, ss, from, to);
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += (float) Math.exp(get(sa, ss, i) - max);
    }
    return max + (float) Math.log(sum);
  }

  @Override
  public void logSoftmax(Floats src, Floats dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      logSoftmaxRow(
          src.array(), src.segment(), dst.array(), dst.segment(), r * cols, (r + 1) * cols);
    }
  }

  private static void logSoftmaxRow(
      float[] sa, MemorySegment ss, float[] da, MemorySegment ds, int from, int to) {
    float lse = logSumExpRow(sa, ss, from, to);
    for (int i = from; i < to; i++) {
      set(da, ds, i, get(sa, ss, i) - lse);
    }
  }

  @Override
  public void logSumExp(Floats src, float[] dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      dst[r] = logSumExpRow(src.array(), src.segment(), r * cols, (r + 1) * cols);
    }
  }

  @Override
  public void softmaxGradient(Floats y, Floats dy, Floats dx, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      softmaxGradientRow(
          y.array(),
          y.segment(),
          dy.array(),
          dy.segment(),
          dx.array(),
          dx.segment(),
          r * cols,
          (r + 1) * cols);
    }
  }

  private static void softmaxGradientRow(
      float[] ya,
      MemorySegment ys,
      float[] dya,
      MemorySegment dys,
      float[] dxa,
      MemorySegment dxs,
      int from,
      int to) {
    float dot = 0;
    for (int i = from; i < to; i++) {
      dot += get(ya, ys, i) * get(dya, dys, i);
    }
    for (int i = from; i < to; i++) {
      set(dxa, dxs, i, get(ya, ys, i) * (get(dya, dys, i) - dot));
    }
  }

  @Override
  public void logSoftmaxGradient(Floats y, Floats dy, Floats dx, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      logSoftmaxGradientRow(
          y.array(),
          y.segment(),
          dy.array(),
          dy.segment(),
          dx.array(),
          dx.segment(),
          r * cols,
          (r + 1) * cols);
    }
  }

  private static void logSoftmaxGradientRow(
      float[] ya,
      MemorySegment ys,
      float[] dya,
      MemorySegment dys,
      float[] dxa,
      MemorySegment dxs,
      int from,
      int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += get(dya, dys, i);
    }
    for (int i = from; i < to; i++) {
      set(dxa, dxs, i, get(dya, dys, i) - (float) Math.exp(get(ya, ys, i)) * sum);
    }
  }

  @Override
  public void logSumExpGradient(Floats src, float[] dy, Floats dx, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int from = r * cols;
      int to = from + cols;
      softmaxRow(src.array(), src.segment(), dx.array(), dx.segment(), from, to);
      scaleRow(dx.array(), dx.segment(), from, to, dy[r]);
    }
  }

  private static void scaleRow(float[] a, MemorySegment s, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      set(a, s, i, get(a, s, i) * factor);
    }
  }

  @Override
  public float loss(Floats logits, int[] labels, int rows, int cols) {
    float total = 0;
    for (int r = 0; r < rows; r++) {
      float lse = logSumExpRow(logits.array(), logits.segment(), r * cols, (r + 1) * cols);
      total += lse - get(logits.array(), logits.segment(), r * cols + labels[r]);
    }
    return total / rows;
  }

  @Override
  public float lossAndGradient(Floats logits, int[] labels, Floats gradient, int rows, int cols) {
    float[] ga = gradient.array();
    MemorySegment gs = gradient.segment();
    float total = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * cols;
      int to = from + cols;
      int label = from + labels[r];
      float lse = softmaxRow(logits.array(), logits.segment(), ga, gs, from, to);
      total += lse - get(logits.array(), logits.segment(), label);
      set(ga, gs, label, get(ga, gs, label) - 1);
      scaleRow(ga, gs, from, to, 1f / rows);
    }
    return total / rows;
  }

  @Override
  public float denseLoss(Floats logits, Floats targets, int rows, int cols) {
    float total = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * cols;
      int to = from + cols;
      float lse = logSumExpRow(logits.array(), logits.segment(), from, to);
      total +=
          denseLossRow(
              logits.array(), logits.segment(), targets.array(), targets.segment(), from, to, lse);
    }
    return total / rows;
  }

  private static float denseLossRow(
      float[] xa, MemorySegment xs, float[] ta, MemorySegment ts, int from, int to, float lse) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += get(ta, ts, i) * (lse - get(xa, xs, i));
    }
    return sum;
  }

  @Override
  public float denseLossAndGradient(
      Floats logits, Floats targets, Floats gradient, int rows, int cols) {
    float total = 0;
    for (int r = 0; r < rows; r++) {
      int from = r * cols;
      int to = from + cols;
      float lse =
          softmaxRow(
              logits.array(), logits.segment(), gradient.array(), gradient.segment(), from, to);
      total +=
          denseLossRow(
              logits.array(), logits.segment(), targets.array(), targets.segment(), from, to, lse);
      subtractRow(
          gradient.array(),
          gradient.segment(),
          targets.array(),
          targets.segment(),
          from,
          to,
          1f / rows);
    }
    return total / rows;
  }

  private static void subtractRow(
      float[] ga, MemorySegment gs, float[] ta, MemorySegment ts, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      set(ga, gs, i, (get(ga, gs, i) - get(ta, ts, i)) * factor);
    }
  }

  @Override
  public float likelihood(Floats y, int[] labels, int rows, int cols) {
    float total = 0;
    for (int r = 0; r < rows; r++) {
      total -= get(y.array(), y.segment(), r * cols + labels[r]);
    }
    return total / rows;
  }

  @Override
  public float likelihoodAndGradient(Floats y, int[] labels, Floats gradient, int rows, int cols) {
    float[] ga = gradient.array();
    MemorySegment gs = gradient.segment();
    for (int i = 0; i < rows * cols; i++) {
      set(ga, gs, i, 0);
    }
    for (int r = 0; r < rows; r++) {
      set(ga, gs, r * cols + labels[r], -1f / rows);
    }
    return likelihood(y, labels, rows, cols);
  }

  @Override
  public float categorical(Floats p, Floats targets, int rows, int cols) {
    float total = 0;
    for (int r = 0; r < rows; r++) {
      total +=
          categoricalRow(
              p.array(), p.segment(), targets.array(), targets.segment(), r * cols, (r + 1) * cols);
    }
    return total / rows;
  }

  private static float categoricalRow(
      float[] pa, MemorySegment ps, float[] ta, MemorySegment ts, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum -= get(ta, ts, i) * (float) Math.log(get(pa, ps, i));
    }
    return sum;
  }

  @Override
  public float categoricalAndGradient(
      Floats p, Floats targets, Floats gradient, int rows, int cols) {
    float[] pa = p.array();
    MemorySegment ps = p.segment();
    float[] ta = targets.array();
    MemorySegment ts = targets.segment();
    float[] ga = gradient.array();
    MemorySegment gs = gradient.segment();
    for (int i = 0; i < rows * cols; i++) {
      set(ga, gs, i, -get(ta, ts, i) / get(pa, ps, i) / rows);
    }
    return categorical(p, targets, rows, cols);
  }

  @Override
  public void prelu(Floats x, float[] slopes, Floats dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      preluRow(x.array(), x.segment(), slopes[r], dst.array(), dst.segment(), r * cols, cols);
    }
  }

  private static void preluRow(
      float[] xa, MemorySegment xs, float slope, float[] da, MemorySegment ds, int from, int cols) {
    for (int i = from; i < from + cols; i++) {
      float v = get(xa, xs, i);
      set(da, ds, i, v < 0 ? slope * v : v);
    }
  }

  @Override
  public void preluPerColumn(Floats x, float[] slopes, Floats dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      preluColumns(x.array(), x.segment(), slopes, dst.array(), dst.segment(), r * cols);
    }
  }

  private static void preluColumns(
      float[] xa, MemorySegment xs, float[] slopes, float[] da, MemorySegment ds, int from) {
    for (int c = 0; c < slopes.length; c++) {
      float v = get(xa, xs, from + c);
      set(da, ds, from + c, v < 0 ? slopes[c] * v : v);
    }
  }

  @Override
  public void preluGradient(Floats x, float[] slopes, Floats dy, Floats dx, int rows, int cols) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ya = dy.array();
    MemorySegment ys = dy.segment();
    float[] da = dx.array();
    MemorySegment ds = dx.segment();
    for (int r = 0; r < rows; r++) {
      float slope = slopes[r];
      for (int i = r * cols; i < (r + 1) * cols; i++) {
        float d = get(ya, ys, i);
        set(da, ds, i, get(xa, xs, i) > 0 ? d : slope * d);
      }
    }
  }

  @Override
  public void preluPerColumnGradient(
      Floats x, float[] slopes, Floats dy, Floats dx, int rows, int cols) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ya = dy.array();
    MemorySegment ys = dy.segment();
    float[] da = dx.array();
    MemorySegment ds = dx.segment();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        int i = r * cols + c;
        float d = get(ya, ys, i);
        set(da, ds, i, get(xa, xs, i) > 0 ? d : slopes[c] * d);
      }
    }
  }

  @Override
  public void preluSlopeGradient(Floats x, Floats dy, float[] dSlopes, int rows, int cols) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ya = dy.array();
    MemorySegment ys = dy.segment();
    for (int r = 0; r < rows; r++) {
      float sum = 0;
      for (int i = r * cols; i < (r + 1) * cols; i++) {
        float v = get(xa, xs, i);
        sum += v > 0 ? 0 : v * get(ya, ys, i);
      }
      dSlopes[r] = sum;
    }
  }

  @Override
  public void preluPerColumnSlopeGradient(
      Floats x, Floats dy, float[] dSlopes, int rows, int cols) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ya = dy.array();
    MemorySegment ys = dy.segment();
    Arrays.fill(dSlopes, 0);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        float v = get(xa, xs, r * cols + c);
        dSlopes[c] += v > 0 ? 0 : v * get(ya, ys, r * cols + c);
      }
    }
  }
}
