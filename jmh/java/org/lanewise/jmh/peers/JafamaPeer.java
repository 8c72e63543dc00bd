package org.lanewise.jmh.peers;

import net.jafama.FastMath;

/** Loops over JAFAMA's FastMath, as Jlama and others write them. */
final class JafamaPeer implements Peer {

  JafamaPeer() {}

  @Override
  public Call prepare(Problem p) {
    float[] src = p.input();
    float[] dst = new float[src.length];
    return switch (p.kernel()) {
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

  private static void sigmoid(float[] src, float[] dst) {
    for (int i = 0; i < src.length; i++) {
      dst[i] = (float) (1 / (1 + FastMath.exp(-src[i])));
    }
  }

  private static void tanh(float[] src, float[] dst) {
    for (int i = 0; i < src.length; i++) {
      dst[i] = (float) FastMath.tanh(src[i]);
    }
  }

  private static void exp(float[] src, float[] dst) {
    for (int i = 0; i < src.length; i++) {
      dst[i] = (float) FastMath.exp(src[i]);
    }
  }

  private static void softmax(Problem p, float[] dst) {
    for (int r = 0; r < p.rows(); r++) {
      softmaxRow(p.input(), dst, r * p.cols(), (r + 1) * p.cols());
    }
  }

  private static float max(float[] src, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, src[i]);
    }
    return max;
  }

  /** Softmax of one row; returns its logsumexp. */
  private static float softmaxRow(float[] src, float[] dst, int from, int to) {
    float max = max(src, from, to);
    float sum = 0;
    for (int i = from; i < to; i++) {
      float e = (float) FastMath.exp(src[i] - max);
      dst[i] = e;
      sum += e;
    }
    for (int i = from; i < to; i++) {
      dst[i] /= sum;
    }
    return max + (float) FastMath.log(sum);
  }

  private static float loss(Problem p) {
    float total = 0;
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      total += logSumExp(p.input(), from, from + p.cols()) - p.input()[from + p.labels()[r]];
    }
    return total / p.rows();
  }

  private static float logSumExp(float[] src, int from, int to) {
    float max = max(src, from, to);
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += (float) FastMath.exp(src[i] - max);
    }
    return max + (float) FastMath.log(sum);
  }

  private static float lossAndGradient(Problem p, float[] dst) {
    float total = 0;
    for (int r = 0; r < p.rows(); r++) {
      int from = r * p.cols();
      int to = from + p.cols();
      int label = from + p.labels()[r];
      total += softmaxRow(p.input(), dst, from, to) - p.input()[label];
      dst[label] -= 1;
      float factor = 1f / p.rows();
      for (int i = from; i < to; i++) {
        dst[i] *= factor;
      }
    }
    return total / p.rows();
  }
}
