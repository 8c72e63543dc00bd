package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the maximum of a row, scalar path: the definition. */
final class ScalarMax extends MaxLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarMax() {}

  @Override
  public float run(Object src, long srcBase, int n) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    float m = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, sa, ss, srcBase, i);
      m = x > m ? x : m;
    }
    return m;
  }
}
