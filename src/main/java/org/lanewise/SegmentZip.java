package org.lanewise;

import java.lang.foreign.MemorySegment;

/**
 * A map over two segments, such as {@code ActivationGradients::sigmoid}. For graphs that hold
 * kernels.
 */
@FunctionalInterface
public interface SegmentZip {

  /**
   * Applies the map.
   *
   * @param a input
   * @param aOffset byte offset of its first element
   * @param b input
   * @param bOffset byte offset of its first element
   * @param dst output
   * @param dstOffset byte offset of its first element
   * @param length number of elements
   */
  void apply(
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment dst,
      long dstOffset,
      long length);
}
