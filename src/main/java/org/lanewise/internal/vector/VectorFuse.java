package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.internal.FuseLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/** Template of the fused loops, vector path; twin of {@code ScalarFuse}. */
final class VectorFuse extends FuseLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorFused.Quaternary OP = (VectorFused.Quaternary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorFuse() {}

  @Override
  public void run(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object c,
      long cBase,
      Object d,
      long dBase,
      Object dst,
      long dstBase,
      int n,
      float p,
      float q) {
    int body = SPECIES.loopBound(n);
    if (body > 0) {
      body(a, aBase, b, bBase, c, cBase, d, dBase, dst, dstBase, body, p, q);
    }
    if (body < n) {
      tail(a, aBase, b, bBase, c, cBase, d, dBase, dst, dstBase, body, n - body, p, q);
    }
  }

  private static void body(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object c,
      long cBase,
      Object d,
      long dBase,
      Object dst,
      long dstBase,
      int n,
      float p,
      float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    float[] ca = OFF_HEAP ? null : (float[]) c;
    float[] da = OFF_HEAP ? null : (float[]) d;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    MemorySegment cs = OFF_HEAP ? Memory.offHeap(c) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(d) : null;
    float[] dsta = OFF_HEAP ? null : (float[]) dst;
    MemorySegment dsts = OFF_HEAP ? Memory.offHeap(dst) : null;
    FloatVector vp = Lanes.all(p);
    FloatVector vq = Lanes.all(q);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x1 = Lanes.load(OFF_HEAP, aa, as, aBase, i);
      FloatVector x2 = Lanes.load(OFF_HEAP, ba, bs, bBase, i);
      FloatVector x3 = Lanes.load(OFF_HEAP, ca, cs, cBase, i);
      FloatVector x4 = Lanes.load(OFF_HEAP, da, ds, dBase, i);
      FloatVector y = OP.apply(x1, x2, x3, x4, vp, vq);
      if (OFF_HEAP) {
        y.intoMemorySegment(dsts, dstBase + (long) i * Float.BYTES, ORDER);
      } else {
        y.intoArray(dsta, (int) dstBase + i);
      }
    }
  }

  private static void tail(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object c,
      long cBase,
      Object d,
      long dBase,
      Object dst,
      long dstBase,
      int i,
      int k,
      float p,
      float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    float[] ca = OFF_HEAP ? null : (float[]) c;
    float[] da = OFF_HEAP ? null : (float[]) d;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    MemorySegment cs = OFF_HEAP ? Memory.offHeap(c) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(d) : null;
    float[] dsta = OFF_HEAP ? null : (float[]) dst;
    MemorySegment dsts = OFF_HEAP ? Memory.offHeap(dst) : null;
    VectorMask<Float> mask = Lanes.tail(k);
    FloatVector x1 = Lanes.loadTail(OFF_HEAP, aa, as, aBase, i, k);
    FloatVector x2 = Lanes.loadTail(OFF_HEAP, ba, bs, bBase, i, k);
    FloatVector x3 = Lanes.loadTail(OFF_HEAP, ca, cs, cBase, i, k);
    FloatVector x4 = Lanes.loadTail(OFF_HEAP, da, ds, dBase, i, k);
    FloatVector y = OP.apply(x1, x2, x3, x4, Lanes.all(p), Lanes.all(q));
    if (OFF_HEAP) {
      y.intoMemorySegment(dsts, dstBase + (long) i * Float.BYTES, ORDER, mask);
    } else {
      y.intoArray(dsta, (int) dstBase + i, mask);
    }
  }
}
