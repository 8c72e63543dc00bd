package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.internal.KeepLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/**
 * Template of scale and boolean mask, vector path; twin of {@code ScalarKeep}. The tail goes
 * element by element: a mask cannot be read from fewer booleans than it has lanes.
 */
final class VectorKeep extends KeepLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorKeep() {}

  @Override
  public void run(
      Object src,
      long srcBase,
      boolean[] keep,
      int keepBase,
      Object dst,
      long dstBase,
      int n,
      float p) {
    int body = SPECIES.loopBound(n);
    if (body > 0) {
      body(src, srcBase, keep, keepBase, dst, dstBase, body, p);
    }
    for (int i = body; i < n; i++) {
      float y = keep[keepBase + i] ? get(src, srcBase, i) * p : Float.NEGATIVE_INFINITY;
      if (OFF_HEAP) {
        Memory.offHeap(dst).set(Memory.FLOAT, dstBase + (long) i * Float.BYTES, y);
      } else {
        ((float[]) dst)[(int) dstBase + i] = y;
      }
    }
  }

  private static float get(Object src, long base, int i) {
    return OFF_HEAP
        ? Memory.offHeap(src).get(Memory.FLOAT, base + (long) i * Float.BYTES)
        : ((float[]) src)[(int) base + i];
  }

  private static void body(
      Object src,
      long srcBase,
      boolean[] keep,
      int keepBase,
      Object dst,
      long dstBase,
      int n,
      float p) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    FloatVector vp = Lanes.all(p);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = Lanes.load(OFF_HEAP, sa, ss, srcBase, i);
      VectorMask<Float> kept = VectorMask.fromArray(SPECIES, keep, keepBase + i);
      FloatVector y = Lanes.all(Float.NEGATIVE_INFINITY).blend(x.mul(vp), kept);
      if (OFF_HEAP) {
        y.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER);
      } else {
        y.intoArray(da, (int) dstBase + i);
      }
    }
  }
}
