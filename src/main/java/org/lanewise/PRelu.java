package org.lanewise;

import org.lanewise.internal.PReluKernels;

/**
 * Leaky ReLU with slopes that are learnt: {@code x < 0 ? slope·x : x}, its gradient, and the
 * gradient of the slopes.
 *
 * <p>Slopes lie along the rows: row r has the slope {@code r mod slopes.length}, so that a single
 * slope serves all rows, and a tensor of N × channels × D… is a matrix of N·channels rows with all
 * D in one. Or, in the calls that end in {@code PerColumn}, each column has its own.
 *
 * <p>Error: at most 0.5 ULP; of the gradient of the slopes, 0.5 ULP for each term, and one rounding
 * of their sum, which is made in double, in an order that depends on the shape alone.
 *
 * <p>Special values: NaN gives NaN, ±0 itself. At 0 the gradient is {@code slope·dy}, and the slope
 * gets {@code 0·dy}.
 *
 * <p>Every method may be called from any thread and allocates nothing in steady state (memory that
 * is neither off-heap nor in a {@code float[]}, and calls that mix arrays and off-heap memory, are
 * copied). Outputs may be written over inputs of the same shape, exactly; any other overlap throws.
 * All arguments are checked before the first element is written. The bits are the same on the
 * scalar and the vector path, for all vector widths, containers and strides.
 */
public final class PRelu {

  private PRelu() {}

  /**
   * {@code dst = x < 0 ? slope·x : x}, slopes along the rows.
   *
   * @param x the input, rows × cols
   * @param slopes one for all, or one a channel
   * @param dst where the output goes, of the same shape; may be {@code x}
   * @throws IllegalArgumentException if the number of rows is no multiple of that of slopes, the
   *     shapes differ, or {@code dst} overlaps {@code x} without being the same, lies in {@code
   *     slopes} or is read-only
   */
  public static void apply(Matrix x, float[] slopes, Matrix dst) {
    PReluKernels.alongRows(Activation.view("x", x), slopes, Activation.view("dst", dst));
  }

  /**
   * {@code dst = x < 0 ? slope·x : x}, one slope a column.
   *
   * @param x the input, rows × cols
   * @param slopes one a column
   * @param dst where the output goes, of the same shape; may be {@code x}
   * @throws IllegalArgumentException if there is not one slope a column, the shapes differ, or
   *     {@code dst} overlaps {@code x} without being the same, lies in {@code slopes} or is
   *     read-only
   */
  public static void applyPerColumn(Matrix x, float[] slopes, Matrix dst) {
    PReluKernels.alongColumns(Activation.view("x", x), slopes, Activation.view("dst", dst));
  }

  /**
   * The gradient with respect to the input, {@code dx = x > 0 ? dy : slope·dy}, slopes along the
   * rows.
   *
   * @param x the input of the forward call, rows × cols
   * @param slopes one for all, or one a channel
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient goes, of the same shape; may be {@code x} or {@code dy}
   * @throws IllegalArgumentException if the number of rows is no multiple of that of slopes, the
   *     shapes differ, or {@code dx} overlaps an input without being the same, lies in {@code
   *     slopes} or is read-only
   */
  public static void gradient(Matrix x, float[] slopes, Matrix dy, Matrix dx) {
    PReluKernels.alongRowsGradient(
        Activation.view("x", x), slopes, Activation.view("dy", dy), Activation.view("dx", dx));
  }

  /**
   * The gradient with respect to the input, {@code dx = x > 0 ? dy : slope·dy}, one slope a column.
   *
   * @param x the input of the forward call, rows × cols
   * @param slopes one a column
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient goes, of the same shape; may be {@code x} or {@code dy}
   * @throws IllegalArgumentException if there is not one slope a column, the shapes differ, or
   *     {@code dx} overlaps an input without being the same, lies in {@code slopes} or is read-only
   */
  public static void gradientPerColumn(Matrix x, float[] slopes, Matrix dy, Matrix dx) {
    PReluKernels.alongColumnsGradient(
        Activation.view("x", x), slopes, Activation.view("dy", dy), Activation.view("dx", dx));
  }

  /**
   * The gradient with respect to slopes along the rows: for each the sum of {@code x > 0 ? 0 :
   * x·dy} over its rows.
   *
   * @param x the input of the forward call, rows × cols
   * @param dy the gradient with respect to the output, of the same shape
   * @param dSlopes where the gradients of the slopes go; as many as there are slopes
   * @throws IllegalArgumentException if the number of rows is no multiple of that of slopes, the
   *     shapes differ, or an input lies in {@code dSlopes}
   */
  public static void slopeGradient(Matrix x, Matrix dy, float[] dSlopes) {
    PReluKernels.alongRowsSlopes(Activation.view("x", x), Activation.view("dy", dy), dSlopes);
  }

  /**
   * The gradient with respect to one slope a column: the sum of {@code x > 0 ? 0 : x·dy} over it.
   *
   * @param x the input of the forward call, rows × cols
   * @param dy the gradient with respect to the output, of the same shape
   * @param dSlopes where the gradients of the slopes go, one a column
   * @throws IllegalArgumentException if there is not one slope a column, the shapes differ, or an
   *     input lies in {@code dSlopes}
   */
  public static void slopeGradientPerColumn(Matrix x, Matrix dy, float[] dSlopes) {
    PReluKernels.alongColumnsSlopes(Activation.view("x", x), Activation.view("dy", dy), dSlopes);
  }
}
