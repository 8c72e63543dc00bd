package org.lanewise.internal.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static org.lanewise.internal.vector.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.internal.MaxLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/**
 * Template of the maximum of a row, vector path; twin of {@code ScalarMax}. Compare and blend
 * leaves NaN out and costs two instructions where the lane-wise maximum costs five; eight
 * accumulators hide its latency, which is eight cycles where masks have registers of their own.
 */
final class VectorMax extends MaxLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorMax() {}

  @Override
  public float run(Object src, long srcBase, int n) {
    int body = n & -LENGTH;
    float m = body > 0 ? body(src, srcBase, body) : Float.NEGATIVE_INFINITY;
    if (body == n) {
      return m;
    }
    float t = tail(src, srcBase, body, n);
    return t > m ? t : m;
  }

  private static float body(Object src, long srcBase, int n) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    FloatVector m0 = Lanes.all(Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    FloatVector m4 = m0;
    FloatVector m5 = m0;
    FloatVector m6 = m0;
    FloatVector m7 = m0;
    int i = 0;
    for (int end = n & -8 * LENGTH; i < end; i += 8 * LENGTH) {
      FloatVector x0 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i);
      FloatVector x1 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + LENGTH);
      FloatVector x2 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 2 * LENGTH);
      FloatVector x3 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 3 * LENGTH);
      FloatVector x4 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 4 * LENGTH);
      FloatVector x5 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 5 * LENGTH);
      FloatVector x6 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 6 * LENGTH);
      FloatVector x7 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 7 * LENGTH);
      m0 = m0.blend(x0, x0.compare(GT, m0));
      m1 = m1.blend(x1, x1.compare(GT, m1));
      m2 = m2.blend(x2, x2.compare(GT, m2));
      m3 = m3.blend(x3, x3.compare(GT, m3));
      m4 = m4.blend(x4, x4.compare(GT, m4));
      m5 = m5.blend(x5, x5.compare(GT, m5));
      m6 = m6.blend(x6, x6.compare(GT, m6));
      m7 = m7.blend(x7, x7.compare(GT, m7));
    }
    for (; i < n; i += LENGTH) {
      FloatVector x0 = Lanes.load(OFF_HEAP, sa, ss, srcBase, i);
      m0 = m0.blend(x0, x0.compare(GT, m0));
    }
    m0 = m0.max(m1).max(m2.max(m3));
    m4 = m4.max(m5).max(m6.max(m7));
    return m0.max(m4).reduceLanes(VectorOperators.MAX);
  }

  private static float tail(Object src, long srcBase, int start, int n) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    FloatVector m = Lanes.all(Float.NEGATIVE_INFINITY);
    for (int i = start; i < n; i += LENGTH) {
      int k = Math.min(n - i, LENGTH);
      FloatVector x = Lanes.loadTail(OFF_HEAP, sa, ss, srcBase, i, k);
      x = Lanes.first(x, k, Float.NEGATIVE_INFINITY);
      m = m.blend(x, x.compare(GT, m));
    }
    return m.reduceLanes(VectorOperators.MAX);
  }
}
