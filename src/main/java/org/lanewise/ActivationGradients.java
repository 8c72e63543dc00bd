package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.Maps;
import org.lanewise.internal.ZipLoop;
import org.lanewise.internal.ZipOp;

/**
 * Gradients of the functions in {@link Activations}, under the same names: from the gradient with
 * respect to the output, {@code dy}, to that with respect to the input, {@code dx}. The first
 * argument is the input ({@code src}) or the output ({@code y}) of the forward call, whichever the
 * function allows.
 *
 * <p>Containers, offsets, threads, allocation, checks and bits are as in {@link Activations}.
 * {@code dx} may be either source at the same offset; any other overlap throws.
 */
public final class ActivationGradients {

  private static final Kernel<ZipLoop> RELU_GRADIENT = Kernels.zip(ZipOp.RELU_GRADIENT);
  private static final Kernel<ZipLoop> SIGMOID_GRADIENT = Kernels.zip(ZipOp.SIGMOID_GRADIENT);
  private static final Kernel<ZipLoop> TANH_GRADIENT = Kernels.zip(ZipOp.TANH_GRADIENT);

  private ActivationGradients() {}

  /**
   * Gradient of ReLU, from its input: {@code dx[i] = src[i] <= 0 ? 0 : dy[i]}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in {@code src} passes {@code dy}; the gradient at ±0 is 0.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same
   */
  public static void relu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        RELU_GRADIENT,
        "src",
        src,
        srcOffset,
        "dy",
        dy,
        dyOffset,
        "dx",
        dx,
        dxOffset,
        length,
        0f,
        0f);
  }

  /**
   * Gradient of ReLU, from its input: {@code dx[i] = src[i] <= 0 ? 0 : dy[i]}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in {@code src} passes {@code dy}; the gradient at ±0 is 0.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same, or is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void relu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        RELU_GRADIENT,
        "src",
        src,
        srcOffset,
        "dy",
        dy,
        dyOffset,
        "dx",
        dx,
        dxOffset,
        length,
        0f,
        0f);
  }

  /**
   * Gradient of sigmoid, from its output: {@code dx[i] = dy[i]·(y[i] − y[i]²)}.
   *
   * <p>Error: at most 2 ULP for the given y.
   *
   * <p>Special values: 0 at y = 0 and y = 1, NaN for NaN.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same
   */
  public static void sigmoid(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        SIGMOID_GRADIENT, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of sigmoid, from its output: {@code dx[i] = dy[i]·(y[i] − y[i]²)}.
   *
   * <p>Error: at most 2 ULP for the given y.
   *
   * <p>Special values: 0 at y = 0 and y = 1, NaN for NaN.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same, or is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void sigmoid(
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        SIGMOID_GRADIENT, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of tanh, from its output: {@code dx[i] = dy[i]·(1 − y[i]²)}.
   *
   * <p>Error: at most 2 ULP for the given y.
   *
   * <p>Special values: 0 at y = ±1, NaN for NaN.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same
   */
  public static void tanh(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        TANH_GRADIENT, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of tanh, from its output: {@code dx[i] = dy[i]·(1 − y[i]²)}.
   *
   * <p>Error: at most 2 ULP for the given y.
   *
   * <p>Special values: 0 at y = ±1, NaN for NaN.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if {@code dx} overlaps a source without being the same, or is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void tanh(
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        TANH_GRADIENT, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }
}
