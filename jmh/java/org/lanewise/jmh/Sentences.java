package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lanewise.jmh.report.Facts;
import org.lanewise.jmh.report.Measurement;
import org.lanewise.jmh.report.RunData;

/** A summary that one can quote. */
final class Sentences {

  /** A first call's curve has arrived when it is within this factor of its end. */
  private static final double ARRIVED = 1.2;

  private final Facts facts;
  private final RunData.Peaks peaks;
  private final List<Measurement> measurements;

  Sentences(Facts facts, RunData.Peaks peaks, List<Measurement> measurements) {
    this.facts = facts;
    this.peaks = peaks;
    this.measurements = measurements;
  }

  List<String> all() {
    List<String> sentences = new ArrayList<>();
    arithmetic().ifPresent(sentences::add);
    bandwidth().ifPresent(sentences::add);
    speedUp("scalar", "the library's own scalar path").ifPresent(sentences::add);
    speedUp("naive", "the naive loops that engines write today").ifPresent(sentences::add);
    roofline().ifPresent(sentences::add);
    measurements.stream()
        .filter(m -> m.group().equals("firstCalls") && m.path().equals("vector"))
        .findFirst()
        .flatMap(Sentences::firstCalls)
        .ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> arithmetic() {
    if (peaks.fmaGigaflops() == null) {
      return Optional.empty();
    }
    String clock =
        peaks.clockGigahertz() == null ? "" : format(" at %.2f GHz", peaks.clockGigahertz());
    String all =
        peaks.fmaGigaflopsAllThreads() == null
            ? ""
            : format(
                ", %d threads %.0f GFLOP/s",
                facts.machine().available(), peaks.fmaGigaflopsAllThreads());
    return Optional.of(
        format(
            "One thread on %s computes %.0f GFLOP/s of fused multiply-adds with vectors of %d"
                + " bits%s%s.",
            facts.machine().cpu(), peaks.fmaGigaflops(), facts.library().bits(), clock, all));
  }

  private Optional<String> bandwidth() {
    List<Measurement> copies =
        measurements.stream()
            .filter(m -> m.group().equals("bandwidth") && m.name().equals("copy"))
            .filter(m -> m.threads() == 1)
            .sorted(
                Comparator.comparing(Measurement::bytes)
                    .thenComparing(m -> m.rates().gigabytesPerSecond()))
            .toList();
    if (copies.isEmpty()) {
      return Optional.empty();
    }
    Measurement best =
        copies.stream()
            .max(Comparator.comparing(m -> m.rates().gigabytesPerSecond()))
            .orElseThrow();
    Measurement largest = copies.getLast();
    if (best.equals(largest)) {
      return Optional.of(
          format(
              "One thread copies at %.0f GB/s (%s, read and written together).",
              best.rates().gigabytesPerSecond(), best.size()));
    }
    return Optional.of(
        format(
            "One thread copies at up to %.0f GB/s (%s, read and written together) and at %.0f GB/s"
                + " when it works on %s.",
            best.rates().gigabytesPerSecond(),
            best.size(),
            largest.rates().gigabytesPerSecond(),
            largest.size()));
  }

  private Optional<String> speedUp(String than, String name) {
    List<Measurement> vector =
        measurements.stream()
            .filter(m -> m.group().equals("kernel") && m.path().equals("vector"))
            .filter(m -> factor(m, than) != null)
            .sorted(Comparator.comparing(m -> factor(m, than)))
            .toList();
    if (vector.isEmpty()) {
      return Optional.empty();
    }
    double mean =
        Math.exp(
            vector.stream().mapToDouble(m -> Math.log(factor(m, than))).average().orElseThrow());
    return Optional.of(
        format(
            "The vector path is %s as fast as %s (geometric mean of %d figures): from %s (%s) to %s"
                + " (%s).",
            times(mean),
            name,
            vector.size(),
            times(factor(vector.getFirst(), than)),
            label(vector.getFirst()),
            times(factor(vector.getLast(), than)),
            label(vector.getLast())));
  }

  private static Double factor(Measurement m, String than) {
    return than.equals("scalar") ? m.rates().speedUp() : m.rates().speedUpOverNaive();
  }

  private Optional<String> roofline() {
    List<Measurement> bounded =
        measurements.stream()
            .filter(m -> m.group().equals("kernel") && m.path().equals("vector"))
            .filter(m -> m.rates().shareOfBound() != null)
            .sorted(Comparator.comparing(m -> m.rates().shareOfBound()))
            .toList();
    if (bounded.isEmpty()) {
      return Optional.empty();
    }
    Measurement best =
        bounded.stream()
            .filter(m -> m.rates().shareOfBound() <= 1)
            .reduce((low, high) -> high)
            .orElse(bounded.getFirst());
    double median = bounded.get(bounded.size() / 2).rates().shareOfBound();
    long above = bounded.stream().filter(m -> m.rates().shareOfBound() > 1).count();
    String why =
        above == 0
            ? ""
            : format(
                " Above 100 %%, as %d of %d figures, are kernels that move memory faster than the"
                    + " probe's copy, which stands for its limit: they read more than they write, or"
                    + " their loop suits the memory better.",
                above, bounded.size());
    return Optional.of(
        format(
            "Of what the roofline allows the vector path reaches %.0f %% in the median, and %.0f %%"
                + " with %s.%s",
            100 * median, 100 * best.rates().shareOfBound(), label(best), why));
  }

  private static Optional<String> firstCalls(Measurement m) {
    if (m.curve() == null || m.curve().isEmpty()) {
      return Optional.empty();
    }
    double last = m.curve().getLast()[1];
    double arrived = arrival(m.curve());
    return Optional.of(
        format(
            "The first call of %s on %s elements takes %.0f µs, those in the end %.2f µs, and after"
                + " %.1f s all are near that.",
            m.name(), m.size(), m.curve().getFirst()[1] / 1e3, last / 1e3, arrived / 1e9));
  }

  /** Nanoseconds after which a curve stays near its end. */
  static double arrival(List<double[]> curve) {
    double last = curve.getLast()[1];
    double arrived = curve.getFirst()[0];
    for (double[] point : curve) {
      if (point[1] > ARRIVED * last) {
        arrived = point[0];
      }
    }
    return arrived;
  }

  private static String label(Measurement m) {
    return m.name() + ", " + m.container() + ", " + m.size();
  }

  private static String times(double factor) {
    return number(factor) + " times";
  }

  private static String number(double factor) {
    return format(factor < 9.95 ? "%.1f" : "%.0f", factor);
  }

  private static String format(String form, Object... arguments) {
    return String.format(Locale.ROOT, form, arguments);
  }
}
