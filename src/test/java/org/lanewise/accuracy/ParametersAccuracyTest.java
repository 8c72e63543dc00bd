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
import org.lanewise.internal.ActivationTable;
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
            1f, -1.7f, 0.3f, 1.7f, 1.35282f, 1e-6f, 3e5f, 1e-20f, 3e20f, 0x1p32f, 0x1p-90f, 0x1p90f,
            0x1p-100f, 0x1p100f, 1e-37f, 3e38f);
    Stream.Builder<Case> cases = Stream.builder();
    for (MapCase row : KernelTable.MAPS) {
      for (float p : sizes) {
        if (row.parameters().length == 0 || !isTaken(row, p)) {
          continue;
        }
        switch (row.name()) {
          case "clip", "hardtanh" -> cases.add(new Case(row.name(), p, Math.max(p, 0) + 1));
          case "hardSigmoidLinear" -> cases.add(new Case(row.name(), p, 0.3f));
          case "softplus" ->
              cases
                  .add(new Case(row.name(), p, 20f))
                  .add(new Case(row.name(), p, Float.POSITIVE_INFINITY));
          default -> cases.add(new Case(row.name(), p));
        }
      }
    }
    return cases.build();
  }

  /** Whether the kernel does not refuse this as its first parameter. */
  private static boolean isTaken(MapCase row, float p) {
    ActivationTable.Parameter parameter = ActivationTable.of(row.op()).parameters().getFirst();
    try {
      parameter.check().run(parameter.name(), p);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
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
