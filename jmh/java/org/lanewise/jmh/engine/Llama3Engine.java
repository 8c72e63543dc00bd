package org.lanewise.jmh.engine;

/** As llama3.java has it: one pass for each step, {@code Math.exp} in double. */
final class Llama3Engine implements Engine {

  Llama3Engine() {}

  @Override
  public void softmax(float[] x, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      softmaxInPlace(x, r * n, n);
    }
  }

  @Override
  public void causalSoftmax(float[] x, int n) {
    for (int r = 0; r < n; r++) {
      softmaxInPlace(x, r * n, r + 1);
      java.util.Arrays.fill(x, r * n + r + 1, (r + 1) * n, 0f);
    }
  }

  private static void softmaxInPlace(float[] x, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + n; i++) {
      max = Float.max(max, x[i]);
    }
    for (int i = offset; i < offset + n; i++) {
      x[i] = (float) Math.exp(x[i] - max);
    }
    float sum = 0;
    for (int i = offset; i < offset + n; i++) {
      sum += x[i];
    }
    for (int i = offset; i < offset + n; i++) {
      x[i] /= sum;
    }
  }

  @Override
  public void swiglu(float[] gate, float[] up, int n) {
    for (int i = 0; i < n; i++) {
      float value = gate[i];
      gate[i] = value / (float) (1.0 + Math.exp(-value));
    }
    for (int i = 0; i < n; i++) {
      gate[i] *= up[i];
    }
  }

  @Override
  public int greedy(float[] logits, int n) {
    return Engine.argmax(logits, n);
  }

  @Override
  public int sample(float[] logits, int n, float temperature, float coin) {
    for (int i = 0; i < n; i++) {
      logits[i] /= temperature;
    }
    softmaxInPlace(logits, 0, n);
    return Engine.pick(logits, n, coin);
  }
}
