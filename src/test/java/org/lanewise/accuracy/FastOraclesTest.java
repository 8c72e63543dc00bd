package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.accuracy.FastOracles.BlockOracle;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;

/**
 * The fast oracles are as good as they say: against the slow ones, and those against BigDecimal.
 */
class FastOraclesTest {

  private static final int N = 100_000;
  private static final int EXACT = 400;
  private static final long SEED = 20_250_918;

  /** Half the least float is decided far above this; an oracle may be wrong below. */
  private static final double NOTHING = 0x1p-149 * 1e-9;

  static Stream<Named<MapCase>> maps() {
    return KernelTable.MAPS.stream()
        .filter(row -> FastOracles.BY_NAME.containsKey(row.name()))
        .map(row -> Named.of(row.name(), row));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void fastOracleAgreesWithTheTable(MapCase row) {
    float[] sample = Samples.unary(row.specials());
    int n = sample.length / FastDouble.MULTIPLE * FastDouble.MULTIPLE;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = sample[i];
    }
    double[] y = new double[n];
    FastOracles.of(row.name(), row.oracle()).apply(x, y, n);
    for (int i = 0; i < n; i++) {
      double exact = row.oracle().applyAsDouble(x[i]);
      double error = relativeError(y[i], exact);
      float input = (float) x[i];
      assertTrue(error <= FastOracles.ERROR, () -> Ulp.show(input) + ": relative error " + error);
      assertEquals(
          Double.doubleToRawLongBits(exact) < 0,
          Double.doubleToRawLongBits(y[i]) < 0,
          () -> "sign at " + Ulp.show(input));
    }
  }

  private static double relativeError(double computed, double exact) {
    if (Double.isNaN(computed) || Double.isNaN(exact)) {
      return Double.isNaN(computed) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Math.abs(exact) > Ulp.OVERFLOW) {
      return Math.abs(computed) > Ulp.OVERFLOW && computed > 0 == exact > 0 ? 0 : 1;
    }
    double distance = Math.abs(computed - exact);
    return distance <= NOTHING ? 0 : distance / Math.abs(exact);
  }

  @Test
  void functionsAgreeWithStrictMath() {
    compare("exp", FastDouble::exp, StrictMath::exp, -690, 690, 1e-15);
    compare("exp", FastDouble::exp, StrictMath::exp, -1, 1, 1e-15);
    compare("expm1", FastDouble::expm1, StrictMath::expm1, -690, 690, 1e-15);
    compare("expm1", FastDouble::expm1, StrictMath::expm1, -1, 1, 1e-15);
    compare("expm1", FastDouble::expm1, StrictMath::expm1, -1e-20, 1e-20, 1e-15);
    compare("log", FastDouble::log, StrictMath::log, 1e-300, 1e-290, 1e-15);
    compare("log", FastDouble::log, StrictMath::log, 0.5, 2, 2e-15);
    compare("log", FastDouble::log, StrictMath::log, 1, 1e300, 1e-15);
    compare("log1p", FastDouble::log1p, StrictMath::log1p, -0.999, 1, 2e-15);
    compare("log1p", FastDouble::log1p, StrictMath::log1p, -1e-9, 1e-9, 2e-15);
    compare("log1p", FastDouble::log1p, StrictMath::log1p, -1e-300, 1e-300, 2e-15);
    compare("log1p", FastDouble::log1p, StrictMath::log1p, 0, 1e300, 1e-15);
  }

  private static void compare(
      String name,
      BlockOracle function,
      DoubleUnaryOperator reference,
      double from,
      double to,
      double bound) {
    double[] x = new Random(SEED).doubles(N, from, to).toArray();
    double[] y = new double[N];
    function.apply(x, y, N);
    for (int i = 0; i < N; i++) {
      double exact = reference.applyAsDouble(x[i]);
      double error = Math.abs(y[i] - exact) / Math.abs(exact);
      double input = x[i];
      assertTrue(error <= bound, () -> name + " of " + input + ": relative error " + error);
    }
  }

  @Test
  void functionsAgreeWithExactArithmetic() {
    exactly("exp", FastDouble::exp, BigMath::exp, -200, 200, 1e-15);
    exactly("log", FastDouble::log, BigMath::log, 1e-3, 3, 1e-15);
    exactly("erf", FastDouble::erf, BigMath::erf, -6, 6, 1e-15);
    exactly("erf", FastDouble::erf, BigMath::erf, -1e-3, 1e-3, 1e-15);
    exactly("erfc", FastDouble::erfc, BigMath::erfc, -6, 1, 1e-15);
    exactly("erfc", FastDouble::erfc, BigMath::erfc, 0.4, 12, 2e-14);
  }

  @Test
  void strictMathAgreesWithExactArithmetic() {
    exactly("exp", each(StrictMath::exp), BigMath::exp, -104, 89, 2.3e-16);
    exactly("log", each(StrictMath::log), BigMath::log, 1e-3, 3, 2.3e-16);
    exactly(
        "expm1",
        each(StrictMath::expm1),
        x -> BigMath.exp(x).subtract(BigDecimal.ONE),
        -3,
        3,
        2.3e-16);
    exactly("tanh", each(StrictMath::tanh), BigMath::tanh, -10, 10, 4e-16);
    exactly("tanh", each(StrictMath::tanh), BigMath::tanh, -1e-3, 1e-3, 4e-16);
  }

  private static BlockOracle each(DoubleUnaryOperator function) {
    return (x, y, n) -> Arrays.setAll(y, i -> function.applyAsDouble(x[i]));
  }

  private static void exactly(
      String name,
      BlockOracle function,
      UnaryOperator<BigDecimal> reference,
      double from,
      double to,
      double bound) {
    double[] x = new Random(SEED).doubles(EXACT, from, to).toArray();
    double[] y = new double[EXACT];
    function.apply(x, y, EXACT);
    for (int i = 0; i < EXACT; i++) {
      double error = BigMath.relativeError(y[i], reference.apply(new BigDecimal(x[i])));
      double input = x[i];
      assertTrue(error <= bound, () -> name + " of " + input + ": relative error " + error);
    }
  }

  @Test
  void specialValuesPass() {
    double[] x = {
      Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 800, -800, 1e30
    };
    double[] y = new double[x.length];
    FastDouble.exp(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && y[1] == 1 && y[3] > 1e300 && y[4] < 1e-300, "exp");
    FastDouble.expm1(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && 1 / y[2] < 0 && y[3] > 1e300 && y[4] == -1, "expm1");
    FastDouble.erf(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && 1 / y[2] < 0 && y[3] == 1 && y[4] == -1, "erf");
    FastDouble.erfc(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && y[1] == 1 && y[3] < 1e-250 && y[4] == 2, "erfc");
    FastDouble.log1p(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && 1 / y[2] < 0 && Double.isNaN(y[6]), "log1p");
    assertEquals(Double.POSITIVE_INFINITY, y[3], "log1p");
    FastDouble.log(x, y, x.length);
    assertTrue(Double.isNaN(y[0]) && Double.isNaN(y[4]) && Double.isNaN(y[6]), "log");
    assertEquals(Double.NEGATIVE_INFINITY, y[1], "log");
    assertEquals(Double.NEGATIVE_INFINITY, y[2], "log");
    assertEquals(Double.POSITIVE_INFINITY, y[3], "log");
  }
}
