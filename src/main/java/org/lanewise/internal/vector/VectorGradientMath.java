package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.lanewise.internal.LogCoefficients.ELU_GRADIENT_END;
import static org.lanewise.internal.LogCoefficients.EXP_C2;
import static org.lanewise.internal.LogCoefficients.EXP_C3;
import static org.lanewise.internal.LogCoefficients.EXP_C4;
import static org.lanewise.internal.LogCoefficients.EXP_C5;
import static org.lanewise.internal.LogCoefficients.EXP_C6;
import static org.lanewise.internal.LogCoefficients.EXP_END;
import static org.lanewise.internal.LogCoefficients.GATE_HALF;
import static org.lanewise.internal.LogCoefficients.GATE_MID;
import static org.lanewise.internal.LogCoefficients.GELU_GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.GELU_GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_HI;
import static org.lanewise.internal.LogCoefficients.HALF_LN2_LO;
import static org.lanewise.internal.LogCoefficients.LN2_HI;
import static org.lanewise.internal.LogCoefficients.LN2_LO;
import static org.lanewise.internal.LogCoefficients.LOG2E;
import static org.lanewise.internal.LogCoefficients.MAGIC;
import static org.lanewise.internal.LogCoefficients.MILLS_K;
import static org.lanewise.internal.LogCoefficients.MILLS_P0;
import static org.lanewise.internal.LogCoefficients.MILLS_P1;
import static org.lanewise.internal.LogCoefficients.MILLS_P2;
import static org.lanewise.internal.LogCoefficients.MILLS_P3;
import static org.lanewise.internal.LogCoefficients.MILLS_P4;
import static org.lanewise.internal.LogCoefficients.MILLS_P5;
import static org.lanewise.internal.LogCoefficients.MILLS_P6;
import static org.lanewise.internal.LogCoefficients.MILLS_P7;
import static org.lanewise.internal.LogCoefficients.MILLS_P8;
import static org.lanewise.internal.LogCoefficients.MISH_GRADIENT_HALF;
import static org.lanewise.internal.LogCoefficients.MISH_GRADIENT_MID;
import static org.lanewise.internal.LogCoefficients.NEG_DENSITY;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.QUICK_HI;
import static org.lanewise.internal.LogCoefficients.QUICK_LO;
import static org.lanewise.internal.LogCoefficients.SELU_NEG_HI;
import static org.lanewise.internal.LogCoefficients.SELU_POS;
import static org.lanewise.internal.LogCoefficients.SHRINK_END_BITS;
import static org.lanewise.internal.LogCoefficients.SHRINK_P0;
import static org.lanewise.internal.LogCoefficients.SHRINK_P1;
import static org.lanewise.internal.LogCoefficients.SHRINK_P2;
import static org.lanewise.internal.LogCoefficients.SHRINK_P3;
import static org.lanewise.internal.LogCoefficients.SHRINK_P4;
import static org.lanewise.internal.LogCoefficients.SHRINK_P5;
import static org.lanewise.internal.LogCoefficients.SHRINK_P6;
import static org.lanewise.internal.LogCoefficients.SHRINK_P7;
import static org.lanewise.internal.LogCoefficients.SHRINK_SPLIT;
import static org.lanewise.internal.LogCoefficients.SIGN_MASK;
import static org.lanewise.internal.LogCoefficients.TANH_K0;
import static org.lanewise.internal.LogCoefficients.TANH_K0_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K0_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_HI;
import static org.lanewise.internal.LogCoefficients.TANH_K1_LO;
import static org.lanewise.internal.LogCoefficients.TANH_K1_TRIPLE;
import static org.lanewise.internal.LogCoefficients.TWO_LOG2E;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarGradientMath}, the same operations in the same order, a vector at a
 * time. What they mean, how they work and how exact they are is said there.
 */
public final class VectorGradientMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorGradientMath() {}

  /** e^r, |r| <= 0.3466. */
  static FloatVector expReduced(FloatVector r) {
    FloatVector q = r.fma(EXP_C6, EXP_C5);
    q = q.fma(r, broadcast(F, EXP_C4));
    q = q.fma(r, broadcast(F, EXP_C3));
    q = q.fma(r, broadcast(F, EXP_C2));
    q = q.fma(r, broadcast(F, 1f));
    return q.fma(r, broadcast(F, 1f));
  }

  /** Phi(-a) e^(a^2/2) - a / sqrt(2 pi). */
  static FloatVector millsRatio(FloatVector a) {
    FloatVector c = broadcast(F, 1f).div(a.add(MILLS_K));
    FloatVector g = c.fma(-MILLS_K, 0.5f);
    FloatVector p = g.fma(MILLS_P8, MILLS_P7);
    p = p.fma(g, broadcast(F, MILLS_P6));
    p = p.fma(g, broadcast(F, MILLS_P5));
    p = p.fma(g, broadcast(F, MILLS_P4));
    p = p.fma(g, broadcast(F, MILLS_P3));
    p = p.fma(g, broadcast(F, MILLS_P2));
    p = p.fma(g, broadcast(F, MILLS_P1));
    p = p.fma(g, broadcast(F, MILLS_P0));
    return p.fma(c, a.mul(NEG_DENSITY));
  }

  public static FloatVector geluGradient(FloatVector x) {
    // y = e^(-x^2/2) (g - |x| / sqrt(2 pi)), g = Phi(-|x|) e^(x^2/2): the derivative for x < 0;
    // 1 - y for x > 0.
    FloatVector a = x.abs();
    FloatVector half = a.mul(0.5f);
    FloatVector z = half.mul(a);
    FloatVector zl = half.fma(a, z.neg());
    FloatVector t = z.fma(-LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r =
        n.fma(broadcast(F, -LN2_HI), z.neg()).add(n.fma(broadcast(F, -LN2_LO), zl.neg()));
    FloatVector e = expReduced(r);
    FloatVector k = millsRatio(a);
    FloatVector y = k.mul(e);
    y = VectorExpTerms.scaled(y, u);
    FloatVector limit =
        x.reinterpretAsInts()
            .lanewise(ASHR, 31)
            .and(0x40800000)
            .add(ONE_BITS)
            .reinterpretAsFloats();
    IntVector sign = x.reinterpretAsInts().not().and(SIGN_MASK);
    y = limit.add(y.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats());
    return y.blend(limit, x.add(GELU_GRADIENT_MID).abs().compare(GT, GELU_GRADIENT_HALF));
  }

  public static FloatVector gateGradient(FloatVector a, FloatVector z, FloatVector zl) {
    // sigma (1 + a (1 - sigma)) with sigma(z) = 2^n / (2^n + e), 1 - sigma = e / (2^n + e).
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, LN2_HI), z.neg()).add(n.fma(broadcast(F, LN2_LO), zl.neg()));
    FloatVector e = expReduced(r);
    FloatVector c = broadcast(F, 1f).div(u.max(0).reinterpretAsFloats().add(e));
    FloatVector y = a.mul(e).fma(c, broadcast(F, 1f)).mul(c);
    y = VectorExpTerms.scaled(y, u);
    FloatVector limit =
        z.reinterpretAsInts()
            .lanewise(ASHR, 31)
            .and(0x40800000)
            .add(ONE_BITS)
            .reinterpretAsFloats();
    return y.blend(limit, z.add(GRADIENT_MID).abs().compare(GT, GRADIENT_HALF));
  }

  public static FloatVector siluGradient(FloatVector x) {
    return gateGradient(x, x, broadcast(F, -0f));
  }

  public static FloatVector quickGeluGradient(FloatVector x) {
    FloatVector z = x.mul(QUICK_HI);
    FloatVector zl = x.fma(broadcast(F, QUICK_HI), z.neg());
    zl = x.fma(broadcast(F, QUICK_LO), zl);
    return gateGradient(z, z, zl);
  }

  public static FloatVector geluTanhGradient(FloatVector x) {
    FloatVector v = x.mul(x);
    FloatVector vl = x.fma(x, v.neg());
    FloatVector y = v.fma(TANH_K1_HI, TANH_K0_HI);
    FloatVector yl = v.fma(broadcast(F, TANH_K1_HI), broadcast(F, TANH_K0_HI).sub(y));
    yl = yl.add(v.fma(TANH_K1_LO, TANH_K0_LO));
    yl = vl.fma(broadcast(F, TANH_K1_HI), yl);
    FloatVector z = x.mul(y);
    FloatVector zl = x.fma(y, z.neg());
    zl = x.fma(yl, zl);
    FloatVector a = x.mul(v.fma(TANH_K1_TRIPLE, TANH_K0));
    return gateGradient(a, z, zl);
  }

  public static FloatVector swishGradient(FloatVector x, FloatVector beta) {
    FloatVector z = x.mul(beta);
    FloatVector zl = x.fma(beta, z.neg());
    return gateGradient(z, z, zl);
  }

  public static FloatVector mishGradient(FloatVector x) {
    FloatVector t = x.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), n.fma(broadcast(F, -LN2_HI), x));
    FloatVector e = expReduced(r);
    // With h = e^x, d = h^2 + 2h + 2: (h / d) (h + 2 + 4 x (1 + h) / d).
    FloatVector h = u.max(0).reinterpretAsFloats().mul(e);
    FloatVector b = h.add(2f);
    FloatVector c = broadcast(F, 1f).div(h.fma(b, broadcast(F, 2f)));
    FloatVector y = x.mul(h.fma(4f, 4f)).fma(c, b).mul(e.mul(c));
    y = VectorExpTerms.scaled(y, u);
    FloatVector limit =
        x.reinterpretAsInts()
            .lanewise(ASHR, 31)
            .and(0x40800000)
            .add(ONE_BITS)
            .reinterpretAsFloats();
    return y.blend(limit, x.add(MISH_GRADIENT_MID).abs().compare(GT, MISH_GRADIENT_HALF));
  }

  public static FloatVector logistic(FloatVector z, FloatVector zl) {
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, LN2_HI), z.neg()).add(n.fma(broadcast(F, LN2_LO), zl.neg()));
    FloatVector e = expReduced(r);
    FloatVector y = broadcast(F, 1f).div(u.max(0).reinterpretAsFloats().add(e));
    y = VectorExpTerms.scaled(y, u);
    FloatVector limit =
        z.reinterpretAsInts().lanewise(ASHR, 31).not().and(ONE_BITS).reinterpretAsFloats();
    return y.blend(limit, z.add(GATE_MID).abs().compare(GT, GATE_HALF));
  }

  public static FloatVector softplusGradient(FloatVector x, FloatVector beta) {
    FloatVector z = x.mul(beta);
    FloatVector zl = x.fma(beta, z.neg());
    return logistic(z, zl);
  }

  public static FloatVector logSigmoidGradient(FloatVector x) {
    return logistic(x.neg(), broadcast(F, 0f));
  }

  public static FloatVector eluGradient(FloatVector x, FloatVector alpha) {
    FloatVector t = x.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), n.fma(broadcast(F, -LN2_HI), x));
    FloatVector e = expReduced(r).mul(alpha);
    FloatVector y = VectorExpTerms.scaled(e, u);
    y = y.blend(0f, x.compare(LT, ELU_GRADIENT_END));
    return y.blend(1f, x.compare(GT, 0f));
  }

  public static FloatVector seluGradient(FloatVector x) {
    FloatVector t = x.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), n.fma(broadcast(F, -LN2_HI), x));
    FloatVector e = expReduced(r).mul(SELU_NEG_HI);
    FloatVector y = VectorExpTerms.scaled(e, u);
    y = y.blend(0f, x.compare(LT, EXP_END));
    return y.blend(SELU_POS, x.compare(GT, 0f));
  }

  public static FloatVector celuGradient(FloatVector x, FloatVector alpha) {
    // zl is what the quotient lost.
    FloatVector z = x.div(alpha);
    FloatVector zl = z.neg().fma(alpha, x).div(alpha);
    FloatVector t = z.fma(LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    IntVector u = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector r = n.fma(broadcast(F, -LN2_HI), z).add(n.fma(broadcast(F, -LN2_LO), zl));
    FloatVector e = expReduced(r);
    FloatVector y = VectorExpTerms.scaled(e, u);
    y = y.blend(0f, z.compare(LT, EXP_END));
    return y.blend(1f, z.compare(GT, 0f));
  }

  /** tanh(x) for |x| <= 0.90625. */
  static FloatVector tanhSmall(FloatVector x) {
    FloatVector u = x.mul(x);
    FloatVector p = u.fma(SHRINK_P7, SHRINK_P6);
    p = p.fma(u, broadcast(F, SHRINK_P5));
    p = p.fma(u, broadcast(F, SHRINK_P4));
    p = p.fma(u, broadcast(F, SHRINK_P3));
    p = p.fma(u, broadcast(F, SHRINK_P2));
    p = p.fma(u, broadcast(F, SHRINK_P1));
    p = p.fma(u, broadcast(F, SHRINK_P0));
    return x.mul(u).neg().fma(p, x);
  }

  public static FloatVector tanhshrinkGradient(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector small = tanhSmall(a);
    // Else tanh = 1 - 2 / (e^2a + 1).
    FloatVector z = a.reinterpretAsInts().min(SHRINK_END_BITS).reinterpretAsFloats();
    FloatVector t = z.fma(TWO_LOG2E, MAGIC);
    FloatVector n = t.sub(MAGIC);
    FloatVector r = n.fma(broadcast(F, -HALF_LN2_LO), n.fma(broadcast(F, -HALF_LN2_HI), z));
    FloatVector q = VectorTanhshrink.exp2xSeries(r);
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector d = scale.mul(r).fma(q, scale.add(1f));
    FloatVector y =
        small.blend(broadcast(F, 1f).sub(broadcast(F, 2f).div(d)), a.compare(GE, SHRINK_SPLIT));
    return y.mul(y);
  }
}
