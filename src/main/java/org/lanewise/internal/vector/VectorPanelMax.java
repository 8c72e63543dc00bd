package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.Columns;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/** Template of the maximum along the rows, a vector of columns; twin of {@code ScalarColumnMax}. */
final class VectorPanelMax extends Panel {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorPanelMax() {}

  @Override
  void run(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      Columns values,
      int c) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    FloatVector m = FloatVector.fromArray(SPECIES, values.max, c);
    for (int i = 0; i < rows; i++) {
      long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
      FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
      m = Lanes.larger(m, x);
    }
    m.intoArray(values.max, c);
  }
}
