package org.lanewise.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.internal.Kernels;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;
import org.lanewise.testing.Inputs;

/**
 * Bounds with parameters of every size: near 1, and as far from it as the kernels allow. Inputs are
 * a sample of all exponents, and one of those for which the function is neither 0 nor the identity.
 */
class ParametersAccuracyTest {

  private static final int NEAR = 40_000;

  /** A factor from above of many bits. */
  private static final float DY = 1.7320508f;

  /** A kernel with parameters. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Case(String name, float... parameters) {
    @Override
    public String toString() {
      return name + Arrays.toString(parameters);
    }

    /** What x / unit has to be of the order of 1 for the function to bend. */
    float unit() {
      return switch (name) {
        case "celu", "softCap", "softshrink", "hardshrink", "thresholdedRelu" -> parameters[0];
        case "softplus", "swish", "hardSigmoidLinear" -> 1 / parameters[0];
        default -> 1;
      };
    }
  }

  static Stream<Case> cases() {
    List<Float> sizes =
        List.of(
            1f, -1.7f, 0.3f, 1.35282f, 1e-6f, 3e5f, 1e-20f, 3e20f, 0x1p32f, 0x1p-90f, 0x1p90f,
            0x1p-100f, 0x1p100f, 1e-37f, 3e38f);
    Stream.Builder<Case> cases = Stream.builder();
    for (float p : sizes) {
      cases.add(new Case("leakyRelu", p)).add(new Case("scale", p));
      cases.add(new Case("hardSigmoidLinear", p, 0.3f));
      boolean moderate = Math.abs(p) >= 0x1p-100f && Math.abs(p) <= 0x1p100f;
      if (moderate) {
        cases.add(new Case("swish", p));
      }
      if (moderate && Math.abs(p) <= 0x1p32f) {
        cases.add(new Case("elu", p));
      }
      if (p >= 0x1p-90f && p <= 0x1p90f) {
        cases.add(new Case("celu", p));
      }
      if (p > 0) {
        cases
            .add(new Case("softplus", p, 20f))
            .add(new Case("softplus", p, Float.POSITIVE_INFINITY));
        cases.add(new Case("softshrink", p)).add(new Case("hardshrink", p));
        cases.add(new Case("thresholdedRelu", p));
      }
      if (moderate && p > 0) {
        cases.add(new Case("softCap", p));
      }
    }
    return cases.build();
  }

  private static float[] inputs(Case c) {
    float[] all = Samples.unary(new float[0][]);
    float[] x = Arrays.copyOf(all, all.length + NEAR);
    Inputs random = new Inputs(11);
    for (int i = all.length; i < x.length; i++) {
      x[i] = random.uniform(i % 2 == 0 ? 3f : 110f) * c.unit();
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapKeepsItsBound(Case c) {
    MapCase row =
        KernelTable.MAPS.stream().filter(r -> r.name().equals(c.name)).findFirst().orElseThrow();
    float[] x = inputs(c);
    float[] y = new float[x.length];
    Subject.run(Kernels.map(row.op()).array(x.length), c.parameters).apply(x, y, x.length);
    DoubleUnaryOperator oracle = OtherParameters.MAPS.get(c.name).oracleFor(c.parameters);
    check(c.toString(), x, y, oracle, Ruler.ULP, row.op().ulp());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientKeepsItsBound(Case c) {
    ZipCase row =
        KernelTable.ZIPS.stream().filter(r -> r.name().equals(c.name)).findFirst().orElseThrow();
    float[] x = inputs(c);
    float[] dx = new float[x.length];
    Subject.run(Kernels.zip(row.op()).array(x.length), DY, c.parameters).apply(x, dx, x.length);
    DoubleBinaryOperator oracle = OtherParameters.ZIPS.get(c.name).oracleFor(c.parameters);
    Ruler ruler = Ruler.of(row.op(), DY);
    check(c + " gradient", x, dx, v -> oracle.applyAsDouble(v, DY), ruler, row.op().ulp());
  }

  private static void check(
      String what, float[] x, float[] y, DoubleUnaryOperator oracle, Ruler ruler, double bound) {
    double most = 0;
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      double error = ruler.error(y[i], oracle.applyAsDouble(x[i]));
      if (!(error <= most)) {
        most = error;
        at = i;
      }
    }
    String worst = String.format(Locale.ROOT, "%.4f ULP at %s", most, Ulp.show(x[at]));
    System.out.printf("%-40s %s%n", what, worst);
    assertTrue(most <= bound, what + " errs by " + worst + ", where it gives " + y[at]);
  }
}
