package org.lanewise.internal;

/** A loop over one input: {@code dst[i] = f(src[i]; p, q)}. */
public abstract non-sealed class MapLoop extends Loop {

  /**
   * Runs the loop. Nothing is checked here: the facades have done it.
   *
   * @param src the memory to read, see {@link Memory}
   * @param srcBase where it starts: an index for arrays, a byte offset for segments
   * @param dst the memory to write
   * @param dstBase where it starts
   * @param n number of elements
   * @param p first parameter of the operation
   * @param q second parameter of the operation
   */
  public abstract void run(
      Object src, long srcBase, Object dst, long dstBase, int n, float p, float q);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    run(a, 0, dst, 0, n, 1f, 1f);
    return 0;
  }
}
