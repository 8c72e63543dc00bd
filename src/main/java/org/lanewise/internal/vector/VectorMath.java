package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.lanewise.internal.Coefficients.EXPM1_C2;
import static org.lanewise.internal.Coefficients.EXPM1_C3;
import static org.lanewise.internal.Coefficients.EXPM1_C4;
import static org.lanewise.internal.Coefficients.EXPM1_C5;
import static org.lanewise.internal.Coefficients.EXPM1_C6;
import static org.lanewise.internal.Coefficients.EXPM1_C7;
import static org.lanewise.internal.Coefficients.EXPM1_OFFSET;
import static org.lanewise.internal.Coefficients.EXPM1_ROUND;
import static org.lanewise.internal.Coefficients.EXP_C2;
import static org.lanewise.internal.Coefficients.EXP_C3;
import static org.lanewise.internal.Coefficients.EXP_C4;
import static org.lanewise.internal.Coefficients.EXP_C5;
import static org.lanewise.internal.Coefficients.EXP_C6;
import static org.lanewise.internal.Coefficients.EXP_ROUND;
import static org.lanewise.internal.Coefficients.LN2_HI;
import static org.lanewise.internal.Coefficients.LN2_LO;
import static org.lanewise.internal.Coefficients.LOG2E;
import static org.lanewise.internal.Coefficients.SIGMOID_ROUND;
import static org.lanewise.internal.Coefficients.TANH_C11;
import static org.lanewise.internal.Coefficients.TANH_C3;
import static org.lanewise.internal.Coefficients.TANH_C5;
import static org.lanewise.internal.Coefficients.TANH_C7;
import static org.lanewise.internal.Coefficients.TANH_C9;
import static org.lanewise.internal.Coefficients.TANH_E1;
import static org.lanewise.internal.Coefficients.TANH_E2;
import static org.lanewise.internal.Coefficients.TANH_E3;
import static org.lanewise.internal.Coefficients.TANH_E4;
import static org.lanewise.internal.Coefficients.TANH_E5;
import static org.lanewise.internal.Coefficients.TANH_E6;
import static org.lanewise.internal.Coefficients.TANH_LN2;
import static org.lanewise.internal.Coefficients.TANH_LOG2E;
import static org.lanewise.internal.Coefficients.TANH_ROUND;
import static org.lanewise.internal.Coefficients.TANH_SPLIT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarMath}, the same operations in the same order, a vector at a time.
 * What they mean, how they work and how exact they are is said there.
 *
 * <p>What C2 wants: constants broadcast in place, by the JDK's own method (a vector in a static
 * field is loaded again in every turn, as it might be what the loop stores to: exp took 0.22 ns an
 * element instead of 0.13); and no calls but those of the JDK: the templates are written out, see
 * {@code Flattener}, so that methods here may be as long and as deep as reads best.
 *
 * <p>What makes them faster, beside fewer operations, is a shorter chain from x to the result: some
 * six vectors are under way at once, no more. So polynomials begin with what they have early (exp
 * 4, sigmoid 6 % faster) or in two halves where that costs nothing.
 *
 * <p>Tried on a Zen 5, 512 bits. The polynomial of exp by Estrin's scheme, one operation more: exp
 * 2 % slower than with the early beginning, sigmoid 5 % faster and 1.01 ULP; with r + r^2 q(r) in
 * its place, no operation more, exp 1.03 ULP. The 2^-30 of sigmoid taken off q: subnormal results
 * are rounded twice, 1.15 ULP. tanh in two halves: no faster. Two or four vectors a turn: nothing,
 * or 5 %, since C2 writes one behind the other (in C, operation by operation, four sigmoids take 20
 * % less), and in one JVM of seven it boxed. Loops in two stages, the first half of a vector beside
 * the second half of the one before, written by the flattener: sigmoid 0.228 instead of 0.230 ns,
 * tanh 0.230 both, though not unrolled (in C two stages take 3 % less, four 14).
 */
public final class VectorMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;
  static final VectorSpecies<Integer> I = Lanes.ISPECIES;

  private static final int SIGN = 0x80000000;
  private static final int ONE = 0x3f800000;
  private static final float EXP_END = 104f;
  private static final int EXPM1_LIMIT = 0x42b20000;
  private static final int POW127 = 0x7f000000;
  private static final int POW_M30 = 0x30800000;
  private static final float SIGMOID_ONE = 20f;
  private static final int TANH_LAST = 0x410aa122;
  private static final int TANH_ONE = 0x41102cb3;
  private static final float CAP_SPLIT = 0.4375f;
  private static final float CAP_SHIFT = 0x1.074d8p5f;
  private static final float EXP_MSHIFT = 0x1.6e47e4p-48f;

  private VectorMath() {}

  /** See {@code ScalarMath.relu}. */
  public static FloatVector relu(FloatVector x) {
    FloatVector zero = broadcast(F, 0f);
    return x.blend(zero, x.compare(LT, zero));
  }

  /** See {@code ScalarMath.expPolynomial}. */
  private static FloatVector expPolynomial(FloatVector early, FloatVector r) {
    FloatVector p = early.fma(EXP_C6, EXP_C5);
    p = p.fma(r, broadcast(F, EXP_C4));
    p = p.fma(r, broadcast(F, EXP_C3));
    p = p.fma(r, broadcast(F, EXP_C2));
    return p.fma(r, broadcast(F, 1f));
  }

  /** See {@code ScalarMath.minusExpPolynomial}. */
  private static FloatVector minusExpPolynomial(FloatVector early, FloatVector r) {
    FloatVector p = early.fma(EXP_C6, -EXP_C5);
    p = p.fma(r, broadcast(F, EXP_C4));
    p = p.fma(r, broadcast(F, -EXP_C3));
    p = p.fma(r, broadcast(F, EXP_C2));
    return p.fma(r, broadcast(F, -1f));
  }

  /** See {@code ScalarMath.exp}. */
  public static FloatVector exp(FloatVector x) {
    // Reduce: x = n ln2 + r, |r| <= 0.3466; t carries n + 254 in its low bits.
    FloatVector t = x.fma(LOG2E, EXP_ROUND);
    FloatVector n = t.sub(EXP_ROUND);
    FloatVector early = n.fma(broadcast(F, -LN2_HI), x);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), early);
    FloatVector p = expPolynomial(early, r);
    // Rebuild: 2^n in two factors, since n runs from -150 to 150; the second one rounds subnormal
    // results and overflows.
    IntVector bits = t.reinterpretAsInts();
    IntVector half = bits.lanewise(LSHR, 1);
    FloatVector scale = half.lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector rest = bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector e = scale.mul(r).fma(p, scale).mul(rest);
    // Far out there is nothing to reduce. Last, since it is off the way of all else; NaN passes.
    e = e.blend(broadcast(F, Float.POSITIVE_INFINITY), x.compare(GT, EXP_END));
    return e.blend(broadcast(F, 0f), x.compare(LT, -EXP_END));
  }

  /** See {@code ScalarMath.scaledExp}; d is x - m. */
  public static FloatVector scaledExp(FloatVector d, FloatVector lo, FloatVector magic) {
    // Reduce: d = n ln2 + r, |r| <= 0.3466; t carries n + 127 + N in its low bits.
    FloatVector t = d.fma(broadcast(F, LOG2E), magic);
    FloatVector n = t.sub(magic);
    FloatVector early = n.fma(broadcast(F, -LN2_HI), d);
    FloatVector r = n.fma(broadcast(F, -LN2_LO), early);
    FloatVector p = expPolynomial(early, r);
    // Rebuild.
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector e = scale.mul(r).fma(p, scale);
    return e.blend(broadcast(F, 0f), d.compare(LT, lo));
  }

  /** See {@code ScalarMath.sigmoid}. */
  public static FloatVector sigmoid(FloatVector x) {
    // Reduce: x = r - n ln2, |r| <= 0.3466, e^-x = 2^n e^-r; t carries n + 97 in its low bits.
    FloatVector t = x.fma(-LOG2E, SIGMOID_ROUND);
    FloatVector n = t.sub(SIGMOID_ROUND);
    FloatVector early = n.fma(broadcast(F, LN2_HI), x);
    FloatVector r = n.fma(broadcast(F, LN2_LO), early);
    FloatVector p = minusExpPolynomial(early, r);
    // Rebuild: 2^-30 (1 + e^-x) is the sum of 2^-30, of 2^(n-30) and of scale p. The sum is kept as
    // den + low; subtracting the larger of the first two first makes low exact.
    IntVector bits = t.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector scale = bits.reinterpretAsFloats().mul(r);
    FloatVector large = bits.max(POW_M30).reinterpretAsFloats();
    FloatVector small = bits.min(POW_M30).reinterpretAsFloats();
    FloatVector den = scale.fma(p, large.add(small));
    FloatVector low = scale.fma(p, small.sub(den.sub(large)));
    // Divide; -q is its own reciprocal of den, so the residual corrects it. The 2^-30 kept den
    // finite and q normal; it comes off last and rounds subnormal results.
    FloatVector q = broadcast(F, -1f).div(den);
    FloatVector e = den.fma(q, broadcast(F, 1f));
    e = low.fma(q, e);
    FloatVector y = e.fma(q, q).mul(-0x1p-30f);
    // Far out there is nothing to reduce; NaN passes.
    y = y.blend(broadcast(F, 1f), x.compare(GT, SIGMOID_ONE));
    return y.blend(broadcast(F, 0f), x.compare(LT, -EXP_END));
  }

  /** See {@code ScalarMath.tanhNear}. */
  private static FloatVector tanhNear(FloatVector x) {
    FloatVector w = x.mul(x);
    FloatVector c = w.fma(TANH_C11, TANH_C9);
    c = c.fma(w, broadcast(F, TANH_C7));
    c = c.fma(w, broadcast(F, TANH_C5));
    c = c.fma(w, broadcast(F, TANH_C3));
    return w.mul(c).fma(x, x);
  }

  /** See {@code ScalarMath.tanhPolynomial}. */
  private static FloatVector tanhPolynomial(FloatVector r) {
    FloatVector p = r.fma(TANH_E6, TANH_E5);
    p = p.fma(r, broadcast(F, TANH_E4));
    p = p.fma(r, broadcast(F, TANH_E3));
    p = p.fma(r, broadcast(F, TANH_E2));
    p = p.fma(r, broadcast(F, TANH_E1));
    return p;
  }

  /** See {@code ScalarMath.minusTanhPolynomial}. */
  private static FloatVector minusTanhPolynomial(FloatVector r) {
    FloatVector p = r.fma(TANH_E6, -TANH_E5);
    p = p.fma(r, broadcast(F, TANH_E4));
    p = p.fma(r, broadcast(F, -TANH_E3));
    p = p.fma(r, broadcast(F, TANH_E2));
    p = p.fma(r, broadcast(F, -TANH_E1));
    return p;
  }

  /** See {@code ScalarMath.tanh}. */
  public static FloatVector tanh(FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector y = x.abs();
    FloatVector near = tanhNear(x);
    // Above: reduce y = n ln2 / 2 + r, |r| <= 0.1733. What one rounding of ln2 leaves out is far
    // below the error allowed to e^2y here.
    FloatVector z = y.reinterpretAsInts().min(TANH_LAST).reinterpretAsFloats();
    FloatVector t = z.fma(TANH_LOG2E, TANH_ROUND);
    FloatVector n = t.sub(TANH_ROUND);
    FloatVector r = n.fma(broadcast(F, -TANH_LN2), z);
    FloatVector p = tanhPolynomial(r);
    // Rebuild: den = e^2y + 1, tanh y = (den - 2) / den. The error of den counts only by 2/den^2,
    // and den - 2 is exact.
    FloatVector scale = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector den = scale.mul(r).fma(p, scale.add(1f));
    FloatVector far = den.sub(2f).div(den);
    // The largest z gives 1 - 2^-24; from TANH_ONE on add the last ulp, without a branch.
    IntVector ulp = broadcast(I, TANH_ONE).sub(y.reinterpretAsInts()).lanewise(LSHR, 31);
    far = far.reinterpretAsInts().add(ulp).reinterpretAsFloats();
    // NaN takes the first way and stays NaN. The first way loses the sign of -0.
    FloatVector value = near.blend(far, y.compare(GE, TANH_SPLIT));
    return value.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** See {@code ScalarMath.tanhGradient}. */
  public static FloatVector tanhGradient(FloatVector x) {
    FloatVector e = exp(x.abs().mul(-2f));
    FloatVector d = e.add(1f);
    return e.mul(4f).div(d.mul(d));
  }

  /** See {@code ScalarMath.softCap}. */
  public static FloatVector softCap(FloatVector x, FloatVector k) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    // Beyond 10 k nothing changes any more; NaN passes.
    FloatVector end = k.mul(10f);
    FloatVector y = x.abs();
    y = y.blend(end, y.compare(GT, end));
    // Divide: -y / k = t + low. (What is negative here and below saves negations, see sigmoid.)
    FloatVector inverse = broadcast(F, -1f).div(k);
    FloatVector t = y.mul(inverse);
    FloatVector low = t.fma(k, y).mul(inverse);
    // As tanhNear, but from y to the result without a second division.
    FloatVector w = t.add(t).fma(low, t.mul(t));
    FloatVector c = w.fma(TANH_C11, TANH_C9);
    c = c.fma(w, broadcast(F, TANH_C7));
    c = c.fma(w, broadcast(F, TANH_C5));
    c = c.fma(w, broadcast(F, TANH_C3));
    FloatVector near = w.mul(c).fma(y, y);
    // Above, as tanh: den + less = e^(2y/k) + 1, by r and p with the other sign.
    FloatVector m = t.fma(-TANH_LOG2E, TANH_ROUND);
    FloatVector n = m.sub(TANH_ROUND);
    FloatVector r = n.fma(broadcast(F, TANH_LN2), t).add(low);
    FloatVector p = minusTanhPolynomial(r);
    FloatVector scale = m.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector large = scale.add(1f);
    scale = scale.mul(r);
    FloatVector den = scale.fma(p, large);
    FloatVector less = scale.fma(p, large.sub(den));
    // 2 / (den + less) = rest - q, k (rest - q) = more - product, k + product = far + lost.
    FloatVector q = broadcast(F, -2f).div(den);
    FloatVector rest = den.fma(q, broadcast(F, 2f));
    rest = less.fma(q, rest).mul(q.mul(-0.5f));
    FloatVector product = k.mul(q);
    FloatVector more = k.neg().fma(q, product);
    more = k.fma(rest, more);
    FloatVector far = k.add(product);
    FloatVector lost = k.sub(far).add(product);
    far = far.add(lost.sub(more));
    // NaN takes the first way and stays NaN.
    FloatVector value = near.blend(far, t.compare(LE, -CAP_SPLIT));
    return value.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** See {@code ScalarMath.softCapGradient}. */
  public static FloatVector softCapGradient(FloatVector x, FloatVector k) {
    // Beyond 60 k nothing changes any more; NaN passes.
    FloatVector end = k.mul(60f);
    FloatVector y = x.abs();
    y = y.blend(end, y.compare(GT, end));
    // Divide: -y / k = t + rest / -k. (What is negative stays so: a sign costs an operation.)
    FloatVector inverse = broadcast(F, -1f).div(k);
    FloatVector t = y.mul(inverse);
    FloatVector rest = t.fma(k, y);
    // e + low = e^(-2 y/k), in the tail e^(CAP_SHIFT - 2 y/k): it is rounded as a subnormal but
    // once.
    VectorMask<Float> tail = t.compare(LE, -16f);
    FloatVector e = exp(broadcast(F, 0f).blend(CAP_SHIFT, tail).add(t.add(t)));
    FloatVector low = e.mul(rest.mul(inverse.add(inverse)));
    // (1 + h)^2 = den + less with h = e^(-2 y/k).
    FloatVector h = e.add(low).mul(broadcast(F, 1f).blend(EXP_MSHIFT, tail));
    FloatVector s = h.fma(h, h.add(h));
    FloatVector den = s.add(1f);
    FloatVector less = s.sub(den.sub(1f));
    // (e + low) / (den + less) = -q - more / den.
    FloatVector over = broadcast(F, -1f).div(den);
    FloatVector q = e.mul(over);
    FloatVector more = q.fma(den, e).add(low);
    more = q.fma(less, more);
    FloatVector factor = broadcast(F, -4f).blend(-4f * EXP_MSHIFT, tail);
    return q.fma(factor, more.mul(over.mul(factor)));
  }

  /** See {@code ScalarMath.expm1Polynomial}. */
  private static FloatVector expm1Polynomial(FloatVector r) {
    FloatVector q = r.fma(EXPM1_C7, EXPM1_C6);
    q = q.fma(r, broadcast(F, EXPM1_C5));
    q = q.fma(r, broadcast(F, EXPM1_C4));
    q = q.fma(r, broadcast(F, EXPM1_C3));
    q = q.fma(r, broadcast(F, EXPM1_C2));
    return r.mul(r).fma(q, r);
  }

  /** See {@code ScalarMath.expm1}. */
  public static FloatVector expm1(FloatVector x) {
    // Beyond ±89 nothing changes any more; NaN passes.
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector limit = sign.or(EXPM1_LIMIT).reinterpretAsFloats();
    FloatVector y = x.blend(limit, x.abs().compare(GT, 89f));
    // Reduce: x = n ln2 + r with ln 0.75 <= r <= ln 1.5, so that -0.25 <= e^r - 1 <= 0.5 wastes no
    // bit. t carries n + 127 in its low bits.
    FloatVector t = y.fma(LOG2E, EXPM1_OFFSET);
    t = t.add(EXPM1_ROUND);
    FloatVector n = t.sub(EXPM1_ROUND);
    FloatVector r = n.fma(broadcast(F, -LN2_HI), y);
    r = n.fma(broadcast(F, -LN2_LO), r);
    FloatVector s = expm1Polynomial(r);
    // Rebuild: (2^n - 1) + 2^n s, with 2^128 as 2^127 times rest.
    IntVector full = t.reinterpretAsInts().lanewise(LSHL, 23).max(0);
    IntVector most = full.min(POW127);
    FloatVector rest = full.sub(most).add(ONE).reinterpretAsFloats();
    FloatVector scale = most.reinterpretAsFloats();
    FloatVector base = scale.sub(1f);
    // From n = 25 on base has lost the 1: take it off s.
    FloatVector lost = broadcast(F, 1f).sub(scale.sub(base));
    s = lost.fma(broadcast(I, POW127).sub(most).reinterpretAsFloats().neg(), s);
    FloatVector e = scale.fma(s, base).mul(rest);
    // -0 stays -0.
    return e.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
