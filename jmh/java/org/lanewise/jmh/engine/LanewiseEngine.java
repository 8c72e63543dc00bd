package org.lanewise.jmh.engine;

import org.lanewise.Gate;
import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxOptions;

/** The same work by calls of this library. */
final class LanewiseEngine implements Engine {

  private static final SoftmaxOptions CAUSAL = SoftmaxOptions.DEFAULT.withCausal(0);

  private SoftmaxOptions tempered = SoftmaxOptions.DEFAULT;

  LanewiseEngine() {}

  @Override
  public void softmax(float[] x, int rows, int n) {
    Matrix scores = Matrix.of(x, 0, rows, n, n);
    Softmax.softmax(scores, scores);
  }

  @Override
  public void causalSoftmax(float[] x, int n) {
    Matrix scores = Matrix.of(x, n, n);
    Softmax.softmax(scores, scores, CAUSAL);
  }

  @Override
  public void swiglu(float[] gate, float[] up, int n) {
    Gate.SWIGLU.apply(gate, 0, up, 0, gate, 0, n);
  }

  @Override
  public int greedy(float[] logits, int n) {
    return Engine.argmax(logits, n);
  }

  @Override
  public int sample(float[] logits, int n, float temperature, float coin) {
    if (tempered.scale() != 1 / temperature) {
      tempered = SoftmaxOptions.DEFAULT.withTemperature(temperature);
    }
    Matrix row = Matrix.of(logits, 0, 1, n, n);
    Softmax.softmax(row, row, tempered);
    return Engine.pick(logits, n, coin);
  }
}
