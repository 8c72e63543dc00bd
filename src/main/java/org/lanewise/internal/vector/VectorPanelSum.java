package org.lanewise.internal.vector;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.Columns;
import org.lanewise.internal.Memory;
import org.lanewise.internal.SumLoop;
import org.lanewise.internal.Templates;

/**
 * Template of the sums over two inputs along the rows, a vector of columns; twin of {@code
 * ScalarColumnSum}.
 */
final class VectorPanelSum extends Panel {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final VectorOps.Binary OP = (VectorOps.Binary) KEY.op();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorPanelSum() {}

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
    body(a, aBase, aStride, b, bBase, bStride, rows & -SumLoop.STEP, values, c);
    if ((rows & (SumLoop.STEP - 1)) != 0) {
      rest(a, aBase, aStride, b, bBase, bStride, rows, values, c);
    }
  }

  private static void body(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      int rows,
      Columns values,
      int c) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    FloatVector zero = Lanes.all(0f);
    DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
    DoubleVector upper = DoubleVector.zero(Lanes.DSPECIES);
    for (int lane = 0; lane < SumLoop.LANES; lane++) {
      DoubleVector lowerPart = DoubleVector.zero(Lanes.DSPECIES);
      DoubleVector upperPart = DoubleVector.zero(Lanes.DSPECIES);
      for (int i = lane; i < rows; i += SumLoop.LANES) {
        long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
        FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
        long fromB = Lanes.at(OFF_HEAP, bBase, i * bStride);
        FloatVector y = Lanes.loadAt(OFF_HEAP, ba, bs, fromB);
        FloatVector term = OP.apply(x, y, zero, zero);
        lowerPart = lowerPart.add(Lanes.low(term));
        upperPart = upperPart.add(Lanes.high(term));
      }
      lower = lower.add(lowerPart);
      upper = upper.add(upperPart);
    }
    lower.intoArray(values.sums, c);
    upper.intoArray(values.sums, c + Lanes.LENGTH / 2);
  }

  private static void rest(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      int rows,
      Columns values,
      int c) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    float[] ba = OFF_HEAP ? null : (float[]) b;
    MemorySegment bs = OFF_HEAP ? Memory.offHeap(b) : null;
    FloatVector zero = Lanes.all(0f);
    DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
    DoubleVector upper = DoubleVector.zero(Lanes.DSPECIES);
    for (int i = rows & -SumLoop.STEP; i < rows; i++) {
      long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
      FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
      long fromB = Lanes.at(OFF_HEAP, bBase, i * bStride);
      FloatVector y = Lanes.loadAt(OFF_HEAP, ba, bs, fromB);
      FloatVector term = OP.apply(x, y, zero, zero);
      lower = lower.add(Lanes.low(term));
      upper = upper.add(Lanes.high(term));
    }
    int half = c + Lanes.LENGTH / 2;
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, c).add(lower).intoArray(values.sums, c);
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, half)
        .add(upper)
        .intoArray(values.sums, half);
  }
}
