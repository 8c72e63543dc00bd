package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Template of the maximum along the rows, scalar path; column by column as {@code ScalarMax} has
 * it.
 */
final class ScalarColumnMax extends ColumnLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarColumnMax() {}

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
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < cols; c++) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
        values.max[c] = x > values.max[c] ? x : values.max[c];
      }
    }
  }
}
