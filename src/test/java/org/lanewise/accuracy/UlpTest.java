package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The ruler measures what it should. */
class UlpTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void unitFollowsTheExactResult() {
    assertEquals(0x1p-23, Ulp.of(1.0));
    assertEquals(0x1p-24, Ulp.of(Math.nextDown(1.0)));
    assertEquals(0x1p-22, Ulp.of(-3.9));
    assertEquals(0x1p-149, Ulp.of(0x1p-126));
    assertEquals(0x1p-149, Ulp.of(Math.nextDown(0x1p-126)));
    assertEquals(0x1p-149, Ulp.of(1e-300));
    assertEquals(0x1p-149, Ulp.of(0.0));
    assertEquals(0x1p104, Ulp.of(Float.MAX_VALUE));
    assertEquals(0x1p104, Ulp.of(1e300));
    assertEquals(0x1p104, Ulp.of(INF));
  }

  @Test
  void unitIsThatOfJavaForNormalFloats() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(x)) {
        assertEquals(Math.ulp(x), Ulp.of(x), () -> Ulp.show(x));
      }
    }
  }

  @Test
  void errorIsTheDistanceInUnits() {
    assertEquals(0, Ulp.error(1f, 1.0));
    assertEquals(1, Ulp.error(Math.nextUp(1f), 1.0));
    assertEquals(0.5, Ulp.error(Math.nextDown(1f), 1.0));
    assertEquals(0.25, Ulp.error(1f, 1 + 0x1p-25));
    assertEquals(0.5, Ulp.error(Float.MIN_VALUE, 0x1p-150));
    assertEquals(0.5, Ulp.error(0f, 0x1p-150));
    assertEquals(3, Ulp.error(3 * Float.MIN_VALUE, 0));
    assertEquals(0, Ulp.error(0f, -0.0));
    assertEquals(2, Ulp.error(1f, -1.0) * 0x1p-23);
  }

  @Test
  void restOfADoubleDoubleCounts() {
    assertEquals(0x1p-60 / 0x1p-23, Ulp.error(1f, 1.0, 0x1p-60));
    assertEquals(0.5 - 0x1p-40, Ulp.error(1f, 1 + 0x1p-24, -0x1p-63), 0);
  }

  @Test
  void infinityIsRightFromHalfAUnitBelowTheEnd() {
    double last = 0x1p128 - 0x1p103;
    assertEquals(0.5, Ulp.error(Float.POSITIVE_INFINITY, last));
    assertTrue(Ulp.error(Float.POSITIVE_INFINITY, Math.nextDown(last)) > 0.5);
    assertEquals(0.5, Ulp.error(Float.MAX_VALUE, last));
    assertTrue(Ulp.error(Float.MAX_VALUE, Math.nextUp(last)) > 0.5);
    assertEquals(0, Ulp.error(Float.POSITIVE_INFINITY, 0x1p128));
    assertEquals(0, Ulp.error(Float.POSITIVE_INFINITY, 1e300));
    assertEquals(0, Ulp.error(Float.POSITIVE_INFINITY, INF));
    assertEquals(0, Ulp.error(Float.NEGATIVE_INFINITY, -INF));
    assertEquals(1, Ulp.error(Float.POSITIVE_INFINITY, Float.MAX_VALUE));
    assertEquals(1, Ulp.error(Float.MAX_VALUE, 0x1p128));
    assertEquals(INF, Ulp.error(Float.MAX_VALUE, INF));
    assertTrue(Ulp.error(Float.POSITIVE_INFINITY, -INF) > 1e6);
  }

  @Test
  void notANumberIsRightForNotANumberOnly() {
    assertEquals(0, Ulp.error(Float.NaN, Double.NaN));
    assertEquals(INF, Ulp.error(Float.NaN, 0));
    assertEquals(INF, Ulp.error(0f, Double.NaN));
    assertEquals(INF, Ulp.error(Float.POSITIVE_INFINITY, Double.NaN));
  }

  @Test
  void zeroHasTheSignOfTheExactResult() {
    assertFalse(Ulp.wrongZeroSign(0f, 0.0));
    assertFalse(Ulp.wrongZeroSign(-0f, -0.0));
    assertFalse(Ulp.wrongZeroSign(-0f, -1e-60));
    assertTrue(Ulp.wrongZeroSign(0f, -0.0));
    assertTrue(Ulp.wrongZeroSign(-0f, 0.0));
    assertTrue(Ulp.wrongZeroSign(0f, -1e-60));
    assertFalse(Ulp.wrongZeroSign(1f, -1.0));
    assertFalse(Ulp.wrongZeroSign(0f, Double.NaN));
  }

  @Test
  void agreesWithExactArithmetic() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      float computed = Float.intBitsToFloat(random.nextInt(0x7f7fffff));
      double exact = computed + Ulp.of(computed) * random.nextDouble(-3, 3);
      BigDecimal distance = new BigDecimal(computed).subtract(new BigDecimal(exact)).abs();
      double units =
          distance.divide(new BigDecimal(Ulp.of(exact)), MathContext.DECIMAL128).doubleValue();
      assertEquals(units, Ulp.error(computed, exact), 1e-12, () -> Ulp.show(computed));
    }
  }
}
