package org.lanewise.internal;

/**
 * A sum over two inputs: {@code Σ f(a[i], b[i]; p, q)}.
 *
 * <p>The order of the additions is part of the definition, and no width, container or thread count
 * changes it: terms are floats, widened to double; term {@code i} goes to the virtual lane {@code i
 * mod 8}; at the end the lanes are added in order, 0 to 7. The terms behind the last multiple of 16
 * are added up one by one and then to the sum.
 */
public abstract non-sealed class SumLoop extends Loop {

  /** Number of virtual lanes. */
  public static final int LANES = 8;

  /** The lanes take up multiples of so many terms; the rest is added one by one. */
  public static final int STEP = 16;

  /**
   * Runs the loop. Nothing is checked here: the facades have done it.
   *
   * @param a the first memory to read, see {@link Memory}
   * @param aBase where it starts: an index for arrays, a byte offset for segments
   * @param b the second memory to read; may be the first
   * @param bBase where it starts
   * @param n number of elements
   * @param p first parameter of the operation
   * @param q second parameter of the operation
   * @return the sum
   */
  public abstract double run(Object a, long aBase, Object b, long bBase, int n, float p, float q);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    return run(a, 0, b, 0, n, 1f, 1f);
  }
}
