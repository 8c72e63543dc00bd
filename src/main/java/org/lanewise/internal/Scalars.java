package org.lanewise.internal;

import java.lang.foreign.MemorySegment;

/** Reads and writes single elements of either kind of memory; the scalar twin of {@code Lanes}. */
final class Scalars {

  private Scalars() {}

  static float load(boolean offHeap, float[] array, MemorySegment segment, long base, int i) {
    return offHeap
        ? segment.get(Memory.FLOAT, base + (long) i * Float.BYTES)
        : array[(int) base + i];
  }

  static float load(boolean offHeap, float[] array, MemorySegment segment, long base, long i) {
    return offHeap ? segment.get(Memory.FLOAT, base + i * Float.BYTES) : array[(int) (base + i)];
  }

  static void store(
      float v, boolean offHeap, float[] array, MemorySegment segment, long base, long i) {
    if (offHeap) {
      segment.set(Memory.FLOAT, base + i * Float.BYTES, v);
    } else {
      array[(int) (base + i)] = v;
    }
  }

  static void store(
      float v, boolean offHeap, float[] array, MemorySegment segment, long base, int i) {
    if (offHeap) {
      segment.set(Memory.FLOAT, base + (long) i * Float.BYTES, v);
    } else {
      array[(int) base + i] = v;
    }
  }
}
