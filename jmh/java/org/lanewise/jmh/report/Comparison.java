package org.lanewise.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs against the first of them.
 *
 * @param summary sentences
 * @param confidence of the intervals
 * @param tolerance share by which times may differ
 * @param others what each of the other runs has in common with the first
 */
public record Comparison(
    List<String> summary, double confidence, double tolerance, List<Other> others) {

  /** What is said of a ratio. */
  public static final String SLOWER = "slower";

  /** See {@link #SLOWER}. */
  public static final String FASTER = "faster";

  private static final String SAME = "same";
  private static final String UNCLEAR = "unclear";

  /** Groups whose time is not what one compares. */
  private static final Set<String> LEFT_OUT = Set.of("firstCalls", "clock");

  /**
   * A run against the first.
   *
   * @param name of the run
   * @param geometricMean of the ratios of its kernels; null if it has none
   * @param rows what both have measured
   */
  public record Other(String name, Double geometricMean, List<Row> rows) {

    /** How many figures got this verdict. */
    public long count(String verdict) {
      return rows.stream().filter(row -> row.verdict().equals(verdict)).count();
    }
  }

  /**
   * One thing that both runs have measured.
   *
   * @param baseNanos geometric mean of the first run's times
   * @param nanos the same of the other's
   * @param ratio the other's time over the first's
   * @param low lower end of its interval
   * @param high upper end
   * @param verdict slower or faster if the ratio is beyond the tolerance and the interval does not
   *     hold 1; same if all of the interval is within the tolerance; else unclear
   */
  public record Row(
      String group,
      String name,
      String path,
      String container,
      String size,
      int threads,
      double baseNanos,
      double nanos,
      double ratio,
      double low,
      double high,
      String verdict) {}

  /**
   * Compares.
   *
   * @param runs two or more; the first is what the others are compared with
   * @param tolerance share by which times may differ
   */
  public static Comparison of(List<RunData> runs, double tolerance) {
    RunData base = runs.getFirst();
    List<Other> others = new ArrayList<>();
    List<String> summary = new ArrayList<>();
    for (RunData run : runs.subList(1, runs.size())) {
      Other other = other(base, run, tolerance);
      others.add(other);
      summary.add(sentence(base, other, tolerance));
      summary.addAll(differences(base, run));
      alone(base, run).ifPresent(summary::add);
      alone(run, base).ifPresent(summary::add);
    }
    runs.forEach(run -> summary.addAll(troubles(run)));
    return new Comparison(summary, Statistics.CONFIDENCE, tolerance, others);
  }

  private static Other other(RunData base, RunData run, double tolerance) {
    Map<Measurement.Key, Measurement> known = new LinkedHashMap<>();
    base.measurements().forEach(m -> known.put(m.key(), m));
    List<Row> rows = new ArrayList<>();
    for (Measurement m : run.measurements()) {
      Measurement first = known.get(m.key());
      if (first != null && !LEFT_OUT.contains(m.group())) {
        rows.add(row(first, m, tolerance));
      }
    }
    double[] logs =
        rows.stream()
            .filter(row -> row.group().equals("kernel"))
            .mapToDouble(row -> Math.log(row.ratio()))
            .toArray();
    double sum = 0;
    for (double log : logs) {
      sum += log;
    }
    return new Other(run.run().name(), logs.length == 0 ? null : Math.exp(sum / logs.length), rows);
  }

  private static Row row(Measurement base, Measurement m, double tolerance) {
    Statistics.Interval ratio = Statistics.ratio(base.time().samples(), m.time().samples());
    return new Row(
        m.group(),
        m.name(),
        m.path(),
        m.container(),
        m.size(),
        m.threads(),
        base.time().mean(),
        m.time().mean(),
        ratio.value(),
        ratio.low(),
        ratio.high(),
        verdict(ratio, tolerance));
  }

  static String verdict(Statistics.Interval ratio, double tolerance) {
    double limit = 1 + tolerance;
    if (ratio.value() > limit && ratio.low() > 1) {
      return SLOWER;
    }
    if (ratio.value() < 1 / limit && ratio.high() < 1) {
      return FASTER;
    }
    return ratio.high() <= limit && ratio.low() >= 1 / limit ? SAME : UNCLEAR;
  }

  private static String sentence(RunData base, Other other, double tolerance) {
    String mean =
        other.geometricMean() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "; its kernels take %.3f times as long (geometric mean)",
                other.geometricMean());
    return String.format(
        Locale.ROOT,
        "%s against %s: of %d figures %d slower, %d faster by more than %.0f %%, %d the same, %d"
            + " unclear%s.",
        other.name(),
        base.run().name(),
        other.rows().size(),
        other.count(SLOWER),
        other.count(FASTER),
        100 * tolerance,
        other.count(SAME),
        other.count(UNCLEAR),
        mean);
  }

  /** How many figures of a run cannot be compared. */
  private static Optional<String> alone(RunData run, RunData other) {
    Set<Measurement.Key> keys =
        other.measurements().stream().map(Measurement::key).collect(Collectors.toSet());
    long alone =
        run.measurements().stream()
            .filter(m -> !LEFT_OUT.contains(m.group()) && !keys.contains(m.key()))
            .count();
    return alone == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s: %d figures that %s lacks.", run.run().name(), alone, other.run().name()));
  }

  /** Why figures of a run may be missing. */
  private static List<String> troubles(RunData run) {
    List<String> texts = new ArrayList<>();
    String name = run.run().name();
    if (!run.run().complete()) {
      texts.add(name + ": the run was stopped before its end.");
    }
    run.failures().forEach(f -> texts.add(name + ": " + f.what() + " failed, " + f.reason() + "."));
    return texts;
  }

  /** What is not alike about two runs beside their figures. */
  private static List<String> differences(RunData base, RunData run) {
    List<String> texts = new ArrayList<>();
    Facts a = base.facts();
    Facts b = run.facts();
    difference(texts, run, "CPU", a.machine().cpu(), b.machine().cpu());
    difference(texts, run, "JVM", a.jvm().version(), b.jvm().version());
    difference(
        texts,
        run,
        "JVM arguments",
        String.join(" ", a.jvm().arguments()),
        String.join(" ", b.jvm().arguments()));
    difference(texts, run, "width", a.library().bits() + " bits", b.library().bits() + " bits");
    difference(texts, run, "revision", a.library().revision(), b.library().revision());
    difference(texts, run, "kind of run", base.run().kind(), run.run().kind());
    return texts;
  }

  private static void difference(
      List<String> texts, RunData run, String what, String first, String second) {
    if (!Objects.equals(first, second)) {
      texts.add(
          String.format(
              "%s: another %s, %s instead of %s.", run.run().name(), what, second, first));
    }
  }
}
