package org.lanewise.jmh.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command behind {@code scripts/engine.sh}: runs all parts and prints a table in Markdown. */
public final class EngineReport {

  private EngineReport() {}

  /** Runs the benchmark; the first argument, if any, is the number of forks. */
  public static void main(String[] arguments) throws Exception {
    int forks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
    Path json = Path.of("bench-results", "engine.jmh.json");
    Files.createDirectories(json.getParent());
    var results =
        new Runner(
                new OptionsBuilder()
                    .include("^" + EngineBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
                    .forks(forks)
                    .warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(200))
                    .jvmArgs(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                    .resultFormat(ResultFormatType.JSON)
                    .result(json.toString())
                    .build())
            .run();
    Map<String, Double> nanos = new HashMap<>();
    for (RunResult result : results) {
      String key = result.getParams().getParam("part") + result.getParams().getParam("engine");
      nanos.put(key, result.getPrimaryResult().getStatistics().getPercentile(50));
    }
    List<String> engines = Engine.Kind.labels();
    String ours = engines.getLast();
    System.out.println("\n| part, ns/element | " + String.join(" | ", engines) + " | ratios |");
    System.out.println("| --- |" + " ---: |".repeat(engines.size() + 1));
    Map<String, Double> totals = new HashMap<>();
    for (EngineBenchmark.Part part : EngineBenchmark.Part.values()) {
      List<String> cells = new ArrayList<>();
      List<String> ratios = new ArrayList<>();
      for (String engine : engines) {
        Double time = nanos.get(part + engine);
        cells.add(time == null ? "-" : format(time / part.elements));
        if (time != null) {
          totals.merge(engine, time, Double::sum);
          if (!engine.equals(ours)) {
            ratios.add(format(time / nanos.get(part + ours)));
          }
        }
      }
      System.out.println(line(part.toString(), cells, ratios));
    }
    System.out.println(
        line(
            "all, µs",
            engines.stream().map(e -> format(totals.getOrDefault(e, Double.NaN) / 1000)).toList(),
            engines.stream()
                .filter(e -> !e.equals(ours))
                .map(e -> format(totals.getOrDefault(e, Double.NaN) / totals.get(ours)))
                .toList()));
  }

  private static String line(String name, List<String> cells, List<String> ratios) {
    return "| "
        + name
        + " | "
        + String.join(" | ", cells)
        + " | "
        + String.join(", ", ratios)
        + " |";
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
  }
}
