package org.lanewise.jmh.probe;

import static org.lanewise.jmh.probe.ProbeSpecies.FLOATS;
import static org.lanewise.jmh.probe.ProbeSpecies.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Reading, writing and copying memory by vectors, as kernels do. */
final class BandwidthLoops {

  /** Vectors that a turn reads: additions must not be what one waits for. */
  private static final int ACCUMULATORS = 8;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int BYTES = LANES * Float.BYTES;

  private BandwidthLoops() {}

  /** Elements that a turn of the loops takes; lengths must be multiples. */
  static int step() {
    return ACCUMULATORS * LANES;
  }

  /** Reads all of it again and again; the sums are drawn together only once. */
  static float load(float[] src, int passes) {
    FloatVector a0 = ProbeSpecies.all(0);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < src.length; i += ACCUMULATORS * LANES) {
        a0 = a0.add(FloatVector.fromArray(FLOATS, src, i));
        a1 = a1.add(FloatVector.fromArray(FLOATS, src, i + LANES));
        a2 = a2.add(FloatVector.fromArray(FLOATS, src, i + 2 * LANES));
        a3 = a3.add(FloatVector.fromArray(FLOATS, src, i + 3 * LANES));
        a4 = a4.add(FloatVector.fromArray(FLOATS, src, i + 4 * LANES));
        a5 = a5.add(FloatVector.fromArray(FLOATS, src, i + 5 * LANES));
        a6 = a6.add(FloatVector.fromArray(FLOATS, src, i + 6 * LANES));
        a7 = a7.add(FloatVector.fromArray(FLOATS, src, i + 7 * LANES));
      }
    }
    return a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).lane(0);
  }

  static float load(MemorySegment src, int passes) {
    FloatVector a0 = ProbeSpecies.all(0);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    int n = (int) (src.byteSize() / Float.BYTES);
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < n; i += ACCUMULATORS * LANES) {
        long at = (long) i * Float.BYTES;
        a0 = a0.add(FloatVector.fromMemorySegment(FLOATS, src, at, ORDER));
        a1 = a1.add(FloatVector.fromMemorySegment(FLOATS, src, at + BYTES, ORDER));
        a2 = a2.add(FloatVector.fromMemorySegment(FLOATS, src, at + 2 * BYTES, ORDER));
        a3 = a3.add(FloatVector.fromMemorySegment(FLOATS, src, at + 3 * BYTES, ORDER));
        a4 = a4.add(FloatVector.fromMemorySegment(FLOATS, src, at + 4 * BYTES, ORDER));
        a5 = a5.add(FloatVector.fromMemorySegment(FLOATS, src, at + 5 * BYTES, ORDER));
        a6 = a6.add(FloatVector.fromMemorySegment(FLOATS, src, at + 6 * BYTES, ORDER));
        a7 = a7.add(FloatVector.fromMemorySegment(FLOATS, src, at + 7 * BYTES, ORDER));
      }
    }
    return a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).lane(0);
  }

  static void store(float[] dst, float value) {
    FloatVector v = ProbeSpecies.all(value);
    int bound = FLOATS.loopBound(dst.length);
    for (int i = 0; i < bound; i += LANES) {
      v.intoArray(dst, i);
    }
  }

  static void store(MemorySegment dst, float value) {
    FloatVector v = ProbeSpecies.all(value);
    int n = (int) (dst.byteSize() / Float.BYTES);
    for (int i = 0; i < n; i += LANES) {
      v.intoMemorySegment(dst, (long) i * Float.BYTES, ORDER);
    }
  }

  /** Reads and writes the same memory: the sign is what changes without drifting away. */
  static void update(float[] data) {
    int bound = FLOATS.loopBound(data.length);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(FLOATS, data, i).neg().intoArray(data, i);
    }
  }

  static void update(MemorySegment data) {
    int n = (int) (data.byteSize() / Float.BYTES);
    for (int i = 0; i < n; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(FLOATS, data, at, ORDER)
          .neg()
          .intoMemorySegment(data, at, ORDER);
    }
  }

  static void copy(float[] src, float[] dst) {
    int bound = FLOATS.loopBound(Math.min(src.length, dst.length));
    for (int i = 0; i < bound; i += LANES) {
      FloatVector.fromArray(FLOATS, src, i).intoArray(dst, i);
    }
  }

  static void copy(MemorySegment src, MemorySegment dst) {
    int n = (int) (src.byteSize() / Float.BYTES);
    for (int i = 0; i < n; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector.fromMemorySegment(FLOATS, src, at, ORDER).intoMemorySegment(dst, at, ORDER);
    }
  }
}
