package org.lanewise.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.lanewise.Matrix;

/** Floats in one of the containers that benchmarks know: an array or native memory. */
public final class Floats {

  /** Names of the containers, as they stand in results. */
  static final List<String> CONTAINERS = List.of("array", "native");

  private static final int CACHE_LINE = 64;

  private final float[] array;
  private final MemorySegment segment;
  private final int length;

  private Floats(float[] array, MemorySegment segment, int length) {
    this.array = array;
    this.segment = segment;
    this.length = length;
  }

  /** Zeros in a container. */
  public static Floats zeros(String container, int length) {
    return switch (container) {
      case "array" -> new Floats(new float[length], null, length);
      case "native" -> {
        long bytes = (long) length * Float.BYTES;
        yield new Floats(null, Arena.ofAuto().allocate(bytes, CACHE_LINE), length);
      }
      default ->
          throw new IllegalArgumentException(
              "container is \"" + container + "\", not one of " + CONTAINERS);
    };
  }

  /** These values in a container. */
  public static Floats of(String container, float[] values) {
    Floats floats = zeros(container, values.length);
    if (floats.array != null) {
      System.arraycopy(values, 0, floats.array, 0, values.length);
    } else {
      MemorySegment.copy(values, 0, floats.segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    }
    return floats;
  }

  boolean isArray() {
    return array != null;
  }

  /** The array; null for native memory. */
  public float[] array() {
    return array;
  }

  /** The native memory; null for an array. */
  MemorySegment segment() {
    return segment;
  }

  int length() {
    return length;
  }

  /** A view of all of it. */
  Matrix matrix(int rows, int cols) {
    return array != null ? Matrix.of(array, rows, cols) : Matrix.of(segment, rows, cols);
  }

  /** A copy. */
  public float[] toArray() {
    return array != null ? array.clone() : segment.toArray(ValueLayout.JAVA_FLOAT);
  }
}
