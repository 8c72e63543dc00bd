package org.lanewise.accuracy;

import java.lang.invoke.MethodHandles;
import org.lanewise.accuracy.FastOracles.BlockOracle;
import org.lanewise.accuracy.FastOracles.Step;
import org.lanewise.internal.Templates;

/**
 * The loop y = step(x, y), a template: each step has a copy of its own, in which it is a constant,
 * as the loops of the kernels have. One loop for all steps would call them through an interface,
 * element by element.
 */
final class StepLoop implements BlockOracle {

  private static final Step STEP = (Step) Templates.key(MethodHandles.lookup()).op();

  @Override
  public void apply(double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = STEP.apply(x[i], y[i]);
    }
  }
}
