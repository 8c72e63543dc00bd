package org.lanewise.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What took processors away from a run while it went on: other programs, and the neighbours of a
 * virtual machine. Linux counts both; elsewhere nothing is known.
 */
public final class Interference {

  private static final Path SYSTEM = Path.of("/proc/stat");
  private static final Path SELF = Path.of("/proc/self/stat");

  /** A larger share of one processor lengthens what is measured on one thread. */
  private static final double MUCH = 0.1;

  private final Times begin;

  private Interference(Times begin) {
    this.begin = begin;
  }

  /** Starts to watch. */
  public static Interference begin() {
    return new Interference(now());
  }

  /** What happened since, a sentence each. */
  public List<String> warnings() {
    return begin == null ? List.of() : warnings(begin, now());
  }

  static List<String> warnings(Times begin, Times end) {
    List<String> warnings = new ArrayList<>();
    if (end == null || end.all() <= begin.all()) {
      return warnings;
    }
    double perTick = (double) end.processors() / (end.all() - begin.all());
    double others = (end.busy() - begin.busy() - (end.own() - begin.own())) * perTick;
    if (others > MUCH) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Other programs took %.1f of %d processors while the run went on: times are too"
                  + " long.",
              others,
              end.processors()));
    }
    double stolen = (end.stolen() - begin.stolen()) * perTick;
    if (stolen > MUCH) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Other virtual machines took %.1f of %d processors while the run went on: times are"
                  + " too long.",
              stolen,
              end.processors()));
    }
    return warnings;
  }

  private static Times now() {
    try {
      return Times.parse(Files.readString(SYSTEM), Files.readString(SELF));
    } catch (IOException | RuntimeException e) {
      return null; // another system
    }
  }

  /**
   * Processor time since the start of the machine, in ticks.
   *
   * @param all that there was
   * @param busy what programs and the system took
   * @param stolen what was given to other virtual machines
   * @param own what this process and its children that have ended took
   * @param processors number of processors
   */
  record Times(long all, long busy, long stolen, long own, int processors) {

    /**
     * Reads them.
     *
     * @param system what /proc/stat holds: user, nice, system, idle, waiting, interrupts (two),
     *     stolen
     * @param self what /proc/self/stat holds: behind the name and eleven fields the times of the
     *     process, user and system, and those of its children
     */
    static Times parse(String system, String self) {
      long[] total =
          Arrays.stream(system.lines().findFirst().orElseThrow().split(" +"))
              .skip(1)
              .limit(8)
              .mapToLong(Long::parseLong)
              .toArray();
      long busy = total[0] + total[1] + total[2] + total[5] + total[6];
      String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ");
      long own = Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
      long processors = system.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
      return new Times(Arrays.stream(total).sum(), busy, total[7], own, (int) processors);
    }
  }
}
