package org.lanewise.internal;

/** A loop over two inputs: {@code dst[i] = f(a[i], b[i]; p, q)}. */
public abstract non-sealed class ZipLoop extends Loop {

  /**
   * Runs the loop. Nothing is checked here: the facades have done it.
   *
   * @param a the first memory to read, see {@link Memory}
   * @param aBase where it starts: an index for arrays, a byte offset for segments
   * @param b the second memory to read
   * @param bBase where it starts
   * @param dst the memory to write
   * @param dstBase where it starts
   * @param n number of elements
   * @param p first parameter of the operation
   * @param q second parameter of the operation
   */
  public abstract void run(
      Object a,
      long aBase,
      Object b,
      long bBase,
      Object dst,
      long dstBase,
      int n,
      float p,
      float q);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    run(a, 0, b, 0, dst, 0, n, 1f, 1f);
    return 0;
  }
}
