package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Template of the maps over one input along the rows, scalar path; column by column as {@code
 * ScalarMap} has it.
 */
final class ScalarColumnMap extends ColumnLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Unary OP = (ScalarOps.Unary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarColumnMap() {}

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
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < cols; c++) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
        float y = OP.apply(x, values.p[c], values.q[c]);
        Scalars.store(y, OFF_HEAP, da, ds, dstBase, i * dstStride + c);
      }
    }
  }
}
