package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.Columns;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/**
 * Template of the maps over two inputs along the rows, a vector of columns; twin of {@code
 * ScalarColumnZip}.
 */
final class VectorPanelZip extends Panel {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorOps.Binary OP = (VectorOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorPanelZip() {}

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
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    float[] da = OFF_HEAP ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP ? Memory.offHeap(dst) : null;
    FloatVector p = FloatVector.fromArray(SPECIES, values.p, c);
    FloatVector q = FloatVector.fromArray(SPECIES, values.q, c);
    for (int i = 0; i < rows; i++) {
      long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
      FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
      long fromB = Lanes.at(OFF_HEAP, bBase, i * bStride);
      FloatVector y = Lanes.loadAt(OFF_HEAP, ba, bs, fromB);
      FloatVector z = OP.apply(x, y, p, q);
      long to = Lanes.at(OFF_HEAP, dstBase, i * dstStride);
      if (OFF_HEAP) {
        z.intoMemorySegment(ds, to, ORDER);
      } else {
        z.intoArray(da, (int) to);
      }
    }
  }
}
