package org.lanewise.conformance;

/**
 * A tensor of a test vector, in C order. Every type that occurs fits into double without rounding.
 */
final class Tensor {

  private final int[] shape;
  private final double[] values;

  Tensor(int[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  int rank() {
    return shape.length;
  }

  int size() {
    return values.length;
  }

  /** The length of an axis; negative axes count from the last one. */
  int dimension(int axis) {
    return shape[axis < 0 ? axis + shape.length : axis];
  }

  double[] values() {
    return values;
  }

  /** The elements as kernels take them; those of a float64 tensor are rounded. */
  float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The largest change that {@link #floats()} makes to a finite element; 0 except for float64. */
  double rounding() {
    double most = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        most = Math.max(most, Math.abs(value - (float) value));
      }
    }
    return most;
  }

  /** The elements as labels. */
  int[] ints() {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
      if (ints[i] != values[i]) {
        throw new ArithmeticException("element " + i + " is " + values[i] + ", not an int");
      }
    }
    return ints;
  }

  /** The tensor as seen along one axis. */
  Lines lines(int axis) {
    int at = axis < 0 ? axis + shape.length : axis;
    int outer = 1;
    for (int i = 0; i < at; i++) {
      outer *= shape[i];
    }
    int inner = 1;
    for (int i = at + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    return new Lines(outer, shape[at], inner);
  }

  /**
   * The lines along one axis: {@code outer × inner} of them, {@code length} elements each, {@code
   * inner} elements apart.
   */
  record Lines(int outer, int length, int inner) {

    /** The lines of a tensor that is reduced to one value. */
    static Lines all(Tensor tensor) {
      return new Lines(1, tensor.size(), 1);
    }

    /** Whether the lines are the rows of a matrix. */
    boolean areRows() {
      return inner == 1 || length <= 1;
    }

    int count() {
      return outer * inner;
    }
  }
}
