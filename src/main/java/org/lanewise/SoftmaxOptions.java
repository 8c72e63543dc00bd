package org.lanewise;

import org.lanewise.internal.Parameters;
import org.lanewise.internal.Ranges;

/**
 * What {@link Softmax} can be told; the defaults are the plain softmax. Immutable: each {@code
 * with…} gives a changed copy, to be made once and kept.
 *
 * <p>Logits x become {@code k·tanh(scale·x / k)} with a soft-cap k, {@code scale·x} without, then
 * the mask is added; each step rounds to float, but {@code scale·x + mask} only once, as a fused
 * multiply-add. With a sink s a row has one more entry, s as it is, which takes its share and is
 * not stored.
 */
public final class SoftmaxOptions {

  /** The largest soft-cap: beyond it nothing that logits can be would be capped. */
  private static final float LARGEST_SOFT_CAP = 1 << 20;

  /** The plain softmax: scale 1, no cap, no causal limit, no sink, an empty row gives NaN. */
  public static final SoftmaxOptions DEFAULT =
      new SoftmaxOptions(1f, 0f, false, 0, Float.NEGATIVE_INFINITY, EmptyRow.NAN);

  private final float scale;
  private final float softCap;
  private final boolean causal;
  private final int causalOffset;
  private final float sink;
  private final EmptyRow emptyRow;

  private SoftmaxOptions(
      float scale, float softCap, boolean causal, int causalOffset, float sink, EmptyRow emptyRow) {
    this.scale = scale;
    this.softCap = softCap;
    this.causal = causal;
    this.causalOffset = causalOffset;
    this.sink = sink;
    this.emptyRow = emptyRow;
  }

  /**
   * Sets the factor of the logits; 1 where not set.
   *
   * @param value the factor, finite
   * @return changed options
   * @throws IllegalArgumentException if it is not finite
   */
  public SoftmaxOptions withScale(float value) {
    Parameters.finite("scale", value);
    return new SoftmaxOptions(value, softCap, causal, causalOffset, sink, emptyRow);
  }

  /**
   * Sets the temperature, by which the logits are divided: a scale of 1 / temperature.
   *
   * @param value the temperature, greater than 0
   * @return changed options
   * @throws IllegalArgumentException if it or its reciprocal is no finite number greater than 0
   */
  public SoftmaxOptions withTemperature(float value) {
    Parameters.positive("temperature", value);
    Parameters.positive("1 / temperature", 1f / value);
    return new SoftmaxOptions(1f / value, softCap, causal, causalOffset, sink, emptyRow);
  }

  /**
   * Sets the soft-cap k of the scaled logits: k·tanh(scale·x / k); none where not set.
   *
   * @param value the cap, up to 2^20; 0 for none
   * @return changed options
   * @throws IllegalArgumentException if it is negative or larger
   */
  public SoftmaxOptions withSoftCap(float value) {
    if (!(value >= 0f && value <= LARGEST_SOFT_CAP)) {
      throw new IllegalArgumentException(
          "softCap is " + value + ", not in 0 … " + LARGEST_SOFT_CAP);
    }
    return new SoftmaxOptions(scale, value, causal, causalOffset, sink, emptyRow);
  }

  /**
   * Sets the causal limit: row r sees the columns 0 … r + offset, and those behind are not read.
   * Their softmax is 0. A row that sees none is empty as by a mask.
   *
   * @param offset what the first row sees beyond column 0: the number of positions cached
   * @return changed options
   */
  public SoftmaxOptions withCausal(int offset) {
    return new SoftmaxOptions(scale, softCap, true, offset, sink, emptyRow);
  }

  /**
   * Takes the causal limit away.
   *
   * @return changed options
   */
  public SoftmaxOptions withoutCausal() {
    return new SoftmaxOptions(scale, softCap, false, 0, sink, emptyRow);
  }

  /**
   * Sets a sink for all rows, neither scaled nor capped; none where not set. Calls that take one
   * for each row do not look at it.
   *
   * @param value the sink; −∞ for none
   * @return changed options
   * @throws IllegalArgumentException if it is NaN
   */
  public SoftmaxOptions withSink(float value) {
    Parameters.number("sink", value);
    return new SoftmaxOptions(scale, softCap, causal, causalOffset, value, emptyRow);
  }

  /**
   * Sets what softmax makes of a row of −∞ alone in calls without mask, causal limit and sink; NaN
   * where not set. Where there is one of them it gives zeros.
   *
   * @param value what such a row becomes
   * @return changed options
   */
  public SoftmaxOptions withEmptyRow(EmptyRow value) {
    return new SoftmaxOptions(
        scale, softCap, causal, causalOffset, sink, Ranges.notNull("emptyRow", value));
  }

  /**
   * The factor of the logits.
   *
   * @return the factor
   */
  public float scale() {
    return scale;
  }

  /**
   * The soft-cap.
   *
   * @return the cap; 0 for none
   */
  public float softCap() {
    return softCap;
  }

  /**
   * Whether there is a causal limit.
   *
   * @return whether there is one
   */
  public boolean causal() {
    return causal;
  }

  /**
   * What the first row sees beyond column 0 under the causal limit.
   *
   * @return the offset
   */
  public int causalOffset() {
    return causalOffset;
  }

  /**
   * The sink of all rows.
   *
   * @return the sink; −∞ for none
   */
  public float sink() {
    return sink;
  }

  /**
   * What softmax makes of a row of −∞ alone.
   *
   * @return what it becomes
   */
  public EmptyRow emptyRow() {
    return emptyRow;
  }
}
