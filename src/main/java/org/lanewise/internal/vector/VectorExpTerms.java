package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static org.lanewise.internal.LogCoefficients.EXP_C2;
import static org.lanewise.internal.LogCoefficients.EXP_C3;
import static org.lanewise.internal.LogCoefficients.EXP_C4;
import static org.lanewise.internal.LogCoefficients.EXP_C5;
import static org.lanewise.internal.LogCoefficients.EXP_C6;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The parts of e^x, as {@code ScalarExpTerms} has them, the same operations in the same order, a
 * vector at a time.
 */
final class VectorExpTerms {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorExpTerms() {}

  /** q(r) of e^r = 1 + r + r^2 q(r), |r| <= 0.3466. */
  static FloatVector expSeries(FloatVector early, FloatVector r, FloatVector w) {
    FloatVector q = w.fma(broadcast(F, EXP_C6), early.fma(EXP_C5, EXP_C4));
    return q.fma(w, r.fma(EXP_C3, EXP_C2));
  }

  /** w of e^(z + zl) = 2^n (1 + r + w), |r| <= 0.3466, r being rounded. */
  static FloatVector expLow(FloatVector z, FloatVector zl, FloatVector n) {
    FloatVector rh = n.fma(broadcast(F, -LN2_HI), z);
    FloatVector rl = n.fma(broadcast(F, -LN2_LO), zl);
    FloatVector r = rh.add(rl);
    FloatVector w = r.mul(r);
    return w.fma(expSeries(rh, r, w), rl.sub(r.sub(rh)));
  }

  /** r + rl of e^(z + zl) = 2^n e^(r + rl), rounded. */
  static FloatVector expRest(FloatVector z, FloatVector zl, FloatVector n) {
    return n.fma(broadcast(F, -LN2_HI), z).add(n.fma(broadcast(F, -LN2_LO), zl));
  }

  /** y 2^n in two factors: the first product is exact, the second one rounds. */
  static FloatVector scaled(FloatVector y, IntVector u) {
    IntVector u1 = u.max(TINY_SCALE_BITS);
    return y.mul(u1.reinterpretAsFloats()).mul(u.sub(u1).add(ONE_BITS).reinterpretAsFloats());
  }
}
