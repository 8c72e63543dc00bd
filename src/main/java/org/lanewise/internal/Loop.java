package org.lanewise.internal;

/**
 * One loop of one kernel on one path over one kind of memory.
 *
 * <p>The subclasses are the shapes of loop that all kernels are made of. Each shape is written once
 * per path, as a template; {@link Templates} defines a copy of the template for each operation, so
 * that every kernel has bytecode and profile of its own and C2 inlines the operation. (Loops that
 * take the operation as a parameter box every vector from the third operation on: 5 to 20 times
 * slower.)
 */
public abstract sealed class Loop
    permits MapLoop, ZipLoop, FuseLoop, SumLoop, ExpLoop, MaxLoop, KeepLoop, ColumnLoop {

  /**
   * Runs the loop once on scratch memory, whatever its shape, to get it compiled.
   *
   * @param a n elements to read
   * @param b n elements to read
   * @param dst n elements to write
   * @param n number of elements
   * @return the result, if the shape has one
   */
  abstract double exercise(Object a, Object b, Object dst, int n);
}
