package org.lanewise.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lanewise.jmh.peers.SideBySide.Answer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the rows one by one, the paths of a row in turn and fork after fork (peers in turn in one
 * JVM), so that a machine that becomes slower or faster meanwhile does so for all of them, and so
 * that a run that is stopped has complete rows.
 */
final class Session {

  private final Effort effort;
  private final List<Row> rows;
  private final Results results;
  private final Progress progress;
  private final List<String> jvmArgs;
  private final Path json;
  private final Path log;

  Session(
      Effort effort,
      List<Row> rows,
      Results results,
      Progress progress,
      List<String> jvmArgs,
      Path base) {
    this.effort = effort;
    this.rows = rows;
    this.results = results;
    this.progress = progress;
    this.jvmArgs = jvmArgs;
    this.json = Path.of(base + ".jmh.json");
    this.log = Path.of(base + ".log");
  }

  void run() throws IOException {
    for (Row row : rows) {
      if (results.isStopped()) {
        return;
      }
      progress.begin(row);
      for (int fork = 0; fork < effort.forks(row); fork++) {
        for (String path : row.forkPaths()) {
          if (results.isStopped()) {
            return;
          }
          progress.fork(row, path, fork);
          long start = System.nanoTime();
          if (row.group() == Group.PEER) {
            peers(row);
          } else {
            fork(row, path);
          }
          progress.ended(row, path, (System.nanoTime() - start) / 1_000_000);
        }
      }
      if (row.group() != Group.PEER) {
        results.write(json);
      }
    }
  }

  private void peers(Row row) throws IOException {
    PeerFork fork = new PeerFork(jvmArgs, effort.of(row.group()));
    for (Answer answer : fork.run(row)) {
      if (answer.missing() != null) {
        results.addMissing(answer.peer(), answer.missing());
      } else if (answer.failure() != null) {
        results.addFailure(row, answer.peer(), answer.failure());
      } else {
        Map<String, Double> beside = new HashMap<>();
        beside.put(CallAllocation.METRIC, answer.allocated());
        beside.put(PeerReport.ULP, answer.ulp());
        if (answer.ulpFar() != null) {
          beside.put(PeerReport.ULP_FAR, answer.ulpFar());
        }
        results.add(row, answer.peer(), answer.samples(), beside);
      }
    }
    log(fork.log());
  }

  private void log(String text) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private void fork(Row row, String path) throws IOException {
    Effort spent = effort.of(row.group());
    List<String> args = new ArrayList<>(jvmArgs);
    args.addAll(row.jvmArgs(path));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(row.method(path)) + "$")
            .forks(1)
            .threads(row.threads())
            .warmupIterations(spent.warmups())
            .warmupTime(TimeValue.milliseconds(spent.millis()))
            .measurementIterations(spent.iterations())
            .measurementTime(TimeValue.milliseconds(spent.millis()))
            .jvmArgs(args.toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .addProfiler(ForkFacts.class)
            .shouldFailOnError(true);
    for (Map.Entry<String, String> param : row.params(path).entrySet()) {
      options.param(param.getKey(), param.getValue());
    }
    ForkLog forkLog = new ForkLog();
    try {
      Collection<RunResult> runs = new Runner(options.build(), forkLog).run();
      for (RunResult run : runs) {
        results.add(row, path, List.copyOf(run.getBenchmarkResults()));
      }
    } catch (RunnerException e) {
      String cause = forkLog.cause().orElse(e.toString());
      results.addFailure(row, path, cause + " (see " + log + ")");
      log(forkLog.text() + "\n");
    }
  }
}
