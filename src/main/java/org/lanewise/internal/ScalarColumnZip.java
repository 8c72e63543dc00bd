package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Template of the maps over two inputs along the rows, scalar path; column by column as {@code
 * ScalarZip} has it.
 */
final class ScalarColumnZip extends ColumnLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Binary OP = (ScalarOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarColumnZip() {}

  @Override
  public void run(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      int cols,
      Columns values) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < cols; c++) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
        float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i * bStride + c);
        float z = OP.apply(x, y, values.p[c], values.q[c]);
        Scalars.store(z, OFF_HEAP, da, ds, dstBase, i * dstStride + c);
      }
    }
  }
}
