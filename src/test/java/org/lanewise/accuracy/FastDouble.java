package org.lanewise.accuracy;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of many doubles at a time, relative error below 1e-14, some ten times faster than
 * {@link StrictMath}: what the oracles of the exhaustive sweep are made of. Each function runs over
 * arrays and may write over its input; compositions are plain loops in between. What no element of
 * a vector needs is left out: neighbours in a sweep are alike.
 *
 * <p>Results leave the range of float far behind but stay normal doubles: exponents are cut at
 * ±700, so that infinity comes out as a number above 1e300 and nothing as one below 1e-300. NaN
 * passes.
 */
final class FastDouble {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LENGTH = S.length();

  /** Arrays are taken in multiples of this. */
  static final int MULTIPLE = 8;

  private static final double CUT = 700;
  private static final double LOG2E = 0x1.71547652b82fep0;
  private static final double LN2_HI = 0x1.62e42fefa39efp-1;
  private static final double LN2_LO = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer, which then stands in the low bits. */
  private static final double ROUND = 0x1.8p52;

  private static final long BIAS = 1023;
  private static final int MANTISSA_BITS = 52;
  private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

  /** (e^r - 1 - r) / r^2 for |r| at most 0.35: 1 / (k + 2)!. */
  private static final double[] EXP = inverseFactorials(2, 14);

  /** (2 atanh(s) - 2 s) / s^3 as a polynomial of s^2, for |s| at most 0.172: 2 / (2 k + 3). */
  private static final double[] LOG = twoOverOdd(3, 11);

  // W. J. Cody, "Rational Chebyshev approximations for the error function", 1969: erf x / x as a
  // quotient in x^2 up to 0.46875, e^(x^2) erfc x as one in x up to 4 and as one in 1 / x^2 beyond.
  private static final double[] ERF_P = {
    3209.3775891384694,
    377.485237685302,
    113.86415415105016,
    3.1611237438705655,
    0.18577770618460315
  };
  private static final double[] ERF_Q = {
    2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1
  };
  private static final double[] ERFC_P = {
    1230.3393547979972,
    2051.0783778260716,
    1712.0476126340707,
    881.952221241769,
    298.6351381974001,
    66.11919063714163,
    8.883149794388377,
    0.5641884969886701,
    2.1531153547440383e-8
  };
  private static final double[] ERFC_Q = {
    1230.3393548037495,
    3439.3676741437216,
    4362.619090143247,
    3290.7992357334597,
    1621.3895745666903,
    537.1811018620099,
    117.6939508913125,
    15.744926110709835,
    1
  };
  private static final double[] TAIL_P = {
    0.0006587491615298378,
    0.016083785148742275,
    0.12578172611122926,
    0.36034489994980445,
    0.30532663496123236,
    0.016315387137302097
  };
  private static final double[] TAIL_Q = {
    0.0023352049762686918,
    0.06051834131244132,
    0.5279051029514285,
    1.8729528499234673,
    2.568520192289822,
    1
  };
  private static final double SMALL_ERF = 0.46875;
  private static final double LARGE_ERF = 4;

  /** From here on erfc is below all floats. */
  private static final double NO_ERFC = 26;

  private static final double INV_SQRT_PI = 0x1.20dd750429b6dp-1;

  private FastDouble() {}

  private static double[] inverseFactorials(int from, int to) {
    double[] c = new double[to - from];
    double factorial = 1;
    for (int k = 1; k < to; k++) {
      factorial *= k;
      if (k >= from) {
        c[k - from] = 1 / factorial;
      }
    }
    return c;
  }

  private static double[] twoOverOdd(int from, int count) {
    double[] c = new double[count];
    for (int k = 0; k < count; k++) {
      c[k] = 2.0 / (from + 2 * k);
    }
    return c;
  }

  private static void check(double[] x, double[] y, int n) {
    if (n % MULTIPLE != 0 || n > x.length || n > y.length) {
      throw new IllegalArgumentException(n + " of " + x.length + " and " + y.length + " elements");
    }
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(S, value);
  }

  private static DoubleVector polynomial(DoubleVector x, double[] c) {
    DoubleVector p = all(c[c.length - 1]);
    for (int k = c.length - 2; k >= 0; k--) {
      p = p.fma(x, all(c[k]));
    }
    return p;
  }

  /** e^x. */
  static void exp(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      exp(DoubleVector.fromArray(S, x, i)).intoArray(y, i);
    }
  }

  private static DoubleVector exp(DoubleVector x) {
    DoubleVector cut = x.min(CUT).max(-CUT);
    DoubleVector t = cut.fma(all(LOG2E), all(ROUND));
    DoubleVector k = t.sub(ROUND);
    DoubleVector r = k.fma(all(-LN2_HI), cut);
    r = k.fma(all(-LN2_LO), r);
    DoubleVector s = r.mul(r).fma(polynomial(r, EXP), r);
    DoubleVector scale = powerOfTwo(t);
    return s.fma(scale, scale);
  }

  /** 2^k from k + ROUND. */
  private static DoubleVector powerOfTwo(DoubleVector t) {
    return t.reinterpretAsLongs()
        .add(BIAS)
        .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
        .reinterpretAsDoubles();
  }

  /** e^x - 1. */
  static void expm1(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector cut = v.min(CUT).max(-CUT);
      DoubleVector t = cut.fma(all(LOG2E), all(ROUND));
      DoubleVector k = t.sub(ROUND);
      DoubleVector r = k.fma(all(-LN2_HI), cut);
      r = k.fma(all(-LN2_LO), r);
      DoubleVector s = r.mul(r).fma(polynomial(r, EXP), r);
      DoubleVector scale = powerOfTwo(t);
      // With k = 0 this is s itself, so that small results keep their digits.
      DoubleVector e = s.fma(scale, scale.sub(1));
      e.blend(v, v.compare(VectorOperators.EQ, 0)).intoArray(y, i); // -0 stays -0
    }
  }

  /** log x; x may be anything but a subnormal double. */
  static void log(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      log(DoubleVector.fromArray(S, x, i)).intoArray(y, i);
    }
  }

  private static DoubleVector log(DoubleVector x) {
    // x = 2^k m with m between the root of 1/2 and that of 2.
    LongVector bits = x.reinterpretAsLongs();
    long root = Double.doubleToRawLongBits(SQRT_HALF);
    LongVector exponent = bits.sub(root).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    DoubleVector m =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsDoubles();
    DoubleVector k = (DoubleVector) exponent.convertShape(VectorOperators.L2D, S, 0);
    // log m = 2 atanh(s); f - (f^2 / 2 - s (f^2 / 2 + rest)) would save half an ulp, not needed.
    DoubleVector s = m.sub(1).div(m.add(1));
    DoubleVector z = s.mul(s);
    DoubleVector tail = z.mul(s).mul(polynomial(z, LOG));
    DoubleVector near = s.add(s).add(tail);
    DoubleVector far = k.fma(all(LN2_LO), near);
    far = k.fma(all(LN2_HI), far);
    DoubleVector r = near.blend(far, k.compare(VectorOperators.NE, 0));
    r = r.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    r = r.blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
    return r.blend(Double.NaN, x.compare(VectorOperators.GE, 0).not());
  }

  /** log(1 + x). */
  static void log1p(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      // In the smallest numbers, x - x^2 / 2 is all there is.
      DoubleVector square = v.mul(v).fma(all(-0.5), v);
      VectorMask<Double> small = v.abs().compare(VectorOperators.LT, 0x1p-30);
      if (small.allTrue()) {
        square.intoArray(y, i);
        continue;
      }
      DoubleVector u = v.add(1);
      // What rounding 1 + x lost; nothing matters any more where x itself is beyond 2^53.
      DoubleVector lost = v.sub(u.sub(1)).div(u);
      VectorMask<Double> some = v.compare(VectorOperators.LT, 0x1p53);
      some = some.and(u.compare(VectorOperators.GT, 0));
      DoubleVector large = all(0).blend(lost, some);
      log(u).add(large).blend(square, small).intoArray(y, i);
    }
  }

  /** The error function, 0 to ±1, odd. */
  static void erf(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector a = v.abs();
      VectorMask<Double> small = a.compare(VectorOperators.LE, SMALL_ERF);
      DoubleVector near = small.anyTrue() ? nearZero(v) : v;
      if (small.allTrue()) {
        near.intoArray(y, i);
        continue;
      }
      DoubleVector far = all(1).sub(complement(a));
      far = far.blend(far.neg(), v.compare(VectorOperators.LT, 0));
      DoubleVector r = far.blend(near, small);
      r.blend(v, v.compare(VectorOperators.NE, v)).intoArray(y, i);
    }
  }

  /** The complementary error function, 2 to 0; keeps its relative accuracy in the tail. */
  static void erfc(double[] x, double[] y, int n) {
    check(x, y, n);
    for (int i = 0; i < n; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector a = v.abs();
      VectorMask<Double> small = a.compare(VectorOperators.LE, SMALL_ERF);
      DoubleVector near = small.anyTrue() ? all(1).sub(nearZero(v)) : v;
      if (small.allTrue()) {
        near.intoArray(y, i);
        continue;
      }
      DoubleVector far = complement(a);
      far = far.blend(all(2).sub(far), v.compare(VectorOperators.LT, 0));
      DoubleVector r = far.blend(near, small);
      r.blend(v, v.compare(VectorOperators.NE, v)).intoArray(y, i);
    }
  }

  /** erf x for |x| up to 0.46875. */
  private static DoubleVector nearZero(DoubleVector x) {
    DoubleVector z = x.mul(x).min(1.0);
    return x.mul(polynomial(z, ERF_P)).div(polynomial(z, ERF_Q));
  }

  /** erfc a for a from 0.46875 on. */
  private static DoubleVector complement(DoubleVector a) {
    VectorMask<Double> nothing = a.compare(VectorOperators.GT, NO_ERFC);
    if (nothing.allTrue()) {
      return all(0x1p-1000);
    }
    VectorMask<Double> middle = a.compare(VectorOperators.LE, LARGE_ERF);
    DoubleVector factor = middle.anyTrue() ? middle(a) : a;
    if (!middle.allTrue()) {
      factor = tail(a).blend(factor, middle);
    }
    // e^(-a^2), with what rounding a^2 lost.
    DoubleVector square = a.mul(a).min(CUT);
    DoubleVector lost = a.fma(a, square.neg());
    DoubleVector e = exp(square.neg());
    e = e.sub(e.mul(lost).min(e));
    return factor.mul(e).blend(all(0x1p-1000), nothing);
  }

  /** e^(a^2) erfc a for a from 0.46875 to 4. */
  private static DoubleVector middle(DoubleVector a) {
    DoubleVector m = a.min(LARGE_ERF);
    return polynomial(m, ERFC_P).div(polynomial(m, ERFC_Q));
  }

  /** e^(a^2) erfc a for a from 4 on. */
  private static DoubleVector tail(DoubleVector a) {
    DoubleVector l = a.max(LARGE_ERF);
    DoubleVector w = all(1).div(l.mul(l));
    DoubleVector rest = w.mul(polynomial(w, TAIL_P)).div(polynomial(w, TAIL_Q));
    return all(INV_SQRT_PI).sub(rest).div(l);
  }
}
