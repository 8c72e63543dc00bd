package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.Maps;
import org.lanewise.internal.Parameters;

/**
 * Activation functions and the elementary functions they are made of, element by element.
 *
 * <p>Each comes for {@code float[]}, with offsets and length in elements, and for {@link
 * MemorySegment} of any kind (native, mapped, heap), with offsets in bytes, length in elements,
 * floats in native byte order at any alignment. Parameters follow the length.
 *
 * <p>Every method may be called from any thread, keeps no state and allocates nothing in steady
 * state (segments that are neither off-heap nor over a {@code float[]}, and calls that mix arrays
 * and off-heap memory, are copied in chunks; a segment over an array may cost the object of 16
 * bytes with which it gives that array away). The destination may be the source at the same offset;
 * any other overlap throws. All arguments are checked before the first element is written. The
 * result of an element depends on that element alone, and its bits are the same on the scalar and
 * the vector path, for all vector widths, containers, offsets and lengths.
 *
 * <p>The sources of the algorithms are named in {@code internal.ScalarMath} and beside it, in
 * {@code ScalarGateMath}, {@code ScalarSoftplusMath}, {@code ScalarEluMath}, {@code
 * ScalarTanhshrink} and {@code ScalarLogMath}.
 */
public final class Activations {

  private static final Kernel<MapLoop> RELU = Kernels.map(MapOp.RELU);
  private static final Kernel<MapLoop> LEAKY_RELU = Kernels.map(MapOp.LEAKY_RELU);
  private static final Kernel<MapLoop> RELU6 = Kernels.map(MapOp.RELU6);
  private static final Kernel<MapLoop> CLIP = Kernels.map(MapOp.CLIP);
  private static final Kernel<MapLoop> HARDTANH = Kernels.map(MapOp.HARDTANH);
  private static final Kernel<MapLoop> THRESHOLDED_RELU = Kernels.map(MapOp.THRESHOLDED_RELU);
  private static final Kernel<MapLoop> ELU = Kernels.map(MapOp.ELU);
  private static final Kernel<MapLoop> SELU = Kernels.map(MapOp.SELU);
  private static final Kernel<MapLoop> CELU = Kernels.map(MapOp.CELU);
  private static final Kernel<MapLoop> SIGMOID = Kernels.map(MapOp.SIGMOID);
  private static final Kernel<MapLoop> HARD_SIGMOID = Kernels.map(MapOp.HARD_SIGMOID);
  private static final Kernel<MapLoop> HARD_SIGMOID_LINEAR = Kernels.map(MapOp.HARD_SIGMOID_LINEAR);
  private static final Kernel<MapLoop> LOG_SIGMOID = Kernels.map(MapOp.LOG_SIGMOID);
  private static final Kernel<MapLoop> TANH = Kernels.map(MapOp.TANH);
  private static final Kernel<MapLoop> TANHSHRINK = Kernels.map(MapOp.TANHSHRINK);
  private static final Kernel<MapLoop> SOFTSHRINK = Kernels.map(MapOp.SOFTSHRINK);
  private static final Kernel<MapLoop> HARDSHRINK = Kernels.map(MapOp.HARDSHRINK);
  private static final Kernel<MapLoop> SOFTPLUS = Kernels.map(MapOp.SOFTPLUS);
  private static final Kernel<MapLoop> SOFTSIGN = Kernels.map(MapOp.SOFTSIGN);
  private static final Kernel<MapLoop> GELU = Kernels.map(MapOp.GELU);
  private static final Kernel<MapLoop> GELU_TANH = Kernels.map(MapOp.GELU_TANH);
  private static final Kernel<MapLoop> QUICK_GELU = Kernels.map(MapOp.QUICK_GELU);
  private static final Kernel<MapLoop> SILU = Kernels.map(MapOp.SILU);
  private static final Kernel<MapLoop> SWISH = Kernels.map(MapOp.SWISH);
  private static final Kernel<MapLoop> HARD_SWISH = Kernels.map(MapOp.HARD_SWISH);
  private static final Kernel<MapLoop> MISH = Kernels.map(MapOp.MISH);
  private static final Kernel<MapLoop> EXP = Kernels.map(MapOp.EXP);
  private static final Kernel<MapLoop> EXPM1 = Kernels.map(MapOp.EXPM1);
  private static final Kernel<MapLoop> LOG = Kernels.map(MapOp.LOG);
  private static final Kernel<MapLoop> LOG1P = Kernels.map(MapOp.LOG1P);
  private static final Kernel<MapLoop> ERF = Kernels.map(MapOp.ERF);
  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.SCALE);
  private static final Kernel<MapLoop> SOFT_CAP = Kernels.map(MapOp.SOFT_CAP);

  private Activations() {}

  /**
   * ReLU: {@code x < 0 ? 0 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, −0 → −0, +∞ → +∞, −∞ → +0.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(RELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * ReLU: {@code x < 0 ? 0 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, −0 → −0, +∞ → +∞, −∞ → +0.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void relu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(RELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Leaky ReLU: {@code x < 0 ? slope·x : x}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±∞ for a positive slope.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param slope factor of negative inputs; 0.01 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code slope} is
   *     not finite
   */
  public static void leakyRelu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float slope) {
    Parameters.finite("slope", slope);
    Maps.run(LEAKY_RELU, src, srcOffset, dst, dstOffset, length, slope, 0f);
  }

  /**
   * Leaky ReLU: {@code x < 0 ? slope·x : x}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±∞ for a positive slope.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float slope) {
    Parameters.finite("slope", slope);
    Maps.run(LEAKY_RELU, src, srcOffset, dst, dstOffset, length, slope, 0f);
  }

  /**
   * ReLU up to 6: {@code x < 0 ? 0 : x > 6 ? 6 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, −0 → −0, +∞ → 6, −∞ → +0.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void relu6(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(RELU6, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * ReLU up to 6: {@code x < 0 ? 0 : x > 6 ? 6 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, −0 → −0, +∞ → 6, −∞ → +0.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void relu6(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(RELU6, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Clip: {@code x < min ? min : x > max ? max : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param min least value
   * @param max greatest value; where it is less than {@code min}, every result is {@code max}
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     or {@code max} is NaN
   */
  public static void clip(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float min, float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.run(CLIP, src, srcOffset, dst, dstOffset, length, min, max);
  }

  /**
   * Clip: {@code x < min ? min : x > max ? max : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.run(CLIP, src, srcOffset, dst, dstOffset, length, min, max);
  }

  /**
   * Hard tanh: {@code x < min ? min : x > max ? max : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param min least value; −1 is the usual one
   * @param max greatest value; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code min} is NaN,
   *     or {@code max} is NaN
   */
  public static void hardtanh(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float min, float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.run(HARDTANH, src, srcOffset, dst, dstOffset, length, min, max);
  }

  /**
   * Hard tanh: {@code x < min ? min : x > max ? max : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float min,
      float max) {
    Parameters.number("min", min);
    Parameters.number("max", max);
    Maps.run(HARDTANH, src, srcOffset, dst, dstOffset, length, min, max);
  }

  /**
   * Thresholded ReLU: {@code x > alpha ? x : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param alpha threshold; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     NaN
   */
  public static void thresholdedRelu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float alpha) {
    Parameters.number("alpha", alpha);
    Maps.run(THRESHOLDED_RELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * Thresholded ReLU: {@code x > alpha ? x : 0}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float alpha) {
    Parameters.number("alpha", alpha);
    Maps.run(THRESHOLDED_RELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * ELU: {@code x > 0 ? x : alpha·(exp(x) − 1)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −alpha, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param alpha size of the limit at −∞, 1 as a rule; 0, or of a size from 2^-100 to 2^32
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     not such a number
   */
  public static void elu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float alpha) {
    Parameters.zeroOrSmall("alpha", alpha);
    Maps.run(ELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * ELU: {@code x > 0 ? x : alpha·(exp(x) − 1)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −alpha, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float alpha) {
    Parameters.zeroOrSmall("alpha", alpha);
    Maps.run(ELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * SELU: {@code 1.0507009873554805·(x > 0 ? x : 1.6732632423543772·(exp(x) − 1))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −1.7580993, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void selu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(SELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * SELU: {@code 1.0507009873554805·(x > 0 ? x : 1.6732632423543772·(exp(x) − 1))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −1.7580993, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void selu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(SELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * CELU: {@code x > 0 ? x : alpha·(exp(x / alpha) − 1)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −alpha, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param alpha size of the limit at −∞, from 2^-90 to 2^90; 1 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code alpha} is
   *     not such a number
   */
  public static void celu(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float alpha) {
    Parameters.narrow("alpha", alpha);
    Maps.run(CELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * CELU: {@code x > 0 ? x : alpha·(exp(x / alpha) − 1)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −alpha, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float alpha) {
    Parameters.narrow("alpha", alpha);
    Maps.run(CELU, src, srcOffset, dst, dstOffset, length, alpha, 0f);
  }

  /**
   * Sigmoid: {@code 1 / (1 + exp(−x))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 0.5, −∞ → +0, +∞ → 1.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Sigmoid: {@code 1 / (1 + exp(−x))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 0.5, −∞ → +0, +∞ → 1.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void sigmoid(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hard sigmoid: {@code min(max(x / 6 + 1/2, 0), 1)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −∞ → 0, +∞ → 1.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void hardSigmoid(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(HARD_SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hard sigmoid: {@code min(max(x / 6 + 1/2, 0), 1)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −∞ → 0, +∞ → 1.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardSigmoid(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(HARD_SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hard sigmoid with slope and offset: {@code min(max(slope·x + offset, 0), 1)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −∞ → 0, +∞ → 1 for a positive slope.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
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
      float[] dst,
      int dstOffset,
      int length,
      float slope,
      float offset) {
    Parameters.finite("slope", slope);
    Parameters.finite("offset", offset);
    Maps.run(HARD_SIGMOID_LINEAR, src, srcOffset, dst, dstOffset, length, slope, offset);
  }

  /**
   * Hard sigmoid with slope and offset: {@code min(max(slope·x + offset, 0), 1)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, −∞ → 0, +∞ → 1 for a positive slope.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float slope,
      float offset) {
    Parameters.finite("slope", slope);
    Parameters.finite("offset", offset);
    Maps.run(HARD_SIGMOID_LINEAR, src, srcOffset, dst, dstOffset, length, slope, offset);
  }

  /**
   * Logarithm of the sigmoid: {@code −log(1 + exp(−x))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −∞ → −∞, +∞ → −0.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void logSigmoid(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(LOG_SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Logarithm of the sigmoid: {@code −log(1 + exp(−x))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −∞ → −∞, +∞ → −0.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void logSigmoid(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(LOG_SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hyperbolic tangent: {@code tanh(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hyperbolic tangent: {@code tanh(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void tanh(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * x less its hyperbolic tangent: {@code x − tanh(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void tanhshrink(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(TANHSHRINK, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * x less its hyperbolic tangent: {@code x − tanh(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void tanhshrink(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(TANHSHRINK, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Soft shrink: {@code |x| <= lambda ? 0 : x − lambda·sign(x)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code lambda} is
   *     negative or not finite
   */
  public static void softshrink(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.run(SOFTSHRINK, src, srcOffset, dst, dstOffset, length, lambda, 0f);
  }

  /**
   * Soft shrink: {@code |x| <= lambda ? 0 : x − lambda·sign(x)}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: NaN → NaN, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.run(SOFTSHRINK, src, srcOffset, dst, dstOffset, length, lambda, 0f);
  }

  /**
   * Hard shrink: {@code |x| <= lambda ? 0 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param lambda width of the gap, at least 0; 0.5 is the usual one
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code lambda} is
   *     negative or not finite
   */
  public static void hardshrink(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.run(HARDSHRINK, src, srcOffset, dst, dstOffset, length, lambda, 0f);
  }

  /**
   * Hard shrink: {@code |x| <= lambda ? 0 : x}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, ±∞ → ±∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float lambda) {
    Parameters.notNegative("lambda", lambda);
    Maps.run(HARDSHRINK, src, srcOffset, dst, dstOffset, length, lambda, 0f);
  }

  /**
   * Softplus: {@code log(1 + exp(beta·x)) / beta}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −∞ → +0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
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
      float[] dst,
      int dstOffset,
      int length,
      float beta,
      float threshold) {
    Parameters.notTiny("beta", beta);
    Parameters.number("threshold", threshold);
    Maps.run(SOFTPLUS, src, srcOffset, dst, dstOffset, length, beta, threshold);
  }

  /**
   * Softplus: {@code log(1 + exp(beta·x)) / beta}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −∞ → +0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float beta,
      float threshold) {
    Parameters.notTiny("beta", beta);
    Parameters.number("threshold", threshold);
    Maps.run(SOFTPLUS, src, srcOffset, dst, dstOffset, length, beta, threshold);
  }

  /**
   * Softsign: {@code x / (1 + |x|)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void softsign(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(SOFTSIGN, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Softsign: {@code x / (1 + |x|)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softsign(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(SOFTSIGN, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the error function: {@code x·Φ(x) = x·(1 + erf(x / √2)) / 2}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void gelu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(GELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the error function: {@code x·Φ(x) = x·(1 + erf(x / √2)) / 2}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void gelu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(GELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the hyperbolic tangent: {@code x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void geluTanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(GELU_TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the hyperbolic tangent: {@code x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void geluTanh(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(GELU_TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the sigmoid: {@code x·sigmoid(1.702·x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void quickGelu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(QUICK_GELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * GELU, by the sigmoid: {@code x·sigmoid(1.702·x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void quickGelu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(QUICK_GELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * SiLU: {@code x·sigmoid(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void silu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(SILU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * SiLU: {@code x·sigmoid(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void silu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(SILU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Swish: {@code x·sigmoid(beta·x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0; for beta &gt; 0: −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param beta steepness, 1 gives SiLU; 0, or of a size from 2^-100 to 2^100
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code beta} is
   *     not such a number
   */
  public static void swish(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float beta) {
    Parameters.zeroOrModerate("beta", beta);
    Maps.run(SWISH, src, srcOffset, dst, dstOffset, length, beta, 0f);
  }

  /**
   * Swish: {@code x·sigmoid(beta·x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0; for beta &gt; 0: −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
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
      MemorySegment dst,
      long dstOffset,
      long length,
      float beta) {
    Parameters.zeroOrModerate("beta", beta);
    Maps.run(SWISH, src, srcOffset, dst, dstOffset, length, beta, 0f);
  }

  /**
   * Hard swish: {@code x·min(max(x + 3, 0), 6) / 6}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void hardSwish(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(HARD_SWISH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hard swish: {@code x·min(max(x + 3, 0), 6) / 6}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void hardSwish(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(HARD_SWISH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Mish: {@code x·tanh(log(1 + exp(x)))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void mish(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(MISH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Mish: {@code x·tanh(log(1 + exp(x)))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void mish(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(MISH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential: {@code exp(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 1, −∞ → +0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(EXP, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential: {@code exp(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 1, −∞ → +0, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void exp(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(EXP, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential minus one: {@code exp(x) − 1}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −1, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void expm1(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(EXPM1, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential minus one: {@code exp(x) − 1}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −1, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void expm1(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(EXPM1, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Natural logarithm: {@code log(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → −∞, negative → NaN, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void log(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(LOG, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Natural logarithm: {@code log(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → −∞, negative → NaN, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void log(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(LOG, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Natural logarithm of 1 + x: {@code log(1 + x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −1 → −∞, less → NaN, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void log1p(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(LOG1P, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Natural logarithm of 1 + x: {@code log(1 + x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −1 → −∞, less → NaN, +∞ → +∞.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void log1p(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(LOG1P, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Error function: {@code erf(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same
   */
  public static void erf(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(ERF, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Error function: {@code erf(x)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, or the output is
   *     read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void erf(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(ERF, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Scale: {@code factor·x}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: those of the product.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param factor the factor; 1 / temperature, for example
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code factor} is
   *     not finite
   */
  public static void scale(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float factor) {
    Parameters.finite("factor", factor);
    Maps.run(SCALE, src, srcOffset, dst, dstOffset, length, factor, 0f);
  }

  /**
   * Scale: {@code factor·x}.
   *
   * <p>Error: at most 0.5 ULP.
   *
   * <p>Special values: those of the product.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @param factor the factor; 1 / temperature, for example
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code factor} is
   *     not finite, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void scale(
      MemorySegment src,
      long srcOffset,
      MemorySegment dst,
      long dstOffset,
      long length,
      float factor) {
    Parameters.finite("factor", factor);
    Maps.run(SCALE, src, srcOffset, dst, dstOffset, length, factor, 0f);
  }

  /**
   * Soft cap: {@code cap·tanh(x / cap)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±cap.
   *
   * @param src input
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @param cap the bound that results approach, from 2^-100 to 2^100
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if ranges overlap without being the same, or {@code cap} is
   *     not in that range
   */
  public static void softCap(
      float[] src, int srcOffset, float[] dst, int dstOffset, int length, float cap) {
    Parameters.moderate("cap", cap);
    Maps.run(SOFT_CAP, src, srcOffset, dst, dstOffset, length, cap, 0f);
  }

  /**
   * Soft cap: {@code cap·tanh(x / cap)}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±cap.
   *
   * @param src input
   * @param srcOffset byte offset of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset byte offset of the first output
   * @param length number of elements
   * @param cap the bound that results approach, from 2^-100 to 2^100
   * @throws IndexOutOfBoundsException if a range leaves its segment
   * @throws IllegalArgumentException if ranges overlap without being the same, {@code cap} is not
   *     in that range, or the output is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void softCap(
      MemorySegment src,
      long srcOffset,
      MemorySegment dst,
      long dstOffset,
      long length,
      float cap) {
    Parameters.moderate("cap", cap);
    Maps.run(SOFT_CAP, src, srcOffset, dst, dstOffset, length, cap, 0f);
  }
}
