package org.lanewise.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** What has been measured so far. */
final class Results {

  private record Key(Row row, String path) {}

  private final Map<Key, Figures> figures = new LinkedHashMap<>();
  private final Map<Key, String> failures = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private boolean stopped;

  synchronized void add(Row row, String path, List<BenchmarkResult> forks) {
    figures.computeIfAbsent(new Key(row, path), key -> new Figures()).add(forks);
  }

  synchronized void add(Row row, String path, List<Double> nanos, Map<String, Double> beside) {
    figures.computeIfAbsent(new Key(row, path), key -> new Figures()).add(nanos, beside);
  }

  /** Whether the run has been stopped. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /** Whatever fails from now on was stopped. */
  synchronized void stop() {
    stopped = true;
  }

  synchronized void addFailure(Row row, String path, String reason) {
    if (stopped) {
      return;
    }
    failures.putIfAbsent(new Key(row, path), reason);
  }

  synchronized void addMissing(String peer, String reason) {
    missing.put(peer, reason);
  }

  /** Why this machine does not have a peer, by peer. */
  synchronized Map<String, String> missing() {
    return Map.copyOf(missing);
  }

  /** What was measured, null if nothing. */
  synchronized Figures figures(Row row, String path) {
    return figures.get(new Key(row, path));
  }

  synchronized boolean hasFailed(Row row, String path) {
    return failures.containsKey(new Key(row, path));
  }

  synchronized boolean hasFailures() {
    return !failures.isEmpty();
  }

  synchronized boolean isEmpty() {
    return figures.isEmpty();
  }

  /** The failures, a line each. */
  synchronized List<String> failures() {
    List<String> lines = new ArrayList<>();
    failuresByName().forEach((what, reason) -> lines.add(what + ": " + reason));
    return lines;
  }

  /** Why measurements failed, by what they measure. */
  synchronized Map<String, String> failuresByName() {
    Map<String, String> reasons = new LinkedHashMap<>();
    failures.forEach((key, reason) -> reasons.put(key.row().label() + " " + key.path(), reason));
    return reasons;
  }

  /** Writes JMH's JSON. The file is complete at any moment, whatever ends this process. */
  synchronized void write(Path file) throws IOException {
    List<RunResult> runs =
        figures.values().stream().filter(Figures::isOfJmh).map(Figures::toRunResult).toList();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(part), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(runs);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
