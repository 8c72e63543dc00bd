package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lanewise.jmh.peers.PeerKind;
import org.lanewise.jmh.probe.BandwidthBenchmark;
import org.lanewise.jmh.probe.Operation;

/** What to measure, from what was asked for. */
final class Plan {

  /** Every power of four, and a length that no vector divides. */
  private static final List<Size> FULL_SIZES =
      sizes("16", "64", "256", "1Ki", "1037", "4Ki", "16Ki", "64Ki", "256Ki", "1Mi", "4Mi", "16Mi");

  private static final List<Size> FULL_SHAPES =
      sizes("1x1000", "64x1000", "64x4096", "32x32000", "8x128256");

  private static final List<Size> DEFAULT_SIZES = sizes("1Ki", "64Ki", "4Mi");
  private static final List<Size> DEFAULT_SHAPES = sizes("1x1000", "64x1000", "32x32000");
  private static final List<Size> QUICK_SIZES = sizes("1Ki", "4Mi");
  private static final List<Size> QUICK_SHAPES = sizes("64x1000");

  /** The size at which shorter runs measure native memory and other widths. */
  private static final Size MIDDLE_SIZE = Size.parse("64Ki");

  private static final Size MIDDLE_SHAPE = Size.parse("64x1000");

  private static final List<String> DEFAULT_KERNELS =
      List.of(Row.COPY, "relu", "sigmoid", "tanh", "softmax", "crossEntropyGradient");
  private static final List<String> QUICK_KERNELS = List.of(Row.COPY, "relu", "sigmoid", "softmax");
  private static final List<String> WIDTH_KERNELS = List.of("sigmoid", "softmax");

  private static final List<Size> PEER_SIZES = sizes("16", "1Ki", "16Ki", "1Mi", "16Mi");

  private static final List<Size> QUICK_PEER_SIZES = sizes("1Ki", "16Ki");

  private static final List<Size> SMOKE_SIZES = sizes("4Ki");
  private static final List<Size> SMOKE_SHAPES = sizes("4x1000");
  private static final List<String> SMOKE_KERNELS = List.of("sigmoid", "crossEntropyGradient");

  private static final Size FIRST_CALLS_SIZE = Size.parse("1Ki");
  private static final Size FIRST_CALLS_SHAPE = Size.parse("1x1000");

  private static final long KI = 1 << 10;
  private static final long MI = 1 << 20;
  private static final long FIRST_CACHE = 32 * KI;
  private static final long LEAST_MEMORY = 4 * KI;
  private static final long MOST_MEMORY = 512 * MI;
  private static final long MEMORY_IF_CACHE_UNKNOWN = 128 * MI;

  /** The largest size of the ladder is beyond this many times the last cache. */
  private static final int BEYOND_CACHE = 4;

  /** What operations that are not arithmetic cost, in runs that do not measure all of them. */
  private static final List<Operation> DEFAULT_COSTS =
      List.of(
          Operation.COMPARE_BLEND,
          Operation.MASKED_ADD,
          Operation.CONVERT,
          Operation.REARRANGE,
          Operation.REDUCE_ADD,
          Operation.MASKED_LOAD,
          Operation.GATHER,
          Operation.EXP);

  /** One in so many sizes is measured with all widths. */
  private static final int COARSE = 3;

  /** Vectors of 64 bits are no faster than scalar code: kernels then stay scalar. */
  static final int LEAST_KERNEL_WIDTH = 128;

  private Plan() {}

  /** Parts of a run. */
  enum Part {
    /** What the machine can do. */
    PROBE,
    /** What the kernels make of it. */
    KERNELS,
    /** Kernels from their first call on. */
    FIRST_CALLS;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What was asked for. Empty lists stand for what the kind of run has.
   *
   * @param effort the kind of run
   * @param parts parts of it
   * @param kernels names
   * @param sizes sizes
   * @param containers containers
   * @param paths paths of kernels
   * @param threads numbers of threads
   * @param widths bits of vectors
   * @param machineWidths all that the machine has, ascending; none without a vector path
   * @param processors threads that can run at a time
   * @param lastCache bytes of the last cache; null if unknown
   * @param profile the profile of the JVM
   */
  record Request(
      Effort effort,
      List<Part> parts,
      List<String> kernels,
      List<Size> sizes,
      List<String> containers,
      List<String> paths,
      List<Integer> threads,
      List<Integer> widths,
      List<Integer> machineWidths,
      int processors,
      Long lastCache,
      String profile) {}

  /** All kernels by name, the copy that is their limit first. */
  static List<String> kernels() {
    return Stream.of(List.of(Row.COPY), ElementwiseKernels.names(), RowKernel.names())
        .flatMap(List::stream)
        .toList();
  }

  /** Whether a kernel is one of those that full runs measure at every size. */
  static boolean isMain(String kernel) {
    return DEFAULT_KERNELS.contains(kernel);
  }

  /** All rows, the probe first. */
  static List<Row> rows(Request request) {
    List<Row> rows = new ArrayList<>();
    if (request.parts().contains(Part.PROBE)) {
      rows.add(Row.clock());
      if (!request.machineWidths().isEmpty()) {
        addCompute(request, rows);
        addBandwidth(request, rows);
      }
    }
    if (request.parts().contains(Part.KERNELS)) {
      addKernels(request, rows);
    }
    if (request.parts().contains(Part.FIRST_CALLS)) {
      addFirstCalls(request, rows);
    }
    return rows;
  }

  private static List<Integer> probeThreads(Request request) {
    if (!request.threads().isEmpty()) {
      return request.threads();
    }
    Set<Integer> threads = new LinkedHashSet<>(List.of(1));
    if (request.effort().isFull()) {
      for (int t = 2; t < request.processors(); t *= 2) {
        threads.add(t);
      }
    }
    if (!request.effort().isSmoke()) {
      threads.add(request.processors());
    }
    return List.copyOf(threads);
  }

  private static void addCompute(Request request, List<Row> rows) {
    Effort effort = request.effort();
    List<Integer> all = request.widths().isEmpty() ? request.machineWidths() : request.widths();
    List<Integer> widest = List.of(all.getLast());
    for (int threads : probeThreads(request)) {
      for (Operation operation : Operation.values()) {
        boolean fma = operation == Operation.FMA;
        if (!effort.isFull() && !fma && (threads > 1 || effort.isSmoke())) {
          continue;
        }
        boolean cost = !operation.isArithmetic();
        if (cost && (threads > 1 || (!effort.isFull() && !isDefaultCost(effort, operation)))) {
          continue;
        }
        boolean few = effort.isSmoke() || threads > 1;
        boolean everyWidth = effort.isFull() || (fma && (!few || !request.widths().isEmpty()));
        rows.add(
            Row.compute(Group.THROUGHPUT, operation.label(), threads, everyWidth ? all : widest));
        boolean latency = effort.isFull() || (effort.isDefault() && !cost);
        if (latency && threads == 1) {
          rows.add(
              Row.compute(Group.LATENCY, operation.label(), 1, effort.isFull() ? all : widest));
        }
      }
    }
  }

  private static boolean isDefaultCost(Effort effort, Operation operation) {
    return effort.isDefault() && DEFAULT_COSTS.contains(operation);
  }

  private static void addBandwidth(Request request, List<Row> rows) {
    Effort effort = request.effort();
    List<Integer> all = request.widths().isEmpty() ? request.machineWidths() : request.widths();
    List<Integer> widest = List.of(all.getLast());
    List<Long> ladder = ladder(request);
    for (int threads : probeThreads(request)) {
      for (String container : containers(request)) {
        for (String access : BandwidthBenchmark.ACCESSES) {
          boolean copy = access.equals("copy");
          boolean one = threads == 1;
          boolean main = one && container.equals("array");
          for (long bytes : ladder) {
            boolean large = bytes == ladder.getLast();
            boolean wanted =
                effort.isFull()
                    || !request.threads().isEmpty()
                    || !request.containers().isEmpty()
                    || (copy && (one || large)) // what bounds kernels, which run on one thread
                    || (effort.isDefault() && (main || (one && isReadOfFirstCache(access, bytes))));
            if (wanted) {
              boolean coarse = ladder.indexOf(bytes) % COARSE == 0 || large;
              if (effort.isFull() && container.equals("native") && threads > 1 && !coarse) {
                continue;
              }
              boolean everyWidth =
                  effort.isFull() && threads == 1 && coarse && container.equals("array");
              rows.add(Row.bandwidth(access, container, bytes, threads, everyWidth ? all : widest));
            }
          }
        }
      }
    }
  }

  /** What default runs measure of native memory, too: arrays are not aligned to cache lines. */
  private static boolean isReadOfFirstCache(String access, long bytes) {
    return access.equals("load") && bytes <= FIRST_CACHE;
  }

  /** Sizes in bytes from the first cache to beyond the last. */
  private static List<Long> ladder(Request request) {
    Effort effort = request.effort();
    if (!request.sizes().isEmpty()) {
      // A kernel of so many elements reads them and writes as many.
      return request.sizes().stream()
          .map(size -> roundedUp(2L * Float.BYTES * size.elements()))
          .distinct()
          .sorted()
          .toList();
    }
    if (effort.isSmoke()) {
      return List.of(32 * KI);
    }
    long enough =
        request.lastCache() == null
            ? MEMORY_IF_CACHE_UNKNOWN
            : Math.min(MOST_MEMORY, roundedUp(BEYOND_CACHE * request.lastCache()));
    int factor = effort.isFull() ? 2 : 8;
    List<Long> ladder = new ArrayList<>();
    for (long bytes = LEAST_MEMORY; bytes < enough; bytes *= factor) {
      ladder.add(bytes);
    }
    ladder.add(enough);
    return ladder;
  }

  private static long roundedUp(long bytes) {
    long least = Math.max(LEAST_MEMORY, bytes);
    return Long.highestOneBit(least) == least ? least : Long.highestOneBit(least) << 1;
  }

  private static List<String> containers(Request request) {
    if (!request.containers().isEmpty()) {
      return request.containers();
    }
    return request.effort().isSmoke() ? List.of("array") : Floats.CONTAINERS;
  }

  private static void addKernels(Request request, List<Row> rows) {
    Effort effort = request.effort();
    List<String> paths = request.paths();
    if (paths.isEmpty()) {
      paths = request.machineWidths().isEmpty() ? List.of("scalar", "naive") : Row.PATHS;
    }
    boolean copies = request.paths().isEmpty() || request.kernels().contains(Row.COPY);
    List<String> kernels = request.kernels().isEmpty() ? defaultKernels(effort) : request.kernels();
    for (String kernel : kernels) {
      boolean elementwise = !RowKernel.names().contains(kernel);
      Size middle = elementwise ? MIDDLE_SIZE : MIDDLE_SHAPE;
      // Full runs take their time for the main kernels, or for those that were asked for.
      boolean thorough = effort.isFull() && (isMain(kernel) || !request.kernels().isEmpty());
      boolean shortened = !thorough && request.containers().isEmpty() && request.sizes().isEmpty();
      for (int threads : request.threads().isEmpty() ? List.of(1) : request.threads()) {
        for (String container : containers(request)) {
          Set<Size> sizes =
              shortened && container.equals("native")
                  ? Set.of(middle)
                  : sizes(thorough ? effort : grid(effort), elementwise, request.sizes());
          for (Size size : sizes) {
            if (kernel.equals(Row.COPY)) {
              if (copies) {
                rows.add(Row.copy(container, size, threads));
              }
              continue;
            }
            List<String> measured = new ArrayList<>(paths);
            if (effort.isFull() && !thorough && container.equals("native")) {
              measured.remove("naive");
            }
            boolean widths =
                container.equals("array")
                    && threads == 1
                    && !effort.isSmoke()
                    && (effort.isFull() || WIDTH_KERNELS.contains(kernel))
                    && (size.equals(middle) || sizes.size() == 1);
            if (paths.contains("vector") && (widths || !request.widths().isEmpty())) {
              measured.addAll(Row.paths(narrower(request)));
            }
            rows.add(
                elementwise
                    ? Row.elementwise(kernel, container, size, threads, request.profile(), measured)
                    : Row.rows(kernel, container, size, threads, request.profile(), measured));
          }
        }
      }
    }
  }

  /** What gives kernels their sizes that a full run does not measure at all of them. */
  private static Effort grid(Effort effort) {
    return effort.isFull() ? Effort.DEFAULT : effort;
  }

  /** The widths that the plain vector path does not have. */
  private static List<Integer> narrower(Request request) {
    List<Integer> widths = request.widths().isEmpty() ? request.machineWidths() : request.widths();
    return widths.stream()
        .filter(width -> width >= LEAST_KERNEL_WIDTH)
        .filter(width -> width < widths.getLast())
        .toList();
  }

  private static void addFirstCalls(Request request, List<Row> rows) {
    Effort effort = request.effort();
    List<String> kernels = new ArrayList<>(request.kernels());
    kernels.remove(Row.COPY);
    if (request.kernels().isEmpty()) {
      kernels =
          effort.isFull() ? DEFAULT_KERNELS.subList(1, DEFAULT_KERNELS.size()) : List.of("sigmoid");
    }
    List<String> paths = firstCallPaths(request);
    for (String kernel : paths.isEmpty() ? List.<String>of() : kernels) {
      boolean elementwise = !RowKernel.names().contains(kernel);
      Set<Size> sizes =
          request.sizes().isEmpty()
              ? Set.of(elementwise ? FIRST_CALLS_SIZE : FIRST_CALLS_SHAPE)
              : sizes(effort, elementwise, request.sizes());
      sizes.forEach(size -> rows.add(Row.firstCalls(kernel, "array", size, paths)));
    }
  }

  private static List<String> firstCallPaths(Request request) {
    Effort effort = request.effort();
    List<String> asked = request.paths();
    List<String> paths = new ArrayList<>();
    if (!request.machineWidths().isEmpty() && (asked.isEmpty() || asked.contains("vector"))) {
      paths.add("vector");
      if (!effort.isSmoke()) {
        paths.add(Row.COLD);
      }
    }
    if (asked.isEmpty() ? !effort.isSmoke() : asked.contains("scalar")) {
      paths.add("scalar");
    }
    if (asked.isEmpty() ? effort.isFull() : asked.contains("naive")) {
      paths.add("naive");
    }
    return paths;
  }

  /** The rows of the comparison with other libraries; empty lists stand for all of them. */
  static List<Row> peerRows(
      Effort effort, List<String> kernels, List<Size> sizes, List<String> peers) {
    List<Row> rows = new ArrayList<>();
    for (String kernel : kernels.isEmpty() ? PeerKind.kernels() : kernels) {
      boolean elementwise = !RowKernel.names().contains(kernel);
      Set<Size> chosen =
          sizes.isEmpty()
              ? new LinkedHashSet<>(peerSizes(effort, elementwise))
              : sizes(effort, elementwise, sizes);
      List<String> having = new ArrayList<>(PeerKind.namesFor(kernel));
      if (!peers.isEmpty()) {
        having.retainAll(peers);
      }
      for (Size size : having.isEmpty() ? Set.<Size>of() : chosen) {
        rows.add(Row.peers(kernel, size, having));
      }
    }
    return rows;
  }

  private static List<Size> peerSizes(Effort effort, boolean elementwise) {
    if (effort.isQuick()) {
      return elementwise ? QUICK_PEER_SIZES : QUICK_SHAPES;
    }
    return !elementwise ? FULL_SHAPES : effort.isFull() ? FULL_SIZES : PEER_SIZES;
  }

  private static List<String> defaultKernels(Effort effort) {
    if (effort.isSmoke()) {
      return SMOKE_KERNELS;
    }
    return effort.isFull() ? kernels() : effort.isQuick() ? QUICK_KERNELS : DEFAULT_KERNELS;
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
    if (effort.isFull()) {
      return new LinkedHashSet<>(elementwise ? FULL_SIZES : FULL_SHAPES);
    }
    return new LinkedHashSet<>(
        effort.isQuick()
            ? (elementwise ? QUICK_SIZES : QUICK_SHAPES)
            : (elementwise ? DEFAULT_SIZES : DEFAULT_SHAPES));
  }

  private static List<Size> sizes(String... texts) {
    return Stream.of(texts).map(Size::parse).toList();
  }
}
