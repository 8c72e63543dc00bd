package org.lanewise.internal;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The checks of arguments. All of them run before the first element is written; each exception
 * names the argument and its value.
 */
@SuppressWarnings("ReferenceEquality") // whether two ranges share an array is the question
public final class Ranges {

  private Ranges() {}

  /** Checks a range of an array. */
  public static void check(String name, float[] array, int offset, int length) {
    Objects.requireNonNull(array, name);
    if ((offset | length) < 0 || length > array.length - offset) {
      throw outOfBounds(name, array.length, offset, length);
    }
  }

  /** Checks a range of an array of ints. */
  public static void check(String name, int[] array, int offset, int length) {
    Objects.requireNonNull(array, name);
    if ((offset | length) < 0 || length > array.length - offset) {
      throw outOfBounds(name, array.length, offset, length);
    }
  }

  /** Checks a range of a segment that is to be read: byte offset, length in floats. */
  public static void checkSource(String name, MemorySegment segment, long byteOffset, long length) {
    Objects.requireNonNull(segment, name);
    if (byteOffset < 0
        || length < 0
        || length > Long.MAX_VALUE / Float.BYTES
        || length * Float.BYTES > segment.byteSize() - byteOffset) {
      throw new IndexOutOfBoundsException(
          name
              + ": byte offset "
              + byteOffset
              + " and length "
              + length
              + " floats reach outside a segment of "
              + segment.byteSize()
              + " bytes");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException(name + " is closed: " + segment);
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(name + " belongs to another thread: " + segment);
    }
  }

  /** Checks a range of a segment that is to be written. */
  public static void checkTarget(String name, MemorySegment segment, long byteOffset, long length) {
    checkSource(name, segment, byteOffset, length);
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException(name + " is read-only: " + segment);
    }
  }

  /** Refuses an overlap other than the exact one. */
  public static void checkOverlap(
      String srcName,
      float[] src,
      int srcOffset,
      String dstName,
      float[] dst,
      int dstOffset,
      int length) {
    if (src == dst && srcOffset != dstOffset && Math.abs((long) srcOffset - dstOffset) < length) {
      throw overlap(srcName, srcOffset, dstName, dstOffset, length);
    }
  }

  /** Refuses an overlap other than the exact one. */
  public static void checkOverlap(
      String srcName,
      MemorySegment src,
      long srcOffset,
      String dstName,
      MemorySegment dst,
      long dstOffset,
      long length) {
    long distance = src.address() + srcOffset - (dst.address() + dstOffset);
    if (distance != 0 && Math.abs(distance) < length * Float.BYTES && sameMemory(src, dst)) {
      throw overlap(srcName, srcOffset, dstName, dstOffset, length);
    }
  }

  private static boolean sameMemory(MemorySegment a, MemorySegment b) {
    if (a.isNative() || b.isNative()) {
      return a.isNative() && b.isNative();
    }
    return a.asOverlappingSlice(b).isPresent();
  }

  /** Checks an array of results and one of factors for rows; null ones are not wanted. */
  static void checkRowArrays(int rows, float[] losses, float[] lossGradients) {
    if (losses != null) {
      check("losses", losses, 0, rows);
    }
    if (lossGradients != null) {
      check("lossGradients", lossGradients, 0, rows);
      if (losses == lossGradients) {
        throw new IllegalArgumentException("losses and lossGradients are the same array");
      }
    }
  }

  /** Refuses null. */
  public static <T> T notNull(String name, T value) {
    return Objects.requireNonNull(value, name);
  }

  private static IndexOutOfBoundsException outOfBounds(
      String name, int arrayLength, int offset, int length) {
    return new IndexOutOfBoundsException(
        name
            + ": offset "
            + offset
            + " and length "
            + length
            + " reach outside an array of "
            + arrayLength);
  }

  private static IllegalArgumentException overlap(
      String srcName, long srcOffset, String dstName, long dstOffset, long length) {
    return new IllegalArgumentException(
        srcName
            + " at "
            + srcOffset
            + " and "
            + dstName
            + " at "
            + dstOffset
            + " overlap over "
            + length
            + " elements without being the same");
  }
}
