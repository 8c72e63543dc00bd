package org.lanewise.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.lanewise.internal.Templates;
import org.lanewise.table.KernelTable.FloatUnary;

/** Template of {@link NaiveMapLoop}; see {@link Naive}. */
final class NaiveMap extends NaiveMapLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final FloatUnary F = (FloatUnary) KEY.op();

  NaiveMap() {}

  @Override
  public void run(Floats src, Floats dst, int n) {
    if (OFF_HEAP) {
      segments(src.segment(), dst.segment(), n);
    } else {
      arrays(src.array(), dst.array(), n);
    }
  }

  private static void arrays(float[] src, float[] dst, int n) {
    for (int i = 0; i < n; i++) {
      dst[i] = F.apply(src[i]);
    }
  }

  private static void segments(MemorySegment src, MemorySegment dst, int n) {
    for (int i = 0; i < n; i++) {
      dst.setAtIndex(JAVA_FLOAT, i, F.apply(src.getAtIndex(JAVA_FLOAT, i)));
    }
  }
}
