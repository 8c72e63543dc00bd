package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;
import org.lanewise.internal.ZipLoop;

/** Template of the loops over two inputs, vector path; twin of {@code ScalarZip}. */
final class VectorZip extends ZipLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorOps.Binary OP = (VectorOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorZip() {}

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
    int body = SPECIES.loopBound(n);
    if (body > 0) {
      body(a, aBase, b, bBase, dst, dstBase, body, p, q);
    }
    if (body < n) {
      tail(a, aBase, b, bBase, dst, dstBase, body, n - body, p, q);
    }
  }

  private static void body(
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
    FloatVector vp = Lanes.all(p);
    FloatVector vq = Lanes.all(q);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector x = Lanes.load(OFF_HEAP, aa, as, aBase, i);
      FloatVector y = Lanes.load(OFF_HEAP, ba, bs, bBase, i);
      FloatVector z = OP.apply(x, y, vp, vq);
      if (OFF_HEAP) {
        z.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER);
      } else {
        z.intoArray(da, (int) dstBase + i);
      }
    }
  }

  private static void tail(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object dst,
      long dstBase,
      int i,
      int k,
      float p,
      float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    VectorMask<Float> mask = Lanes.tail(k);
    FloatVector x = Lanes.loadTail(OFF_HEAP, aa, as, aBase, i, k);
    FloatVector y = Lanes.loadTail(OFF_HEAP, ba, bs, bBase, i, k);
    FloatVector z = OP.apply(x, y, Lanes.all(p), Lanes.all(q));
    if (OFF_HEAP) {
      z.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER, mask);
    } else {
      z.intoArray(da, (int) dstBase + i, mask);
    }
  }
}
