package org.lanewise;

import java.lang.foreign.MemorySegment;
import org.lanewise.internal.Kernel;
import org.lanewise.internal.Kernels;
import org.lanewise.internal.MapLoop;
import org.lanewise.internal.MapOp;
import org.lanewise.internal.Maps;

/**
 * Activation functions and the elementary functions they are made of, element by element.
 *
 * <p>Each comes for {@code float[]}, with offsets and length in elements, and for {@link
 * MemorySegment} of any kind (native, mapped, heap), with offsets in bytes, length in elements,
 * floats in native byte order at any alignment.
 *
 * <p>Every method may be called from any thread, keeps no state and allocates nothing in steady
 * state (segments that are neither off-heap nor over a {@code float[]}, and calls that mix arrays
 * and off-heap memory, are copied in chunks). The destination may be the source at the same offset;
 * any other overlap throws. All arguments are checked before the first element is written. The
 * result of an element depends on that element alone, and its bits are the same on the scalar and
 * the vector path, for all vector widths, containers, offsets and lengths.
 */
public final class Activations {

  private static final Kernel<MapLoop> RELU = Kernels.map(MapOp.RELU);
  private static final Kernel<MapLoop> SIGMOID = Kernels.map(MapOp.SIGMOID);
  private static final Kernel<MapLoop> TANH = Kernels.map(MapOp.TANH);
  private static final Kernel<MapLoop> EXP = Kernels.map(MapOp.EXP);
  private static final Kernel<MapLoop> EXPM1 = Kernels.map(MapOp.EXPM1);

  private Activations() {}

  /**
   * ReLU: {@code dst[i] = src[i] < 0 ? 0 : src[i]}.
   *
   * <p>Error: none: the result is exact.
   *
   * <p>Special values: NaN → NaN, −0 → −0, +∞ → +∞, −∞ → +0.
   *
   * @param src input, elements {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  public static void relu(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(RELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * ReLU: {@code dst[i] = src[i] < 0 ? 0 : src[i]}.
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
   * @throws IllegalArgumentException if the ranges overlap without being the same, or {@code dst}
   *     is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void relu(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(RELU, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Sigmoid: {@code dst[i] = 1 / (1 + exp(−src[i]))}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 0.5, −∞ → +0, +∞ → 1.
   *
   * @param src input, elements {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  public static void sigmoid(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Sigmoid: {@code dst[i] = 1 / (1 + exp(−src[i]))}.
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
   * @throws IllegalArgumentException if the ranges overlap without being the same, or {@code dst}
   *     is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void sigmoid(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(SIGMOID, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hyperbolic tangent: {@code dst[i] = tanh(src[i])}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, ±∞ → ±1.
   *
   * @param src input, elements {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  public static void tanh(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Hyperbolic tangent: {@code dst[i] = tanh(src[i])}.
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
   * @throws IllegalArgumentException if the ranges overlap without being the same, or {@code dst}
   *     is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void tanh(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(TANH, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential: {@code dst[i] = exp(src[i])}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, ±0 → 1, −∞ → +0, +∞ → +∞.
   *
   * @param src input, elements {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  public static void exp(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(EXP, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential: {@code dst[i] = exp(src[i])}.
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
   * @throws IllegalArgumentException if the ranges overlap without being the same, or {@code dst}
   *     is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void exp(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(EXP, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential minus one: {@code dst[i] = exp(src[i]) − 1}.
   *
   * <p>Error: at most 1 ULP, subnormal results included.
   *
   * <p>Special values: NaN → NaN, −0 → −0, −∞ → −1, +∞ → +∞.
   *
   * @param src input, elements {@code srcOffset … srcOffset + length − 1}
   * @param srcOffset index of the first input
   * @param dst output; may be {@code src} at the same offset
   * @param dstOffset index of the first output
   * @param length number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  public static void expm1(float[] src, int srcOffset, float[] dst, int dstOffset, int length) {
    Maps.run(EXPM1, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }

  /**
   * Exponential minus one: {@code dst[i] = exp(src[i]) − 1}.
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
   * @throws IllegalArgumentException if the ranges overlap without being the same, or {@code dst}
   *     is read-only
   * @throws IllegalStateException if a segment is closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public static void expm1(
      MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long length) {
    Maps.run(EXPM1, src, srcOffset, dst, dstOffset, length, 0f, 0f);
  }
}
