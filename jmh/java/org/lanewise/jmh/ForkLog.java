package org.lanewise.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Takes what JMH and a fork print, to be looked at only if the fork fails. */
final class ForkLog implements OutputFormat {

  private static final Pattern CAUSE =
      Pattern.compile(
          "^(?:Caused by: )?(?:[\\w$]+\\.)+(\\w*(?:Exception|Error)(?:: .*)?)$", Pattern.MULTILINE);

  /** What JMH says of a JVM that was killed. */
  private static final Pattern EXIT = Pattern.compile("<(forked VM failed with exit code \\d+)>");

  private final StringBuilder text = new StringBuilder();

  /** All of it. */
  synchronized String text() {
    return text.toString();
  }

  /** The exception that ended the fork, the last cause. */
  synchronized Optional<String> cause() {
    return CAUSE
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .reduce((first, last) -> last)
        .or(() -> EXIT.matcher(text).results().map(match -> match.group(1)).findFirst());
  }

  @Override
  public synchronized void print(String s) {
    text.append(s);
  }

  @Override
  public synchronized void println(String s) {
    text.append(s).append('\n');
  }

  @Override
  public synchronized void write(int b) {
    text.append((char) (b & 0xff));
  }

  @Override
  public synchronized void write(byte[] b) {
    text.append(new String(b, StandardCharsets.UTF_8));
  }

  @Override
  public void verbosePrintln(String s) {}

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
