package org.lanewise.internal;

/**
 * The exponentials of a block of a softmax row and their sum: {@code E[i] = scaledExp(src[i])},
 * returns {@code Σ E[i]}; one form stores E, the other only sums.
 *
 * <p>The sum is part of the definition, and no width, container or thread count changes it. Term
 * {@code i} goes to the virtual lane {@code i mod 16}. A lane sums chunks of 32 terms in a pair of
 * floats: {@code high} starts at 2^36, so far up that all partial sums stay in one binade and take
 * up the leading bits of each term exactly; what it could not take goes to {@code low}. So a term
 * of 1 does not swallow thousands of terms of 5e-8, at three additions more a term. At the end of a
 * chunk the lane adds high and then low to a double. (Doubles throughout cost a third more, and so
 * does a pass of its own for the sum; sums across the lanes at the end of each chunk cost a fifth.)
 * In the end groups of four lanes are summed, {@code (0 + 2) + (1 + 3)}, and the sums of the groups
 * added in order. The elements behind the last multiple of 16 are added up one by one in double and
 * then to the sum.
 */
public abstract non-sealed class ExpLoop extends Loop {

  /** Number of virtual lanes. */
  public static final int LANES = 16;

  /** Number of lanes in a group. */
  public static final int GROUP = 4;

  /** Elements a chunk: 32 terms a lane of at most 2^30.5 stay below 2^36. */
  public static final int CHUNK = 512;

  /** Elements a call, for the callers: what stays in the L1 cache. */
  public static final int BLOCK = 4096;

  /** What {@code high} starts from. */
  public static final float BIAS = 0x1p36f;

  /**
   * Runs the loop. Nothing is checked here: the callers have done it.
   *
   * @param src the memory to read, see {@link Memory}
   * @param srcBase where it starts: an index for arrays, a byte offset for segments
   * @param dst the memory to write; not touched by the form that only sums
   * @param dstBase where it starts
   * @param n number of elements, any
   * @param m what is subtracted from every element
   * @param lo differences below it give 0
   * @param magic the rounding constant that carries the exponent
   * @return the sum of the exponentials
   */
  public abstract double run(
      Object src, long srcBase, Object dst, long dstBase, int n, float m, float lo, float magic);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    // With and without a shift: the vector path has a loop for each.
    return run(a, 0, dst, 0, n, 0f, -100f, 0x1.8p23f + 157)
        + run(a, 0, dst, 0, n, 1f, -100f, 0x1.8p23f + 157);
  }
}
