package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the loops over two inputs, scalar path: the definition. */
final class ScalarZip extends ZipLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Binary OP = (ScalarOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarZip() {}

  @Override
  public void run(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object dst,
      long dstBase,
      int n,
      float p,
      float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    for (int i = 0; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, aa, as, aBase, i);
      float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i);
      Scalars.store(OP.apply(x, y, p, q), OFF_HEAP, da, ds, dstBase, i);
    }
  }
}
