package org.lanewise.internal.vector;

import org.lanewise.internal.Columns;

/**
 * A loop along the rows of a matrix for one vector of columns. There are two copies of each
 * template: one for full vectors, and one for the last columns, which loads and stores under a
 * mask.
 */
abstract class Panel {

  /**
   * Runs the loop.
   *
   * @param a the memory to read; the bases are those of column {@code c}
   * @param b the second memory to read
   * @param dst the memory to write
   * @param rows number of rows
   * @param values parameters and results of all columns
   * @param c the first column
   */
  abstract void run(
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
      Columns values,
      int c);
}
