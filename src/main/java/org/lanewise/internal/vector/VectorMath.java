package org.lanewise.internal.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.lanewise.internal.Coefficients;

/**
 * The functions of {@code ScalarMath}, the same operations in the same order, a vector at a time.
 * What they mean, how they work and how exact they are is said there.
 */
public final class VectorMath {

  private static final IntVector SIGN = Lanes.all(0x80000000);
  private static final IntVector ONE = Lanes.all(0x3f800000);
  private static final IntVector ZERO = Lanes.all(0);
  private static final IntVector EXP_LIMIT = Lanes.all(0x42d00000);
  private static final IntVector EXPM1_LIMIT = Lanes.all(0x42b20000);
  private static final IntVector POW127 = Lanes.all(0x7f000000);
  private static final IntVector POW_M30 = Lanes.all(0x30800000);
  private static final IntVector POW_M100 = Lanes.all(0x0d800000);
  private static final IntVector TANH_LAST = Lanes.all(0x410aa122);
  private static final IntVector TANH_ONE = Lanes.all(0x41102cb3);
  private static final IntVector EXPM1_MASK = Lanes.all(-0x2000);

  private static final FloatVector F0 = Lanes.all(0f);
  private static final FloatVector F1 = Lanes.all(1f);
  private static final FloatVector MINUS_F1 = Lanes.all(-1f);
  private static final FloatVector F2 = Lanes.all(2f);
  private static final FloatVector F89 = Lanes.all(89f);
  private static final FloatVector F104 = Lanes.all(104f);
  private static final FloatVector F_M30 = Lanes.all(0x1p-30f);

  private static final FloatVector LOG2E = Lanes.all(Coefficients.LOG2E);
  private static final FloatVector MINUS_LOG2E = Lanes.all(-Coefficients.LOG2E);
  private static final FloatVector LN2_HI = Lanes.all(Coefficients.LN2_HI);
  private static final FloatVector LN2_LO = Lanes.all(Coefficients.LN2_LO);
  private static final FloatVector MINUS_LN2_HI = Lanes.all(-Coefficients.LN2_HI);
  private static final FloatVector MINUS_LN2_LO = Lanes.all(-Coefficients.LN2_LO);
  private static final FloatVector EXP_ROUND = Lanes.all(Coefficients.EXP_ROUND);
  private static final FloatVector EXP_C2 = Lanes.all(Coefficients.EXP_C2);
  private static final FloatVector EXP_C3 = Lanes.all(Coefficients.EXP_C3);
  private static final FloatVector EXP_C4 = Lanes.all(Coefficients.EXP_C4);
  private static final FloatVector EXP_C5 = Lanes.all(Coefficients.EXP_C5);
  private static final FloatVector EXP_C6 = Lanes.all(Coefficients.EXP_C6);
  private static final FloatVector SIGMOID_ROUND = Lanes.all(Coefficients.SIGMOID_ROUND);
  private static final FloatVector MINUS_EXP_C3 = Lanes.all(-Coefficients.EXP_C3);
  private static final FloatVector MINUS_EXP_C5 = Lanes.all(-Coefficients.EXP_C5);
  private static final FloatVector TANH_SPLIT = Lanes.all(Coefficients.TANH_SPLIT);
  private static final FloatVector TANH_C3 = Lanes.all(Coefficients.TANH_C3);
  private static final FloatVector TANH_C5 = Lanes.all(Coefficients.TANH_C5);
  private static final FloatVector TANH_C7 = Lanes.all(Coefficients.TANH_C7);
  private static final FloatVector TANH_C9 = Lanes.all(Coefficients.TANH_C9);
  private static final FloatVector TANH_C11 = Lanes.all(Coefficients.TANH_C11);
  private static final FloatVector TANH_LOG2E = Lanes.all(Coefficients.TANH_LOG2E);
  private static final FloatVector TANH_ROUND = Lanes.all(Coefficients.TANH_ROUND);
  private static final FloatVector MINUS_TANH_LN2 = Lanes.all(-Coefficients.TANH_LN2);
  private static final FloatVector TANH_E1 = Lanes.all(Coefficients.TANH_E1);
  private static final FloatVector TANH_E2 = Lanes.all(Coefficients.TANH_E2);
  private static final FloatVector TANH_E3 = Lanes.all(Coefficients.TANH_E3);
  private static final FloatVector TANH_E4 = Lanes.all(Coefficients.TANH_E4);
  private static final FloatVector TANH_E5 = Lanes.all(Coefficients.TANH_E5);
  private static final FloatVector TANH_E6 = Lanes.all(Coefficients.TANH_E6);
  private static final FloatVector EXPM1_SHIFT = Lanes.all(Coefficients.EXPM1_SHIFT);
  private static final FloatVector EXPM1_ROUND = Lanes.all(Coefficients.EXPM1_ROUND);
  private static final FloatVector EXPM1_C2 = Lanes.all(Coefficients.EXPM1_C2);
  private static final FloatVector EXPM1_C3 = Lanes.all(Coefficients.EXPM1_C3);
  private static final FloatVector EXPM1_C4 = Lanes.all(Coefficients.EXPM1_C4);
  private static final FloatVector EXPM1_C5 = Lanes.all(Coefficients.EXPM1_C5);
  private static final FloatVector EXPM1_C6 = Lanes.all(Coefficients.EXPM1_C6);
  private static final FloatVector EXPM1_C7 = Lanes.all(Coefficients.EXPM1_C7);

  private VectorMath() {}

  /** See {@code ScalarMath.relu}. */
  public static FloatVector relu(FloatVector x) {
    return x.blend(F0, x.compare(LT, F0));
  }

  /** See {@code ScalarMath.exp}. */
  public static FloatVector exp(FloatVector x) {
    // Beyond ±104 nothing changes any more; NaN passes.
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector limit = sign.or(EXP_LIMIT).reinterpretAsFloats();
    x = x.blend(limit, x.abs().compare(GT, F104));
    // Reduce: x = n ln2 + r, |r| <= 0.3466; t carries n + 254 in its low bits.
    FloatVector t = x.fma(LOG2E, EXP_ROUND);
    FloatVector n = t.sub(EXP_ROUND);
    FloatVector r = n.fma(MINUS_LN2_HI, x);
    r = n.fma(MINUS_LN2_LO, r);
    // Approximate: e^r = 1 + r p(r).
    FloatVector p = r.fma(EXP_C6, EXP_C5);
    p = p.fma(r, EXP_C4);
    p = p.fma(r, EXP_C3);
    p = p.fma(r, EXP_C2);
    p = p.fma(r, F1);
    // Rebuild: 2^n in two factors.
    IntVector bits = t.reinterpretAsInts();
    IntVector half = bits.lanewise(LSHR, 1);
    FloatVector scale = half.lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector rest = bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
    return scale.mul(r).fma(p, scale).mul(rest);
  }

  /** See {@code ScalarMath.scaledExp}. */
  public static FloatVector scaledExp(
      FloatVector x, FloatVector m, FloatVector lo, FloatVector magic) {
    FloatVector d = x.sub(m);
    d = d.blend(lo, d.compare(LT, lo));
    // Reduce: d = n ln2 + r, |r| <= 0.3466; t carries n + 191 - N in its low bits.
    FloatVector t = d.fma(LOG2E, magic);
    FloatVector n = t.sub(magic);
    FloatVector r = n.fma(MINUS_LN2_HI, d);
    r = n.fma(MINUS_LN2_LO, r);
    // Approximate: e^r = 1 + r p(r).
    FloatVector p = r.fma(EXP_C6, EXP_C5);
    p = p.fma(r, EXP_C4);
    p = p.fma(r, EXP_C3);
    p = p.fma(r, EXP_C2);
    p = p.fma(r, F1);
    // Rebuild.
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    return scale.mul(r).fma(p, scale);
  }

  /** See {@code ScalarMath.sigmoid}. */
  public static FloatVector sigmoid(FloatVector x) {
    // Beyond ±104 nothing changes any more; NaN passes.
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector limit = sign.or(EXP_LIMIT).reinterpretAsFloats();
    x = x.blend(limit, x.abs().compare(GT, F104));
    // Reduce: -x = n ln2 - r, |r| <= 0.3466; t carries n + 97 in its low bits.
    FloatVector t = x.fma(MINUS_LOG2E, SIGMOID_ROUND);
    FloatVector n = t.sub(SIGMOID_ROUND);
    FloatVector r = n.fma(LN2_HI, x);
    r = n.fma(LN2_LO, r);
    // Approximate: e^-r = 1 + r p(r).
    FloatVector p = r.fma(EXP_C6, MINUS_EXP_C5);
    p = p.fma(r, EXP_C4);
    p = p.fma(r, MINUS_EXP_C3);
    p = p.fma(r, EXP_C2);
    p = p.fma(r, MINUS_F1);
    // Rebuild: den + low = 2^-30 (1 + e^-x).
    IntVector bits = t.reinterpretAsInts().lanewise(LSHL, 23).max(POW_M100);
    FloatVector scale = bits.reinterpretAsFloats().mul(r);
    FloatVector large = bits.max(POW_M30).reinterpretAsFloats();
    FloatVector small = bits.min(POW_M30).reinterpretAsFloats();
    FloatVector den = scale.fma(p, large.add(small));
    FloatVector low = scale.fma(p, small.sub(den.sub(large)));
    // Divide; q is its own reciprocal of den, so the residual corrects it.
    FloatVector q = F1.div(den);
    FloatVector e = den.neg().fma(q, F1);
    e = low.neg().fma(q, e);
    return e.fma(q, q).mul(F_M30);
  }

  /** See {@code ScalarMath.tanh}. */
  public static FloatVector tanh(FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector y = x.abs();
    // Approximate, |x| < 0.6875: x + x w c(w), w = x^2.
    FloatVector w = x.mul(x);
    FloatVector c = w.fma(TANH_C11, TANH_C9);
    c = c.fma(w, TANH_C7);
    c = c.fma(w, TANH_C5);
    c = c.fma(w, TANH_C3);
    FloatVector near = w.mul(c).fma(x, x);
    // Above: reduce y = n ln2 / 2 + r, |r| <= 0.1733.
    FloatVector z = y.reinterpretAsInts().min(TANH_LAST).reinterpretAsFloats();
    FloatVector t = z.fma(TANH_LOG2E, TANH_ROUND);
    FloatVector n = t.sub(TANH_ROUND);
    FloatVector r = n.fma(MINUS_TANH_LN2, z);
    // Approximate: e^2r = 1 + r p(r).
    FloatVector p = r.fma(TANH_E6, TANH_E5);
    p = p.fma(r, TANH_E4);
    p = p.fma(r, TANH_E3);
    p = p.fma(r, TANH_E2);
    p = p.fma(r, TANH_E1);
    // Rebuild: den = e^2y + 1, tanh y = (den - 2) / den.
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector den = scale.mul(r).fma(p, scale.add(F1));
    FloatVector far = den.sub(F2).div(den);
    // The largest z gives 1 - 2^-24; from TANH_ONE on add the last ulp, without a branch.
    IntVector ulp = TANH_ONE.sub(y.reinterpretAsInts()).lanewise(LSHR, 31);
    far = far.reinterpretAsInts().add(ulp).or(sign).reinterpretAsFloats();
    // NaN takes the first way and stays NaN.
    return near.blend(far, y.compare(GE, TANH_SPLIT));
  }

  /** See {@code ScalarMath.expm1}. */
  public static FloatVector expm1(FloatVector x) {
    // Beyond ±89 nothing changes any more; NaN passes.
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector limit = sign.or(EXPM1_LIMIT).reinterpretAsFloats();
    FloatVector y = x.blend(limit, x.abs().compare(GT, F89));
    // Reduce: x = n ln2 + r with ln 0.75 <= r <= ln 1.5.
    FloatVector t = y.fma(LOG2E, EXPM1_SHIFT);
    IntVector bits = t.reinterpretAsInts().and(EXPM1_MASK);
    FloatVector n = bits.reinterpretAsFloats().sub(EXPM1_ROUND);
    FloatVector r = n.fma(MINUS_LN2_HI, y);
    r = n.fma(MINUS_LN2_LO, r);
    // Approximate: s = e^r - 1 = r + r^2 q(r).
    FloatVector q = r.fma(EXPM1_C7, EXPM1_C6);
    q = q.fma(r, EXPM1_C5);
    q = q.fma(r, EXPM1_C4);
    q = q.fma(r, EXPM1_C3);
    q = q.fma(r, EXPM1_C2);
    FloatVector s = r.mul(r).fma(q, r);
    // Rebuild: (2^n - 1) + 2^n s, with 2^128 as 2^127 times rest.
    IntVector full = bits.lanewise(LSHL, 10).max(ZERO);
    IntVector most = full.min(POW127);
    FloatVector rest = full.sub(most).add(ONE).reinterpretAsFloats();
    FloatVector scale = most.reinterpretAsFloats();
    FloatVector base = scale.sub(F1);
    // From n = 25 on base has lost the 1: take it off s.
    FloatVector lost = F1.sub(scale.sub(base));
    s = lost.fma(POW127.sub(most).reinterpretAsFloats().neg(), s);
    FloatVector e = scale.fma(s, base).mul(rest);
    // -0 stays -0.
    return e.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
