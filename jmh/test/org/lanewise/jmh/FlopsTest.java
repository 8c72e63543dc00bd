package org.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class FlopsTest {

  @Test
  void countsAreThoseOfTheDefinitions() {
    assertEquals(0, Flops.of("relu"));
    assertEquals(1, Flops.of("expGradient"), "dy * y");
    assertEquals(2, Flops.of("expm1Gradient"), "dy * (y + 1)");
    assertEquals(33, Flops.of("sigmoid"), "11 fma, 11 others; integer maxima and minima are bits");
    assertEquals(3, Flops.of("sigmoidGradient"), "dy * fma(-y, y, y)");
    assertEquals(2, Flops.of("log1pGradient"), "dy / (1 + x)");
    assertEquals(4, Flops.of("softmaxGradient"), "dot product, then y * (dy - p)");
    assertEquals(Flops.of("silu") + 1, Flops.of("swiglu"), "silu(gate) * value");
    assertEquals(Flops.of("gelu") + 1, Flops.of("geluWithBias"), "gelu(x + bias)");
    assertEquals(3, Flops.of("mse"), "(x - t) * (x - t), and the sum");
  }

  @Test
  void everyKernelHasItsOwnCount() {
    for (String kernel : ElementwiseKernels.names()) {
      assertNotNull(Flops.of(kernel), kernel);
    }
    for (String kernel : RowKernel.names()) {
      boolean picksOnly = kernel.startsWith("negativeLogLikelihood");
      assertEquals(picksOnly, Flops.of(kernel) == null, kernel);
    }
    assertEquals(Flops.of("exp") + 4 + 3, Flops.of("softmax"), 6, "exp, sum and scaling");
  }
}
