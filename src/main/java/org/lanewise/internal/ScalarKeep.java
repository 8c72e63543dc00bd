package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of scale and boolean mask, scalar path: the definition. */
final class ScalarKeep extends KeepLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarKeep() {}

  @Override
  public void run(
      Object src,
      long srcBase,
      boolean[] keep,
      int keepBase,
      Object dst,
      long dstBase,
      int n,
      float p) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    for (int i = 0; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, sa, ss, srcBase, i);
      float y = keep[keepBase + i] ? x * p : Float.NEGATIVE_INFINITY;
      Scalars.store(y, OFF_HEAP, da, ds, dstBase, i);
    }
  }
}
