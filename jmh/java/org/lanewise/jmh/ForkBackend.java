package org.lanewise.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lanewise.Backend;
import org.lanewise.jmh.report.FactFinder;
import org.lanewise.jmh.report.Facts;
import org.lanewise.jmh.report.RunData;

/** Asks a JVM with other options than this one what it gets. */
final class ForkBackend {

  private static final String MARK = "answer: ";

  /** What the JVM prints of a {@link Backend} that cannot be had. */
  private static final String REFUSED = IllegalStateException.class.getName() + ": ";

  private ForkBackend() {}

  /**
   * What a JVM gets.
   *
   * @param backend what the library chooses there
   * @param jvm the JVM
   */
  record Answer(Backend backend, Facts.Jvm jvm) {}

  /**
   * What a JVM with these options gets.
   *
   * @throws IllegalStateException if the library refuses there what a property asks for
   */
  static Answer ask(List<String> options) throws IOException {
    Process process = ChildCommand.of(options, ForkBackend.class, List.of()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : output.lines().toList()) {
      if (line.startsWith(MARK)) {
        Answer answer = RunData.mapper().readValue(line.substring(MARK.length()), Answer.class);
        return new Answer(answer.backend(), withArguments(answer.jvm(), options));
      }
      int refused = line.indexOf(REFUSED);
      if (refused >= 0) {
        throw new IllegalStateException(line.substring(refused + REFUSED.length()));
      }
    }
    throw new IOException("A JVM with " + String.join(" ", options) + " fails:\n" + output);
  }

  private static Facts.Jvm withArguments(Facts.Jvm jvm, List<String> arguments) {
    return new Facts.Jvm(
        jvm.name(),
        jvm.version(),
        jvm.vendor(),
        arguments,
        jvm.options(),
        jvm.collector(),
        jvm.heapBytes());
  }

  /** Runs in that JVM. */
  public static void main(String[] args) throws IOException {
    Logger.getLogger("org.lanewise").setLevel(Level.OFF);
    Answer answer = new Answer(Backend.current(), FactFinder.jvm(List.of()));
    System.out.println(MARK + RunData.mapper().writeValueAsString(answer));
  }
}
