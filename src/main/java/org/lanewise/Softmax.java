package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.ColumnSoftmax;
import org.lanewise.internal.MatrixView;
import org.lanewise.internal.PreparedSoftmax;
import org.lanewise.internal.Ranges;
import org.lanewise.internal.SoftmaxKernels;

/**
 * Softmax, log-softmax and logsumexp over the rows of a matrix, or along any axis of a tensor, with
 * their gradients.
 *
 * <p>Every method may be called from any thread, keeps no state and allocates nothing in steady
 * state (segments that are neither off-heap nor over a {@code float[]}, and calls that mix arrays
 * and off-heap memory, are copied). The destination may be a source, exactly; any other overlap
 * throws. All arguments are checked before the first element is written. The bits of the result are
 * the same on the scalar and the vector path, for all vector widths, containers and offsets.
 *
 * <p>Special rows: −∞ among finite elements gives 0 (−∞ in log-softmax); a +∞ or a NaN makes the
 * whole row NaN; a row of −∞ alone is NaN unless {@link EmptyRow} says otherwise, and its logsumexp
 * is −∞; a row of one finite element gives 1, 0 and the element; rows without elements leave the
 * destination alone, and their logsumexp is −∞.
 *
 * <p>With {@link SoftmaxOptions} logits are scaled and capped first, a {@link SoftmaxMask} takes
 * entries out, and a causal limit those behind it; what takes no part gets softmax 0, log-softmax
 * −∞ and gradient 0, whatever else is in the row, and a row without any entry is 0 throughout.
 *
 * <p>A segment that is closed throws {@link IllegalStateException}, one of another thread {@link
 * WrongThreadException}.
 *
 * <p>Log-softmax is never above 0, softmax never above 1, logsumexp never below the largest
 * element.
 *
 * <p>Error: softmax at most 4 ULP for each element, logsumexp at most 2 ULP or 1e-7, whatever the
 * number of columns; with options, of the logits after each step, which rounds to float. Of
 * gradients, before scale and soft-cap: that of logsumexp as softmax; the others, of the outputs
 * and dy as they are given, 4 ULP and 2e-7 times the largest |dy| of the row, as long as neither
 * the sum Σ y·dy or Σ dy nor its difference to a dy overflows.
 */
public final class Softmax {

  private Softmax() {}

  /**
   * Softmax of each row: {@code dst[r][c] = exp(src[r][c]) / Σ exp(src[r])}.
   *
   * @param src the logits
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @throws IllegalArgumentException if the shapes differ, the matrices overlap without being the
   *     same, or {@code dst} is read-only
   */
  public static void softmax(Matrix src, Matrix dst) {
    softmax(src, dst, EmptyRow.NAN);
  }

  /**
   * Softmax of each row, with a choice for rows of −∞ alone.
   *
   * @param src the logits
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @param emptyRow what a row of −∞ alone becomes
   * @throws IllegalArgumentException if the shapes differ, the matrices overlap without being the
   *     same, or {@code dst} is read-only
   */
  public static void softmax(Matrix src, Matrix dst, EmptyRow emptyRow) {
    SoftmaxKernels.softmax(
        view("src", src), view("dst", dst), Ranges.notNull("emptyRow", emptyRow).value());
  }

  /**
   * Softmax of one row.
   *
   * @param src the logits, {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first logit
   * @param dst where the probabilities go; may be {@code src} at the same offset
   * @param dstOffset index of the first probability
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same, or the row has
   *     more than 2^31 - 65,536 elements
   */
  public static void softmax(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    SoftmaxKernels.softmaxRow(src, srcOffset, dst, dstOffset, length);
  }

  /**
   * Softmax of one row.
   *
   * @param src the logits
   * @param srcOffset byte offset of the first logit
   * @param dst where the probabilities go; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first probability
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if the ranges overlap without being the same, {@code dst} is
   *     read-only, or the row has more than 2^31 - 65,536 elements
   */
  public static void softmax(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
    SoftmaxKernels.softmaxRow(src, srcOffset, dst, dstOffset, length);
  }

  /**
   * Log-softmax of each row: {@code dst[r][c] = src[r][c] − log Σ exp(src[r])}.
   *
   * @param src the logits
   * @param dst where the log-probabilities go, of the same shape; may be {@code src}
   * @throws IllegalArgumentException if the shapes differ, the matrices overlap without being the
   *     same, or {@code dst} is read-only
   */
  public static void logSoftmax(Matrix src, Matrix dst) {
    SoftmaxKernels.logSoftmax(view("src", src), view("dst", dst));
  }

  /**
   * Log-softmax of one row.
   *
   * @param src the logits, {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first logit
   * @param dst where the log-probabilities go; may be {@code src} at the same offset
   * @param dstOffset index of the first log-probability
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same, or the row has
   *     more than 2^31 - 65,536 elements
   */
  public static void logSoftmax(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    SoftmaxKernels.logSoftmaxRow(src, srcOffset, dst, dstOffset, length);
  }

  /**
   * Log-softmax of one row.
   *
   * @param src the logits
   * @param srcOffset byte offset of the first logit
   * @param dst where the log-probabilities go; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first log-probability
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if the ranges overlap without being the same, {@code dst} is
   *     read-only, or the row has more than 2^31 - 65,536 elements
   */
  public static void logSoftmax(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, int length) {
    SoftmaxKernels.logSoftmaxRow(src, srcOffset, dst, dstOffset, length);
  }

  /**
   * Logsumexp of each row: {@code dst[dstOffset + r] = log Σ exp(src[r])}.
   *
   * @param src the logits
   * @param dst one result a row; not the array of {@code src}
   * @param dstOffset index of the first result
   * @throws IndexOutOfBoundsException if the results leave their array
   * @throws IllegalArgumentException if {@code dst} is the array of {@code src}
   */
  public static void logSumExp(Matrix src, float[] dst, int dstOffset) {
    SoftmaxKernels.logSumExp(view("src", src), dst, dstOffset);
  }

  /**
   * Gradient of {@link #softmax(Matrix, Matrix) softmax}, from its output: {@code dx = y·(dy − Σ
   * y·dy)}.
   *
   * @param y the output of softmax
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void softmaxGradient(Matrix y, Matrix dy, Matrix dx) {
    SoftmaxKernels.softmaxGradient(view("y", y), view("dy", dy), view("dx", dx));
  }

  /**
   * Gradient of {@link #logSoftmax(Matrix, Matrix) log-softmax}, from its output: {@code dx = dy −
   * exp(y)·Σ dy}.
   *
   * @param y the output of log-softmax
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void logSoftmaxGradient(Matrix y, Matrix dy, Matrix dx) {
    SoftmaxKernels.logSoftmaxGradient(view("y", y), view("dy", dy), view("dx", dx));
  }

  /**
   * Gradient of {@link #logSumExp logsumexp}, from its input: {@code dx[r] =
   * dy[r]·softmax(src[r])}.
   *
   * @param src the logits
   * @param dy the gradient with respect to the results, one a row
   * @param dyOffset index of the first
   * @param dx where the gradient with respect to the logits goes; may be {@code src}
   * @throws IndexOutOfBoundsException if dy leaves its array
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps {@code src} without
   *     being the same, is read-only, or lies in the array {@code dy}
   */
  public static void logSumExpGradient(Matrix src, float[] dy, int dyOffset, Matrix dx) {
    SoftmaxKernels.logSumExpGradient(view("src", src), dy, dyOffset, view("dx", dx));
  }

  /**
   * Softmax of each row with options.
   *
   * @param src the logits
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @param options scale, soft-cap, causal limit, sink
   * @throws IllegalArgumentException if the shapes differ, {@code dst} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void softmax(Matrix src, Matrix dst, SoftmaxOptions options) {
    softmax(src, SoftmaxMask.NONE, dst, options);
  }

  /**
   * Softmax of each row under a mask.
   *
   * @param src the logits
   * @param mask which entries take part, or what is added
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @param options scale, soft-cap, causal limit, sink
   * @throws IllegalArgumentException if the shapes differ, {@code dst} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void softmax(Matrix src, SoftmaxMask mask, Matrix dst, SoftmaxOptions options) {
    Ranges.notNull("options", options);
    PreparedSoftmax.softmax(
        view("src", src),
        Ranges.notNull("mask", mask).view(),
        null,
        0,
        view("dst", dst),
        options,
        options.emptyRow().value());
  }

  /**
   * Softmax of each row with a sink of its own.
   *
   * @param src the logits
   * @param mask which entries take part, or what is added
   * @param sinks one sink a row; −∞ for none
   * @param sinksOffset index of the first
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @param options scale, soft-cap, causal limit, sink, which is not looked at
   * @throws IndexOutOfBoundsException if the sinks leave their array
   * @throws IllegalArgumentException if the shapes differ, {@code dst} overlaps another matrix
   *     without being the same, or is read-only, or lies in the array of the sinks
   */
  public static void softmax(
      Matrix src,
      SoftmaxMask mask,
      float[] sinks,
      int sinksOffset,
      Matrix dst,
      SoftmaxOptions options) {
    Ranges.notNull("options", options);
    PreparedSoftmax.softmax(
        view("src", src),
        Ranges.notNull("mask", mask).view(),
        Ranges.notNull("sinks", sinks),
        sinksOffset,
        view("dst", dst),
        options,
        options.emptyRow().value());
  }

  /**
   * Log-softmax of each row with options. Entries that take no part give −∞.
   *
   * @param src the logits
   * @param dst where the log-probabilities go, of the same shape; may be {@code src}
   * @param options scale, soft-cap, causal limit, sink
   * @throws IllegalArgumentException if the shapes differ, {@code dst} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void logSoftmax(Matrix src, Matrix dst, SoftmaxOptions options) {
    logSoftmax(src, SoftmaxMask.NONE, dst, options);
  }

  /**
   * Log-softmax of each row under a mask. Entries that take no part give −∞.
   *
   * @param src the logits
   * @param mask which entries take part, or what is added
   * @param dst where the log-probabilities go, of the same shape; may be {@code src}
   * @param options scale, soft-cap, causal limit, sink
   * @throws IllegalArgumentException if the shapes differ, {@code dst} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void logSoftmax(Matrix src, SoftmaxMask mask, Matrix dst, SoftmaxOptions options) {
    Ranges.notNull("options", options);
    PreparedSoftmax.logSoftmax(
        view("src", src),
        Ranges.notNull("mask", mask).view(),
        view("dst", dst),
        options,
        options.emptyRow().value());
  }

  /**
   * Logsumexp of each row under a mask; −∞ for rows without an entry. A sink counts.
   *
   * @param src the logits
   * @param mask which entries take part, or what is added
   * @param dst one result a row; not the array of a matrix
   * @param dstOffset index of the first result
   * @param options scale, soft-cap, causal limit, sink
   * @throws IndexOutOfBoundsException if the results leave their array
   * @throws IllegalArgumentException if the shapes differ or {@code dst} is the array of a matrix
   */
  public static void logSumExp(
      Matrix src, SoftmaxMask mask, float[] dst, int dstOffset, SoftmaxOptions options) {
    PreparedSoftmax.logSumExp(
        view("src", src),
        Ranges.notNull("mask", mask).view(),
        dst,
        dstOffset,
        Ranges.notNull("options", options));
  }

  /**
   * Gradient of {@code softmax} with options but for a soft-cap, from its output: {@code dx =
   * scale·y·(dy − Σ y·dy)}. Masks and sinks show in the output; entries that took no part get
   * exactly 0.
   *
   * @param y the output of the forward call
   * @param dy the gradient with respect to the output, of the same shape; finite where entries take
   *     no part
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param options those of the forward call
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only, or there is a soft-cap
   */
  public static void softmaxGradient(Matrix y, Matrix dy, Matrix dx, SoftmaxOptions options) {
    PreparedSoftmax.softmaxGradient(
        null, view("y", y), view("dy", dy), view("dx", dx), Ranges.notNull("options", options));
  }

  /**
   * Gradient of {@code softmax} with options, soft-cap included, from its output and its input:
   * {@code dx = f′(src)·y·(dy − Σ y·dy)} with f being scale and soft-cap.
   *
   * @param src the logits
   * @param y the output of the forward call
   * @param dy the gradient with respect to the output, of the same shape; finite where entries take
   *     no part
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy},
   *     not {@code src}
   * @param options those of the forward call
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void softmaxGradient(
      Matrix src, Matrix y, Matrix dy, Matrix dx, SoftmaxOptions options) {
    PreparedSoftmax.softmaxGradient(
        view("src", src),
        view("y", y),
        view("dy", dy),
        view("dx", dx),
        Ranges.notNull("options", options));
  }

  /**
   * Gradient of {@code logSoftmax} with options but for a soft-cap, from its output: {@code dx =
   * scale·(dy − exp(y)·Σ dy)}. Entries of −∞ take no part. Masks and sinks show in the output;
   * entries that took no part get exactly 0.
   *
   * @param y the output of the forward call
   * @param dy the gradient with respect to the output, of the same shape; finite where entries take
   *     no part
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param options those of the forward call
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only, or there is a soft-cap
   */
  public static void logSoftmaxGradient(Matrix y, Matrix dy, Matrix dx, SoftmaxOptions options) {
    PreparedSoftmax.logSoftmaxGradient(
        null, view("y", y), view("dy", dy), view("dx", dx), Ranges.notNull("options", options));
  }

  /**
   * Gradient of {@code logSoftmax} with options, soft-cap included, from its output and its input:
   * {@code dx = f′(src)·(dy − exp(y)·Σ dy)} with f being scale and soft-cap. Entries of −∞ take no
   * part.
   *
   * @param src the logits
   * @param y the output of the forward call
   * @param dy the gradient with respect to the output, of the same shape; finite where entries take
   *     no part
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy},
   *     not {@code src}
   * @param options those of the forward call
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only
   */
  public static void logSoftmaxGradient(
      Matrix src, Matrix y, Matrix dy, Matrix dx, SoftmaxOptions options) {
    PreparedSoftmax.logSoftmaxGradient(
        view("src", src),
        view("y", y),
        view("dy", dy),
        view("dx", dx),
        Ranges.notNull("options", options));
  }

  /**
   * Gradient of {@code logSumExp} with options, from its input: {@code dx[r] =
   * dy[r]·f′(src[r])·softmax} with f being scale and soft-cap.
   *
   * @param src the logits
   * @param mask that of the forward call
   * @param dy the gradient with respect to the results, one a row
   * @param dyOffset index of the first
   * @param dx where the gradient with respect to the logits goes; may be {@code src} unless there
   *     is a soft-cap
   * @param options those of the forward call
   * @throws IndexOutOfBoundsException if dy leaves its array
   * @throws IllegalArgumentException if the shapes differ, {@code dx} overlaps another matrix
   *     without being the same, or is read-only, or lies in the array {@code dy}
   */
  public static void logSumExpGradient(
      Matrix src, SoftmaxMask mask, float[] dy, int dyOffset, Matrix dx, SoftmaxOptions options) {
    PreparedSoftmax.logSumExpGradient(
        view("src", src),
        Ranges.notNull("mask", mask).view(),
        dy,
        dyOffset,
        view("dx", dx),
        Ranges.notNull("options", options));
  }

  /**
   * Gradient of softmax with respect to the sinks, from its output: {@code dSinks[r] = −(1 − Σ y)·Σ
   * y·dy}. The share of the sink is what is missing to 1, good to 1e-7. To be called before {@code
   * y} or {@code dy} is written over.
   *
   * @param y the output of softmax
   * @param dy the gradient with respect to the output, of the same shape
   * @param dSinks where the gradients go, one a row; not the array of a matrix
   * @param dSinksOffset index of the first
   * @throws IndexOutOfBoundsException if the results leave their array
   * @throws IllegalArgumentException if the shapes differ or {@code dSinks} is the array of a
   *     matrix
   */
  public static void sinkGradient(Matrix y, Matrix dy, float[] dSinks, int dSinksOffset) {
    PreparedSoftmax.sinkGradient(view("y", y), view("dy", dy), dSinks, dSinksOffset);
  }

  /**
   * Softmax along an axis behind which there are others: of each column of each block of {@code
   * length} rows. A tensor of {@code outer × axis × inner} elements is {@code Matrix.of(data, outer
   * * axis, inner)} with the axis as length. Each column has the bits that it would have as a row.
   *
   * @param src the logits
   * @param length number of rows of a block
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dst} overlaps another matrix without being the same, or is read-only
   */
  public static void softmaxAlongRows(Matrix src, int length, Matrix dst) {
    softmaxAlongRows(src, length, dst, EmptyRow.NAN);
  }

  /**
   * Softmax along the rows, with a choice for columns of −∞ alone; see {@link
   * #softmaxAlongRows(Matrix, int, Matrix)}.
   *
   * @param src the logits
   * @param length number of rows of a block
   * @param dst where the probabilities go, of the same shape; may be {@code src}
   * @param emptyRow what a column of −∞ alone becomes
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dst} overlaps another matrix without being the same, or is read-only
   */
  public static void softmaxAlongRows(Matrix src, int length, Matrix dst, EmptyRow emptyRow) {
    ColumnSoftmax.softmax(
        view("src", src), length, view("dst", dst), Ranges.notNull("emptyRow", emptyRow).value());
  }

  /**
   * Log-softmax of each column of each block of {@code length} rows; see {@link
   * #softmaxAlongRows(Matrix, int, Matrix) softmaxAlongRows}.
   *
   * @param src the logits
   * @param length number of rows of a block
   * @param dst where the log-probabilities go, of the same shape; may be {@code src}
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dst} overlaps another matrix without being the same, or is read-only
   */
  public static void logSoftmaxAlongRows(Matrix src, int length, Matrix dst) {
    ColumnSoftmax.logSoftmax(view("src", src), length, view("dst", dst));
  }

  /**
   * Logsumexp of each column of each block of {@code length} rows: that of column c of block b goes
   * to {@code dst[dstOffset + b·cols + c]}.
   *
   * @param src the logits
   * @param length number of rows of a block
   * @param dst one result a column of a block; not the array of {@code src}
   * @param dstOffset index of the first result
   * @throws IndexOutOfBoundsException if the results leave their array
   * @throws IllegalArgumentException if the number of rows is no multiple of {@code length}, or
   *     {@code dst} is the array of {@code src}
   */
  public static void logSumExpAlongRows(Matrix src, int length, float[] dst, int dstOffset) {
    ColumnSoftmax.logSumExp(view("src", src), length, dst, dstOffset);
  }

  /**
   * Gradient of {@code softmaxAlongRows}, from its output: {@code dx = y·(dy − Σ y·dy)}.
   *
   * @param y the output of the forward call
   * @param length number of rows of a block
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dx} overlaps another matrix without being the same, or is read-only
   */
  public static void softmaxAlongRowsGradient(Matrix y, int length, Matrix dy, Matrix dx) {
    ColumnSoftmax.softmaxGradient(view("y", y), length, view("dy", dy), view("dx", dx));
  }

  /**
   * Gradient of {@code logSoftmaxAlongRows}, from its output: {@code dx = dy − exp(y)·Σ dy}.
   *
   * @param y the output of the forward call
   * @param length number of rows of a block
   * @param dy the gradient with respect to the output, of the same shape
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dx} overlaps another matrix without being the same, or is read-only
   */
  public static void logSoftmaxAlongRowsGradient(Matrix y, int length, Matrix dy, Matrix dx) {
    ColumnSoftmax.logSoftmaxGradient(view("y", y), length, view("dy", dy), view("dx", dx));
  }

  /**
   * Gradient of {@code logSumExpAlongRows}, from its input: {@code dx = dy·softmax(src)}.
   *
   * @param src the logits
   * @param length number of rows of a block
   * @param dy the gradient with respect to the results, one a column of a block
   * @param dyOffset index of the first
   * @param dx where the gradient with respect to the logits goes; may be {@code src}
   * @throws IndexOutOfBoundsException if dy leaves its array
   * @throws IllegalArgumentException if the shapes differ, the number of rows is no multiple of
   *     {@code length}, {@code dx} overlaps another matrix without being the same, or is read-only,
   *     or lies in the array {@code dy}
   */
  public static void logSumExpAlongRowsGradient(
      Matrix src, int length, float[] dy, int dyOffset, Matrix dx) {
    ColumnSoftmax.logSumExpGradient(view("src", src), length, dy, dyOffset, view("dx", dx));
  }

  private static MatrixView view(String name, Matrix matrix) {
    return Ranges.notNull(name, matrix).view();
  }
}
