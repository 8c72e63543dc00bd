package org.lanewise.internal;

/**
 * A loop over up to four inputs: {@code dst[i] = f(a[i], b[i], c[i], d[i]; p, q)}. Gradients of
 * gates and losses are made of it.
 *
 * <p>An element of all inputs is read before that of the output is written, so that the output may
 * be any of them.
 */
public abstract non-sealed class FuseLoop extends Loop {

  /**
   * Runs the loop. Nothing is checked here: the facades have done it. Inputs that the operation
   * does not have are not looked at.
   *
   * @param a the first memory to read, see {@link Memory}
   * @param aBase where it starts: an index for arrays, a byte offset for segments
   * @param b the second memory to read
   * @param bBase where it starts
   * @param c the third memory to read
   * @param cBase where it starts
   * @param d the fourth memory to read
   * @param dBase where it starts
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
      Object c,
      long cBase,
      Object d,
      long dBase,
      Object dst,
      long dstBase,
      int n,
      float p,
      float q);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    run(a, 0, b, 0, a, 0, b, 0, dst, 0, n, 1f, 1f);
    return 0;
  }
}
