package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lanewise.jmh.peers.SideBySide;
import org.lanewise.jmh.probe.BandwidthBenchmark;
import org.lanewise.jmh.probe.ClockBenchmark;
import org.lanewise.jmh.probe.ComputeBenchmark;

/**
 * One row of results: a kernel or a probe on one input, measured on several paths.
 *
 * @param group what it is about
 * @param benchmark the class of the benchmark
 * @param kernel its name; of probes the operation or the access
 * @param container where the floats lie; empty if nowhere
 * @param size how many there are for each thread
 * @param threads how many threads do the same, each on its own memory
 * @param traffic floats that a call reads and writes for one element
 * @param params the benchmark's parameters
 * @param paths what is compared: methods of the benchmark, widths as {@code vector-256}, or peers
 */
record Row(
    Group group,
    String benchmark,
    String kernel,
    String container,
    Size size,
    int threads,
    int traffic,
    Map<String, String> params,
    List<String> paths) {

  /** The paths of a kernel, in the order of the table. */
  static final List<String> PATHS = List.of("scalar", "vector", "naive");

  /** The vector path without its warm-up, as first calls would be. */
  static final String COLD = "vector-cold";

  /** The only path of a copy, and the name of its kernel. */
  static final String COPY = "copy";

  private static final String CLOCK = "clock";
  private static final String VECTOR = "vector";
  private static final String WIDTH = "vector-";
  private static final Size NO_SIZE = new Size(0, 1);

  static Row elementwise(
      String kernel, String container, Size size, int threads, String profile, List<String> paths) {
    return new Row(
        Group.KERNEL,
        ElementwiseBenchmark.class.getName(),
        kernel,
        container,
        size.flat(),
        threads,
        ElementwiseKernels.traffic(kernel),
        Map.of(
            "kernel", kernel, "container", container, "n", size.flat().param(), "profile", profile),
        paths);
  }

  static Row rows(
      String kernel, String container, Size size, int threads, String profile, List<String> paths) {
    return new Row(
        Group.KERNEL,
        RowBenchmark.class.getName(),
        kernel,
        container,
        size.shape(),
        threads,
        RowKernel.of(kernel).traffic(),
        Map.of(
            "kernel",
            kernel,
            "container",
            container,
            "shape",
            size.shape().param(),
            "profile",
            profile),
        paths);
  }

  static Row copy(String container, Size size, int threads) {
    return new Row(
        Group.COPY,
        CopyBenchmark.class.getName(),
        COPY,
        container,
        size.flat(),
        threads,
        2,
        Map.of("container", container, "n", size.flat().param()),
        List.of(COPY));
  }

  static Row firstCalls(String kernel, String container, Size size, List<String> paths) {
    boolean elementwise = !RowKernel.names().contains(kernel);
    Size used = elementwise ? size.flat() : size.shape();
    return new Row(
        Group.FIRST_CALLS,
        FirstCallsBenchmark.class.getName(),
        kernel,
        container,
        used,
        1,
        elementwise ? ElementwiseKernels.traffic(kernel) : RowKernel.of(kernel).traffic(),
        Map.of("kernel", kernel, "container", container, "size", used.param()),
        paths);
  }

  static Row clock() {
    return new Row(
        Group.CLOCK,
        ClockBenchmark.class.getName(),
        CLOCK,
        "",
        NO_SIZE,
        1,
        0,
        Map.of(),
        List.of(CLOCK));
  }

  /** An operation on vectors in registers: its throughput or its latency. */
  static Row compute(Group group, String operation, int threads, List<Integer> widths) {
    return new Row(
        group,
        ComputeBenchmark.class.getName(),
        operation,
        "",
        NO_SIZE,
        threads,
        0,
        Map.of("operation", operation),
        paths(widths));
  }

  /** Access to memory of a size in bytes for each thread. */
  static Row bandwidth(
      String access, String container, long bytes, int threads, List<Integer> widths) {
    return new Row(
        Group.BANDWIDTH,
        BandwidthBenchmark.class.getName(),
        access,
        container,
        new Size(0, Math.toIntExact(bytes / Float.BYTES)),
        threads,
        1,
        Map.of("access", access, "container", container, "bytes", Long.toString(bytes)),
        paths(widths));
  }

  static Row peers(String kernel, Size size, List<String> peers) {
    return new Row(
        Group.PEER,
        SideBySide.class.getName(),
        kernel,
        "",
        size,
        1,
        RowKernel.names().contains(kernel) ? RowKernel.of(kernel).traffic() : 2,
        Map.of(),
        peers);
  }

  /** The paths that take a JVM each: peers are side by side in one. */
  List<String> forkPaths() {
    return group == Group.PEER ? List.of("") : paths;
  }

  /** The paths of widths. */
  static List<String> paths(List<Integer> widths) {
    return widths.stream().map(width -> WIDTH + width).toList();
  }

  /** The width that a path forces. */
  static OptionalInt bits(String path) {
    return path.startsWith(WIDTH) && !path.equals(COLD)
        ? OptionalInt.of(Integer.parseInt(path.substring(WIDTH.length())))
        : OptionalInt.empty();
  }

  /** Bytes that a thread works on. */
  long bytes() {
    return (long) size.elements() * traffic * Float.BYTES;
  }

  /** The size, for people. */
  String sizeLabel() {
    if (group == Group.BANDWIDTH) {
      return Bytes.text(bytes());
    }
    return size.equals(NO_SIZE) ? "" : size.toString();
  }

  /** The kernel and its input, for people. */
  String label() {
    List<String> words = new ArrayList<>();
    if (group.isProbe() || group == Group.FIRST_CALLS) {
      words.add(group == Group.FIRST_CALLS ? "first calls of" : group.label());
    }
    if (group != Group.CLOCK) {
      words.add(kernel);
    }
    words.add(container);
    words.add(sizeLabel());
    words.add(threads > 1 ? threads + " threads" : "");
    words.removeIf(String::isEmpty);
    return String.join(" ", words);
  }

  /** The benchmark's method that measures a path. */
  String method(String path) {
    String method =
        switch (group) {
          case CLOCK -> "cycle";
          case THROUGHPUT, LATENCY -> group.label();
          case BANDWIDTH -> "pass";
          case PEER -> throw new IllegalStateException("peers are measured without JMH");
          case COPY, KERNEL, FIRST_CALLS -> path.startsWith(WIDTH) ? VECTOR : path;
        };
    return benchmark + "." + method;
  }

  /** The benchmark's parameters for a path. */
  Map<String, String> params(String path) {
    Map<String, String> all = new HashMap<>(params);
    if (group.isProbe() && bits(path).isPresent()) {
      all.put("bits", Integer.toString(bits(path).getAsInt()));
    }
    return all;
  }

  /** What the JVM gets for a path. */
  List<String> jvmArgs(String path) {
    if (path.equals(COLD)) {
      return List.of("-Dlanewise.warmUp=none");
    }
    return group == Group.KERNEL && bits(path).isPresent()
        ? List.of("-Dlanewise.vectorBits=" + bits(path).getAsInt())
        : List.of();
  }
}
