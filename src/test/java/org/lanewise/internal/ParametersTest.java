package org.lanewise.internal;

import static org.lanewise.testing.Refusals.refused;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What the checks of parameters let pass: up to its ends, and nothing beyond. */
class ParametersTest {

  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float MAX = Float.MAX_VALUE;
  private static final float MIN = Float.MIN_VALUE;
  private static final float NAN = Float.NaN;

  private static float[] floats(float... values) {
    return values;
  }

  private static void check(
      BiConsumer<String, Float> check, String wanted, float[] good, float[] bad) {
    for (float value : good) {
      check.accept("alpha", value);
    }
    for (float value : bad) {
      refused(
          IllegalArgumentException.class,
          () -> check.accept("alpha", value),
          "alpha is " + value + wanted);
    }
  }

  private static float below(float value) {
    return Math.nextDown(value);
  }

  private static float above(float value) {
    return Math.nextUp(value);
  }

  @Test
  void numbersWithoutEndsOfTheirOwn() {
    check(Parameters::number, "", floats(-INF, -MAX, -0f, 0f, MAX, INF), floats(NAN));
    check(
        Parameters::finite,
        ", not finite",
        floats(-MAX, -MIN, 0f, MIN, MAX),
        floats(-INF, INF, NAN));
    check(
        Parameters::notNegative,
        ", not a finite number of at least 0",
        floats(-0f, 0f, MIN, 1f, MAX),
        floats(-MIN, -1f, -INF, INF, NAN));
    check(
        Parameters::positive,
        ", not a finite number greater than 0",
        floats(MIN, 1f, MAX),
        floats(-0f, 0f, -MIN, -INF, INF, NAN));
  }

  @Test
  void numbersWhoseReciprocalsLeaveRoom() {
    float least = 0x1p-100f;
    check(
        Parameters::notTiny,
        ", not a finite number of at least 2^-100",
        floats(least, 1f, MAX),
        floats(below(least), MIN, 0f, -1f, INF, NAN));
    check(
        Parameters::moderate,
        ", not a number from 2^-100 to 2^100",
        floats(least, 1f, 0x1p100f),
        floats(below(least), 0f, -1f, above(0x1p100f), INF, NAN));
    check(
        Parameters::narrow,
        ", not a number from 2^-90 to 2^90",
        floats(0x1p-90f, 1f, 0x1p90f),
        floats(below(0x1p-90f), 0f, -1f, above(0x1p90f), INF, NAN));
  }

  @Test
  void numbersOfEitherSign() {
    float least = 0x1p-100f;
    check(
        Parameters::zeroOrModerate,
        ", not 0 or of a size from 2^-100 to 2^100",
        floats(0f, -0f, least, -least, 1f, -1f, 0x1p100f, -0x1p100f),
        floats(
            below(least), -below(least), MIN, above(0x1p100f), -above(0x1p100f), -INF, INF, NAN));
    check(
        Parameters::zeroOrSmall,
        ", not 0 or of a size from 2^-100 to 2^32",
        floats(0f, -0f, least, -least, 1f, -1f, 0x1p32f, -0x1p32f),
        floats(below(least), -below(least), MIN, above(0x1p32f), -above(0x1p32f), -INF, INF, NAN));
  }
}
