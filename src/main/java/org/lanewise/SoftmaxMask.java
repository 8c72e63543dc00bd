package org.lanewise;

import org.lanewise.internal.MaskView;
import org.lanewise.internal.Ranges;

/**
 * A mask of {@link Softmax}: numbers that are added to the logits, or flags that say which entries
 * take part. It has a row for each row of logits, or one row for all of them.
 *
 * <p>An entry whose number is −∞ or whose flag is false takes no part, whatever its logit is: its
 * softmax and its gradients are exactly 0, also beside a NaN that takes part. A row without an
 * entry that takes part gives zeros.
 *
 * <p>Like a {@link Matrix} a mask is a view, checked when it is made, without a copy.
 */
public final class SoftmaxMask {

  /** No mask: all entries take part. */
  public static final SoftmaxMask NONE = new SoftmaxMask(MaskView.NONE);

  private final MaskView view;

  private SoftmaxMask(MaskView view) {
    this.view = view;
  }

  /**
   * A mask that is added to the logits.
   *
   * @param mask what is added: as many columns as the logits have, and as many rows or one
   * @return the mask
   */
  public static SoftmaxMask add(Matrix mask) {
    return new SoftmaxMask(MaskView.add(Ranges.notNull("mask", mask).view()));
  }

  /**
   * A mask of flags.
   *
   * @param keep whether an entry takes part, row by row
   * @param rows number of rows: as many as the logits have, or one
   * @param cols number of columns: as many as the logits have
   * @return the mask
   * @throws IndexOutOfBoundsException if the flags do not fit into the array
   * @throws IllegalArgumentException if a number is negative
   */
  public static SoftmaxMask keep(boolean[] keep, int rows, int cols) {
    return keep(keep, 0, rows, cols, cols);
  }

  /**
   * A mask of flags inside an array.
   *
   * @param keep whether an entry takes part, row by row
   * @param offset index of the first flag
   * @param rows number of rows: as many as the logits have, or one
   * @param cols number of columns: as many as the logits have
   * @param rowStride flags from the beginning of a row to that of the next, at least {@code cols}
   * @return the mask
   * @throws IndexOutOfBoundsException if the flags do not fit into the array
   * @throws IllegalArgumentException if a number is negative or the stride too short
   */
  public static SoftmaxMask keep(boolean[] keep, int offset, int rows, int cols, int rowStride) {
    Ranges.notNull("keep", keep);
    return new SoftmaxMask(MaskView.keep(keep, offset, rows, cols, rowStride));
  }

  MaskView view() {
    return view;
  }
}
