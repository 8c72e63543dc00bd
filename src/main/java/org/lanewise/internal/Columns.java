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

  /** Second parameter of the operation: what differences may not be below, for exponentials. */
  public final float[] q = new float[WIDTH];

  /** The rounding constant that carries the exponent. */
  public final float[] magic = new float[WIDTH];

  /** Maxima. */
  public final float[] max = new float[WIDTH];

  /** Sums. */
  public final double[] sums = new double[WIDTH];

  /** The loops take multiples of so many columns, the longest vector, or have room for them. */
  public static final int LANE = 16;

  /** Sums of what several calls have summed. */
  final double[] totals = new double[WIDTH];

  /** How many elements of each row take part. */
  final int[] lengths = new int[WIDTH];

  /** Factors of gradients. */
  final double[] factors = new double[WIDTH];

  /** What stored exponentials are multiplied with. */
  final double[] scales = new double[WIDTH];

  /** The label of each column; negative where it does not count. */
  final int[] labels = new int[WIDTH];

  /** The logit at the label, then its gradient. */
  final float[] atLabel = new float[WIDTH];

  /** Losses. */
  final double[] losses = new double[WIDTH];

  Columns() {}
}
