package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/** Template of the loops over one input, vector path; twin of {@code ScalarMap}. */
final class VectorMap extends MapLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorOps.Unary OP = (VectorOps.Unary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorMap() {}

  @Override
  public void run(Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
    int body = SPECIES.loopBound(n);
    if (body > 0) {
      body(src, srcBase, dst, dstBase, body, p, q);
    }
    if (body < n) {
      tail(src, srcBase, dst, dstBase, body, n - body, p, q);
    }
  }

  private static void body(
      Object src, long srcBase, Object dst, long dstBase, int n, float p, float q) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    FloatVector vp = Lanes.all(p);
    FloatVector vq = Lanes.all(q);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = Lanes.load(OFF_HEAP, sa, ss, srcBase, i);
      FloatVector y = OP.apply(x, vp, vq);
      if (OFF_HEAP) {
        y.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER);
      } else {
        y.intoArray(da, (int) dstBase + i);
      }
    }
  }

  private static void tail(
      Object src, long srcBase, Object dst, long dstBase, int i, int k, float p, float q) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    VectorMask<Float> mask = Lanes.tail(k);
    FloatVector x = Lanes.loadTail(OFF_HEAP, sa, ss, srcBase, i, k);
    FloatVector y = OP.apply(x, Lanes.all(p), Lanes.all(q));
    if (OFF_HEAP) {
      y.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER, mask);
    } else {
      y.intoArray(da, (int) dstBase + i, mask);
    }
  }
}
