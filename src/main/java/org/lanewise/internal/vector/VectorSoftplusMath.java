package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.lanewise.internal.LogCoefficients.EXP_MASK;
import static org.lanewise.internal.LogCoefficients.GATE_HALF;
import static org.lanewise.internal.LogCoefficients.GATE_MID;
import static org.lanewise.internal.LogCoefficients.LN2_BITS;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LN2_LO_BITS;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.LOG_Q0;
import static org.lanewise.internal.LogCoefficients.LOG_Q1;
import static org.lanewise.internal.LogCoefficients.LOG_Q2;
import static org.lanewise.internal.LogCoefficients.LOG_Q3;
import static org.lanewise.internal.LogCoefficients.LOG_Q4;
import static org.lanewise.internal.LogCoefficients.LOG_Q5;
import static org.lanewise.internal.LogCoefficients.LOG_Q6;
import static org.lanewise.internal.LogCoefficients.LOG_Q7;
import static org.lanewise.internal.LogCoefficients.LOG_Q8;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.MIN_NORMAL_BITS;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.SOFTPLUS_CUT;
import static org.lanewise.internal.LogCoefficients.SWISH_HALF;
import static org.lanewise.internal.LogCoefficients.SWISH_MID;
import static org.lanewise.internal.LogCoefficients.TINY_SCALE_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarSoftplusMath}, the same operations in the same order, a vector at a
 * time. What they mean, how they work and how exact they are is said there.
 *
 * <p>Tried on a Zen 5, 512 bits: the quotient of ln2 + f beside its polynomial (1.08 ULP where it
 * is 0.90 now; what lies behind the polynomial made 1.13 of 0.87 ns when it became exact enough for
 * any beta); the polynomial split into even and odd powers (other bits, no faster).
 */
public final class VectorSoftplusMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorSoftplusMath() {}

  /** p(f) of softplusSum; e need not be exact for it. */
  static FloatVector softplusRatio(FloatVector z, FloatVector zl, FloatVector t, FloatVector n) {
    FloatVector rh = n.fma(broadcast(F, -LN2_HI), z);
    FloatVector r = rh.add(n.fma(broadcast(F, -LN2_LO), zl));
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).max(0).reinterpretAsFloats();
    FloatVector q = VectorExpTerms.expSeries(rh, r, r.mul(r));
    FloatVector e = scale.mul(r).fma(q.fma(r, broadcast(F, 1f)), scale);
    IntVector k = z.reinterpretAsInts().sub(SOFTPLUS_CUT).lanewise(ASHR, 31);
    FloatVector half = k.and(EXP_MASK).add(ONE_BITS).reinterpretAsFloats();
    FloatVector f = half.fma(e, half.sub(1f));
    FloatVector p = f.fma(LOG_Q8, LOG_Q7);
    p = p.fma(f, broadcast(F, LOG_Q6));
    p = p.fma(f, broadcast(F, LOG_Q5));
    p = p.fma(f, broadcast(F, LOG_Q4));
    p = p.fma(f, broadcast(F, LOG_Q3));
    p = p.fma(f, broadcast(F, LOG_Q2));
    p = p.fma(f, broadcast(F, LOG_Q1));
    return p.fma(f, broadcast(F, LOG_Q0));
  }

  /** base + log(1 + e^z), z <= 0; the logarithm is to be multiplied by 2^min(n + 64, 0). */
  static FloatVector softplusSum(FloatVector z, FloatVector t, FloatVector n, FloatVector base) {
    FloatVector w = VectorExpTerms.expLow(z, broadcast(F, 0f), n);
    FloatVector p = softplusRatio(z, broadcast(F, 0f), t, n);
    FloatVector r = n.fma(broadcast(F, -LN2_HI), z).add(n.mul(-LN2_LO));
    // e + el = e^z, scaled by at least 2^-64.
    FloatVector s = r.add(w);
    FloatVector d = s.add(1f);
    FloatVector scale =
        t.reinterpretAsInts().lanewise(LSHL, 23).max(TINY_SCALE_BITS).reinterpretAsFloats();
    FloatVector e = d.mul(scale);
    FloatVector el = broadcast(F, 1f).sub(d).add(s).add(w.sub(s.sub(r))).mul(scale);
    // 1 + e = 2^k (1 + f), k = 1 if e > 0.4, else 0; half = 2^-k.
    IntVector k = z.reinterpretAsInts().sub(SOFTPLUS_CUT).lanewise(ASHR, 31);
    FloatVector half = k.and(EXP_MASK).add(ONE_BITS).reinterpretAsFloats();
    FloatVector c = half.sub(1f);
    FloatVector f = half.fma(e, c);
    FloatVector fl = el.fma(half, half.fma(e, c.sub(f)));
    FloatVector low = f.mul(f).fma(p, fl.neg().fma(f, fl));
    // base + f + k ln2 + low, the large terms without loss.
    FloatVector g = base.add(f);
    low = f.sub(g.sub(base)).add(low);
    FloatVector ln2 = k.and(LN2_BITS).reinterpretAsFloats();
    FloatVector h = ln2.add(g);
    return h.add(g.sub(h.sub(ln2)).add(low));
  }

  public static FloatVector softplus(FloatVector x) {
    FloatVector z = x.abs().neg();
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector base =
        x.reinterpretAsInts()
            .and(x.reinterpretAsInts().lanewise(ASHR, 31).not())
            .reinterpretAsFloats();
    FloatVector y = softplusSum(z, t, t.sub(MAGIC), base);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    IntVector u1 = u.max(TINY_SCALE_BITS);
    y = y.mul(u.sub(u1).add(ONE_BITS).reinterpretAsFloats());
    // Outside of (-110, 18): max(x, 0).
    return y.blend(base, x.add(GATE_MID).abs().compare(GT, GATE_HALF));
  }

  /** 2^n, at least 2^-64. */
  static FloatVector softplusScale(FloatVector t) {
    return t.reinterpretAsInts().lanewise(LSHL, 23).max(TINY_SCALE_BITS).reinterpretAsFloats();
  }

  /** All ones if e^z > 0.4, else 0. */
  static IntVector softplusCarry(FloatVector z) {
    return z.reinterpretAsInts().sub(SOFTPLUS_CUT).lanewise(ASHR, 31);
  }

  /** base + log(1 + e^(z + zl)) / beta, z <= 0; the logarithm is scaled as in softplusSum. */
  static FloatVector softplusBetaSum(
      FloatVector z,
      FloatVector zl,
      FloatVector t,
      FloatVector base,
      FloatVector beta,
      FloatVector inverse) {
    FloatVector n = t.sub(MAGIC);
    IntVector k = softplusCarry(z);
    FloatVector scale = softplusScale(t);
    FloatVector r = VectorExpTerms.expRest(z, zl, n);
    FloatVector w = VectorExpTerms.expLow(z, zl, n);
    FloatVector p = softplusRatio(z, zl, t, n);
    FloatVector s = r.add(w);
    FloatVector d = s.add(1f);
    FloatVector e = d.mul(scale);
    FloatVector el = broadcast(F, 1f).sub(d).add(s).add(w.sub(s.sub(r))).mul(scale);
    FloatVector half = k.and(EXP_MASK).add(ONE_BITS).reinterpretAsFloats();
    FloatVector start = half.sub(1f);
    FloatVector f = half.fma(e, start);
    FloatVector fl = el.fma(half, half.fma(e, start.sub(f)));
    // log(1 + f + fl) = f - c + low.
    FloatVector minus = f.neg();
    FloatVector a = minus.mul(f);
    FloatVector c = a.mul(p);
    FloatVector cl = f.fma(f, a).fma(p, f.mul(f).fma(p, c));
    FloatVector low = fl.fma(minus, fl.add(cl));
    FloatVector ln2 = k.and(LN2_BITS).reinterpretAsFloats();
    FloatVector g = ln2.add(f);
    low = f.sub(g.sub(ln2)).add(k.and(LN2_LO_BITS).reinterpretAsFloats()).add(low);
    FloatVector h = g.sub(c);
    low = g.sub(h).sub(c).add(low);
    // base + (h + low) / beta: the quotient of h with its remainder.
    FloatVector quotient = h.mul(inverse);
    low = quotient.neg().fma(beta, h).add(low).mul(inverse);
    h = base.add(quotient);
    FloatVector b = h.sub(base);
    return h.add(base.sub(h.sub(b)).add(quotient.sub(b)).add(low));
  }

  public static FloatVector softplusBeta(FloatVector x, FloatVector beta, FloatVector inverse) {
    FloatVector v = x.mul(beta);
    FloatVector z = v.abs().neg();
    FloatVector t = z.fma(LOG2E, MAGIC);
    IntVector sign = v.reinterpretAsInts().not().and(SIGN_MASK);
    FloatVector zl =
        x.fma(beta, v.neg()).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
    FloatVector base =
        x.reinterpretAsInts()
            .and(v.reinterpretAsInts().lanewise(ASHR, 31).not())
            .reinterpretAsFloats();
    FloatVector y = softplusBetaSum(z, zl, t, base, beta, inverse);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    IntVector u1 = u.max(TINY_SCALE_BITS);
    IntVector rest = u.sub(u1).add(ONE_BITS);
    IntVector u2 = rest.max(MIN_NORMAL_BITS);
    y = y.mul(u2.reinterpretAsFloats()).mul(rest.sub(u2).add(ONE_BITS).reinterpretAsFloats());
    return y.blend(base, v.add(SWISH_MID).abs().compare(GT, SWISH_HALF));
  }

  public static FloatVector logSigmoid(FloatVector x) {
    return softplus(x.neg()).neg();
  }
}
