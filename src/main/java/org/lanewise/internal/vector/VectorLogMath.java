package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.lanewise.internal.LogCoefficients.ERF_CENTRE;
import static org.lanewise.internal.LogCoefficients.ERF_END_BITS;
import static org.lanewise.internal.LogCoefficients.ERF_GRADIENT_END;
import static org.lanewise.internal.LogCoefficients.ERF_P0;
import static org.lanewise.internal.LogCoefficients.ERF_P1;
import static org.lanewise.internal.LogCoefficients.ERF_P2;
import static org.lanewise.internal.LogCoefficients.ERF_P3;
import static org.lanewise.internal.LogCoefficients.ERF_P4;
import static org.lanewise.internal.LogCoefficients.ERF_P5;
import static org.lanewise.internal.LogCoefficients.ERF_Q0;
import static org.lanewise.internal.LogCoefficients.ERF_Q1;
import static org.lanewise.internal.LogCoefficients.ERF_Q2;
import static org.lanewise.internal.LogCoefficients.ERF_Q3;
import static org.lanewise.internal.LogCoefficients.ERF_Q4;
import static org.lanewise.internal.LogCoefficients.ERF_Q5;
import static org.lanewise.internal.LogCoefficients.ERF_Q6;
import static org.lanewise.internal.LogCoefficients.ERF_SPLIT;
import static org.lanewise.internal.LogCoefficients.EXP2_P1;
import static org.lanewise.internal.LogCoefficients.EXP2_P2;
import static org.lanewise.internal.LogCoefficients.EXP2_P3;
import static org.lanewise.internal.LogCoefficients.EXP2_P4;
import static org.lanewise.internal.LogCoefficients.EXP2_P5;
import static org.lanewise.internal.LogCoefficients.EXP2_P6;
import static org.lanewise.internal.LogCoefficients.EXP_MASK;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.LOG_CUT;
import static org.lanewise.internal.LogCoefficients.LOG_MAGIC;
import static org.lanewise.internal.LogCoefficients.LOG_MAGIC_BITS;
import static org.lanewise.internal.LogCoefficients.LOG_P0;
import static org.lanewise.internal.LogCoefficients.LOG_P1;
import static org.lanewise.internal.LogCoefficients.LOG_P2;
import static org.lanewise.internal.LogCoefficients.LOG_P3;
import static org.lanewise.internal.LogCoefficients.LOG_P4;
import static org.lanewise.internal.LogCoefficients.LOG_P5;
import static org.lanewise.internal.LogCoefficients.LOG_P6;
import static org.lanewise.internal.LogCoefficients.LOG_P7;
import static org.lanewise.internal.LogCoefficients.LOG_P8;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.NEG_LN2;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.TWO_OVER_SQRT_PI;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarLogMath}, the same operations in the same order, a vector at a
 * time. What they mean, how they work and how exact they are is said there.
 */
public final class VectorLogMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;
  static final VectorSpecies<Integer> I = Lanes.ISPECIES;

  private VectorLogMath() {}

  /** p(f) of log(1 + f) = f + f^2 p(f), -0.25 <= f <= 0.5. */
  static FloatVector logSeries(FloatVector f) {
    FloatVector p = f.fma(LOG_P8, LOG_P7);
    p = p.fma(f, broadcast(F, LOG_P6));
    p = p.fma(f, broadcast(F, LOG_P5));
    p = p.fma(f, broadcast(F, LOG_P4));
    p = p.fma(f, broadcast(F, LOG_P3));
    p = p.fma(f, broadcast(F, LOG_P2));
    p = p.fma(f, broadcast(F, LOG_P1));
    return p.fma(f, broadcast(F, LOG_P0));
  }

  /** 2^r, |r| <= 0.5. */
  static FloatVector exp2Series(FloatVector r) {
    FloatVector e = r.fma(EXP2_P6, EXP2_P5);
    e = e.fma(r, broadcast(F, EXP2_P4));
    e = e.fma(r, broadcast(F, EXP2_P3));
    e = e.fma(r, broadcast(F, EXP2_P2));
    e = e.fma(r, broadcast(F, EXP2_P1));
    return e.fma(r, broadcast(F, 1f));
  }

  /** p(u) of erf(x) = x + x p(u), u = x^2 <= 0.8213. */
  static FloatVector erfSeries(FloatVector u) {
    FloatVector p = u.fma(ERF_P5, ERF_P4);
    p = p.fma(u, broadcast(F, ERF_P3));
    p = p.fma(u, broadcast(F, ERF_P2));
    p = p.fma(u, broadcast(F, ERF_P1));
    return p.fma(u, broadcast(F, ERF_P0));
  }

  /** y(v) of -log2 erfc(v + 63/64) = ERF_Q0 + v y(v). */
  static FloatVector erfTail(FloatVector v) {
    FloatVector y = v.fma(ERF_Q6, ERF_Q5);
    y = y.fma(v, broadcast(F, ERF_Q4));
    y = y.fma(v, broadcast(F, ERF_Q3));
    y = y.fma(v, broadcast(F, ERF_Q2));
    return y.fma(v, broadcast(F, ERF_Q1));
  }

  public static FloatVector log(FloatVector x) {
    // Subnormals are scaled by 2^23: tiny is -1 for them.
    IntVector tiny = x.reinterpretAsInts().sub(0x800000).lanewise(ASHR, 31);
    FloatVector scale = tiny.and(0xb800000).add(ONE_BITS).reinterpretAsFloats();
    FloatVector y = x.mul(scale);
    // y = 2^k m with 0.75 < m <= 1.5; ne = -k, NaN for a negative x.
    IntVector k = y.reinterpretAsInts().sub(LOG_CUT);
    FloatVector m = y.reinterpretAsInts().sub(k.and(EXP_MASK)).reinterpretAsFloats();
    IntVector b = k.lanewise(ASHR, 23).add(tiny.and(-23)).add(LOG_MAGIC_BITS);
    FloatVector ne =
        broadcast(F, LOG_MAGIC)
            .sub(b.or(x.reinterpretAsInts().lanewise(ASHR, 31)).reinterpretAsFloats());
    FloatVector f = m.sub(1f);
    FloatVector p = logSeries(f);
    // log x = log(1 + f) + k ln2; for k = 1, -1 the sum is exact.
    FloatVector r = f.mul(f).fma(p, f);
    r = ne.fma(broadcast(F, NEG_LN2), r);
    r = x.blend(r, x.compare(LT, Float.POSITIVE_INFINITY));
    return r.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  public static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    // 1 + x = 2^k (1 + f) with f = x 2^-k - (1 - 2^-k), exact for k <= 24 although 1 + x is not.
    IntVector k = u.reinterpretAsInts().sub(LOG_CUT).and(EXP_MASK);
    FloatVector f =
        x.reinterpretAsInts()
            .sub(k)
            .reinterpretAsFloats()
            .sub(broadcast(F, 1f).sub(broadcast(I, ONE_BITS).sub(k).max(0).reinterpretAsFloats()));
    IntVector b = k.lanewise(ASHR, 23).add(LOG_MAGIC_BITS);
    FloatVector ne =
        broadcast(F, LOG_MAGIC)
            .sub(b.or(u.reinterpretAsInts().lanewise(ASHR, 31)).reinterpretAsFloats());
    FloatVector p = logSeries(f);
    FloatVector r = f.mul(f).fma(p, f);
    r = ne.fma(broadcast(F, NEG_LN2), r);
    r = x.blend(r, x.compare(LT, Float.POSITIVE_INFINITY));
    return r.blend(Float.NEGATIVE_INFINITY, u.compare(EQ, 0f));
  }

  public static FloatVector erf(FloatVector x) {
    // |x| < 0.90625: x + x p(x^2).
    FloatVector u = x.mul(x);
    FloatVector p = erfSeries(u);
    FloatVector small = x.fma(p, x);
    // Else 1 - 2^-y, y = -log2 erfc(|x|): expanded about 63/64, where y is almost a float, and the
    // last sum of y is taken again about the rounded exponent, so that r has no error of y's size.
    FloatVector a = x.reinterpretAsInts().and(0x7fffffff).min(ERF_END_BITS).reinterpretAsFloats();
    FloatVector v = a.sub(ERF_CENTRE);
    FloatVector y = erfTail(v);
    FloatVector t = broadcast(F, MAGIC).sub(y.fma(v, broadcast(F, ERF_Q0)));
    FloatVector r = y.neg().fma(v, broadcast(F, MAGIC).sub(t).sub(ERF_Q0));
    FloatVector e = exp2Series(r);
    FloatVector large =
        t.reinterpretAsInts()
            .lanewise(LSHL, 23)
            .reinterpretAsFloats()
            .neg()
            .fma(e, broadcast(F, 1f));
    IntVector sign = x.reinterpretAsInts().and(SIGN_MASK);
    large = large.reinterpretAsInts().or(sign).reinterpretAsFloats();
    return small.blend(large, x.abs().compare(GE, ERF_SPLIT));
  }

  public static FloatVector erfGradient(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector zl = x.fma(x, z.neg());
    FloatVector t = z.fma(-LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r =
        n.fma(broadcast(F, -LN2_HI), z.neg()).add(n.fma(broadcast(F, -LN2_LO), zl.neg()));
    FloatVector e = VectorGradientMath.expReduced(r).mul(TWO_OVER_SQRT_PI);
    FloatVector y = VectorExpTerms.scaled(e, u);
    return y.blend(0f, z.compare(GT, ERF_GRADIENT_END));
  }
}
