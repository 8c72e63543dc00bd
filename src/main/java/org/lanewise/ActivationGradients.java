package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.Maps;
import org.lanewise.internal.Parameters;
import org.lanewise.internal.ZipLoop;
import org.lanewise.internal.ZipOp;

/**
 * Gradients of the functions in {@link Activations}, under the same names: from the gradient with
 * respect to the output, {@code dy}, to that with respect to the input, {@code dx}. The first
 * argument is the input ({@code src}) or the output ({@code y}) of the forward call, as the method
 * says; parameters are those of the forward call.
 *
 * <p>Containers, offsets, threads, allocation, checks and bits are as in {@link Activations}.
 * {@code dx} may be either source at the same offset; any other overlap throws.
 *
 * <p>Error: the bounds of the methods hold for any dy, as long as the derivative itself is no
 * subnormal float. One that is has lost digits that dy cannot bring back: then a ULP counts as at
 * least |dy| times the least float, 2^-149, as it does for {@code elu} at −100 with a dy of 65,536.
 */
public final class ActivationGradients {

  private static final Kernel<ZipLoop> RELU = Kernels.zip(ZipOp.RELU_GRADIENT);
  private static final Kernel<ZipLoop> LEAKY_RELU = Kernels.zip(ZipOp.LEAKY_RELU_GRADIENT);
  private static final Kernel<ZipLoop> RELU6 = Kernels.zip(ZipOp.RELU6_GRADIENT);
  private static final Kernel<ZipLoop> CLIP = Kernels.zip(ZipOp.CLIP_GRADIENT);
  private static final Kernel<ZipLoop> HARDTANH = Kernels.zip(ZipOp.HARDTANH_GRADIENT);
  private static final Kernel<ZipLoop> THRESHOLDED_RELU =
      Kernels.zip(ZipOp.THRESHOLDED_RELU_GRADIENT);
  private static final Kernel<ZipLoop> ELU = Kernels.zip(ZipOp.ELU_GRADIENT);
  private static final Kernel<ZipLoop> SELU = Kernels.zip(ZipOp.SELU_GRADIENT);
  private static final Kernel<ZipLoop> CELU = Kernels.zip(ZipOp.CELU_GRADIENT);
  private static final Kernel<ZipLoop> SIGMOID = Kernels.zip(ZipOp.SIGMOID_GRADIENT);
  private static final Kernel<ZipLoop> HARD_SIGMOID = Kernels.zip(ZipOp.HARD_SIGMOID_GRADIENT);
  private static final Kernel<ZipLoop> HARD_SIGMOID_LINEAR =
      Kernels.zip(ZipOp.HARD_SIGMOID_LINEAR_GRADIENT);
  private static final Kernel<ZipLoop> LOG_SIGMOID = Kernels.zip(ZipOp.LOG_SIGMOID_GRADIENT);
  private static final Kernel<ZipLoop> TANH = Kernels.zip(ZipOp.TANH_GRADIENT);
  private static final Kernel<ZipLoop> TANHSHRINK = Kernels.zip(ZipOp.TANHSHRINK_GRADIENT);
  private static final Kernel<ZipLoop> SOFTSHRINK = Kernels.zip(ZipOp.SOFTSHRINK_GRADIENT);
  private static final Kernel<ZipLoop> HARDSHRINK = Kernels.zip(ZipOp.HARDSHRINK_GRADIENT);
  private static final Kernel<ZipLoop> SOFTPLUS = Kernels.zip(ZipOp.SOFTPLUS_GRADIENT);
  private static final Kernel<ZipLoop> SOFTSIGN = Kernels.zip(ZipOp.SOFTSIGN_GRADIENT);
  private static final Kernel<ZipLoop> GELU = Kernels.zip(ZipOp.GELU_GRADIENT);
  private static final Kernel<ZipLoop> GELU_TANH = Kernels.zip(ZipOp.GELU_TANH_GRADIENT);
  private static final Kernel<ZipLoop> QUICK_GELU = Kernels.zip(ZipOp.QUICK_GELU_GRADIENT);
  private static final Kernel<ZipLoop> SILU = Kernels.zip(ZipOp.SILU_GRADIENT);
  private static final Kernel<ZipLoop> SWISH = Kernels.zip(ZipOp.SWISH_GRADIENT);
  private static final Kernel<ZipLoop> HARD_SWISH = Kernels.zip(ZipOp.HARD_SWISH_GRADIENT);
  private static final Kernel<ZipLoop> MISH = Kernels.zip(ZipOp.MISH_GRADIENT);
  private static final Kernel<ZipLoop> EXP = Kernels.zip(ZipOp.EXP_GRADIENT);
  private static final Kernel<ZipLoop> EXPM1 = Kernels.zip(ZipOp.EXPM1_GRADIENT);
  private static final Kernel<ZipLoop> LOG = Kernels.zip(ZipOp.LOG_GRADIENT);
  private static final Kernel<ZipLoop> LOG1P = Kernels.zip(ZipOp.LOG1P_GRADIENT);
  private static final Kernel<ZipLoop> ERF = Kernels.zip(ZipOp.ERF_GRADIENT);
  private static final Kernel<ZipLoop> SCALE = Kernels.zip(ZipOp.SCALE_GRADIENT);
  private static final Kernel<ZipLoop> SOFT_CAP = Kernels.zip(ZipOp.SOFT_CAP_GRADIENT);

  private ActivationGradients() {}

  /**
   * Gradient of {@link Activations#relu relu}, from its input: {@code dx = x <= 0 ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void relu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(RELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#relu relu}, from its input: {@code dx = x <= 0 ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
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
    Maps.zip(RELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#leakyRelu leakyRelu}, from its input: {@code dx = x <= 0 ?
   * slope·dy : dy}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: slope·dy at ±0 and for a NaN in x.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param slope factor of negative inputs; 0.01 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code slope} is
   *     not finite
   */
  public static void leakyRelu(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float slope) {
    Parameters.finite("slope", slope);
    Maps.zip(
        LEAKY_RELU,
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
        slope,
        0f);
  }

  /**
   * Gradient of {@link Activations#leakyRelu leakyRelu}, from its input: {@code dx = x <= 0 ?
   * slope·dy : dy}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: slope·dy at ±0 and for a NaN in x.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param slope factor of negative inputs; 0.01 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code slope} is not
   *     finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void leakyRelu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float slope) {
    Parameters.finite("slope", slope);
    Maps.zip(
        LEAKY_RELU,
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
        slope,
        0f);
  }

  /**
   * Gradient of {@link Activations#relu6 relu6}, from its input: {@code dx = 0 < x < 6 ? dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at 0 and at 6.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void relu6(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(RELU6, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#relu6 relu6}, from its input: {@code dx = 0 < x < 6 ? dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at 0 and at 6.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void relu6(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(RELU6, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#clip clip}, from its input: {@code dx = min <= x <= max ? dy :
   * 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; dy at the bounds.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param min least value
   * @param max greatest value; where it is less than {@code min}, every result is {@code max}
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     or {@code max} is NaN
   */
  public static void clip(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.zip(CLIP, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, min, max);
  }

  /**
   * Gradient of {@link Activations#clip clip}, from its input: {@code dx = min <= x <= max ? dy :
   * 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; dy at the bounds.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param min least value
   * @param max greatest value; where it is less than {@code min}, every result is {@code max}
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     {@code max} is NaN, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void clip(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.zip(CLIP, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, min, max);
  }

  /**
   * Gradient of {@link Activations#hardtanh hardtanh}, from its input: {@code dx = min < x < max ?
   * dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at the bounds.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param min least value; −1 is the usual one
   * @param max greatest value; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     or {@code max} is NaN
   */
  public static void hardtanh(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.zip(
        HARDTANH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, min, max);
  }

  /**
   * Gradient of {@link Activations#hardtanh hardtanh}, from its input: {@code dx = min < x < max ?
   * dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy; 0 at the bounds.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param min least value; −1 is the usual one
   * @param max greatest value; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     {@code max} is NaN, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardtanh(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.zip(
        HARDTANH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, min, max);
  }

  /**
   * Gradient of {@link Activations#thresholdedRelu thresholdedRelu}, from its input: {@code dx = x
   * > alpha ? dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param alpha threshold; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     NaN
   */
  public static void thresholdedRelu(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float alpha) {
    Parameters.number("alpha", alpha);
    Maps.zip(
        THRESHOLDED_RELU,
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
        alpha,
        0f);
  }

  /**
   * Gradient of {@link Activations#thresholdedRelu thresholdedRelu}, from its input: {@code dx = x
   * > alpha ? dy : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param alpha threshold; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code alpha} is
   *     NaN, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void thresholdedRelu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float alpha) {
    Parameters.number("alpha", alpha);
    Maps.zip(
        THRESHOLDED_RELU,
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
        alpha,
        0f);
  }

  /**
   * Gradient of {@link Activations#elu elu}, from its input: {@code dx = dy·(x > 0 ? 1 :
   * alpha·exp(x))}.
   *
   * <p>Error: at most 3 ULP for the given arguments.
   *
   * <p>Special values: alpha·dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param alpha size of the limit at −∞, 1 as a rule; 0, or of a size from 2^-100 to 2^32
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     not such a number
   */
  public static void elu(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float alpha) {
    Parameters.zeroOrSmall("alpha", alpha);
    Maps.zip(ELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, alpha, 0f);
  }

  /**
   * Gradient of {@link Activations#elu elu}, from its input: {@code dx = dy·(x > 0 ? 1 :
   * alpha·exp(x))}.
   *
   * <p>Error: at most 3 ULP for the given arguments.
   *
   * <p>Special values: alpha·dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param alpha size of the limit at −∞, 1 as a rule; 0, or of a size from 2^-100 to 2^32
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code alpha} is not
   *     such a number, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void elu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float alpha) {
    Parameters.zeroOrSmall("alpha", alpha);
    Maps.zip(ELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, alpha, 0f);
  }

  /**
   * Gradient of {@link Activations#selu selu}, from its input: {@code dx = dy·1.0507009873554805·(x
   * > 0 ? 1 : 1.6732632423543772·exp(x))}.
   *
   * <p>Error: at most 3 ULP for the given arguments.
   *
   * <p>Special values: 1.7580993·dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void selu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(SELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#selu selu}, from its input: {@code dx = dy·1.0507009873554805·(x
   * > 0 ? 1 : 1.6732632423543772·exp(x))}.
   *
   * <p>Error: at most 3 ULP for the given arguments.
   *
   * <p>Special values: 1.7580993·dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void selu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(SELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#celu celu}, from its input: {@code dx = dy·(x > 0 ? 1 : exp(x /
   * alpha))}.
   *
   * <p>Error: at most 2 ULP for the given arguments.
   *
   * <p>Special values: dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param alpha size of the limit at −∞, from 2^-90 to 2^90; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     not such a number
   */
  public static void celu(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float alpha) {
    Parameters.narrow("alpha", alpha);
    Maps.zip(
        CELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, alpha, 0f);
  }

  /**
   * Gradient of {@link Activations#celu celu}, from its input: {@code dx = dy·(x > 0 ? 1 : exp(x /
   * alpha))}.
   *
   * <p>Error: at most 2 ULP for the given arguments.
   *
   * <p>Special values: dy at ±0.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param alpha size of the limit at −∞, from 2^-90 to 2^90; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code alpha} is not
   *     such a number, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void celu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float alpha) {
    Parameters.narrow("alpha", alpha);
    Maps.zip(
        CELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, alpha, 0f);
  }

  /**
   * Gradient of {@link Activations#sigmoid sigmoid}, from its output: {@code dx = dy·(y − y²)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = 0 and y = 1.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void sigmoid(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(SIGMOID, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#sigmoid sigmoid}, from its output: {@code dx = dy·(y − y²)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = 0 and y = 1.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
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
    Maps.zip(SIGMOID, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#hardSigmoid hardSigmoid}, from its input: {@code dx = −3 < x < 3
   * ? dy / 6 : 0}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±3 and for a NaN in x.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void hardSigmoid(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        HARD_SIGMOID,
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
   * Gradient of {@link Activations#hardSigmoid hardSigmoid}, from its input: {@code dx = −3 < x < 3
   * ? dy / 6 : 0}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±3 and for a NaN in x.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardSigmoid(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        HARD_SIGMOID,
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
   * Gradient of {@link Activations#hardSigmoidLinear hardSigmoidLinear}, from its input: {@code dx
   * = 0 < slope·x + offset < 1 ? slope·dy : 0}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: a NaN in x passes slope·dy; 0 at both kinks.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param slope slope of the middle part; 0.2 in ONNX
   * @param offset value at 0; 0.5 in ONNX
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code slope} is not
   *     finite, or {@code offset} is not finite
   */
  public static void hardSigmoidLinear(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float slope,
      float offset) {
    Parameters.finite("slope", slope);
    Parameters.finite("offset", offset);
    Maps.zip(
        HARD_SIGMOID_LINEAR,
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
        slope,
        offset);
  }

  /**
   * Gradient of {@link Activations#hardSigmoidLinear hardSigmoidLinear}, from its input: {@code dx
   * = 0 < slope·x + offset < 1 ? slope·dy : 0}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * <p>Special values: a NaN in x passes slope·dy; 0 at both kinks.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param slope slope of the middle part; 0.2 in ONNX
   * @param offset value at 0; 0.5 in ONNX
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code slope} is not
   *     finite, {@code offset} is not finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardSigmoidLinear(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float slope,
      float offset) {
    Parameters.finite("slope", slope);
    Parameters.finite("offset", offset);
    Maps.zip(
        HARD_SIGMOID_LINEAR,
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
        slope,
        offset);
  }

  /**
   * Gradient of {@link Activations#logSigmoid logSigmoid}, from its input: {@code dx =
   * dy·sigmoid(−x)}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: dy at −∞, 0 at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void logSigmoid(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        LOG_SIGMOID, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#logSigmoid logSigmoid}, from its input: {@code dx =
   * dy·sigmoid(−x)}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: dy at −∞, 0 at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void logSigmoid(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        LOG_SIGMOID, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#tanh tanh}, from its output: {@code dx = dy·(1 − y²)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = ±1.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void tanh(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(TANH, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#tanh tanh}, from its output: {@code dx = dy·(1 − y²)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = ±1.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
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
    Maps.zip(TANH, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#tanhshrink tanhshrink}, from its input: {@code dx =
   * dy·tanh(x)²}.
   *
   * <p>Error: at most 4.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±0, dy at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void tanhshrink(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        TANHSHRINK, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#tanhshrink tanhshrink}, from its input: {@code dx =
   * dy·tanh(x)²}.
   *
   * <p>Error: at most 4.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±0, dy at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void tanhshrink(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        TANHSHRINK, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#softshrink softshrink}, from its input: {@code dx = |x| <=
   * lambda ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code lambda} is
   *     negative or not finite
   */
  public static void softshrink(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.zip(
        SOFTSHRINK,
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
        lambda,
        0f);
  }

  /**
   * Gradient of {@link Activations#softshrink softshrink}, from its input: {@code dx = |x| <=
   * lambda ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code lambda} is
   *     negative or not finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softshrink(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.zip(
        SOFTSHRINK,
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
        lambda,
        0f);
  }

  /**
   * Gradient of {@link Activations#hardshrink hardshrink}, from its input: {@code dx = |x| <=
   * lambda ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code lambda} is
   *     negative or not finite
   */
  public static void hardshrink(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.zip(
        HARDSHRINK,
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
        lambda,
        0f);
  }

  /**
   * Gradient of {@link Activations#hardshrink hardshrink}, from its input: {@code dx = |x| <=
   * lambda ? 0 : dy}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: a NaN in x passes dy.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code lambda} is
   *     negative or not finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardshrink(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.zip(
        HARDSHRINK,
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
        lambda,
        0f);
  }

  /**
   * Gradient of {@link Activations#softplus softplus}, from its input: {@code dx =
   * dy·sigmoid(beta·x), dy beyond the threshold}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param beta steepness, at least 2^-100; 1 is the usual one
   * @param threshold where beta·x is greater, the result is x; 20 is the usual one, +∞ for never
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code beta} is not
   *     greater than 0 or not finite, or {@code threshold} is NaN
   */
  public static void softplus(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float beta,
      float threshold) {
    Parameters.notTiny("beta", beta);
    Parameters.number("threshold", threshold);
    Maps.zip(
        SOFTPLUS, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, beta,
        threshold);
  }

  /**
   * Gradient of {@link Activations#softplus softplus}, from its input: {@code dx =
   * dy·sigmoid(beta·x), dy beyond the threshold}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param beta steepness, at least 2^-100; 1 is the usual one
   * @param threshold where beta·x is greater, the result is x; 20 is the usual one, +∞ for never
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code beta} is not
   *     greater than 0 or not finite, {@code threshold} is NaN, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softplus(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float beta,
      float threshold) {
    Parameters.notTiny("beta", beta);
    Parameters.number("threshold", threshold);
    Maps.zip(
        SOFTPLUS, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, beta,
        threshold);
  }

  /**
   * Gradient of {@link Activations#softsign softsign}, from its input: {@code dx = dy / (1 +
   * |x|)²}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void softsign(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        SOFTSIGN, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#softsign softsign}, from its input: {@code dx = dy / (1 +
   * |x|)²}.
   *
   * <p>Error: at most 3.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softsign(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        SOFTSIGN, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#gelu gelu}, from its input: {@code dx = dy·(Φ(x) + x·φ(x))}.
   *
   * <p>Error: at most 4 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void gelu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(GELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#gelu gelu}, from its input: {@code dx = dy·(Φ(x) + x·φ(x))}.
   *
   * <p>Error: at most 4 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void gelu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(GELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#geluTanh geluTanh}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void geluTanh(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        GELU_TANH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#geluTanh geluTanh}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void geluTanh(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        GELU_TANH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#quickGelu quickGelu}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void quickGelu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        QUICK_GELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#quickGelu quickGelu}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void quickGelu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        QUICK_GELU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#silu silu}, from its input: {@code dx = dy·sigmoid(x)·(1 + x·(1
   * − sigmoid(x)))}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void silu(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(SILU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#silu silu}, from its input: {@code dx = dy·sigmoid(x)·(1 + x·(1
   * − sigmoid(x)))}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void silu(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(SILU, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#swish swish}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: for beta &gt; 0: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param beta steepness, 1 gives SiLU; 0, or of a size from 2^-100 to 2^100
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code beta} is
   *     not such a number
   */
  public static void swish(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float beta) {
    Parameters.zeroOrModerate("beta", beta);
    Maps.zip(
        SWISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, beta, 0f);
  }

  /**
   * Gradient of {@link Activations#swish swish}, from its input: {@code dx = dy times the
   * derivative at x}.
   *
   * <p>Error: at most 4.5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: for beta &gt; 0: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param beta steepness, 1 gives SiLU; 0, or of a size from 2^-100 to 2^100
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code beta} is not
   *     such a number, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void swish(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float beta) {
    Parameters.zeroOrModerate("beta", beta);
    Maps.zip(
        SWISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, beta, 0f);
  }

  /**
   * Gradient of {@link Activations#hardSwish hardSwish}, from its input: {@code dx = x <= −3 ? 0 :
   * x >= 3 ? dy : dy·(x / 3 + 1/2)}.
   *
   * <p>Error: at most 2 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −3, dy at 3; a NaN in x gives NaN.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void hardSwish(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(
        HARD_SWISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#hardSwish hardSwish}, from its input: {@code dx = x <= −3 ? 0 :
   * x >= 3 ? dy : dy·(x / 3 + 1/2)}.
   *
   * <p>Error: at most 2 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −3, dy at 3; a NaN in x gives NaN.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardSwish(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(
        HARD_SWISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#mish mish}, from its input: {@code dx = dy times the derivative
   * at x}.
   *
   * <p>Error: at most 5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void mish(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(MISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#mish mish}, from its input: {@code dx = dy times the derivative
   * at x}.
   *
   * <p>Error: at most 5 ULP of the larger of dy and dx: the derivative crosses 0.
   *
   * <p>Special values: 0 at −∞, dy at +∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void mish(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(MISH, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#exp exp}, from its output: {@code dx = dy·y}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void exp(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(EXP, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#exp exp}, from its output: {@code dx = dy·y}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void exp(
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(EXP, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#expm1 expm1}, from its output: {@code dx = dy·(y + 1)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = −1.
   *
   * @param y the output of the forward call
   * @param yOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void expm1(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(EXPM1, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#expm1 expm1}, from its output: {@code dx = dy·(y + 1)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * <p>Special values: 0 at y = −1.
   *
   * @param y the output of the forward call
   * @param yOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code y} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void expm1(
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(EXPM1, "y", y, yOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#log log}, from its input: {@code dx = dy / x}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void log(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(LOG, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#log log}, from its input: {@code dx = dy / x}.
   *
   * <p>Error: at most 0.5 ULP for the given arguments.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void log(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(LOG, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#log1p log1p}, from its input: {@code dx = dy / (1 + x)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void log1p(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(LOG1P, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#log1p log1p}, from its input: {@code dx = dy / (1 + x)}.
   *
   * <p>Error: at most 1.5 ULP for the given arguments.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void log1p(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(LOG1P, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#erf erf}, from its input: {@code dx = dy·2/√π·exp(−x²)}.
   *
   * <p>Error: at most 4 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void erf(
      float[] src, int srcOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    Maps.zip(ERF, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#erf erf}, from its input: {@code dx = dy·2/√π·exp(−x²)}.
   *
   * <p>Error: at most 4 ULP for the given arguments.
   *
   * <p>Special values: 0 at ±∞.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void erf(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length) {
    Maps.zip(ERF, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, 0f, 0f);
  }

  /**
   * Gradient of {@link Activations#scale scale}, from its input, which it does not look at: {@code
   * dx = factor·dy}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: those of the product.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param factor the factor of the forward call
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code factor} is
   *     not finite
   */
  public static void scale(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float factor) {
    Parameters.finite("factor", factor);
    Maps.zip(
        SCALE, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, factor, 0f);
  }

  /**
   * Gradient of {@link Activations#scale scale}, from its input, which it does not look at: {@code
   * dx = factor·dy}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: those of the product.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param factor the factor of the forward call
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code factor} is
   *     not finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void scale(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float factor) {
    Parameters.finite("factor", factor);
    Maps.zip(
        SCALE, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, factor, 0f);
  }

  /**
   * Gradient of {@link Activations#softCap softCap}, from its input: {@code dx = dy·(1 − tanh(x /
   * cap)²)}.
   *
   * <p>Error: at most 3 ULP.
   *
   * <p>Special values: ±∞ → 0, NaN → NaN.
   *
   * @param src the input of the forward call
   * @param srcOffset index of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset index of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset index of its first element
   * @param length number of elements
   * @param cap the cap of the forward call
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code cap} is
   *     not from 2^-100 to 2^100
   */
  public static void softCap(
      float[] src,
      int srcOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset,
      int length,
      float cap) {
    Parameters.moderate("cap", cap);
    Maps.zip(
        SOFT_CAP, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, cap, 0f);
  }

  /**
   * Gradient of {@link Activations#softCap softCap}, from its input: {@code dx = dy·(1 − tanh(x /
   * cap)²)}.
   *
   * <p>Error: at most 3 ULP.
   *
   * <p>Special values: ±∞ → 0, NaN → NaN.
   *
   * @param src the input of the forward call
   * @param srcOffset byte offset of its first element
   * @param dy the gradient with respect to the output
   * @param dyOffset byte offset of its first element
   * @param dx where the gradient with respect to the input goes; may be {@code src} or {@code dy}
   * @param dxOffset byte offset of its first element
   * @param length number of elements
   * @param cap the cap of the forward call
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code cap} is not
   *     from 2^-100 to 2^100, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softCap(
      MemorySegment src,
      long srcOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset,
      long length,
      float cap) {
    Parameters.moderate("cap", cap);
    Maps.zip(
        SOFT_CAP, "src", src, srcOffset, "dy", dy, dyOffset, "dx", dx, dxOffset, length, cap, 0f);
  }
}
