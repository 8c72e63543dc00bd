package org.lanewise.internal;

/**
 * A loop over up to four inputs: {@code dst[i] = f(a[i], b[i], c[i], d[i]; p, q)}. Gradients of
 * gates and losses are made of it.
 *
 * <p>It exists for arrays alone, since C2 boxes in loops over five segments; what lies elsewhere is
 * brought to it block by block, see {@link Scratch#read}.
 *
 * <p>An element of all inputs is read before that of the output is written, so that the output may
 * be any of them.
 */
public abstract non-sealed class FuseLoop extends Loop {

  /**
   * Runs the loop. Nothing is checked here: the facades have done it. Inputs that the operation
   * does not have are not looked at.
   *
   * @param a the first array to read
   * @param aBase index of the first element
   * @param b the second array to read
   * @param bBase index of the first element
   * @param c the third array to read
   * @param cBase index of the first element
   * @param d the fourth array to read
   * @param dBase index of the first element
   * @param dst the array to write
   * @param dstBase index of the first element
   * @param n number of elements
   * @param p first parameter of the operation
   * @param q second parameter of the operation
   */
  public abstract void run(
      float[] a,
      int aBase,
      float[] b,
      int bBase,
      float[] c,
      int cBase,
      float[] d,
      int dBase,
      float[] dst,
      int dstBase,
      int n,
      float p,
      float q);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    run(x, 0, y, 0, x, 0, y, 0, (float[]) dst, 0, n, 1f, 1f);
    return 0;
  }
}
