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
    assertEquals(3, Flops.of("sigmoidGradient"), "dy * fma(-y, y, y)");
    assertEquals(2, Flops.of("log1pGradient"), "dy / (1 + x)");
    assertEquals(4, Flops.of("softmaxGradient"), "dot product, then y * (dy - p)");
  }

  @Test
  void everyElementwiseKernelHasItsOwnCount() {
    for (String kernel : ElementwiseKernels.names()) {
      assertNotNull(Flops.of(kernel), kernel);
    }
    assertEquals(Flops.of("exp") + 4 + 3, Flops.of("softmax"), 6, "exp, sum and scaling");
  }
}
