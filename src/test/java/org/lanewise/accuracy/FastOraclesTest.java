package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
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
import org.lanewise.table.KernelTable.ZipCase;

/**
 * The fast oracles are as good as they say: against the slow ones, and those against BigDecimal.
 */
class FastOraclesTest {

  private static final int N = 100_000;
  private static final int EXACT = 400;

  /** Every so many of the samples is taken: some slow oracles are very slow. */
  private static final int STEP = 11;

  private static final float[] EXTREMES = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE
  };

  private static final long SEED = 20_250_918;

  static Stream<Named<Subject>> subjects() {
    return Subject.all().stream()
        .filter(subject -> FastOracles.has(subject.kernel()))
        .map(subject -> Named.of(subject.name(), subject));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void fastOracleAgreesWithTheSlowOne(Subject subject) {
    float[] sample = Samples.unary(new float[0][]);
    double[] x = new double[sample.length / STEP / FastDouble.MULTIPLE * FastDouble.MULTIPLE];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < EXTREMES.length ? EXTREMES[i] : sample[i * STEP];
      if (!subject.domain().contains((float) x[i])) {
        x[i] = 0.5;
      }
    }
    double[] y = new double[x.length];
    subject.fast().apply(x, y, x.length);
    for (int i = 0; i < x.length; i++) {
      double exact = subject.slow().applyAsDouble(x[i]);
      double units = units(y[i], exact, subject.ruler());
      String input = Ulp.show((float) x[i]);
      assertTrue(units <= BlockJudge.MARGIN / 2, () -> input + ": wrong by " + units + " units");
      if (Math.abs(exact) > subject.ruler().unit(exact) * BlockJudge.MARGIN) {
        assertEquals(exact < 0, y[i] < 0, () -> "sign at " + input);
      }
    }
  }

  private static double units(double computed, double exact, Ruler ruler) {
    if (Double.isNaN(computed) || Double.isNaN(exact)) {
      return Double.isNaN(computed) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    double cut = Math.clamp(exact, -Ulp.OVERFLOW, Ulp.OVERFLOW);
    double difference = Math.clamp(computed, -Ulp.OVERFLOW, Ulp.OVERFLOW) - cut;
    return Math.abs(difference) / ruler.unit(cut);
  }

  @Test
  void secondParametersHaveTheOraclesOfTheTable() {
    int rows = 0;
    for (MapCase row : KernelTable.MAPS) {
      assertEquals(row.parameters().length > 0, OtherParameters.MAPS.containsKey(row.name()));
      if (row.parameters().length > 0) {
        DoubleUnaryOperator oracle =
            OtherParameters.MAPS.get(row.name()).oracleFor(row.parameters());
        for (float x : Samples.unary(row.specials())) {
          assertEquals(row.oracle().applyAsDouble(x), oracle.applyAsDouble(x), row.name());
        }
        rows++;
      }
    }
    for (ZipCase row : KernelTable.ZIPS) {
      assertEquals(row.parameters().length > 0, OtherParameters.ZIPS.containsKey(row.name()));
      if (row.parameters().length > 0) {
        DoubleBinaryOperator oracle =
            OtherParameters.ZIPS.get(row.name()).oracleFor(row.parameters());
        for (float x : Samples.unary(row.specials())) {
          float dy = Subject.FACTOR;
          double exact = row.oracle().applyAsDouble(x, dy);
          assertEquals(exact, oracle.applyAsDouble(x, dy), row.name());
        }
        rows++;
      }
    }
    assertEquals(OtherParameters.MAPS.size() + OtherParameters.ZIPS.size(), rows);
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
