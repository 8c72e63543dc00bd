package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.MaxLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/**
 * Template of the maximum of a row, vector path; twin of {@code ScalarMax}. A maximum may see an
 * element twice, so that rows are read from both ends to the middle, where the last turn overlaps
 * with the one before, and only rows shorter than a vector have a tail. Compare and blend leaves
 * NaN out and costs two instructions where the lane-wise maximum costs five; eight accumulators
 * hide its latency, which is eight cycles where masks have registers of their own.
 */
final class VectorMax extends MaxLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorMax() {}

  @Override
  public float run(Object src, long srcBase, int n) {
    if (n >= 4 * LENGTH) {
      return body(src, srcBase, n);
    }
    if (n >= LENGTH) {
      return shortBody(src, srcBase, n);
    }
    return n > 0 ? tail(src, srcBase, n) : Float.NEGATIVE_INFINITY;
  }

  /** Eight vectors a turn. */
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
    int last = n - LENGTH;
    for (int i = 0, half = n - (n >> 1); i < half; i += 4 * LENGTH) {
      m0 = Lanes.larger(m0, Lanes.load(OFF_HEAP, sa, ss, srcBase, i));
      m1 = Lanes.larger(m1, Lanes.load(OFF_HEAP, sa, ss, srcBase, i + LENGTH));
      m2 = Lanes.larger(m2, Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 2 * LENGTH));
      m3 = Lanes.larger(m3, Lanes.load(OFF_HEAP, sa, ss, srcBase, i + 3 * LENGTH));
      m4 = Lanes.larger(m4, Lanes.load(OFF_HEAP, sa, ss, srcBase, last - i));
      m5 = Lanes.larger(m5, Lanes.load(OFF_HEAP, sa, ss, srcBase, last - LENGTH - i));
      m6 = Lanes.larger(m6, Lanes.load(OFF_HEAP, sa, ss, srcBase, last - 2 * LENGTH - i));
      m7 = Lanes.larger(m7, Lanes.load(OFF_HEAP, sa, ss, srcBase, last - 3 * LENGTH - i));
    }
    m0 = Lanes.larger(Lanes.larger(m0, m1), Lanes.larger(m2, m3));
    m4 = Lanes.larger(Lanes.larger(m4, m5), Lanes.larger(m6, m7));
    return Lanes.max(Lanes.larger(m0, m4));
  }

  /** Two vectors a turn. */
  private static float shortBody(Object src, long srcBase, int n) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    FloatVector m0 = Lanes.all(Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    int last = n - LENGTH;
    for (int i = 0, half = n - (n >> 1); i < half; i += LENGTH) {
      m0 = Lanes.larger(m0, Lanes.load(OFF_HEAP, sa, ss, srcBase, i));
      m1 = Lanes.larger(m1, Lanes.load(OFF_HEAP, sa, ss, srcBase, last - i));
    }
    return Lanes.max(Lanes.larger(m0, m1));
  }

  /** Less than a vector. */
  private static float tail(Object src, long srcBase, int n) {
    float[] sa = OFF_HEAP ? null : (float[]) src;
    MemorySegment ss = OFF_HEAP ? Memory.offHeap(src) : null;
    FloatVector x = Lanes.loadTail(OFF_HEAP, sa, ss, srcBase, 0, n);
    FloatVector m = Lanes.all(Float.NEGATIVE_INFINITY);
    return Lanes.max(Lanes.larger(m, Lanes.first(x, n, Float.NEGATIVE_INFINITY)));
  }
}
