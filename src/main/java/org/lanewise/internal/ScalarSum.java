package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the sums over two inputs, scalar path: the definition. */
final class ScalarSum extends SumLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Binary OP = (ScalarOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarSum() {}

  @Override
  public double run(Object a, long aBase, Object b, long bBase, int n, float p, float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    int body = n & -STEP;
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      double partial = 0;
      for (int i = lane; i < body; i += LANES) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i);
        float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i);
        partial += OP.apply(x, y, p, q);
      }
      sum += partial;
    }
    if (body == n) {
      return sum;
    }
    double tail = 0;
    for (int i = body; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, aa, as, aBase, i);
      float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i);
      tail += OP.apply(x, y, p, q);
    }
    return sum + tail;
  }
}
