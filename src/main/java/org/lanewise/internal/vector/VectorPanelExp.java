package org.lanewise.internal.vector;

import static org.lanewise.internal.vector.Lanes.ORDER;
import static org.lanewise.internal.vector.Lanes.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.lanewise.internal.Columns;
import org.lanewise.internal.ExpLoop;
import org.lanewise.internal.Memory;
import org.lanewise.internal.Templates;

/**
 * Template of the exponentials of softmax with their sums along the rows, a vector of columns; twin
 * of {@code ScalarColumnExp}.
 */
final class VectorPanelExp extends Panel {

  private static final Templates.Key KEY = Templates.key(MethodHandles.lookup());
  private static final boolean STORE = KEY.store();
  private static final boolean OFF_HEAP = KEY.offHeap();

  VectorPanelExp() {}

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
    body(a, aBase, aStride, dst, dstBase, dstStride, rows & -ExpLoop.LANES, values, c);
    if ((rows & (ExpLoop.LANES - 1)) != 0) {
      rest(a, aBase, aStride, dst, dstBase, dstStride, rows, values, c);
    }
  }

  private static void body(
      Object a,
      long aBase,
      long aStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      Columns values,
      int c) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    float[] da = OFF_HEAP || !STORE ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP && STORE ? Memory.offHeap(dst) : null;
    FloatVector m = FloatVector.fromArray(SPECIES, values.p, c);
    FloatVector lo = FloatVector.fromArray(SPECIES, values.q, c);
    FloatVector magic = FloatVector.fromArray(SPECIES, values.magic, c);
    FloatVector bias = Lanes.all(ExpLoop.BIAS);
    DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
    DoubleVector upper = lower;
    for (int group = 0; group < ExpLoop.LANES; group += ExpLoop.GROUP) {
      // Two lanes are summed to each, in turn.
      DoubleVector lowerEven = DoubleVector.zero(Lanes.DSPECIES);
      DoubleVector upperEven = lowerEven;
      DoubleVector lowerOdd = lowerEven;
      DoubleVector upperOdd = lowerEven;
      for (int lane = group; lane < group + ExpLoop.GROUP; lane++) {
        DoubleVector lowerTotal = DoubleVector.zero(Lanes.DSPECIES);
        DoubleVector upperTotal = lowerTotal;
        for (int start = 0; start < rows; start += ExpLoop.CHUNK) {
          int end = Math.min(start + ExpLoop.CHUNK, rows);
          FloatVector high = bias;
          FloatVector low = Lanes.all(0f);
          for (int i = start + lane; i < end; i += ExpLoop.LANES) {
            long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
            FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
            FloatVector e = VectorMath.scaledExp(x.sub(m), lo, magic);
            if (STORE) {
              long to = Lanes.at(OFF_HEAP, dstBase, i * dstStride);
              if (OFF_HEAP) {
                e.intoMemorySegment(ds, to, ORDER);
              } else {
                e.intoArray(da, (int) to);
              }
            }
            FloatVector h = high.add(e);
            low = low.add(e.sub(h.sub(high)));
            high = h;
          }
          high = high.sub(bias);
          lowerTotal = lowerTotal.add(Lanes.low(high)).add(Lanes.low(low));
          upperTotal = upperTotal.add(Lanes.high(high)).add(Lanes.high(low));
        }
        lowerTotal = lowerEven.add(lowerTotal);
        upperTotal = upperEven.add(upperTotal);
        lowerEven = lowerOdd;
        upperEven = upperOdd;
        lowerOdd = lowerTotal;
        upperOdd = upperTotal;
      }
      lower = lower.add(lowerEven.add(lowerOdd));
      upper = upper.add(upperEven.add(upperOdd));
    }
    lower.intoArray(values.sums, c);
    upper.intoArray(values.sums, c + Lanes.LENGTH / 2);
  }

  private static void rest(
      Object a,
      long aBase,
      long aStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      Columns values,
      int c) {
    float[] aa = OFF_HEAP ? null : (float[]) a;
    MemorySegment as = OFF_HEAP ? Memory.offHeap(a) : null;
    float[] da = OFF_HEAP || !STORE ? null : (float[]) dst;
    MemorySegment ds = OFF_HEAP && STORE ? Memory.offHeap(dst) : null;
    FloatVector m = FloatVector.fromArray(SPECIES, values.p, c);
    FloatVector lo = FloatVector.fromArray(SPECIES, values.q, c);
    FloatVector magic = FloatVector.fromArray(SPECIES, values.magic, c);
    DoubleVector lower = DoubleVector.zero(Lanes.DSPECIES);
    DoubleVector upper = DoubleVector.zero(Lanes.DSPECIES);
    for (int i = rows & -ExpLoop.LANES; i < rows; i++) {
      long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
      FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
      FloatVector e = VectorMath.scaledExp(x.sub(m), lo, magic);
      lower = lower.add(Lanes.low(e));
      upper = upper.add(Lanes.high(e));
      if (STORE) {
        long to = Lanes.at(OFF_HEAP, dstBase, i * dstStride);
        if (OFF_HEAP) {
          e.intoMemorySegment(ds, to, ORDER);
        } else {
          e.intoArray(da, (int) to);
        }
      }
    }
    int half = c + Lanes.LENGTH / 2;
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, c).add(lower).intoArray(values.sums, c);
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, half)
        .add(upper)
        .intoArray(values.sums, half);
  }
}
