package org.lanewise.jmh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the table: a kernel on one input, measured on several paths.
 *
 * @param benchmark the class of the benchmark
 * @param kernel its name
 * @param container where the floats lie
 * @param size how many there are
 * @param traffic floats that a call reads and writes for one element
 * @param params the benchmark's parameters
 * @param paths what is compared: methods of the benchmark, or values of its parameter {@code peer}
 */
record Row(
    String benchmark,
    String kernel,
    String container,
    Size size,
    int traffic,
    Map<String, String> params,
    List<String> paths) {

  /** The paths of a kernel, in the order of the table. */
  static final List<String> PATHS = List.of("scalar", "vector", "naive");

  /** The only path of a copy, and the name of its kernel. */
  static final String COPY = "copy";

  private static final String PEER_BENCHMARK = "org.lanewise.jmh.peers.PeerBenchmark";

  static Row elementwise(
      String kernel, String container, Size size, String profile, List<String> paths) {
    return new Row(
        ElementwiseBenchmark.class.getName(),
        kernel,
        container,
        size.flat(),
        ElementwiseKernels.traffic(kernel),
        Map.of(
            "kernel", kernel, "container", container, "n", size.flat().param(), "profile", profile),
        paths);
  }

  static Row rows(String kernel, String container, Size size, String profile, List<String> paths) {
    return new Row(
        RowBenchmark.class.getName(),
        kernel,
        container,
        size.shape(),
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

  static Row copy(String container, Size size) {
    return new Row(
        CopyBenchmark.class.getName(),
        COPY,
        container,
        size.flat(),
        2,
        Map.of("container", container, "n", size.flat().param()),
        List.of(COPY));
  }

  static Row peers(String kernel, Size size, List<String> peers) {
    return new Row(
        PEER_BENCHMARK,
        kernel,
        "",
        size,
        RowKernel.names().contains(kernel) ? RowKernel.of(kernel).traffic() : 2,
        Map.of("kernel", kernel, "size", size.param()),
        peers);
  }

  /** The kernel and its input, for people. */
  String label() {
    return kernel + (container.isEmpty() ? "" : " " + container) + " " + size;
  }

  /** The benchmark's method that measures a path. */
  String method(String path) {
    return benchmark + "." + (isPeers() ? "run" : path);
  }

  /** The benchmark's parameters for a path. */
  Map<String, String> params(String path) {
    Map<String, String> all = new HashMap<>(params);
    if (isPeers()) {
      all.put("peer", path);
    }
    return all;
  }

  private boolean isPeers() {
    return benchmark.equals(PEER_BENCHMARK);
  }
}
