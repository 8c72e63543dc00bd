package org.lanewise.conformance;

import org.lanewise.Matrix;
import org.lanewise.Softmax;
import org.lanewise.SoftmaxMask;
import org.lanewise.SoftmaxOptions;

/** Softmax with scale, masks, causal limit and sinks. */
final class SoftmaxAdapter {

  private static final Tolerance SOFTMAX = Tolerance.ulps(4);

  private SoftmaxAdapter() {}

  static void masked(Case c, Outputs outputs) {
    SoftmaxOptions options = SoftmaxOptions.DEFAULT.withScale((float) c.number(1, "scale"));
    if (c.text("false", "causal").equals("true")) {
      options = options.withCausal((int) c.number(0, "offset"));
    }
    Tensor x = c.input(0);
    float[] y = new float[x.size()];
    if (c.hasInput("mask")) {
      Tensor mask = c.input("mask");
      Softmax.softmax(matrix(x), SoftmaxMask.add(matrix(mask)), matrix(x, y), options);
      outputs.first(y, prepared(x));
      // The same mask as flags, where it is one.
      float[] numbers = mask.floats();
      boolean[] keep = new boolean[numbers.length];
      boolean flags = true;
      for (int i = 0; i < keep.length; i++) {
        keep[i] = numbers[i] == 0;
        flags &= keep[i] || numbers[i] == Float.NEGATIVE_INFINITY;
      }
      if (flags) {
        SoftmaxMask kept = SoftmaxMask.keep(keep, x.dimension(0), x.dimension(1));
        Softmax.softmax(matrix(x), kept, matrix(x, y), options);
        outputs.first(y, prepared(x));
      }
    } else {
      Softmax.softmax(matrix(x), matrix(x, y), options);
      outputs.first(y, prepared(x));
    }
    gradient(c, outputs, x, y, options);
  }

  static void sink(Case c, Outputs outputs) {
    SoftmaxOptions options = SoftmaxOptions.DEFAULT.withScale((float) c.number(1, "scale"));
    Tensor x = c.input(0);
    float[] sinks = c.input("sink").floats();
    float[] y = new float[x.size()];
    Softmax.softmax(matrix(x), SoftmaxMask.NONE, sinks, 0, matrix(x, y), options);
    outputs.first(y, prepared(x));
    if (outputs.wants("dsink")) {
      Tensor dy = c.input("dy");
      float[] dSinks = new float[sinks.length];
      Softmax.sinkGradient(matrix(x, y), matrix(dy), dSinks, 0);
      outputs.named(
          "dsink",
          dSinks,
          Adapters.ROW_GRADIENT.plus(Adapters.floor(dy.floats(), sinks.length, 1)));
    }
    gradient(c, outputs, x, y, options);
  }

  private static void gradient(
      Case c, Outputs outputs, Tensor x, float[] y, SoftmaxOptions options) {
    if (outputs.wants("dx")) {
      Tensor dy = c.input("dy");
      float[] dx = new float[x.size()];
      Softmax.softmaxGradient(matrix(x, y), matrix(dy), matrix(x, dx), options);
      outputs.named(
          "dx",
          dx,
          Adapters.ROW_GRADIENT.plus(Adapters.floor(dy.floats(), x.dimension(0), x.dimension(1))));
    }
  }

  /** The bound, and what it makes of the rounding of prepared logits and of the scale. */
  private static Tolerance prepared(Tensor x) {
    double largest = 0;
    for (double value : x.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    double share = 2 * largest * 0x1p-24;
    return SOFTMAX.plusRelative(i -> share);
  }

  private static Matrix matrix(Tensor tensor) {
    return matrix(tensor, tensor.floats());
  }

  private static Matrix matrix(Tensor shape, float[] data) {
    return Matrix.of(data, shape.dimension(0), shape.dimension(1));
  }
}
