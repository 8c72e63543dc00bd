package org.lanewise.accuracy;

import java.util.Arrays;
import org.lanewise.accuracy.FastOracles.BlockOracle;
import org.lanewise.table.KernelTable.MapCase;

/** Runs all floats of a part of a subject's domain through both paths and the oracle. */
final class Sweep {

  /** Parts of all floats; a part is 2^24 floats in the order of their bits. */
  static final int PARTS = 256;

  private static final int PART_BITS = 24;

  /** Floats at a time; all that is needed for them stays in the cache. */
  static final int BLOCK = 1 << 11;

  private static final int SIGN = 0x8000_0000;

  /** What came out of a part. */
  static final class Result {
    final Tally tally = new Tally();

    /** Inputs for which the paths differ. */
    long differences;

    /** The first of them. */
    int firstDifference;

    void add(Result other) {
      tally.add(other.tally);
      if (differences == 0) {
        firstDifference = other.firstDifference;
      }
      differences += other.differences;
    }
  }

  private final float[] x = new float[BLOCK];
  private final float[] scalar = new float[BLOCK];
  private final float[] vector = new float[BLOCK];
  private final double[] wide = new double[BLOCK];
  private final double[] exact = new double[BLOCK];

  /** Sweeps one part. {@code known} is an error the kernel is known to have, see BlockJudge. */
  Result part(Subject subject, int part, double known) {
    Result result = new Result();
    int sign = part < PARTS / 2 ? 0 : SIGN;
    long first = (long) (part % (PARTS / 2)) << PART_BITS;
    long end = Math.min(first + (1 << PART_BITS), (long) subject.domain().last() + 1);
    if (sign != 0 && !subject.domain().negative()) {
      return result;
    }
    for (long start = first; start < end; start += BLOCK) {
      int n = (int) Math.min(end - start, BLOCK);
      int bits = (int) start | sign;
      for (int i = 0; i < BLOCK; i++) {
        x[i] = Float.intBitsToFloat(bits + Math.min(i, n - 1));
      }
      block(subject, n, known, result);
    }
    return result;
  }

  /** Sweeps chosen floats. */
  Result sample(Subject subject, float[] inputs) {
    Result result = new Result();
    for (int start = 0; start < inputs.length; start += BLOCK) {
      int n = Math.min(inputs.length - start, BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        x[i] = inputs[start + Math.min(i, n - 1)];
      }
      block(subject, n, 0, result);
    }
    return result;
  }

  /**
   * Measures results that are there already: of a map, against its oracles.
   *
   * @param row the row of the table
   * @param inputs what went in
   * @param computed what came out
   */
  Tally measure(MapCase row, float[] inputs, float[] computed) {
    BlockOracle fast = FastOracles.of(row.name(), row.oracle(), row.parameters());
    Tally tally = new Tally();
    for (int start = 0; start < inputs.length; start += BLOCK) {
      int n = Math.min(inputs.length - start, BLOCK);
      System.arraycopy(inputs, start, x, 0, n);
      System.arraycopy(computed, start, vector, 0, n);
      for (int i = 0; i < BLOCK; i++) {
        wide[i] = x[i];
      }
      fast.apply(wide, exact, BLOCK);
      BlockJudge.judge(x, vector, exact, n, row.oracle(), Ruler.ULP, 0, tally);
    }
    return tally;
  }

  private void block(Subject subject, int n, double known, Result result) {
    subject.scalar().apply(x, scalar, n);
    subject.vector().apply(x, vector, n);
    compare(n, result);
    for (int i = 0; i < BLOCK; i++) {
      wide[i] = x[i];
    }
    subject.fast().apply(wide, exact, BLOCK);
    BlockJudge.judge(x, vector, exact, n, subject.slow(), subject.ruler(), known, result.tally);
  }

  private void compare(int n, Result result) {
    // NaN equals NaN here, and the zeros differ: what is wanted.
    int i = Arrays.mismatch(scalar, 0, n, vector, 0, n);
    if (i < 0) {
      return;
    }
    for (; i < n; i++) {
      if (Float.floatToIntBits(scalar[i]) != Float.floatToIntBits(vector[i])) {
        if (result.differences == 0) {
          result.firstDifference = Float.floatToRawIntBits(x[i]);
        }
        result.differences++;
      }
    }
  }
}
