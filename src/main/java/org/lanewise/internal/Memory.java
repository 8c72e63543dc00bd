package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What loops read and write: either a {@code float[]}, addressed by index, or an off-heap {@link
 * MemorySegment} (native, mapped, direct buffer), addressed by byte offset. Each loop exists once
 * for both; a copy of it only ever meets one of them, because a loop that has met several kinds of
 * segments is 4 to 50 times slower for all of them.
 */
public final class Memory {

  /** The one class of all off-heap segments; casting to it tells C2 the exact type. */
  private static final Class<? extends MemorySegment> OFF_HEAP = MemorySegment.NULL.getClass();

  /** A float at any address, in the byte order of the machine. */
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Memory() {}

  /** Whether a segment lies outside the heap, so that loops can take it as it is. */
  public static boolean isOffHeap(MemorySegment segment) {
    return OFF_HEAP.isInstance(segment);
  }

  /** The segment with its exact class known to the compiler. */
  public static MemorySegment offHeap(Object memory) {
    return OFF_HEAP.cast(memory);
  }

  /**
   * The memory behind a segment: the array of a heap segment over a {@code float[]} at a multiple
   * of four bytes, the segment itself off the heap, null for all others (read-only views of arrays,
   * other element types, odd offsets), which have to be copied.
   */
  public static Object of(MemorySegment segment, long byteOffset) {
    if (OFF_HEAP.isInstance(segment)) {
      return segment;
    }
    Object base = segment.heapBase().orElse(null);
    return base instanceof float[] && (segment.address() + byteOffset & 3) == 0 ? base : null;
  }

  /** Whether loops can run over both together: arrays, or both off the heap. */
  static boolean alike(Object a, Object b) {
    return a != null && b != null && a instanceof float[] == b instanceof float[];
  }

  /** The position of a byte offset of a segment in {@link #of its memory}. */
  public static long base(Object memory, MemorySegment segment, long byteOffset) {
    return memory instanceof float[] ? (segment.address() + byteOffset) >> 2 : byteOffset;
  }

  /** The position {@code elements} further on. */
  public static long advance(Object memory, long base, long elements) {
    return memory instanceof float[] ? base + elements : base + elements * Float.BYTES;
  }

  /** One element. */
  public static float get(Object memory, long base, long index) {
    return memory instanceof float[] array
        ? array[(int) (base + index)]
        : offHeap(memory).get(FLOAT, base + index * Float.BYTES);
  }

  /** Writes one element. */
  public static void set(Object memory, long base, long index, float value) {
    if (memory instanceof float[] array) {
      array[(int) (base + index)] = value;
    } else {
      offHeap(memory).set(FLOAT, base + index * Float.BYTES, value);
    }
  }

  /** Writes the same value to {@code n} elements. */
  public static void fill(Object memory, long base, int n, float value) {
    if (memory instanceof float[] array) {
      java.util.Arrays.fill(array, (int) base, (int) base + n, value);
    } else {
      MemorySegment segment = offHeap(memory);
      for (int i = 0; i < n; i++) {
        segment.set(FLOAT, base + (long) i * Float.BYTES, value);
      }
    }
  }

  /** Copies {@code n} elements of an array to the beginning of off-heap memory. */
  static void copy(float[] src, int from, Object dst, int n) {
    MemorySegment.copy(src, from, offHeap(dst), FLOAT, 0, n);
  }
}
