package org.lanewise.accuracy;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures blocks of results against fast oracles, with the same outcome as {@link Tally#add(long,
 * float, double, Ruler)} with slow ones. A result is measured again, with the slow oracle, wherever
 * the error of the fast one could make a difference: near the largest error so far, near half a
 * ULP, and in special cases.
 */
final class BlockJudge {

  /** What the fast oracle's error can make in ULP, twice over. */
  static final double MARGIN = 2 * FastOracles.ERROR * 0x1p24;

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> F =
      VectorSpecies.of(float.class, VectorShape.forBitSize(S.vectorBitSize() / 2));

  private static final int MANTISSA_BITS = 52;
  private static final long EXPONENT_MASK = 0x7ff0_0000_0000_0000L;
  private static final long BIAS = 1023;
  private static final long LEAST = (BIAS - 126) << MANTISSA_BITS;
  private static final long MOST = (BIAS + 127) << MANTISSA_BITS;

  /** The bits of 1 / ulp are this less those of the exponent. */
  private static final long INVERSE = (BIAS + BIAS + 23) << MANTISSA_BITS;

  private BlockJudge() {}

  /**
   * Takes up a block.
   *
   * @param x the inputs
   * @param computed the results
   * @param exact from the fast oracle
   * @param n how many; the arrays have to be longer, up to a multiple of the vector length
   * @param slow the slow oracle
   * @param ruler what errors are measured in
   * @param known an error that the kernel is known to have: {@code tally.max} need not find less
   * @param tally what is found out
   */
  static void judge(
      float[] x,
      float[] computed,
      double[] exact,
      int n,
      DoubleUnaryOperator slow,
      Ruler ruler,
      double known,
      Tally tally) {
    int length = S.length();
    double limit = Math.max(Math.max(known, tally.max) - MARGIN, MARGIN);
    DoubleVector largest = DoubleVector.zero(S);
    DoubleVector within = DoubleVector.zero(S);
    long sure = 0;
    double[] errors = new double[length];
    for (int i = 0; i < n; i += length) {
      DoubleVector y = DoubleVector.fromArray(S, exact, i);
      DoubleVector c =
          (DoubleVector)
              FloatVector.fromArray(F, computed, i).convertShape(VectorOperators.F2D, S, 0);
      boolean whole = i + length <= n;
      LongVector bits = c.reinterpretAsLongs();
      if (whole && bits.compare(VectorOperators.EQ, y.reinterpretAsLongs()).allTrue()) {
        tally.correct += length; // no error at all
        tally.total += length;
        continue;
      }
      VectorMask<Double> zero = c.compare(VectorOperators.EQ, 0);
      VectorMask<Double> otherSign =
          bits.lanewise(VectorOperators.XOR, y.reinterpretAsLongs())
              .compare(VectorOperators.LT, 0)
              .cast(S);
      // Infinity counts as 2^128, and so do all exact results beyond.
      VectorMask<Double> infinite = c.abs().compare(VectorOperators.GT, Float.MAX_VALUE);
      c = c.min(Ulp.OVERFLOW).max(-Ulp.OVERFLOW);
      y = y.blend(y.min(Ulp.OVERFLOW).max(-Ulp.OVERFLOW), infinite);
      DoubleVector error = c.sub(y).abs().mul(inverseUnit(y, ruler));
      VectorMask<Double> again =
          error
              .compare(VectorOperators.LT, limit)
              .not()
              .or(error.sub(0.5).abs().compare(VectorOperators.LT, MARGIN))
              .or(zero.and(otherSign));
      if (whole && !again.anyTrue()) {
        within = within.add(1, error.compare(VectorOperators.LT, 0.5));
        largest = largest.max(error);
        sure += length;
        continue;
      }
      error.intoArray(errors, 0);
      long lanes = again.toLong();
      for (int lane = 0; lane < length && i + lane < n; lane++) {
        if ((lanes >>> lane & 1) != 0) {
          int j = i + lane;
          int input = Float.floatToRawIntBits(x[j]);
          tally.add(Integer.toUnsignedLong(input), computed[j], slow.applyAsDouble(x[j]), ruler);
        } else {
          tally.correct += errors[lane] < 0.5 ? 1 : 0;
          tally.rest = Math.max(tally.rest, errors[lane]);
          tally.total++;
        }
      }
      limit = Math.max(limit, tally.max - MARGIN);
    }
    tally.correct += (long) within.reduceLanes(VectorOperators.ADD);
    tally.total += sure;
    tally.rest = Math.max(tally.rest, largest.reduceLanes(VectorOperators.MAX));
  }

  private static DoubleVector inverseUnit(DoubleVector exact, Ruler ruler) {
    if (ruler.relative()) {
      DoubleVector part = exact.abs().min(Ulp.OVERFLOW).mul(Ruler.PART);
      return DoubleVector.broadcast(S, 1).div(part.max(ruler.leastUnit()));
    }
    LongVector exponent = exact.reinterpretAsLongs().and(EXPONENT_MASK).max(LEAST).min(MOST);
    return exponent.neg().add(INVERSE).reinterpretAsDoubles().min(1 / ruler.leastUnit());
  }
}
