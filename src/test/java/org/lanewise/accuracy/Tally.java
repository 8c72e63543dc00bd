package org.lanewise.accuracy;

/** What is found out about a kernel, result by result. */
final class Tally {

  /** Zeros with a wrong sign. */
  long wrongZeros;

  /** The first input that gave one. */
  long wrongZero;

  /** Results within half a unit; in ULP these are rounded correctly. */
  long correct;

  /** All results. */
  long total;

  /** The largest error in ULP. */
  double max;

  /** The largest error of the results that were not measured one by one, see {@link BlockJudge}. */
  double rest;

  /** The first input that gave {@link #max}; two inputs, if there are two, side by side. */
  long worst;

  /** Two inputs side by side. */
  static long pair(float x, float y) {
    return (long) Float.floatToRawIntBits(x) << 32 | (Float.floatToRawIntBits(y) & 0xffff_ffffL);
  }

  /** The first of two inputs. */
  static float first(long pair) {
    return Float.intBitsToFloat((int) (pair >>> 32));
  }

  /** The only input, or the second of two. */
  static float last(long pair) {
    return Float.intBitsToFloat((int) pair);
  }

  /** Takes up one result. */
  void add(long input, float computed, double exact, Ruler ruler) {
    double error = ruler.error(computed, exact);
    total++;
    if (error <= 0.5) {
      correct++;
    }
    if (error > max) {
      max = error;
      worst = input;
    }
    if (Ulp.wrongZeroSign(computed, exact)) {
      if (wrongZeros == 0) {
        wrongZero = input;
      }
      wrongZeros++;
    }
  }

  /** Takes up what another one has found out later. */
  void add(Tally other) {
    if (wrongZeros == 0) {
      wrongZero = other.wrongZero;
    }
    wrongZeros += other.wrongZeros;
    correct += other.correct;
    total += other.total;
    rest = Math.max(rest, other.rest);
    if (other.max > max) {
      max = other.max;
      worst = other.worst;
    }
  }
}
