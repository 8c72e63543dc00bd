package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lanewise.jmh.peers.PeerKind;

/** What to measure, from what was asked for. */
final class Plan {

  /** Every power of four, and a length that no vector divides. */
  private static final List<Size> FULL_SIZES =
      sizes("16", "64", "256", "1Ki", "1037", "4Ki", "16Ki", "64Ki", "256Ki", "1Mi", "4Mi", "16Mi");

  private static final List<Size> FULL_SHAPES =
      sizes("1x1000", "64x1000", "64x4096", "32x32000", "8x128256");

  private static final List<Size> QUICK_SIZES = sizes("1Ki", "64Ki", "4Mi");
  private static final List<Size> QUICK_SHAPES = sizes("1x1000", "64x1000", "32x32000");
  private static final Size QUICK_NATIVE_SIZE = Size.parse("64Ki");
  private static final Size QUICK_NATIVE_SHAPE = Size.parse("64x1000");
  private static final List<String> QUICK_KERNELS =
      List.of(Row.COPY, "relu", "sigmoid", "tanh", "softmax", "crossEntropyGradient");

  private static final List<Size> PEER_SIZES = sizes("16", "1Ki", "64Ki", "4Mi");

  private static final List<Size> SMOKE_SIZES = sizes("4Ki");
  private static final List<Size> SMOKE_SHAPES = sizes("4x1000");
  private static final List<String> SMOKE_KERNELS = List.of("sigmoid", "crossEntropyGradient");

  private Plan() {}

  /** All kernels by name, the copy that is their limit first. */
  static List<String> kernels() {
    return Stream.of(List.of(Row.COPY), ElementwiseKernels.names(), RowKernel.names())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The rows of the table.
   *
   * @param effort the kind of run
   * @param kernels names; none for those of the kind of run
   * @param sizes sizes; none for those of the kind of run
   * @param containers containers; none for those of the kind of run
   * @param paths paths; none for all
   * @param copies whether to measure copies too
   * @param profile the profile of the JVM
   */
  static List<Row> rows(
      Effort effort,
      List<String> kernels,
      List<Size> sizes,
      List<String> containers,
      List<String> paths,
      boolean copies,
      String profile) {
    List<String> chosenPaths = paths.isEmpty() ? Row.PATHS : paths;
    List<Row> rows = new ArrayList<>();
    for (String kernel : kernels.isEmpty() ? defaultKernels(effort) : kernels) {
      boolean elementwise = !RowKernel.names().contains(kernel);
      for (String container : containers.isEmpty() ? defaultContainers(effort) : containers) {
        for (Size size : sizes(effort, elementwise, sizes)) {
          boolean left =
              effort.isQuick()
                  && containers.isEmpty()
                  && sizes.isEmpty()
                  && container.equals("native")
                  && !size.equals(elementwise ? QUICK_NATIVE_SIZE : QUICK_NATIVE_SHAPE);
          if (left) {
            continue;
          }
          if (kernel.equals(Row.COPY)) {
            if (copies) {
              rows.add(Row.copy(container, size));
            }
          } else if (elementwise) {
            rows.add(Row.elementwise(kernel, container, size, profile, chosenPaths));
          } else {
            rows.add(Row.rows(kernel, container, size, profile, chosenPaths));
          }
        }
      }
    }
    return rows;
  }

  /** The rows of the comparison with other libraries; empty lists stand for all of them. */
  static List<Row> peerRows(
      Effort effort, List<String> kernels, List<Size> sizes, List<String> peers) {
    List<Row> rows = new ArrayList<>();
    for (String kernel : kernels.isEmpty() ? PeerKind.kernels() : kernels) {
      boolean elementwise = !RowKernel.names().contains(kernel);
      Set<Size> chosen =
          sizes.isEmpty()
              ? new LinkedHashSet<>(
                  !elementwise ? FULL_SHAPES : effort.isQuick() ? PEER_SIZES : FULL_SIZES)
              : sizes(effort, elementwise, sizes);
      List<String> having = new ArrayList<>(PeerKind.namesFor(kernel));
      if (!peers.isEmpty()) {
        having.retainAll(peers);
      }
      for (Size size : chosen) {
        rows.add(Row.peers(kernel, size, having));
      }
    }
    return rows;
  }

  private static List<String> defaultKernels(Effort effort) {
    if (effort.isSmoke()) {
      return SMOKE_KERNELS;
    }
    return effort.isQuick() ? QUICK_KERNELS : kernels();
  }

  private static List<String> defaultContainers(Effort effort) {
    return effort.isSmoke() ? List.of("array") : Floats.CONTAINERS;
  }

  private static Set<Size> sizes(Effort effort, boolean elementwise, List<Size> chosen) {
    if (!chosen.isEmpty()) {
      Set<Size> sizes = new LinkedHashSet<>();
      chosen.forEach(size -> sizes.add(elementwise ? size.flat() : size.shape()));
      return sizes;
    }
    if (effort.isSmoke()) {
      return new LinkedHashSet<>(elementwise ? SMOKE_SIZES : SMOKE_SHAPES);
    }
    return new LinkedHashSet<>(
        effort.isQuick()
            ? (elementwise ? QUICK_SIZES : QUICK_SHAPES)
            : (elementwise ? FULL_SIZES : FULL_SHAPES));
  }

  private static List<Size> sizes(String... texts) {
    return Stream.of(texts).map(Size::parse).toList();
  }
}
