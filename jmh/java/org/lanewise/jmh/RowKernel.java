package org.lanewise.jmh;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kernel over rows.
 *
 * @param label its name, as it stands in results
 * @param traffic floats that a call reads and writes for one element, if it reads each only once
 * @param maker makes the call and its input
 */
record RowKernel(String label, int traffic, Function<Rows, Workload> maker) {

  /** All of them: softmax and its kin first. */
  static final List<RowKernel> ALL =
      Stream.of(SoftmaxWorkloads.ALL, GateWorkloads.ALL, LossWorkloads.ALL)
          .flatMap(List::stream)
          .toList();

  /** All names, as they stand in results. */
  static List<String> names() {
    return ALL.stream().map(RowKernel::label).toList();
  }

  /** The kernel of this name. */
  static RowKernel of(String name) {
    return ALL.stream()
        .filter(kernel -> kernel.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("kernel is \"" + name + "\", not one of " + names()));
  }

  /** The kernel on rows in a container. */
  Workload workload(String container, int rows, int cols) {
    return maker.apply(new Rows(label, container, rows, cols)).summing(cols);
  }
}
