package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.MatrixView;
import org.lanewise.internal.Ranges;

/**
 * A view of {@code rows × cols} floats, row-major, in an array or a memory segment. Row r begins
 * {@code r × rowStride} elements after the first; the elements of a row are contiguous.
 *
 * <p>There are at most 2147418112 rows and as many columns (2^31 − 2^16). Where a method refuses
 * matrices that overlap, those of one row stride do where an element lies in both, and others where
 * the ranges from the first to the last element do.
 *
 * <p>A view is checked when it is made, holds no copy, and can be kept and shared between threads
 * like the memory behind it. Making one in front of a call costs nothing that matters. Where the
 * memory is a segment that is closed, making and using a view throw {@link IllegalStateException},
 * and where it belongs to another thread {@link WrongThreadException}.
 */
public final class Matrix {

  private final MatrixView view;

  private Matrix(MatrixView view) {
    this.view = view;
  }

  /**
   * A dense matrix that begins with the array.
   *
   * @param data the elements
   * @param rows number of rows
   * @param cols number of columns
   * @return the view
   * @throws IndexOutOfBoundsException if the matrix does not fit into the array
   * @throws IllegalArgumentException if a number is negative or too large
   */
  public static Matrix of(float[] data, int rows, int cols) {
    return of(data, 0, rows, cols, cols);
  }

  /**
   * A matrix inside an array.
   *
   * @param data the elements
   * @param offset index of the first element
   * @param rows number of rows
   * @param cols number of columns
   * @param rowStride elements from the beginning of a row to that of the next, at least {@code
   *     cols}
   * @return the view
   * @throws IndexOutOfBoundsException if the matrix does not fit into the array, or the offset is
   *     negative
   * @throws IllegalArgumentException if {@code rows} or {@code cols} is negative or too large, or
   *     the stride too short
   */
  public static Matrix of(float[] data, int offset, int rows, int cols, int rowStride) {
    Ranges.notNull("data", data);
    return new Matrix(MatrixView.of(data, offset, rows, cols, rowStride));
  }

  /**
   * A dense matrix that begins with the segment.
   *
   * @param data the elements: a segment of any kind, floats in native byte order at any alignment
   * @param rows number of rows
   * @param cols number of columns
   * @return the view
   * @throws IndexOutOfBoundsException if the matrix does not fit into the segment
   * @throws IllegalArgumentException if a number is negative or too large
   */
  public static Matrix of(MemorySegment data, int rows, int cols) {
    return of(data, 0, rows, cols, cols);
  }

  /**
   * A matrix inside a segment.
   *
   * @param data the elements: a segment of any kind, floats in native byte order at any alignment
   * @param offset byte offset of the first element
   * @param rows number of rows
   * @param cols number of columns
   * @param rowStride elements from the beginning of a row to that of the next, at least {@code
   *     cols}
   * @return the view
   * @throws IndexOutOfBoundsException if the matrix does not fit into the segment, or the offset is
   *     negative
   * @throws IllegalArgumentException if {@code rows} or {@code cols} is negative or too large, or
   *     the stride too short
   */
  public static Matrix of(MemorySegment data, long offset, int rows, int cols, long rowStride) {
    Ranges.notNull("data", data);
    return new Matrix(MatrixView.of(data, offset, rows, cols, rowStride));
  }

  /**
   * Number of rows.
   *
   * @return number of rows
   */
  public int rows() {
    return view.rows();
  }

  /**
   * Number of columns.
   *
   * @return number of columns
   */
  public int cols() {
    return view.cols();
  }

  /**
   * Some columns of this matrix, a view of the same memory: each half of packed gates, for example.
   *
   * @param from the first column
   * @param to the column behind the last one
   * @return the view
   * @throws IndexOutOfBoundsException if {@code 0 <= from <= to <= cols} does not hold
   */
  public Matrix columns(int from, int to) {
    return new Matrix(view.columns(from, to));
  }

  MatrixView view() {
    return view;
  }

  @Override
  public String toString() {
    return view.toString();
  }
}
