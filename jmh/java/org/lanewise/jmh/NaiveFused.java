package org.lanewise.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.lanewise.internal.Templates;

/** Template of {@link NaiveFusedLoops}; see {@link Naive}. */
final class NaiveFused extends NaiveFusedLoops {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final Functions F = (Functions) KEY.op();

  NaiveFused() {}

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
  public void gate(Floats gate, Floats value, Floats dst, int n) {
    float[] ga = gate.array();
    MemorySegment gs = gate.segment();
    float[] va = value.array();
    MemorySegment vs = value.segment();
    float[] da = dst.array();
    MemorySegment ds = dst.segment();
    for (int i = 0; i < n; i++) {
      set(da, ds, i, F.f().apply(get(ga, gs, i)) * get(va, vs, i));
    }
  }

  @Override
  public void gateGradient(
      Floats gate, Floats value, Floats dy, Floats dGate, Floats dValue, int n) {
    float[] ga = gate.array();
    MemorySegment gs = gate.segment();
    float[] va = value.array();
    MemorySegment vs = value.segment();
    float[] dya = dy.array();
    MemorySegment dys = dy.segment();
    float[] dga = dGate.array();
    MemorySegment dgs = dGate.segment();
    float[] dva = dValue.array();
    MemorySegment dvs = dValue.segment();
    for (int i = 0; i < n; i++) {
      float g = get(ga, gs, i);
      float d = get(dya, dys, i);
      set(dga, dgs, i, F.gradient().apply(g, get(va, vs, i) * d));
      set(dva, dvs, i, F.f().apply(g) * d);
    }
  }

  @Override
  public void bias(Floats x, float[] bias, Floats dst, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      biasRow(x.array(), x.segment(), bias, dst.array(), dst.segment(), r * cols);
    }
  }

  private static void biasRow(
      float[] xa, MemorySegment xs, float[] bias, float[] da, MemorySegment ds, int from) {
    for (int c = 0; c < bias.length; c++) {
      set(da, ds, from + c, F.f().apply(get(xa, xs, from + c) + bias[c]));
    }
  }

  @Override
  public void biasGradient(Floats x, float[] bias, Floats dy, Floats dx, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      biasGradientRow(
          x.array(),
          x.segment(),
          bias,
          dy.array(),
          dy.segment(),
          dx.array(),
          dx.segment(),
          r * cols);
    }
  }

  private static void biasGradientRow(
      float[] xa,
      MemorySegment xs,
      float[] bias,
      float[] dya,
      MemorySegment dys,
      float[] dxa,
      MemorySegment dxs,
      int from) {
    for (int c = 0; c < bias.length; c++) {
      int i = from + c;
      set(dxa, dxs, i, F.gradient().apply(get(xa, xs, i) + bias[c], get(dya, dys, i)));
    }
  }

  @Override
  public float loss(Floats x, Floats t, int n) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ta = t.array();
    MemorySegment ts = t.segment();
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += F.loss().apply(get(xa, xs, i), get(ta, ts, i));
    }
    return (float) total;
  }

  @Override
  public float lossAndGradient(Floats x, Floats t, Floats dx, int n) {
    float[] xa = x.array();
    MemorySegment xs = x.segment();
    float[] ta = t.array();
    MemorySegment ts = t.segment();
    float[] da = dx.array();
    MemorySegment ds = dx.segment();
    double total = 0;
    for (int i = 0; i < n; i++) {
      float a = get(xa, xs, i);
      float b = get(ta, ts, i);
      total += F.loss().apply(a, b);
      set(da, ds, i, F.gradient().apply(a, b));
    }
    return (float) total;
  }
}
