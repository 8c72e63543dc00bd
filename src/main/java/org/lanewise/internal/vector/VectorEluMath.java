package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.lanewise.internal.LogCoefficients.ELU_END;
import static org.lanewise.internal.LogCoefficients.ELU_END_BITS;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_HI;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_LO;
import static org.lanewise.internal.LogCoefficients.SELU_POS_HI;
import static org.lanewise.internal.LogCoefficients.SELU_POS_LO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarEluMath}, the same operations in the same order, a vector at a
 * time. What they mean, how they work and how exact they are is said there.
 */
public final class VectorEluMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorEluMath() {}

  public static FloatVector elu(FloatVector x, FloatVector alpha) {
    // Negative numbers stop at -104; others do not matter.
    FloatVector z = x.reinterpretAsInts().min(ELU_END_BITS).reinterpretAsFloats();
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).max(0).reinterpretAsFloats();
    FloatVector rh = n.fma(broadcast(F, -LN2_HI), z);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), rh);
    FloatVector w = r.mul(r);
    FloatVector q = VectorExpTerms.expSeries(rh, r, w);
    // e^r - 1 = s + sl; h + low = 2^n (s + sl) + (2^n - 1).
    FloatVector s = w.fma(q, r);
    FloatVector sl = w.fma(q, r.sub(s));
    FloatVector b = scale.sub(1f);
    FloatVector h = scale.fma(s, b);
    FloatVector low = scale.fma(sl, scale.fma(s, b.sub(h)));
    FloatVector y = h.fma(alpha, low.mul(alpha));
    return x.blend(y, x.compare(LT, 0f));
  }

  public static FloatVector selu(FloatVector x) {
    FloatVector z = x.reinterpretAsInts().min(ELU_END_BITS).reinterpretAsFloats();
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).max(0).reinterpretAsFloats();
    FloatVector rh = n.fma(broadcast(F, -LN2_HI), z);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), rh);
    FloatVector w = r.mul(r);
    FloatVector q = VectorExpTerms.expSeries(rh, r, w);
    FloatVector s = w.fma(q, r);
    FloatVector sl = w.fma(q, r.sub(s));
    FloatVector b = scale.sub(1f);
    FloatVector h = scale.fma(s, b);
    FloatVector low = scale.fma(sl, scale.fma(s, b.sub(h)));
    FloatVector y =
        h.fma(broadcast(F, SELU_NEG_HI), h.fma(broadcast(F, SELU_NEG_LO), low.mul(SELU_NEG_HI)));
    return x.fma(broadcast(F, SELU_POS_HI), x.mul(SELU_POS_LO)).blend(y, x.compare(LT, 0f));
  }

  public static FloatVector celu(FloatVector x, FloatVector alpha) {
    FloatVector v = x.div(alpha);
    FloatVector z = v.reinterpretAsInts().min(ELU_END_BITS).reinterpretAsFloats();
    // What z lost; times e^z it is what the result lacks.
    FloatVector rem = z.neg().fma(alpha, x);
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).max(0).reinterpretAsFloats();
    FloatVector rh = n.fma(broadcast(F, -LN2_HI), z);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), rh);
    FloatVector w = r.mul(r);
    FloatVector q = VectorExpTerms.expSeries(rh, r, w);
    FloatVector s = w.fma(q, r);
    FloatVector sl = w.fma(q, r.sub(s));
    FloatVector b = scale.sub(1f);
    FloatVector h = scale.fma(s, b);
    FloatVector low = scale.fma(sl, scale.fma(s, b.sub(h)));
    rem = broadcast(F, 0f).blend(rem, v.compare(GT, ELU_END));
    low = rem.fma(h.add(1f), low.mul(alpha));
    FloatVector y = h.fma(alpha, low);
    // From there on x is within an eighth of a ULP, where y loses what is subnormal in it.
    return x.blend(y, v.compare(LT, -0x1p-26f));
  }
}
