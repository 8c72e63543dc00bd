package org.lanewise;

/** A map over an array, such as {@code Activations::sigmoid}. For graphs that hold kernels. */
@FunctionalInterface
public interface ArrayMap {

  /**
   * Applies the map.
   *
   * @param src input
   * @param srcOffset index of its first element
   * @param dst output
   * @param dstOffset index of its first element
   * @param length number of elements
   */
  void apply(float[] src, int srcOffset, float[] dst, int dstOffset, int length);
}
