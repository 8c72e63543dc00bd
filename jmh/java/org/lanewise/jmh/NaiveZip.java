package org.lanewise.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.lanewise.internal.Templates;
import org.lanewise.table.KernelTable.FloatBinary;

/** Template of {@link NaiveZipLoop}; see {@link Naive}. */
final class NaiveZip extends NaiveZipLoop {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();
  private static final FloatBinary F = (FloatBinary) KEY.op();

  NaiveZip() {}

  @Override
  public void run(Floats a, Floats b, Floats dst, int n) {
    if (OFF_HEAP) {
      segments(a.segment(), b.segment(), dst.segment(), n);
    } else {
      arrays(a.array(), b.array(), dst.array(), n);
    }
  }

  private static void arrays(float[] a, float[] b, float[] dst, int n) {
    for (int i = 0; i < n; i++) {
      dst[i] = F.apply(a[i], b[i]);
    }
  }

  private static void segments(MemorySegment a, MemorySegment b, MemorySegment dst, int n) {
    for (int i = 0; i < n; i++) {
      dst.setAtIndex(
          JAVA_FLOAT, i, F.apply(a.getAtIndex(JAVA_FLOAT, i), b.getAtIndex(JAVA_FLOAT, i)));
    }
  }
}
