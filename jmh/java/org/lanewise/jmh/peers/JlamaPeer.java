package org.lanewise.jmh.peers;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import com.github.tjake.jlama.math.ActivationFunction;
import com.github.tjake.jlama.math.VectorMath;
import com.github.tjake.jlama.tensor.FloatBufferTensor;
import java.lang.foreign.MemorySegment;

/**
 * Jlama's own methods. Its softmax works in place on a tensor of its own, so that each row is
 * copied into it and out of it, which is some percent of its time.
 */
final class JlamaPeer implements Peer {

  JlamaPeer() {}

  @Override
  public Call prepare(Problem p) {
    float[] src = p.input();
    float[] dst = new float[src.length];
    return switch (p.kernel()) {
      case "tanh" ->
          new ArrayCall(
              dst,
              () -> {
                tanh(src, dst);
                return 0;
              });
      case "softmax" -> {
        FloatBufferTensor tensor = new FloatBufferTensor(1, p.cols());
        MemorySegment row = tensor.getMemorySegment();
        yield new ArrayCall(
            dst,
            () -> {
              for (int r = 0; r < p.rows(); r++) {
                MemorySegment.copy(src, r * p.cols(), row, JAVA_FLOAT, 0, p.cols());
                VectorMath.softMax(tensor, 0, p.cols());
                MemorySegment.copy(row, JAVA_FLOAT, 0, dst, r * p.cols(), p.cols());
              }
              return 0;
            });
      }
      default -> throw p.unknown();
    };
  }

  private static void tanh(float[] src, float[] dst) {
    for (int i = 0; i < src.length; i++) {
      dst[i] = ActivationFunction.eval(ActivationFunction.Type.TANH, src[i]);
    }
  }
}
