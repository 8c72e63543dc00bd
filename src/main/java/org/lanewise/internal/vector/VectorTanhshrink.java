package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static org.lanewise.internal.LogCoefficients.EXP2X_C1;
import static org.lanewise.internal.LogCoefficients.EXP2X_C2;
import static org.lanewise.internal.LogCoefficients.EXP2X_C3;
import static org.lanewise.internal.LogCoefficients.EXP2X_C4;
import static org.lanewise.internal.LogCoefficients.EXP2X_C5;
import static org.lanewise.internal.LogCoefficients.EXP2X_C6;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_HI;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_LO;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
import static org.lanewise.internal.LogCoefficients.SHRINK_END_BITS;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0_LO;
import static org.lanewise.internal.LogCoefficients.SHRINK_P1;
import static org.lanewise.internal.LogCoefficients.SHRINK_P2;
import static org.lanewise.internal.LogCoefficients.SHRINK_P3;
import static org.lanewise.internal.LogCoefficients.SHRINK_P4;
import static org.lanewise.internal.LogCoefficients.SHRINK_P5;
import static org.lanewise.internal.LogCoefficients.SHRINK_P6;
import static org.lanewise.internal.LogCoefficients.SHRINK_P7;
import static org.lanewise.internal.LogCoefficients.SHRINK_SPLIT;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.TWO_LOG2E;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarTanhshrink}, the same operations in the same order, a vector at a
 * time. What they mean, how they work and how exact they are is said there.
 */
public final class VectorTanhshrink {

  static final VectorSpecies<Float> F = Lanes.SPECIES;
  static final VectorSpecies<Integer> I = Lanes.ISPECIES;

  private VectorTanhshrink() {}

  /** x - tanh(x) for |x| <= 0.90625: x u (1/3 + u p(u)) in two parts. */
  static FloatVector shrinkSmall(FloatVector x) {
    FloatVector u = x.mul(x);
    FloatVector ul = x.fma(x, u.neg());
    FloatVector p = u.fma(SHRINK_P7, SHRINK_P6);
    p = p.fma(u, broadcast(F, SHRINK_P5));
    p = p.fma(u, broadcast(F, SHRINK_P4));
    p = p.fma(u, broadcast(F, SHRINK_P3));
    p = p.fma(u, broadcast(F, SHRINK_P2));
    p = p.fma(u, broadcast(F, SHRINK_P1));
    FloatVector h = p.fma(u, broadcast(F, SHRINK_P0));
    FloatVector hl = p.fma(u, broadcast(F, SHRINK_P0).sub(h)).add(SHRINK_P0_LO);
    FloatVector g = u.mul(h);
    FloatVector gl = u.fma(hl, ul.fma(h, u.fma(h, g.neg())));
    return x.fma(g, x.mul(gl));
  }

  /** q(r) of e^2r = 1 + r q(r), |r| <= 0.1733. */
  static FloatVector exp2xSeries(FloatVector r) {
    FloatVector q = r.fma(EXP2X_C6, EXP2X_C5);
    q = q.fma(r, broadcast(F, EXP2X_C4));
    q = q.fma(r, broadcast(F, EXP2X_C3));
    q = q.fma(r, broadcast(F, EXP2X_C2));
    return q.fma(r, broadcast(F, EXP2X_C1));
  }

  /** a - 1 + 2 / (e^2a + 1) for a >= 0.90625; z = min(a, 20). */
  static FloatVector shrinkLarge(FloatVector a, FloatVector z) {
    FloatVector t = z.fma(TWO_LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector r = n.fma(broadcast(F, -HALF_LN2_LO), n.fma(broadcast(F, -HALF_LN2_HI), z));
    FloatVector q = exp2xSeries(r);
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector c = scale.add(1f);
    r = scale.mul(r);
    FloatVector d = r.fma(q, c);
    FloatVector dl = r.fma(q, c.sub(d));
    FloatVector y = broadcast(F, 2f).div(d);
    FloatVector rem = y.fma(dl, y.fma(d, broadcast(F, -2f)));
    FloatVector v = z.sub(1f);
    FloatVector h = y.add(v);
    FloatVector b = h.sub(y);
    FloatVector low = y.sub(h.sub(b)).add(v.sub(b));
    low =
        rem.fma(broadcast(I, NEG_RCP_MAGIC).sub(d.reinterpretAsInts()).reinterpretAsFloats(), low);
    return h.add(low).add(a.sub(z));
  }

  public static FloatVector tanhshrink(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector small = shrinkSmall(x);
    FloatVector large =
        shrinkLarge(a, a.reinterpretAsInts().min(SHRINK_END_BITS).reinterpretAsFloats());
    FloatVector y = small.blend(large, a.compare(GE, SHRINK_SPLIT));
    IntVector sign = x.reinterpretAsInts().and(SIGN_MASK);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
