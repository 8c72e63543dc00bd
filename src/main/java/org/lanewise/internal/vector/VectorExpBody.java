package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;
import static org.lanewise.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.ExpLoop;
import org.lanewise.internal.Memory;

/**
 * The loop of {@link VectorExp}, which {@code Flattener} puts in its methods. A vector holds {@code
 * LENGTH} of the sixteen virtual lanes at a time; the outer loop turns {@code 16 / LENGTH} times.
 */
final class VectorExpBody {

  private VectorExpBody() {}

  /** See {@link ExpLoop#run}; {@code n} is a multiple of 16. */
  static double sum(
      boolean offHeap,
      boolean store,
      boolean shifted,
      Object src,
      long srcBase,
      Object dst,
      long dstBase,
      int n,
      float m,
      float lo,
      float magic) {
    float[] sa = offHeap ? null : (float[]) src;
    float[] da = offHeap || !store ? null : (float[]) dst;
    MemorySegment ss = offHeap ? Memory.offHeap(src) : null;
    MemorySegment ds = offHeap && store ? Memory.offHeap(dst) : null;
    FloatVector vm = Lanes.all(m);
    FloatVector vlo = Lanes.all(lo);
    FloatVector vmagic = Lanes.all(magic);
    FloatVector bias = Lanes.all(ExpLoop.BIAS);
    double sum = 0;
    double even = 0;
    double odd = 0;
    for (int lane = 0; lane < ExpLoop.LANES; lane += LENGTH) {
      DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
      DoubleVector upper = lower;
      for (int start = 0; start < n; start += ExpLoop.CHUNK) {
        int end = Math.min(start + ExpLoop.CHUNK, n);
        FloatVector high = bias;
        FloatVector low = Lanes.all(0f);
        for (int i = start + lane; i < end; i += ExpLoop.LANES) {
          FloatVector x = Lanes.load(offHeap, sa, ss, srcBase, i);
          FloatVector e = VectorMath.scaledExp(shifted ? x.sub(vm) : x, vlo, vmagic);
          if (store) {
            if (offHeap) {
              e.intoMemorySegment(ds, dstBase + (long) i * Float.BYTES, ORDER);
            } else {
              e.intoArray(da, (int) dstBase + i);
            }
          }
          FloatVector h = high.add(e);
          low = low.add(e.sub(h.sub(high)));
          high = h;
        }
        high = high.sub(bias);
        lower = Lanes.exact(lower).add(Lanes.low(high)).add(Lanes.low(low));
        upper = Lanes.exact(upper).add(Lanes.high(high)).add(Lanes.high(low));
      }
      if (LENGTH >= ExpLoop.GROUP) {
        sum = Lanes.addGroups(sum, lower, upper);
      } else if ((lane & LENGTH) == 0) {
        even = lower.lane(0);
        odd = upper.lane(0);
      } else {
        sum += (even + lower.lane(0)) + (odd + upper.lane(0));
      }
    }
    return sum;
  }
}
