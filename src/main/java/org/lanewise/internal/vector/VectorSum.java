package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.Memory;
import org.lanewise.internal.SumLoop;
import org.lanewise.internal.Templates;

/**
 * Template of the sums over two inputs, vector path; twin of {@code ScalarSum}. A float vector
 * widens to two of doubles, {@code lower} and {@code upper}. With 16 lanes both go to the same
 * eight virtual lanes, with 8 each to four of them; with fewer, the outer loop turns {@code 8 /
 * LENGTH} times.
 */
final class VectorSum extends SumLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorOps.Binary OP = (VectorOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final int STRIDE = Math.max(LANES, LENGTH);

  VectorSum() {}

  @Override
  public double run(Object a, long aBase, Object b, long bBase, int n, float p, float q) {
    int body = n & -STEP;
    double sum = body > 0 ? body(a, aBase, b, bBase, body, p, q) : 0;
    return body < n ? sum + tail(a, aBase, b, bBase, body, n, p, q) : sum;
  }

  private static double body(Object a, long aBase, Object b, long bBase, int n, float p, float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    FloatVector vp = Lanes.all(p);
    FloatVector vq = Lanes.all(q);
    double sum = 0;
    for (int lane = 0; lane < STRIDE; lane += LENGTH) {
      DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
      DoubleVector upper = DoubleVector.zero(Lanes.DSPECIES);
      for (int i = lane; i < n; i += STRIDE) {
        FloatVector x = Lanes.load(OFF_HEAP, aa, as, aBase, i);
        FloatVector y = Lanes.load(OFF_HEAP, ba, bs, bBase, i);
        FloatVector term = OP.apply(x, y, vp, vq);
        lower = lower.add(Lanes.low(term));
        if (LENGTH > LANES) {
          lower = lower.add(Lanes.high(term));
        } else {
          upper = upper.add(Lanes.high(term));
        }
      }
      sum = Lanes.addInOrder(sum, lower);
      if (LENGTH <= LANES) {
        sum = Lanes.addInOrder(sum, upper);
      }
    }
    return sum;
  }

  private static double tail(
      Object a, long aBase, Object b, long bBase, int start, int n, float p, float q) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    double sum = 0;
    for (int i = start; i < n; i += LENGTH) {
      int k = Math.min(n - i, LENGTH);
      FloatVector x = Lanes.loadTail(OFF_HEAP, aa, as, aBase, i, k);
      FloatVector y = Lanes.loadTail(OFF_HEAP, ba, bs, bBase, i, k);
      sum = Lanes.addFirst(sum, OP.apply(x, y, Lanes.all(p), Lanes.all(q)), k);
    }
    return sum;
  }
}
