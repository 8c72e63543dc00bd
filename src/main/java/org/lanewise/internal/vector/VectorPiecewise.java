package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.lanewise.internal.LogCoefficients.NEG_RCP_MAGIC;
import static org.lanewise.internal.LogCoefficients.ONE_BITS;
import static org.lanewise.internal.LogCoefficients.SIXTH_HI;
import static org.lanewise.internal.LogCoefficients.SIXTH_LO;
import static org.lanewise.internal.LogCoefficients.SOFTSIGN_END;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarPiecewise}, the same operations in the same order, a vector at a
 * time.
 */
public final class VectorPiecewise {

  static final VectorSpecies<Float> F = Lanes.SPECIES;
  static final VectorSpecies<Integer> I = Lanes.ISPECIES;
  private static final int SIGN = 0x80000000;

  private VectorPiecewise() {}

  /** See {@code ScalarPiecewise.leakyRelu}. */
  public static FloatVector leakyRelu(FloatVector x, FloatVector slope) {
    return x.blend(x.mul(slope), x.compare(LT, 0f));
  }

  /** See {@code ScalarPiecewise.relu6}. */
  public static FloatVector relu6(FloatVector x) {
    FloatVector y = x.blend(0f, x.compare(LT, 0f));
    return y.blend(6f, y.compare(GT, 6f));
  }

  /** See {@code ScalarPiecewise.clip}. */
  public static FloatVector clip(FloatVector x, FloatVector min, FloatVector max) {
    FloatVector y = x.blend(min, x.compare(LT, min));
    return y.blend(max, y.compare(GT, max));
  }

  /** See {@code ScalarPiecewise.thresholdedRelu}. */
  public static FloatVector thresholdedRelu(FloatVector x, FloatVector alpha) {
    return x.blend(0f, x.compare(LE, alpha));
  }

  /** See {@code ScalarPiecewise.hardSigmoidLinear}. */
  public static FloatVector hardSigmoidLinear(
      FloatVector x, FloatVector slope, FloatVector offset) {
    FloatVector t = x.fma(slope, offset);
    t = t.blend(0f, t.compare(LT, 0f));
    return t.blend(1f, t.compare(GT, 1f));
  }

  /** See {@code ScalarPiecewise.softshrink}. */
  public static FloatVector softshrink(FloatVector x, FloatVector lambda) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector y = x.sub(lambda.reinterpretAsInts().or(sign).reinterpretAsFloats());
    return y.blend(0f, x.abs().compare(LE, lambda));
  }

  /** See {@code ScalarPiecewise.hardshrink}. */
  public static FloatVector hardshrink(FloatVector x, FloatVector lambda) {
    return x.blend(0f, x.abs().compare(LE, lambda));
  }

  /** See {@code ScalarPiecewise.softsign}. */
  public static FloatVector softsign(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector d = a.add(1f);
    FloatVector dl = a.sub(d.sub(1f));
    FloatVector y = x.div(d);
    FloatVector rem = y.fma(dl, y.fma(d, x.neg()));
    y = rem.fma(broadcast(I, NEG_RCP_MAGIC).sub(d.reinterpretAsInts()).reinterpretAsFloats(), y);
    FloatVector limit = x.reinterpretAsInts().and(SIGN).or(ONE_BITS).reinterpretAsFloats();
    return y.blend(limit, a.compare(GT, SOFTSIGN_END));
  }

  /** See {@code ScalarPiecewise.hardSigmoid}. */
  public static FloatVector hardSigmoid(FloatVector x) {
    FloatVector t = x.add(3f);
    FloatVector tl = x.sub(t.sub(3f));
    FloatVector y = t.fma(broadcast(F, SIXTH_HI), t.fma(broadcast(F, SIXTH_LO), tl.mul(SIXTH_HI)));
    y = y.blend(1f, x.compare(GT, 3f));
    return y.blend(0f, x.compare(LT, -3f));
  }

  /** See {@code ScalarPiecewise.hardSwish}. */
  public static FloatVector hardSwish(FloatVector x) {
    FloatVector t = x.add(3f);
    FloatVector tl = x.sub(t.sub(3f));
    FloatVector low = t.fma(broadcast(F, SIXTH_LO), tl.mul(SIXTH_HI));
    FloatVector high = t.fma(broadcast(F, SIXTH_HI), low);
    low = low.add(t.fma(broadcast(F, SIXTH_HI), high.neg()));
    FloatVector y = x.fma(high, x.mul(low));
    // -0 stays -0.
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    y = y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    y = y.blend(x, x.compare(GT, 3f));
    return y.blend(-0f, x.compare(LT, -3f));
  }

  /** See {@code ScalarPiecewise.softplusThreshold}. */
  public static FloatVector softplusThreshold(
      FloatVector x, FloatVector beta, FloatVector threshold) {
    FloatVector y = VectorSoftplusMath.softplusBeta(x, beta, broadcast(F, 1f).div(beta));
    return y.blend(x, x.mul(beta).compare(GT, threshold));
  }

  /** See {@code ScalarPiecewise.reluGradient}. */
  public static FloatVector reluGradient(FloatVector x, FloatVector dy) {
    return dy.blend(0f, x.compare(LE, 0f));
  }

  /** See {@code ScalarPiecewise.leakyReluGradient}. */
  public static FloatVector leakyReluGradient(FloatVector x, FloatVector dy, FloatVector slope) {
    return dy.mul(slope).blend(dy, x.compare(GT, 0f));
  }

  /** See {@code ScalarPiecewise.slopeGradient}. */
  public static FloatVector slopeGradient(FloatVector x, FloatVector dy) {
    return x.mul(dy).blend(0f, x.compare(GT, 0f));
  }

  /** See {@code ScalarPiecewise.relu6Gradient}. */
  public static FloatVector relu6Gradient(FloatVector x, FloatVector dy) {
    FloatVector y = dy.blend(0f, x.compare(LE, 0f));
    return y.blend(0f, x.compare(GE, 6f));
  }

  /** See {@code ScalarPiecewise.clipGradient}. */
  public static FloatVector clipGradient(
      FloatVector x, FloatVector dy, FloatVector min, FloatVector max) {
    FloatVector y = dy.blend(0f, x.compare(LT, min));
    return y.blend(0f, x.compare(GT, max));
  }

  /** See {@code ScalarPiecewise.hardtanhGradient}. */
  public static FloatVector hardtanhGradient(
      FloatVector x, FloatVector dy, FloatVector min, FloatVector max) {
    FloatVector y = dy.blend(0f, x.compare(LE, min));
    return y.blend(0f, x.compare(GE, max));
  }

  /** See {@code ScalarPiecewise.thresholdedReluGradient}. */
  public static FloatVector thresholdedReluGradient(
      FloatVector x, FloatVector dy, FloatVector alpha) {
    return dy.blend(0f, x.compare(LE, alpha));
  }

  /** See {@code ScalarPiecewise.hardSigmoidGradient}. */
  public static FloatVector hardSigmoidGradient(FloatVector x, FloatVector dy) {
    return broadcast(F, 0f).blend(dy.div(6f), x.compare(GT, -3f).and(x.compare(LT, 3f)));
  }

  /** See {@code ScalarPiecewise.hardSigmoidLinearGradient}. */
  public static FloatVector hardSigmoidLinearGradient(
      FloatVector x, FloatVector dy, FloatVector slope, FloatVector offset) {
    FloatVector t = x.fma(slope, offset);
    FloatVector y = dy.mul(slope).blend(0f, t.compare(LE, 0f));
    return y.blend(0f, t.compare(GE, 1f));
  }

  /** See {@code ScalarPiecewise.hardSwishGradient}. */
  public static FloatVector hardSwishGradient(FloatVector x, FloatVector dy) {
    FloatVector y = dy.mul(x.fma(1f / 3f, 0.5f));
    y = y.blend(0f, x.compare(LE, -3f));
    return y.blend(dy, x.compare(GE, 3f));
  }

  /** See {@code ScalarPiecewise.shrinkGradient}. */
  public static FloatVector shrinkGradient(FloatVector x, FloatVector dy, FloatVector lambda) {
    return dy.blend(0f, x.abs().compare(LE, lambda));
  }

  /** See {@code ScalarPiecewise.softplusThresholdGradient}. */
  public static FloatVector softplusThresholdGradient(
      FloatVector x, FloatVector beta, FloatVector threshold) {
    FloatVector y = VectorGradientMath.softplusGradient(x, beta);
    return y.blend(1f, x.mul(beta).compare(GT, threshold));
  }

  /** See {@code ScalarPiecewise.softsignGradient}. */
  public static FloatVector softsignGradient(FloatVector x, FloatVector dy) {
    FloatVector d = x.abs().add(1f);
    return dy.div(d).div(d);
  }

  /** See {@code ScalarPiecewise.logitCapGradient}. */
  public static FloatVector logitCapGradient(
      FloatVector x, FloatVector g, FloatVector scale, FloatVector cap) {
    FloatVector scaled = g.mul(scale);
    FloatVector y = scaled.mul(VectorMath.tanhGradient(x.mul(scale).div(cap)));
    return y.blend(scaled, scaled.compare(EQ, 0f));
  }
}
