package org.lanewise.jmh.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs with made-up figures that have everything a page can show. */
public final class SampleRuns {

  private static final long SEED = 20261124;

  private SampleRuns() {}

  /**
   * A run.
   *
   * @param name of the run
   * @param forks JVMs for each figure
   * @param factor by which sigmoid on the vector path takes longer than in another run
   */
  public static RunData run(String name, int forks, double factor) {
    List<Measurement> all = new ArrayList<>();
    Maker maker = new Maker(new SplittableRandom(SEED), forks);
    all.add(maker.make("clock", "clock", "clock", 32, 1, "", 0, 0.25, cycles(1)));
    for (int bits : List.of(128, 256)) {
      for (String operation : List.of("fma", "add", "mul", "div", "sqrt")) {
        double gigaflops = bits / 32 * (operation.equals("fma") ? 16 : 8);
        all.add(
            maker.make(
                "throughput", operation, "vector-" + bits, bits, 1, "", 0, 0.125, peak(gigaflops)));
      }
    }
    all.add(maker.make("throughput", "gather", "vector-256", 256, 1, "", 0, 6, cycles(24)));
    all.add(maker.make("latency", "fma", "vector-256", 256, 1, "", 0, 1, cycles(4)));
    for (String access : List.of("load", "store", "copy")) {
      for (long bytes = 4096; bytes <= 1L << 27; bytes *= 8) {
        double gigabytes = 200 / Math.sqrt(bytes / 4096.0) + 20;
        all.add(
            maker.make(
                "bandwidth",
                access,
                "vector-256",
                256,
                1,
                "array",
                bytes / 4,
                bytes / gigabytes,
                gigabytes(gigabytes)));
      }
    }
    for (String kernel : List.of("relu", "sigmoid", "categoricalCrossEntropyGradient")) {
      for (long n : List.of(1024L, 65536L, 4194304L)) {
        double scalar = kernel.equals("relu") ? 0.3 : 3;
        double slow = kernel.equals("sigmoid") ? factor : 1;
        all.add(kernel(maker, kernel, "scalar", n, scalar, scalar));
        all.add(kernel(maker, kernel, "vector", n, scalar / 10 * slow, scalar));
        all.add(kernel(maker, kernel, "vector-128", n, scalar / 4 * slow, scalar));
        all.add(kernel(maker, kernel, "naive", n, scalar * 1.2, scalar));
      }
    }
    List<double[]> curve = new ArrayList<>();
    for (double nanos = 1e4; nanos < 3e9; nanos *= 1.5) {
      curve.add(new double[] {nanos, 300 + 1e13 / nanos});
    }
    Measurement single =
        maker.make("firstCalls", "sigmoid", "vector", 256, 1, "array", 1024, 3e9, none());
    all.add(
        new Measurement(
            single.group(),
            single.name(),
            single.path(),
            single.bits(),
            1,
            "array",
            "1Ki",
            1024L,
            8192L,
            single.time(),
            null,
            none(),
            curve,
            null));
    return new RunData(
        RunData.FORMAT,
        RunData.VERSION,
        new RunData.Run(
            name, "scripts/bench.sh", "default", "2026-11-24T00:00:00Z", 200, true, forks),
        facts(),
        List.of("A sentence with <b>signs</b> & </script> that must not become markup."),
        new RunData.Peaks(4.0, 128.0, 256.0, 20.0, 30.0),
        all,
        List.of(new RunData.Failure("tanh array 64Ki vector", "OutOfMemoryError")));
  }

  private static Facts facts() {
    return new Facts(
        new Facts.Machine(
            "Example CPU",
            "amd64",
            4,
            8,
            8,
            2.5,
            null,
            4_000_000_000L,
            "powersave",
            true,
            "",
            1L << 34,
            "Linux 6",
            List.of(
                new Facts.Cache(1, "data", 32768, 64), new Facts.Cache(2, "unified", 1 << 20, 64)),
            List.of("avx2", "fma")),
        new Facts.Jvm(
            "OpenJDK",
            "25",
            "Example",
            List.of("-Xmx1g"),
            Map.of("UseAVX", "2"),
            List.of("G1"),
            1L << 30),
        new Facts.Library("abc", true, 256, "because", ""),
        List.of("The machine runs on its battery: its clock may be low."));
  }

  /** Facts of a machine that tells nothing. */
  public static RunData unknown() {
    RunData run = run("unknown", 1, 1);
    Facts facts =
        new Facts(
            new Facts.Machine(
                null, null, null, null, 1, null, null, null, null, null, null, null, "Plan 9", null,
                null),
            new Facts.Jvm(null, null, null, List.of(), Map.of(), null, null),
            new Facts.Library(null, false, 32, "the module is not there.", "Add it."),
            List.of());
    return new RunData(
        run.format(),
        run.version(),
        run.run(),
        facts,
        List.of(),
        new RunData.Peaks(null, null, null, null, null),
        List.of(),
        List.of());
  }

  private static Measurement kernel(
      Maker maker, String name, String path, long n, double nanos, double scalar) {
    int bits = path.equals("vector-128") ? 128 : path.equals("vector") ? 256 : 32;
    Double flops = name.equals("relu") ? 0.0 : 30.0;
    return maker.make(
        "kernel",
        name,
        path,
        bits,
        1,
        "array",
        n,
        nanos * n,
        new Measurement.Rates(
            nanos,
            8 / nanos,
            flops == 0 ? null : flops / nanos,
            flops,
            null,
            nanos / 2,
            "memory",
            0.5,
            path.equals("scalar") ? null : scalar / nanos,
            path.equals("naive") ? null : scalar * 1.2 / nanos));
  }

  private static Measurement.Rates none() {
    return cycles(null);
  }

  private static Measurement.Rates cycles(Number cycles) {
    Double value = cycles == null ? null : cycles.doubleValue();
    return new Measurement.Rates(null, null, null, null, value, null, null, null, null, null);
  }

  private static Measurement.Rates peak(double gigaflops) {
    return new Measurement.Rates(null, null, gigaflops, null, 0.5, null, null, null, null, null);
  }

  private static Measurement.Rates gigabytes(double value) {
    return new Measurement.Rates(null, value, null, null, null, null, null, null, null, null);
  }

  private record Maker(SplittableRandom random, int forks) {
    Measurement make(
        String group,
        String name,
        String path,
        int bits,
        int threads,
        String container,
        long elements,
        double nanos,
        Measurement.Rates rates) {
      List<List<Double>> samples = new ArrayList<>();
      for (int f = 0; f < forks; f++) {
        List<Double> fork = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          fork.add(nanos * (1 + 0.01 * random.nextDouble()));
        }
        samples.add(fork);
      }
      boolean memory = elements > 0;
      long floats = group.equals("kernel") ? 2 : 1;
      return new Measurement(
          group,
          name,
          path,
          bits,
          threads,
          container,
          memory ? elements >= 1 << 20 ? elements / (1 << 20) + "Mi" : elements / 1024 + "Ki" : "",
          memory ? elements : null,
          memory ? elements * floats * 4 : null,
          Measurement.Time.of(samples, false),
          0.0,
          rates,
          null,
          null);
    }
  }
}
