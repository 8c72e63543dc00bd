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
    double highs = 0;
    double lows = 0;
    for (int start = 0; start < body; start += CHUNK) {
      int end = Math.min(start + CHUNK, body);
      for (int group = 0; group < LANES; group += GROUP) {
        float even = 0;
        float odd = 0;
        for (int lane = group; lane < group + GROUP; lane++) {
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
          highs += high - BIAS; // exact in any order
          if ((lane & 1) == 0) {
            even = lane == group ? low : even + low;
          } else {
            odd = lane == group + 1 ? low : odd + low;
          }
        }
        lows += even + odd;
      }
    }
    double sum = highs + lows;
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
