package org.lanewise.jmh.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import com.github.tjake.jlama.math.ActivationFunction;
import com.github.tjake.jlama.math.VectorMath;
import com.github.tjake.jlama.tensor.FloatBufferTensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Jlama's own softmax and activation. Its softmax works on tensors of its own: rows are copied in
 * and out, which is some percent of its time.
 */
final class JlamaEnginePeer implements Engine {

  private final Map<Integer, FloatBufferTensor> tensors = new HashMap<>();

  JlamaEnginePeer() {}

  private void softmax(float[] x, int offset, int n, int width) {
    FloatBufferTensor tensor =
        tensors.computeIfAbsent(width, size -> new FloatBufferTensor(1, size));
    MemorySegment row = tensor.getMemorySegment();
    MemorySegment.copy(x, offset, row, JAVA_FLOAT, 0, n);
    VectorMath.softMax(tensor, 0, n);
    MemorySegment.copy(row, JAVA_FLOAT, 0, x, offset, n);
  }

  @Override
  public void softmax(float[] x, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      softmax(x, r * n, n, n);
    }
  }

  @Override
  public void causalSoftmax(float[] x, int n) {
    for (int r = 0; r < n; r++) {
      softmax(x, r * n, r + 1, n);
      java.util.Arrays.fill(x, r * n + r + 1, (r + 1) * n, 0f);
    }
  }

  @Override
  public void swiglu(float[] gate, float[] up, int n) {
    for (int i = 0; i < n; i++) {
      gate[i] = ActivationFunction.eval(ActivationFunction.Type.SILU, gate[i]) * up[i];
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
    softmax(logits, 0, n, n);
    return Engine.pick(logits, n, coin);
  }
}
