package org.lanewise.internal.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@code ScalarLossMath}, the same operations in the same order, a vector at a
 * time.
 */
public final class VectorLossMath {

  static final VectorSpecies<Float> F = Lanes.SPECIES;

  private VectorLossMath() {}

  /** See {@code ScalarLossMath.squaredError}. */
  public static FloatVector squaredError(FloatVector x, FloatVector t) {
    FloatVector d = x.sub(t);
    return d.mul(d);
  }

  /** See {@code ScalarLossMath.squaredErrorGradient}. */
  public static FloatVector squaredErrorGradient(FloatVector x, FloatVector t) {
    FloatVector d = x.sub(t);
    return d.add(d);
  }

  /** See {@code ScalarLossMath.absoluteError}. */
  public static FloatVector absoluteError(FloatVector x, FloatVector t) {
    return x.sub(t).abs();
  }

  static FloatVector sign(FloatVector d) {
    FloatVector s = d.blend(1f, d.compare(GT, 0f));
    return s.blend(-1f, d.compare(LT, 0f));
  }

  /** See {@code ScalarLossMath.absoluteErrorGradient}. */
  public static FloatVector absoluteErrorGradient(FloatVector x, FloatVector t) {
    return sign(x.sub(t));
  }

  /** See {@code ScalarLossMath.smoothL1}. */
  public static FloatVector smoothL1(FloatVector x, FloatVector t, FloatVector beta) {
    FloatVector a = x.sub(t).abs();
    FloatVector near = a.mul(0.5f).mul(a.div(beta));
    FloatVector far = a.sub(beta.mul(0.5f));
    return far.blend(near, a.compare(LT, beta));
  }

  /** See {@code ScalarLossMath.smoothL1Gradient}. */
  public static FloatVector smoothL1Gradient(FloatVector x, FloatVector t, FloatVector beta) {
    FloatVector d = x.sub(t);
    FloatVector near = d.div(beta);
    return sign(d).blend(near, d.abs().compare(LT, beta));
  }

  /** See {@code ScalarLossMath.huber}. */
  public static FloatVector huber(FloatVector x, FloatVector t, FloatVector delta) {
    FloatVector a = x.sub(t).abs();
    FloatVector near = a.mul(0.5f).mul(a);
    FloatVector far = a.sub(delta.mul(0.5f)).mul(delta);
    return far.blend(near, a.compare(LE, delta));
  }

  /** See {@code ScalarLossMath.huberGradient}. */
  public static FloatVector huberGradient(FloatVector x, FloatVector t, FloatVector delta) {
    FloatVector d = x.sub(t);
    FloatVector far = sign(d).mul(delta);
    return far.blend(d, d.abs().compare(LE, delta));
  }

  /** See {@code ScalarLossMath.binaryPositive}. */
  public static FloatVector binaryPositive(FloatVector x, FloatVector t, FloatVector least) {
    FloatVector log = VectorLogMath.log(x);
    log = log.blend(least, log.compare(LT, least));
    FloatVector y = broadcast(F, 0f).sub(t.mul(log));
    return y.blend(0f, t.compare(EQ, 0f));
  }

  /** See {@code ScalarLossMath.binaryNegative}. */
  public static FloatVector binaryNegative(FloatVector x, FloatVector t, FloatVector least) {
    FloatVector log = VectorLogMath.log1p(x.neg());
    log = log.blend(least, log.compare(LT, least));
    FloatVector u = broadcast(F, 1f).sub(t);
    FloatVector y = broadcast(F, 0f).sub(u.mul(log));
    return y.blend(0f, u.compare(EQ, 0f));
  }

  /** See {@code ScalarLossMath.binaryCrossEntropyGradient}. */
  public static FloatVector binaryCrossEntropyGradient(FloatVector x, FloatVector t) {
    FloatVector product = broadcast(F, 1f).sub(x).mul(x);
    product = product.blend(1e-12f, product.compare(LT, 1e-12f));
    return x.sub(t).div(product);
  }

  /** See {@code ScalarLossMath.categoricalGradient}. */
  public static FloatVector categoricalGradient(
      FloatVector x, FloatVector t, FloatVector least, FloatVector most) {
    FloatVector y = t.neg().div(x);
    y = y.blend(0f, x.compare(LT, least));
    y = y.blend(0f, x.compare(GT, most));
    return y.blend(0f, t.compare(EQ, 0f));
  }

  /** See {@code ScalarLossMath.withLogits}. */
  public static FloatVector withLogits(
      FloatVector x, FloatVector t, FloatVector tw, FloatVector small) {
    FloatVector large = x.abs().add(small);
    FloatVector up = small.blend(large, x.compare(GT, 0f));
    FloatVector down = large.blend(small, x.compare(GT, 0f));
    FloatVector u = broadcast(F, 1f).sub(t);
    FloatVector zero = u.mul(up).blend(0f, u.compare(EQ, 0f));
    FloatVector one = tw.mul(down).blend(0f, tw.compare(EQ, 0f));
    return zero.add(one);
  }

  /** See {@code ScalarLossMath.withLogitsGradient}. */
  public static FloatVector withLogitsGradient(FloatVector x, FloatVector t, FloatVector tw) {
    FloatVector small = VectorMath.sigmoid(broadcast(F, 0f).sub(x.abs()));
    FloatVector large = broadcast(F, 1f).sub(small);
    FloatVector up = small.blend(large, x.compare(GT, 0f));
    FloatVector down = large.blend(small, x.compare(GT, 0f));
    FloatVector u = broadcast(F, 1f).sub(t);
    return u.mul(up).sub(tw.mul(down));
  }
}
