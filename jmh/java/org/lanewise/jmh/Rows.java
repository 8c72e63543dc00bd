package org.lanewise.jmh;

import org.lanewise.Matrix;

/**
 * Rows of logits and what kernels need beside them.
 *
 * @param name of the kernel
 * @param container where everything lies
 * @param rows number of rows
 * @param cols number of columns
 * @param logits normally distributed values
 * @param naive the naive loops for the container
 */
record Rows(String name, String container, int rows, int cols, Floats logits, NaiveRowLoops naive) {

  Rows(String name, String container, int rows, int cols) {
    Floats logits = Floats.of(container, Inputs.activations(Math.multiplyExact(rows, cols)));
    this(name, container, rows, cols, logits, Naive.rows(!logits.isArray()));
  }

  /** Number of elements. */
  int elements() {
    return logits.length();
  }

  /** Whether nothing lies in arrays. */
  boolean offHeap() {
    return !logits.isArray();
  }

  Matrix matrix(Floats floats) {
    return floats.matrix(rows, cols);
  }

  Floats floats(float[] values) {
    return Floats.of(container, values);
  }

  Floats zeros() {
    return Floats.zeros(container, elements());
  }

  Floats gradients() {
    return floats(Inputs.gradients(elements()));
  }

  Floats targets() {
    return floats(Inputs.distributions(rows, cols));
  }

  int[] labels() {
    return Inputs.labels(rows, cols);
  }

  /** The output of the forward call, from which a gradient is made. */
  Floats forward(boolean log) {
    Floats y = zeros();
    if (log) {
      naive.logSoftmax(logits, y, rows, cols);
    } else {
      naive.softmax(logits, y, rows, cols);
    }
    return y;
  }
}
