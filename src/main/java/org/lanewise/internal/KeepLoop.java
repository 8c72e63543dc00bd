package org.lanewise.internal;

/** Scale and boolean mask in one: {@code dst[i] = keep[i] ? src[i]·p : −∞}. */
public abstract non-sealed class KeepLoop extends Loop {

  private static final boolean[] SOME = some();

  private static boolean[] some() {
    boolean[] some = new boolean[2048];
    for (int i = 0; i < some.length; i++) {
      some[i] = i % 3 != 0;
    }
    return some;
  }

  /**
   * Runs the loop. Nothing is checked here: the callers have done it.
   *
   * @param src the memory to read, see {@link Memory}
   * @param srcBase where it starts: an index for arrays, a byte offset for segments
   * @param keep which elements to keep
   * @param keepBase index of the first
   * @param dst the memory to write
   * @param dstBase where it starts
   * @param n number of elements
   * @param p the factor
   */
  public abstract void run(
      Object src,
      long srcBase,
      boolean[] keep,
      int keepBase,
      Object dst,
      long dstBase,
      int n,
      float p);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    run(a, 0, SOME, 0, dst, 0, n, 1f);
    return 0;
  }
}
