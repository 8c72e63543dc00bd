package org.lanewise.internal;

import java.util.Arrays;

/**
 * A loop along the rows of a matrix, for many columns at once: softmax and its kin along an axis
 * whose elements are not contiguous. There is one for each loop along the columns (map, zip, sum,
 * exponentials, maximum), and each column comes out bit for bit as that loop would have it: the
 * same terms in the same virtual lanes, added in the same order.
 */
public abstract non-sealed class ColumnLoop extends Loop {

  private static final Columns EXERCISE = new Columns();

  static {
    Arrays.fill(EXERCISE.p, 1f);
    Arrays.fill(EXERCISE.q, -100f);
    Arrays.fill(EXERCISE.magic, 0x1.8p23f + 157);
  }

  /**
   * Runs the loop. Nothing is checked here: the callers have done it.
   *
   * @param a the memory to read, see {@link Memory}
   * @param aBase where the first row starts
   * @param aStride elements from row to row
   * @param b the second memory to read, for loops over two
   * @param bBase where its first row starts
   * @param bStride elements from row to row
   * @param dst the memory to write, for loops that store
   * @param dstBase where its first row starts
   * @param dstStride elements from row to row
   * @param rows number of rows
   * @param cols number of columns up to {@link Columns#WIDTH}; if it is no multiple of {@link
   *     Columns#LANE} the loop may go on to the next, in matrices and values
   * @param values parameters and results of the columns
   */
  public abstract void run(
      Object a,
      long aBase,
      long aStride,
      Object b,
      long bBase,
      long bStride,
      Object dst,
      long dstBase,
      long dstStride,
      int rows,
      int cols,
      Columns values);

  @Override
  final double exercise(Object a, Object b, Object dst, int n) {
    // As many rows as fit: beyond a chunk and few, with and without a rest.
    exercise(a, b, dst, n / 16, 16);
    exercise(a, b, dst, Math.min(n / 32, 13), 32);
    // The rows may be the same again and again.
    run(a, 0, 0, b, 0, 0, dst, 0, 0, n < 16 ? 0 : 300 + n % 3, 16, EXERCISE);
    return 0;
  }

  private void exercise(Object a, Object b, Object dst, int rows, int cols) {
    run(a, 0, cols, b, 0, cols, dst, 0, cols, rows, cols, EXERCISE);
  }
}
