package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the loops over one input, scalar path: the definition. */
final class ScalarMap extends MapLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Unary OP = (ScalarOps.Unary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarMap() {}

  @Override
  public void run(Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    if (!OFF_HEAP && srcBase == dstBase) {
      // With one index C2 knows that no element is read after it is written, and makes vectors of
      // cheap operations by itself.
      int end = (int) srcBase + n;
      for (int i = (int) srcBase; i < end; i++) {
        da[i] = OP.apply(sa[i], p, q);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, sa, ss, srcBase, i);
      Scalars.store(OP.apply(x, p, q), OFF_HEAP, da, ds, dstBase, i);
    }
  }
}
