package org.lanewise.internal;

/** The largest element, NaN left out; −∞ where there is none. The order makes no difference. */
public abstract non-sealed class MaxLoop extends Loop {

  /**
   * Runs the loop. Nothing is checked here: the callers have done it.
   *
   * @param src the memory to read, see {@link Memory}
   * @param srcBase where it starts: an index for arrays, a byte offset for segments
   * @param n number of elements
   * @return the largest element; of −0 and +0 either
   */
  public abstract float run(Object src, long srcBase, int n);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    return run(a, 0, n);
  }
}
