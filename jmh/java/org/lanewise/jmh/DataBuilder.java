package org.lanewise.jmh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lanewise.jmh.peers.PeerKind;
import org.lanewise.jmh.probe.BandwidthBenchmark;
import org.lanewise.jmh.probe.Operation;
import org.lanewise.jmh.report.Facts;
import org.lanewise.jmh.report.Measurement;
import org.lanewise.jmh.report.Measurement.Rates;
import org.lanewise.jmh.report.Measurement.Time;
import org.lanewise.jmh.report.RunData;

/** Makes of results what follows from them: rates, the roofline, a summary. */
final class DataBuilder {

  private static final int FLOAT_BITS = Float.SIZE;

  /** A larger share of figures that scatter is worth a warning. */
  private static final double MUCH_NOISE = 0.2;

  private final List<Row> rows;
  private final Results results;
  private final Facts facts;
  private final Roofline roofline = new Roofline();
  private double nanosPerCycle = Double.NaN;

  DataBuilder(List<Row> rows, Results results, Facts facts) {
    this.rows = rows;
    this.results = results;
    this.facts = facts;
    findLimits();
  }

  /** What the probe found is needed for the rates of all others. */
  private void findLimits() {
    for (Row row : rows) {
      for (String path : row.paths()) {
        Figures figures = results.figures(row, path);
        if (figures == null) {
          continue;
        }
        int bits = bits(path);
        if (row.group() == Group.CLOCK) {
          // Whatever disturbs a core makes this longer, never shorter.
          nanosPerCycle =
              figures.samples().stream()
                  .flatMap(List::stream)
                  .mapToDouble(d -> d)
                  .min()
                  .orElse(Double.NaN);
        } else if (row.group() == Group.BANDWIDTH) {
          roofline.addBandwidth(
              row.kernel(),
              row.container(),
              bits,
              row.threads(),
              row.bytes(),
              probedGigabytes(row, figures));
        } else if (row.group() == Group.THROUGHPUT && row.kernel().equals(Operation.FMA.label())) {
          roofline.addPeak(bits, row.threads(), gigaflops(row, path, figures));
        }
      }
    }
  }

  private int bits(String path) {
    return Row.bits(path).orElse(usesVectors(path) ? facts.library().bits() : FLOAT_BITS);
  }

  private static boolean usesVectors(String path) {
    return path.startsWith("vector") || path.startsWith("lanewise");
  }

  private static double probedGigabytes(Row row, Figures figures) {
    return BandwidthBenchmark.bytesPerCall(row.kernel(), row.bytes())
        * row.threads()
        / figures.nanos();
  }

  private double gigaflops(Row row, String path, Figures figures) {
    double lanes = (double) bits(path) / FLOAT_BITS;
    return Operation.of(row.kernel()).flops() * lanes * row.threads() / figures.nanos();
  }

  /** All of it. */
  RunData build(RunData.Run run) {
    List<Measurement> measurements = new ArrayList<>();
    for (Row row : rows) {
      for (String path : row.paths()) {
        Figures figures = results.figures(row, path);
        if (figures != null) {
          measurements.add(measurement(row, path, figures));
        }
      }
    }
    List<RunData.Failure> failures =
        Stream.of(results.failuresByName(), results.missing())
            .flatMap(reasons -> reasons.entrySet().stream())
            .map(entry -> new RunData.Failure(entry.getKey(), entry.getValue()))
            .toList();
    RunData.Peaks peaks = peaks(measurements);
    return new RunData(
        RunData.FORMAT,
        RunData.VERSION,
        run,
        withNoise(measurements),
        new Sentences(facts, peaks, measurements).all(),
        peaks,
        measurements,
        failures);
  }

  /** The facts, with a warning if much of what was measured scatters. */
  private Facts withNoise(List<Measurement> measurements) {
    long noisy = measurements.stream().filter(m -> m.time().noisy()).count();
    if (noisy <= MUCH_NOISE * measurements.size()) {
      return facts;
    }
    return facts.warn(
        List.of(
            noisy
                + " of "
                + measurements.size()
                + " figures scatter by more than 15 %: the machine did other things meanwhile."));
  }

  private Measurement measurement(Row row, String path, Figures figures) {
    boolean memory = row.group() == Group.BANDWIDTH || !row.group().isProbe();
    List<double[]> curve = row.group() == Group.FIRST_CALLS ? curve(figures) : null;
    double allocated = figures.bytesPerCall();
    return new Measurement(
        row.group().label(),
        row.kernel(),
        path,
        bits(path),
        row.threads(),
        row.container(),
        row.sizeLabel(),
        memory ? (long) row.size().elements() : null,
        memory ? row.bytes() : null,
        Time.of(figures.samples(), figures.isNoisy()),
        Double.isNaN(allocated) ? null : allocated,
        rates(row, path, figures, curve),
        curve,
        row.group() == Group.PEER ? against(row, figures) : null);
  }

  private Measurement.Against against(Row row, Figures figures) {
    return new Measurement.Against(
        inverse(ratio(row, PeerKind.names().getFirst(), figures)),
        known(figures.most(PeerReport.ULP)),
        known(figures.most(PeerReport.ULP_FAR)));
  }

  private static Double inverse(Double ratio) {
    return ratio == null ? null : 1 / ratio;
  }

  private static Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private Rates rates(Row row, String path, Figures figures, List<double[]> curve) {
    return switch (row.group()) {
      case CLOCK -> none(1.0);
      case THROUGHPUT, LATENCY -> computeRates(row, path, figures);
      case BANDWIDTH ->
          new Rates(
              null, probedGigabytes(row, figures), null, null, null, null, null, null, null, null);
      case FIRST_CALLS -> firstCallRates(row, curve);
      case COPY, KERNEL -> kernelRates(row, path, figures);
      case PEER -> peerRates(row, path, figures);
    };
  }

  private Rates peerRates(Row row, String path, Figures figures) {
    double nanos = figures.nanos() / row.size().elements();
    return new Rates(
        nanos,
        (double) row.traffic() * Float.BYTES / nanos,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        path.equals("naive") ? null : ratio(row, "naive", figures));
  }

  private static Rates none(Double cycles) {
    return new Rates(null, null, null, null, cycles, null, null, null, null, null);
  }

  private Rates computeRates(Row row, String path, Figures figures) {
    Double cycles = Double.isNaN(nanosPerCycle) ? null : figures.nanos() / nanosPerCycle;
    boolean peak = row.group() == Group.THROUGHPUT && Operation.of(row.kernel()).isArithmetic();
    Double gigaflops = peak ? gigaflops(row, path, figures) : null;
    return new Rates(null, null, gigaflops, null, cycles, null, null, null, null, null);
  }

  /** The first call and the last: how long they took. */
  private static Rates firstCallRates(Row row, List<double[]> curve) {
    double last = curve.isEmpty() ? Double.NaN : curve.getLast()[1];
    return new Rates(
        Double.isNaN(last) ? null : last / row.size().elements(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private Rates kernelRates(Row row, String path, Figures figures) {
    double elements = row.size().elements();
    double nanos = figures.nanos() / elements / row.threads();
    Double flops = row.group() == Group.COPY ? Double.valueOf(0) : Flops.of(row.kernel());
    Roofline.Bound bound =
        roofline.bound(
            flops,
            row.traffic(),
            row.container(),
            path.startsWith("vector") ? bits(path) : facts.library().bits(),
            row.threads(),
            row.bytes());
    return new Rates(
        figures.nanos() / elements,
        (double) row.traffic() * Float.BYTES / nanos,
        flops == null || flops == 0 ? null : flops / nanos,
        flops,
        null,
        bound == null ? null : bound.nanosPerElement() * row.threads(),
        bound == null ? null : bound.by(),
        bound == null ? null : bound.nanosPerElement() / nanos,
        path.equals("scalar") ? null : ratio(row, "scalar", figures),
        path.equals("naive") ? null : ratio(row, "naive", figures));
  }

  private Double ratio(Row row, String other, Figures figures) {
    Figures others = results.figures(row, other);
    return others == null ? null : others.nanos() / figures.nanos();
  }

  private static List<double[]> curve(Figures figures) {
    List<double[]> curve = new ArrayList<>();
    for (int i = 0; ; i++) {
      double end = figures.most(FirstCallsBenchmark.name(FirstCallsBenchmark.END, i));
      double time = figures.most(FirstCallsBenchmark.name(FirstCallsBenchmark.TIME, i));
      if (Double.isNaN(end) || Double.isNaN(time)) {
        return curve;
      }
      curve.add(new double[] {end, time});
    }
  }

  private RunData.Peaks peaks(List<Measurement> measurements) {
    int all = facts.machine().available();
    return new RunData.Peaks(
        Double.isNaN(nanosPerCycle) ? null : 1 / nanosPerCycle,
        best(measurements, Group.THROUGHPUT, Operation.FMA.label(), 1),
        all == 1 ? null : best(measurements, Group.THROUGHPUT, Operation.FMA.label(), all),
        fromMemory(measurements, 1),
        all == 1 ? null : fromMemory(measurements, all));
  }

  private static Double best(
      List<Measurement> measurements, Group group, String name, int threads) {
    OptionalDouble best =
        measurements.stream()
            .filter(m -> m.group().equals(group.label()) && m.name().equals(name))
            .filter(m -> m.threads() == threads && m.rates().gigaflopsPerSecond() != null)
            .mapToDouble(m -> m.rates().gigaflopsPerSecond())
            .max();
    return best.isPresent() ? best.getAsDouble() : null;
  }

  /** Copying at the largest size, if that is beyond the last cache. */
  private Double fromMemory(List<Measurement> measurements, int threads) {
    Long cache = facts.machine().lastCacheBytes();
    Map<Long, Double> bySize = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      if (m.group().equals(Group.BANDWIDTH.label())
          && m.name().equals("copy")
          && m.threads() == threads) {
        bySize.merge(m.bytes(), m.rates().gigabytesPerSecond(), Math::max);
      }
    }
    return bySize.keySet().stream()
        .max(Comparator.naturalOrder())
        .filter(bytes -> cache != null && bytes * threads > 2 * cache)
        .map(bySize::get)
        .orElse(null);
  }
}
