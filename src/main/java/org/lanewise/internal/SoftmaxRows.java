package org.lanewise.internal;

/**
 * Softmax, log-softmax and logsumexp of one row, out of the loops: the same code for both paths.
 *
 * <p>The exponentials are relative to a reference close to the row's maximum m. Where |m| ≤ 256 the
 * reference is a power of two: e^x = 2^n·e^r, and what is stored is 2^(n − N + 30)·e^r with N =
 * round(m·log2 e), so that x − m is never rounded. (Rounding it costs the peers up to 75 ULP of the
 * smallest results.) Elsewhere x − m itself is exact wherever it matters, by Sterbenz' lemma. The
 * idea of keeping the exponent apart is from Dukhan and Ablavatski, "Two-Pass Softmax Algorithm",
 * 2020.
 *
 * <p>Rows of up to {@link #LONG} elements take three passes over memory that stays in cache:
 * maximum, exponentials with their sum, scaling. Longer rows are read once for their logsumexp,
 * block by block, and once more for the result.
 */
final class SoftmaxRows {

  /** Elements that stay in the L2 cache, source and destination together. */
  static final int BLOCK = 1 << 15;

  /**
   * Elements that stay in the last cache, source and destination together. Up to here a pass costs
   * less than exponentials: at 128,256 columns 0.29 against 0.46 ns an element.
   */
  static final int LONG = 1 << 19;

  /** Exponentials are stored times 2^30, so that none that matters is subnormal. */
  private static final int EXPONENT = 30;

  /** e^-107 is less than half the least float. */
  private static final float NOTHING = 107f;

  private static final float POWER_OF_TWO_LIMIT = 256f;

  /**
   * Where a logsumexp in double is still good to 1e-10; beyond, maximum and rest are kept apart.
   */
  static final double APART = 1 << 20;

  /** Factors below this are applied in two steps, this one the second. */
  static final float STEP = 0x1p-100f;

  private static final float MAGIC = 0x1.8p23f + (127 + EXPONENT);
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LN_2 = 0x1.62e42fefa39efp-1;

  private static final Kernel<MapLoop> SCALE = Kernels.map(MapOp.SOFTMAX_SCALE);
  private static final Kernel<MapLoop> SHIFT = Kernels.map(MapOp.SHIFT);

  private SoftmaxRows() {}

  // The reference of a row: what is subtracted before the exponential, and the power of two.

  private static float subtrahend(float m) {
    return Math.abs(m) <= POWER_OF_TWO_LIMIT ? 0f : m;
  }

  private static float exponent(float m) {
    return Math.abs(m) <= POWER_OF_TWO_LIMIT ? (float) Math.rint(m * LOG2_E) : 0f;
  }

  /** Sets the reference of the exponentials of a column. */
  static void reference(float m, Columns columns, int c) {
    float sub = subtrahend(m);
    columns.p[c] = sub;
    columns.q[c] = m - sub - NOTHING;
    columns.magic[c] = MAGIC - exponent(m);
  }

  /** The logarithm of what exponentials with reference {@code m} have to be multiplied with. */
  private static double logUnit(float m) {
    return subtrahend(m) + (exponent(m) - (double) EXPONENT) * LN_2;
  }

  /** The largest element, NaN left out. */
  static float max(Object src, long base, int n) {
    return Kernels.MAX.on(src, n).run(src, base, n);
  }

  /** The exponential of one element with reference {@code m}, as the loops compute it. */
  static float exp(float x, float m) {
    float sub = subtrahend(m);
    return ScalarMath.scaledExp(x, sub, m - sub - NOTHING, MAGIC - exponent(m));
  }

  /** The sum of the exponentials with reference {@code m}. */
  static double expSum(Object src, long base, int n, float m) {
    float sub = subtrahend(m);
    double sum = 0;
    for (int i = 0; i < n; i += ExpLoop.BLOCK) {
      int k = Math.min(n - i, ExpLoop.BLOCK);
      long at = Memory.advance(src, base, i);
      sum +=
          Kernels.EXP_SUM
              .on(src, k)
              .run(src, at, null, 0, k, sub, m - sub - NOTHING, MAGIC - exponent(m));
    }
    return sum;
  }

  /** Stores the exponentials with reference {@code m} and returns their sum. */
  static double expStore(Object src, long srcBase, Object dst, long dstBase, int n, float m) {
    float sub = subtrahend(m);
    double sum = 0;
    for (int i = 0; i < n; i += ExpLoop.BLOCK) {
      int k = Math.min(n - i, ExpLoop.BLOCK);
      long from = Memory.advance(src, srcBase, i);
      long to = Memory.advance(dst, dstBase, i);
      sum +=
          Kernels.EXP_STORE
              .on(src, k)
              .run(src, from, dst, to, k, sub, m - sub - NOTHING, MAGIC - exponent(m));
    }
    return sum;
  }

  /**
   * The logsumexp that belongs to a sum of exponentials with reference {@code m}, the maximum. It
   * is never below that, whatever the exponentials have lost: or logarithms of probabilities would
   * be above 0.
   */
  static double logSumExp(double sum, float m) {
    return Math.max(logUnit(m) + StrictMath.log(sum), m);
  }

  /** The same less {@code x}: a logarithm beside a huge maximum would be lost. */
  static double logSumExpLess(float x, double sum, float m) {
    double less =
        (subtrahend(m) - (double) x) + ((exponent(m) - EXPONENT) * LN_2 + StrictMath.log(sum));
    return Math.max(less, m - (double) x);
  }

  /** A float from which the logsumexp of a row is a small distance that double holds. */
  static float reference(double lse, Object src, long base, int n) {
    return Math.abs(lse) <= APART ? (float) lse : max(src, base, n);
  }

  /**
   * The logsumexp of a row less {@code x}.
   *
   * @param lse the logsumexp of the row, finite
   */
  static double logSumExpLess(float x, double lse, Object src, long base, int n) {
    if (Math.abs(lse) <= APART) {
      return lse - x;
    }
    float m = max(src, base, n);
    return logSumExpLess(x, expSum(src, base, n, m), m);
  }

  /** Multiplies stored exponentials with {@code factor}. */
  static void scale(Object dst, long base, int n, double factor) {
    boolean twice = takesTwoSteps(factor);
    double first = twice ? factor / STEP : factor;
    float p = (float) first;
    float q = (float) (first - p);
    Maps.run(SCALE, dst, base, dst, base, n, p, q);
    if (twice) {
      Maps.run(SCALE, dst, base, dst, base, n, STEP, 0f);
    }
  }

  /** Whether a factor is so small that two floats would not hold it. */
  static boolean takesTwoSteps(double factor) {
    return Math.abs(factor) < STEP && factor != 0;
  }

  /** log Σ exp(x). */
  static double logSumExp(Object src, long base, int n) {
    if (n <= 1) {
      return n == 0 ? Double.NEGATIVE_INFINITY : Memory.get(src, base, 0);
    }
    return logSumExp(src, base, n, BLOCK, null);
  }

  /**
   * log Σ exp(x) in blocks.
   *
   * @param block elements a block
   * @param preparation what is done to the elements first; null for nothing
   */
  static double logSumExp(Object src, long base, int n, int block, Preparation preparation) {
    float m = Float.NEGATIVE_INFINITY;
    double sum = 0;
    boolean infinite = false;
    for (int i = 0; i < n; i += block) {
      int k = Math.min(n - i, block);
      long at = Memory.advance(src, base, i);
      Object x = src;
      if (preparation != null) {
        x = preparation.block(src);
        preparation.apply(src, at, i, k, x, 0);
        at = 0;
      }
      float blockMax = max(x, at, k);
      if (Float.isInfinite(blockMax)) {
        if (hasNan(x, at, k)) {
          return Double.NaN;
        }
        infinite |= blockMax > 0;
        continue;
      }
      double blockSum = expSum(x, at, k, blockMax);
      if (blockMax > m) {
        sum = blockSum + sum * ratio(m, blockMax);
        m = blockMax;
      } else {
        sum += blockSum * ratio(blockMax, m);
      }
    }
    if (infinite) {
      return Double.isNaN(sum) ? sum : Double.POSITIVE_INFINITY;
    }
    // That of one element is the element: no logarithm is to round it.
    return n == 1 || m == Float.NEGATIVE_INFINITY ? m : logSumExp(sum, m);
  }

  /** What turns exponentials with one reference into those with another. */
  private static double ratio(float from, float to) {
    if (from == Float.NEGATIVE_INFINITY) {
      return 0;
    }
    float sub = subtrahend(from);
    return sub == subtrahend(to)
        ? Math.scalb(1.0, (int) (exponent(from) - exponent(to)))
        : StrictMath.exp(logUnit(from) - logUnit(to));
  }

  /**
   * Softmax of a row times a factor.
   *
   * @param empty what a row of −∞ alone becomes: NaN, 0, or 1 for uniform
   */
  static void softmax(
      Object src, long srcBase, Object dst, long dstBase, int n, double factor, float empty) {
    if (n == 0) {
      return;
    }
    if (n == 1 && factor == 1 && Float.isFinite(Memory.get(src, srcBase, 0))) {
      Memory.fill(dst, dstBase, 1, 1f); // the first token of a sequence: no loop is worth it
      return;
    }
    if (n > LONG) {
      double lse = logSumExp(src, srcBase, n);
      if (Double.isInfinite(lse) || Double.isNaN(lse)) {
        fillSpecial(dst, dstBase, n, (float) lse, factor, empty);
      } else {
        softmax(src, srcBase, dst, dstBase, n, lse, factor);
      }
      return;
    }
    float m = max(src, srcBase, n);
    if (Float.isInfinite(m)) {
      float lse = m < 0 && hasNan(src, srcBase, n) ? Float.NaN : m;
      fillSpecial(dst, dstBase, n, lse, factor, empty);
      return;
    }
    double sum = expStore(src, srcBase, dst, dstBase, n, m);
    if (Double.isNaN(sum)) {
      Memory.fill(dst, dstBase, n, Float.NaN);
      return;
    }
    scale(dst, dstBase, n, factor / sum);
  }

  /** Softmax of a row and one more element, the sink, that is not stored; times a factor. */
  static void softmaxWithSink(
      Object src, long srcBase, Object dst, long dstBase, int n, float sink, double factor) {
    double lse = n > LONG ? logSumExp(src, srcBase, n) : 0;
    float m = n > LONG ? (float) lse : max(src, srcBase, n);
    boolean special = Double.isNaN(lse) || sink == Float.POSITIVE_INFINITY || Float.isNaN(sink);
    if (special || Float.isInfinite(m)) {
      boolean nothing = !special && m < 0 && !hasNan(src, srcBase, n);
      Memory.fill(dst, dstBase, n, nothing ? 0f : Float.NaN);
      return;
    }
    if (n > LONG) {
      double above = logSumExpLess(sink, lse, src, srcBase, n);
      m = above < 0 ? sink : reference(lse, src, srcBase, n);
      double rest = above < 0 ? 0 : logSumExpLess(m, lse, src, srcBase, n);
      rest += StrictMath.log1p(StrictMath.exp(-Math.abs(above)));
      softmax(src, srcBase, dst, dstBase, n, m, rest, factor);
      return;
    }
    m = Math.max(m, sink);
    double sum = expStore(src, srcBase, dst, dstBase, n, m) + exp(sink, m);
    if (Double.isNaN(sum)) {
      Memory.fill(dst, dstBase, n, Float.NaN);
      return;
    }
    scale(dst, dstBase, n, factor / sum);
  }

  /** Softmax of a row times a factor, from its logsumexp, which has to be finite. */
  static void softmax(
      Object src, long srcBase, Object dst, long dstBase, int n, double lse, double factor) {
    float m = reference(lse, src, srcBase, n);
    softmax(src, srcBase, dst, dstBase, n, m, logSumExpLess(m, lse, src, srcBase, n), factor);
  }

  /** The same from a logsumexp of {@code m + rest}. */
  private static void softmax(
      Object src,
      long srcBase,
      Object dst,
      long dstBase,
      int n,
      float m,
      double rest,
      double factor) {
    double c = factor * unit(m, rest);
    for (int i = 0; i < n; i += ExpLoop.BLOCK) {
      int k = Math.min(n - i, ExpLoop.BLOCK);
      long to = Memory.advance(dst, dstBase, i);
      expStore(src, Memory.advance(src, srcBase, i), dst, to, k, m);
      scale(dst, to, k, c);
    }
  }

  /**
   * What exponentials with reference {@code m} have to be multiplied with to make a softmax.
   *
   * @param rest the logsumexp less {@code m}
   */
  static double unit(float m, double rest) {
    return StrictMath.exp((exponent(m) - EXPONENT) * LN_2 - ((m - (double) subtrahend(m)) + rest));
  }

  private static void fillSpecial(
      Object dst, long base, int n, float lse, double factor, float empty) {
    float value = lse == Float.NEGATIVE_INFINITY ? (float) (factor * empty) : Float.NaN;
    Memory.fill(dst, base, n, empty == 1f ? value / n : value);
  }

  /** Log-softmax of a row. */
  static void logSoftmax(Object src, long srcBase, Object dst, long dstBase, int n) {
    logSoftmax(src, srcBase, dst, dstBase, n, Float.NEGATIVE_INFINITY, Float.NaN);
  }

  /**
   * Log-softmax of a row and one more element, the sink, that is not stored.
   *
   * @param sink the sink; −∞ for none
   * @param empty what softmax makes of a row of −∞ alone: NaN, 0, or 1 for uniform
   */
  static void logSoftmax(
      Object src, long srcBase, Object dst, long dstBase, int n, float sink, float empty) {
    if (n == 0) {
      return;
    }
    double lse = logSumExp(src, srcBase, n);
    boolean special = Float.isNaN(sink) || sink == Float.POSITIVE_INFINITY;
    if (special || Double.isInfinite(lse) || Double.isNaN(lse)) {
      boolean nothing = !special && lse == Double.NEGATIVE_INFINITY;
      double share = sink > Float.NEGATIVE_INFINITY ? 0 : empty == 1f ? 1.0 / n : empty;
      Memory.fill(dst, dstBase, n, nothing ? (float) StrictMath.log(share) : Float.NaN);
      return;
    }
    float p = reference(lse, src, srcBase, n);
    double rest = 0;
    if (sink > Float.NEGATIVE_INFINITY) {
      double above = logSumExpLess(sink, lse, src, srcBase, n);
      rest = StrictMath.log1p(StrictMath.exp(-Math.abs(above)));
      if (above < 0) {
        Maps.run(SHIFT, src, srcBase, dst, dstBase, n, sink, (float) rest);
        return;
      }
    }
    float q = (float) (logSumExpLess(p, lse, src, srcBase, n) + rest);
    Maps.run(SHIFT, src, srcBase, dst, dstBase, n, p, q);
  }

  /** Whether there is a NaN; for rows that are special already. */
  static boolean hasNan(Object src, long base, int n) {
    for (int i = 0; i < n; i++) {
      if (Float.isNaN(Memory.get(src, base, i))) {
        return true;
      }
    }
    return false;
  }
}
