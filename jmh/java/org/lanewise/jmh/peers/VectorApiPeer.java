package org.lanewise.jmh.peers;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.TANH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** What one writes by hand with the functions of the Vector API. */
final class VectorApiPeer implements Peer {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  VectorApiPeer() {}

  @Override
  public Call prepare(Problem p) {
    float[] src = p.input();
    float[] dst = new float[src.length];
    return switch (p.kernel()) {
      case "relu" ->
          new ArrayCall(
              dst,
              () -> {
                relu(src, dst);
                return 0;
              });
      case "sigmoid" ->
          new ArrayCall(
              dst,
              () -> {
                sigmoid(src, dst);
                return 0;
              });
      case "tanh" ->
          new ArrayCall(
              dst,
              () -> {
                tanh(src, dst);
                return 0;
              });
      case "exp" ->
          new ArrayCall(
              dst,
              () -> {
                exp(src, dst);
                return 0;
              });
      case "softmax" ->
          new ArrayCall(
              dst,
              () -> {
                softmax(p, dst);
                return 0;
              });
      case "crossEntropyLoss" -> new ArrayCall(new float[0], () -> loss(p));
      case "crossEntropyGradient" -> new ArrayCall(dst, () -> lossAndGradient(p, dst));
      default -> throw p.unknown();
    };
  }

  private static void relu(float[] src, float[] dst) {
    int bound = SPECIES.loopBound(src.length);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, src, i).max(0).intoArray(dst, i);
    }
    if (i < src.length) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, src.length);
      FloatVector.fromArray(SPECIES, src, i, mask).max(0).intoArray(dst, i, mask);
    }
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    return one.div(x.neg().lanewise(EXP).add(one));
  }

  private static void sigmoid(float[] src, float[] dst) {
    int bound = SPECIES.loopBound(src.length);
    int i = 0;
    for (; i < bound; i += LANES) {
      sigmoid(FloatVector.fromArray(SPECIES, src, i)).intoArray(dst, i);
    }
    if (i < src.length) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, src.length);
      sigmoid(FloatVector.fromArray(SPECIES, src, i, mask)).intoArray(dst, i, mask);
    }
  }

  private static void tanh(float[] src, float[] dst) {
    int bound = SPECIES.loopBound(src.length);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, src, i).lanewise(TANH).intoArray(dst, i);
    }
    if (i < src.length) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, src.length);
      FloatVector.fromArray(SPECIES, src, i, mask).lanewise(TANH).intoArray(dst, i, mask);
    }
  }

  private static void exp(float[] src, float[] dst) {
    int bound = SPECIES.loopBound(src.length);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, src, i).lanewise(EXP).intoArray(dst, i);
    }
    if (i < src.length) {
      VectorMask<Float> mask = SPECIES.indexInRange(i, src.length);
      FloatVector.fromArray(SPECIES, src, i, mask).lanewise(EXP).intoArray(dst, i, mask);
    }
  }

  private static void softmax(Problem p, float[] dst) {
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      float max = max(p.input(), from, p.cols());
      float sum = expSum(p.input(), dst, from, p.cols(), max);
      scale(dst, from, p.cols(), 1 / sum);
    }
  }

  private static float max(float[] src, int from, int n) {
    FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int bound = SPECIES.loopBound(n);
    int i = 0;
    for (; i < bound; i += LANES) {
      max = max.max(FloatVector.fromArray(SPECIES, src, from + i));
    }
    float result = max.reduceLanes(MAX);
    for (; i < n; i++) {
      result = Math.max(result, src[from + i]);
    }
    return result;
  }

  private static float expSum(float[] src, float[] dst, int from, int n, float max) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(n);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector e = FloatVector.fromArray(SPECIES, src, from + i).sub(max).lanewise(EXP);
      e.intoArray(dst, from + i);
      sum = sum.add(e);
    }
    float result = sum.reduceLanes(ADD);
    for (; i < n; i++) {
      float e = (float) Math.exp(src[from + i] - max);
      dst[from + i] = e;
      result += e;
    }
    return result;
  }

  private static float expSum(float[] src, int from, int n, float max) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(n);
    int i = 0;
    for (; i < bound; i += LANES) {
      sum = sum.add(FloatVector.fromArray(SPECIES, src, from + i).sub(max).lanewise(EXP));
    }
    float result = sum.reduceLanes(ADD);
    for (; i < n; i++) {
      result += (float) Math.exp(src[from + i] - max);
    }
    return result;
  }

  private static void scale(float[] dst, int from, int n, float factor) {
    int bound = SPECIES.loopBound(n);
    int i = 0;
    for (; i < bound; i += LANES) {
      FloatVector.fromArray(SPECIES, dst, from + i).mul(factor).intoArray(dst, from + i);
    }
    for (; i < n; i++) {
      dst[from + i] *= factor;
    }
  }

  private static float loss(Problem p) {
    float total = 0;
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      float max = max(p.input(), from, p.cols());
      float sum = expSum(p.input(), from, p.cols(), max);
      total += max + (float) Math.log(sum) - p.input()[from + p.labels()[r]];
    }
    return total / p.rows();
  }

  private static float lossAndGradient(Problem p, float[] dst) {
    float total = 0;
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      int label = from + p.labels()[r];
      float max = max(p.input(), from, p.cols());
      float sum = expSum(p.input(), dst, from, p.cols(), max);
      total += max + (float) Math.log(sum) - p.input()[label];
      scale(dst, from, p.cols(), 1 / (sum * p.rows()));
      dst[label] -= 1f / p.rows();
    }
    return total / p.rows();
  }
}
