package org.lanewise;

import java.lang.foreign.MemorySegment;

/** A map over a segment, such as {@code Activations::sigmoid}. For graphs that hold kernels. */
@FunctionalInterface
public interface SegmentMap {

  /**
   * Applies the map.
   *
   * @param src input
   * @param srcOffset byte offset of its first element
   * @param dst output
   * @param dstOffset byte offset of its first element
   * @param length number of elements
   */
  void apply(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length);
}
