package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the fused loops, scalar path: the definition. */
final class ScalarFuse extends FuseLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarFused.Quaternary OP = (ScalarFused.Quaternary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarFuse() {}

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
    for (int i = 0; i < n; i++) {
      float x1 = Scalars.load(OFF_HEAP, aa, as, aBase, i);
      float x2 = Scalars.load(OFF_HEAP, ba, bs, bBase, i);
      float x3 = Scalars.load(OFF_HEAP, ca, cs, cBase, i);
      float x4 = Scalars.load(OFF_HEAP, da, ds, dBase, i);
      Scalars.store(OP.apply(x1, x2, x3, x4, p, q), OFF_HEAP, dsta, dsts, dstBase, i);
    }
  }
}
