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
    clear(values, c);
    body(a, aBase, aStride, dst, dstBase, dstStride, rows & -ExpLoop.LANES, values, c);
    addParts(values, c);
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
    for (int start = 0; start < rows; start += ExpLoop.CHUNK) {
      int end = Math.min(start + ExpLoop.CHUNK, rows);
      for (int lane = 0; lane < ExpLoop.LANES; lane++) {
        FloatVector high = bias;
        FloatVector low = Lanes.all(0f);
        for (int i = start + lane; i < end; i += ExpLoop.LANES) {
          long fromA = Lanes.at(OFF_HEAP, aBase, i * aStride);
          FloatVector x = Lanes.loadAt(OFF_HEAP, aa, as, fromA);
          FloatVector e = VectorMath.scaledExp(x, m, lo, magic);
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
        high.sub(bias).intoArray(values.highs, lane * Columns.LANE);
        low.intoArray(values.lows, lane * Columns.LANE);
      }
      addLanes(values, c);
    }
  }

  /** Adds the virtual lanes of a chunk to the sums, in groups of four: (0 + 2) + (1 + 3). */
  private static void addLanes(Columns values, int c) {
    int half = c + Lanes.LENGTH / 2;
    DoubleVector lower = DoubleVector.fromArray(Lanes.DSPECIES, values.sums, c);
    DoubleVector upper = DoubleVector.fromArray(Lanes.DSPECIES, values.sums, half);
    for (int lane = 0; lane < ExpLoop.LANES; lane++) {
      FloatVector high = FloatVector.fromArray(SPECIES, values.highs, lane * Columns.LANE);
      lower = lower.add(Lanes.low(high)); // exact in any order
      upper = upper.add(Lanes.high(high));
    }
    lower.intoArray(values.sums, c);
    upper.intoArray(values.sums, half);
    addLows(values, c, half);
  }

  private static void addLows(Columns values, int c, int half) {
    DoubleVector lower = DoubleVector.fromArray(Lanes.DSPECIES, values.lowSums, c);
    DoubleVector upper = DoubleVector.fromArray(Lanes.DSPECIES, values.lowSums, half);
    for (int at = 0; at < ExpLoop.LANES * Columns.LANE; at += ExpLoop.GROUP * Columns.LANE) {
      FloatVector even =
          FloatVector.fromArray(SPECIES, values.lows, at)
              .add(FloatVector.fromArray(SPECIES, values.lows, at + 2 * Columns.LANE));
      FloatVector odd =
          FloatVector.fromArray(SPECIES, values.lows, at + Columns.LANE)
              .add(FloatVector.fromArray(SPECIES, values.lows, at + 3 * Columns.LANE));
      FloatVector low = even.add(odd);
      lower = lower.add(Lanes.low(low));
      upper = upper.add(Lanes.high(low));
    }
    lower.intoArray(values.lowSums, c);
    upper.intoArray(values.lowSums, half);
  }

  private static void clear(Columns values, int c) {
    DoubleVector zero = DoubleVector.zero(Lanes.DSPECIES);
    zero.intoArray(values.sums, c);
    zero.intoArray(values.sums, c + Lanes.LENGTH / 2);
    zero.intoArray(values.lowSums, c);
    zero.intoArray(values.lowSums, c + Lanes.LENGTH / 2);
  }

  /** Takes the two parts of the sums together. */
  private static void addParts(Columns values, int c) {
    int half = c + Lanes.LENGTH / 2;
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, c)
        .add(DoubleVector.fromArray(Lanes.DSPECIES, values.lowSums, c))
        .intoArray(values.sums, c);
    DoubleVector.fromArray(Lanes.DSPECIES, values.sums, half)
        .add(DoubleVector.fromArray(Lanes.DSPECIES, values.lowSums, half))
        .intoArray(values.sums, half);
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
      FloatVector e = VectorMath.scaledExp(x, m, lo, magic);
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
