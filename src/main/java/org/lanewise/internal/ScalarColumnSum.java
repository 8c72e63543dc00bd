package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Template of the sums over two inputs along the rows, scalar path; column by column as {@code
 * ScalarSum} has it.
 */
final class ScalarColumnSum extends ColumnLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final ScalarOps.Binary OP = (ScalarOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  ScalarColumnSum() {}

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
    int body = rows & -SumLoop.STEP;
    for (int c = 0; c < cols; c++) {
      double sum = 0;
      for (int lane = 0; lane < SumLoop.LANES; lane++) {
        double partial = 0;
        for (int i = lane; i < body; i += SumLoop.LANES) {
          float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
          float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i * bStride + c);
          partial += OP.apply(x, y, 0f, 0f);
        }
        sum += partial;
      }
      double tail = 0;
      for (int i = body; i < rows; i++) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
        float y = Scalars.load(OFF_HEAP, ba, bs, bBase, i * bStride + c);
        tail += OP.apply(x, y, 0f, 0f);
      }
      values.sums[c] = body == rows ? sum : sum + tail;
    }
  }
}
