package org.lanewise.jmh.peers;

import org.lanewise.jmh.Inputs;
import org.lanewise.jmh.Size;

/**
 * A kernel and its input.
 *
 * @param kernel its name
 * @param rows number of rows; 1 for maps
 * @param cols number of columns, or of elements
 * @param input the elements
 * @param labels one class a row
 */
public record Problem(String kernel, int rows, int cols, float[] input, int[] labels) {

  /** The input that benchmarks use. */
  static Problem of(String kernel, Size size) {
    int rows = size.isShape() ? size.rows() : 1;
    return new Problem(
        kernel,
        rows,
        size.cols(),
        Inputs.activations(size.elements()),
        Inputs.labels(rows, size.cols()));
  }

  /** A map of these values. */
  static Problem of(String kernel, float[] input) {
    return new Problem(kernel, 1, input.length, input, new int[1]);
  }

  /** The first of its columns in the first of its rows. */
  Problem firstOf(int mostRows, int mostCols) {
    int fewRows = Math.min(rows, mostRows);
    int fewCols = Math.min(cols, mostCols);
    float[] values = new float[fewRows * fewCols];
    int[] classes = new int[fewRows];
    for (int r = 0; r < fewRows; r++) {
      System.arraycopy(input, r * cols, values, r * fewCols, fewCols);
      classes[r] = labels[r] % fewCols;
    }
    return new Problem(kernel, fewRows, fewCols, values, classes);
  }

  int elements() {
    return input.length;
  }

  /** A kernel that this peer does not know, for the default branch of a switch. */
  IllegalArgumentException unknown() {
    return new IllegalArgumentException("kernel is \"" + kernel + "\"");
  }
}
