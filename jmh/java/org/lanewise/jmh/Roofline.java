package org.lanewise.jmh;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The roofline model (Williams, Waterman and Patterson, "Roofline", Communications of the ACM 52,
 * 2009): a kernel takes at least the time of its arithmetic at the peak rate of fused
 * multiply-adds, and at least the time of its memory traffic at the bandwidth of the level where
 * its data lies: that of a copy in the same kind of memory, or of a load for kernels that only
 * read. Where a kernel is faster than that, it reads more than it writes, or its loop suits the
 * memory better than the probe's.
 */
final class Roofline {

  /** A size within a factor of eight of those measured is served by the nearest of them. */
  private static final double NEAR = Math.log(8);

  /** What kernels do. */
  private static final Set<String> ACCESSES = Set.of("load", "copy");

  private record Memory(String access, String container, int bits, int threads) {}

  private record Unit(int bits, int threads) {}

  /** Gigabytes a second by the logarithm of the bytes that a thread works on. */
  private final Map<Memory, TreeMap<Double, Double>> bandwidths = new HashMap<>();

  private final Map<Unit, Double> peaks = new HashMap<>();

  /**
   * The least time of an element, for all threads together.
   *
   * @param nanosPerElement the time
   * @param by compute or memory
   */
  record Bound(double nanosPerElement, String by) {}

  void addPeak(int bits, int threads, double gigaflops) {
    peaks.put(new Unit(bits, threads), gigaflops);
  }

  void addBandwidth(
      String access, String container, int bits, int threads, long bytes, double gigabytes) {
    bandwidths
        .computeIfAbsent(new Memory(access, container, bits, threads), key -> new TreeMap<>())
        .put(Math.log(bytes), gigabytes);
  }

  /** The bound; null if the machine was not probed for it. */
  Bound bound(Double flops, int traffic, String container, int bits, int threads, long bytes) {
    Double peak = peaks.get(new Unit(bits, threads));
    TreeMap<Double, Double> ladder = ladder(traffic, container, bits, threads, Math.log(bytes));
    if (flops == null || ladder == null || (peak == null && flops > 0)) {
      return null;
    }
    double memory = (double) traffic * Float.BYTES / at(ladder, Math.log(bytes));
    double compute = flops == 0 ? 0 : flops / peak;
    return new Bound(Math.max(memory, compute), compute > memory ? "compute" : "memory");
  }

  /**
   * The nearest to what is asked for: other widths have about the same, other containers nearly.
   */
  private TreeMap<Double, Double> ladder(
      int traffic, String container, int bits, int threads, double size) {
    String access = traffic == 1 ? "load" : "copy";
    TreeMap<Double, Double> best = null;
    int bestScore = -1;
    for (Map.Entry<Memory, TreeMap<Double, Double>> entry : bandwidths.entrySet()) {
      Memory memory = entry.getKey();
      if (memory.threads() != threads || !ACCESSES.contains(memory.access())) {
        continue;
      }
      TreeMap<Double, Double> ladder = entry.getValue();
      boolean near = size > ladder.firstKey() - NEAR && size < ladder.lastKey() + NEAR;
      int score =
          (near ? 8 : 0)
              + (memory.access().equals(access) ? 4 : 0)
              + (memory.bits() == bits ? 2 : 0)
              + (memory.container().equals(container) ? 1 : 0);
      if (score > bestScore) {
        bestScore = score;
        best = ladder;
      }
    }
    return best;
  }

  private static double at(TreeMap<Double, Double> ladder, double x) {
    Map.Entry<Double, Double> low = ladder.floorEntry(x);
    Map.Entry<Double, Double> high = ladder.ceilingEntry(x);
    if (low == null || high == null) {
      return low == null ? high.getValue() : low.getValue();
    }
    if (low.getKey().equals(high.getKey())) {
      return low.getValue();
    }
    double share = (x - low.getKey()) / (high.getKey() - low.getKey());
    return low.getValue() + share * (high.getValue() - low.getValue());
  }
}
