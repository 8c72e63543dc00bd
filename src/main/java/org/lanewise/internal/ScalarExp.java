package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Template of the exponentials of a softmax row with their sum, scalar path: the definition. */
final class ScalarExp extends ExpLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final boolean STORE = KEY.store();

  ScalarExp() {}

  @Override
  public double run(
      Object src, long srcBase, Object dst, long dstBase, int n, float m, float lo, float magic) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP || !STORE ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP && STORE ? Memory.offHeap(dst) : null;
    int body = n & -LANES;
    double sum = 0;
    for (int group = 0; group < LANES; group += GROUP) {
      // Two lanes are summed to each, in turn.
      double even = 0;
      double odd = 0;
      for (int lane = group; lane < group + GROUP; lane++) {
        double total = 0;
        for (int start = 0; start < body; start += CHUNK) {
          int end = Math.min(start + CHUNK, body);
          float high = BIAS;
          float low = 0;
          for (int i = start + lane; i < end; i += LANES) {
            float x = Scalars.load(OFF_HEAP, sa, ss, srcBase, i);
            float e = ScalarMath.scaledExp(x, m, lo, magic);
            if (STORE) {
              Scalars.store(e, OFF_HEAP, da, ds, dstBase, i);
            }
            float h = high + e;
            low += e - (h - high);
            high = h;
          }
          total += high - BIAS;
          total += low;
        }
        double next = even + total;
        even = odd;
        odd = next;
      }
      sum += even + odd;
    }
    if (body == n) {
      return sum;
    }
    double tail = 0;
    for (int i = body; i < n; i++) {
      float x = Scalars.load(OFF_HEAP, sa, ss, srcBase, i);
      float e = ScalarMath.scaledExp(x, m, lo, magic);
      if (STORE) {
        Scalars.store(e, OFF_HEAP, da, ds, dstBase, i);
      }
      tail += e;
    }
    return sum + tail;
  }
}
