package org.lanewise.jmh;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.ArrayMap;
import org.lanewise.ArrayZip;
import org.lanewise.SegmentMap;
import org.lanewise.SegmentZip;
import org.lanewise.table.KernelTable;
import org.lanewise.table.KernelTable.MapCase;
import org.lanewise.table.KernelTable.ZipCase;

/** The kernels of the table, by the names that results call them. */
final class ElementwiseKernels {

  private static final String GRADIENT = "Gradient";

  private ElementwiseKernels() {}

  /** All names: the maps, then the gradients. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    KernelTable.MAPS.forEach(row -> names.add(row.name()));
    KernelTable.ZIPS.forEach(row -> names.add(row.name() + GRADIENT));
    return names;
  }

  /** The name of the gradient of an activation. */
  static String gradient(String name) {
    return name + GRADIENT;
  }

  /** Floats that a call reads and writes for one element. */
  static int traffic(String name) {
    return name.endsWith(GRADIENT) ? 3 : 2;
  }

  /** A kernel on n elements. */
  static Workload workload(String name, String container, int n) {
    for (MapCase row : KernelTable.MAPS) {
      if (row.name().equals(name)) {
        return map(row, container, n);
      }
    }
    for (ZipCase row : KernelTable.ZIPS) {
      if (name.equals(row.name() + GRADIENT)) {
        return zip(row, name, container, n);
      }
    }
    throw new IllegalArgumentException("kernel is \"" + name + "\", not one of " + names());
  }

  private static Workload map(MapCase row, String container, int n) {
    Floats src = Floats.of(container, arguments(row, n));
    Floats dst = Floats.zeros(container, n);
    NaiveMapLoop naive = Naive.map(row.naive(), !src.isArray());
    return Workload.of(
        row.name(),
        src.isArray() ? call(row.arrays(), src, dst) : call(row.segments(), src, dst),
        () -> {
          naive.run(src, dst, n);
          return 0;
        },
        dst);
  }

  /** Values for which the function has a result: those of a logarithm are positive. */
  private static float[] arguments(MapCase row, int n) {
    float[] values = Inputs.activations(n);
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(row.oracle().applyAsDouble(values[i]))) {
        values[i] = -values[i];
      }
    }
    return values;
  }

  private static Task call(ArrayMap kernel, Floats src, Floats dst) {
    float[] s = src.array();
    float[] d = dst.array();
    return () -> {
      kernel.apply(s, 0, d, 0, s.length);
      return 0;
    };
  }

  private static Task call(SegmentMap kernel, Floats src, Floats dst) {
    MemorySegment s = src.segment();
    MemorySegment d = dst.segment();
    int n = src.length();
    return () -> {
      kernel.apply(s, 0, d, 0, n);
      return 0;
    };
  }

  private static Workload zip(ZipCase row, String name, String container, int n) {
    Floats a = Floats.of(container, forwardValues(n));
    Floats b = Floats.of(container, Inputs.gradients(n));
    Floats dst = Floats.zeros(container, n);
    NaiveZipLoop naive = Naive.zip(row.naive(), !a.isArray());
    return Workload.of(
        name,
        a.isArray() ? call(row.arrays(), a, b, dst) : call(row.segments(), a, b, dst),
        () -> {
          naive.run(a, b, dst, n);
          return 0;
        },
        dst);
  }

  /**
   * Values within [−1, 1], where inputs and outputs of all functions lie: a gradient may be made
   * from either.
   */
  private static float[] forwardValues(int n) {
    float[] values = Inputs.activations(n);
    for (int i = 0; i < n; i++) {
      values[i] = (float) Math.tanh(values[i]);
    }
    return values;
  }

  private static Task call(ArrayZip kernel, Floats a, Floats b, Floats dst) {
    float[] x = a.array();
    float[] y = b.array();
    float[] d = dst.array();
    return () -> {
      kernel.apply(x, 0, y, 0, d, 0, x.length);
      return 0;
    };
  }

  private static Task call(SegmentZip kernel, Floats a, Floats b, Floats dst) {
    MemorySegment x = a.segment();
    MemorySegment y = b.segment();
    MemorySegment d = dst.segment();
    int n = a.length();
    return () -> {
      kernel.apply(x, 0, y, 0, d, 0, n);
      return 0;
    };
  }
}
