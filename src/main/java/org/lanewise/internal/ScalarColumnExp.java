package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Template of the exponentials of softmax with their sums along the rows, scalar path; column by
 * column as {@code ScalarExp} has it.
 */
final class ScalarColumnExp extends ColumnLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final boolean STORE = KEY.store();

  ScalarColumnExp() {}

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
    float[] da = OFF_HEAP || !STORE ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP && STORE ? Memory.offHeap(dst) : null;
    int body = rows & -ExpLoop.LANES;
    for (int c = 0; c < cols; c++) {
      float m = values.p[c];
      float lo = values.q[c];
      float magic = values.magic[c];
      double sum = 0;
      for (int group = 0; group < ExpLoop.LANES; group += ExpLoop.GROUP) {
        // Two lanes are summed to each, in turn.
        double even = 0;
        double odd = 0;
        for (int lane = group; lane < group + ExpLoop.GROUP; lane++) {
          double total = 0;
          for (int start = 0; start < body; start += ExpLoop.CHUNK) {
            int end = Math.min(start + ExpLoop.CHUNK, body);
            float high = ExpLoop.BIAS;
            float low = 0;
            for (int i = start + lane; i < end; i += ExpLoop.LANES) {
              float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
              float e = ScalarMath.scaledExp(x, m, lo, magic);
              if (STORE) {
                Scalars.store(e, OFF_HEAP, da, ds, dstBase, i * dstStride + c);
              }
              float h = high + e;
              low += e - (h - high);
              high = h;
            }
            total += high - ExpLoop.BIAS;
            total += low;
          }
          double next = even + total;
          even = odd;
          odd = next;
        }
        sum += even + odd;
      }
      double tail = 0;
      for (int i = body; i < rows; i++) {
        float x = Scalars.load(OFF_HEAP, aa, as, aBase, i * aStride + c);
        float e = ScalarMath.scaledExp(x, m, lo, magic);
        if (STORE) {
          Scalars.store(e, OFF_HEAP, da, ds, dstBase, i * dstStride + c);
        }
        tail += e;
      }
      values.sums[c] = body == rows ? sum : sum + tail;
    }
  }
}
