package org.lanewise.internal;

/**
 * What the loops along the rows of a matrix take and give for each of the columns that they run
 * over.
 */
public final class Columns {

  /** Columns at a time, at most. */
  public static final int WIDTH = 256;

  /** First parameter of the operation: what is subtracted, for exponentials. */
  public final float[] p = new float[WIDTH];

  /** Second parameter of the operation: the lower bound, for exponentials. */
  public final float[] q = new float[WIDTH];

  /** The rounding constant that carries the exponent. */
  public final float[] magic = new float[WIDTH];

  /** Maxima. */
  public final float[] max = new float[WIDTH];

  /** Sums. */
  public final double[] sums = new double[WIDTH];

  /** What the sums have in low parts beside them, on the way. */
  public final double[] lowSums = new double[WIDTH];

  /**
   * The loops take multiples of so many columns, the longest vector, and there are so many floats
   * from virtual lane to virtual lane.
   */
  public static final int LANE = 16;

  /** The high parts of the virtual lanes of a vector of columns, one after the other. */
  public final float[] highs = new float[ExpLoop.LANES * LANE];

  /** The low parts. */
  public final float[] lows = new float[ExpLoop.LANES * LANE];

  /** Sums of what several calls have summed. */
  final double[] totals = new double[WIDTH];

  /** Factors of gradients. */
  final double[] factors = new double[WIDTH];

  /** The label of each column; negative where it does not count. */
  final int[] labels = new int[WIDTH];

  /** The logit at the label. */
  final float[] atLabel = new float[WIDTH];

  /** Losses. */
  final double[] losses = new double[WIDTH];

  Columns() {}
}
