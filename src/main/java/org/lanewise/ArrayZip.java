package org.lanewise;

/**
 * A map over two arrays, such as {@code ActivationGradients::sigmoid}. For graphs that hold
 * kernels.
 */
@FunctionalInterface
public interface ArrayZip {

  /**
   * Applies the map.
   *
   * @param a input
   * @param aOffset index of its first element
   * @param b input
   * @param bOffset index of its first element
   * @param dst output
   * @param dstOffset index of its first element
   * @param length number of elements
   */
  void apply(
      float[] a, int aOffset, float[] b, int bOffset, float[] dst, int dstOffset, int length);
}
